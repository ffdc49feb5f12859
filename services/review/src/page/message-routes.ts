import { findHold, waitingHolds } from '@proofgate/store'
import { Hono } from 'hono'
import type { Desk } from '../desk.ts'
import { messageFor } from '../message-lookup.ts'
import { mayReview } from '../person.ts'
import { readMessage } from '../reading.ts'
import { type Env, readerOf } from '../who.ts'
import { mailFrame } from './mail-frame.ts'
import { messagePage } from './message-page.ts'

/**
 * GET /messages/:id: where the links of refusals and notices lead. For reviewers a message that was ever held has its
 * page among the holds: 303. Who only sends reads the own messages here, held ones too.
 */
export function messagePageRoutes(desk: Desk) {
  return new Hono<Env>()
    .get('/messages/:id', async (c) => {
      const person = readerOf(c)
      const message = await messageFor(desk.sql, c.req.param('id'), person)
      const isSender = !mayReview(person)
      if (message.heldAt !== null && !isSender) return c.redirect(`/holds/${message.id}`, 303)
      const [reading, waiting, hold] = await Promise.all([
        readMessage(desk.sql, message, person),
        isSender ? null : waitingHolds(desk.sql),
        isSender && message.heldAt !== null ? findHold(desk.sql, message.id) : null,
      ])
      return c.html(await messagePage({ reading, person, waiting: waiting?.count ?? null, hold }))
    })
    .get('/messages/:id/html', (c) => mailFrame(c, desk, 'message'))
}
