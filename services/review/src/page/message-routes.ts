import { waitingHolds } from '@proofgate/store'
import { Hono } from 'hono'
import type { Desk } from '../desk.ts'
import { messageOf } from '../message-lookup.ts'
import { readMessage } from '../reading.ts'
import { type Env, reviewerOf } from '../who.ts'
import { mailFrame } from './mail-frame.ts'
import { messagePage } from './message-page.ts'

/**
 * GET /messages/:id: where the links of a refusal and of the notice "returned by policy" lead. A message that was ever
 * held has its page among the holds: 303.
 */
export function messagePageRoutes(desk: Desk) {
  return new Hono<Env>()
    .get('/messages/:id', async (c) => {
      const person = reviewerOf(c)
      const message = await messageOf(desk.sql, c.req.param('id'))
      if (message.heldAt !== null) return c.redirect(`/holds/${message.id}`, 303)
      const [reading, waiting] = await Promise.all([readMessage(desk.sql, message, person), waitingHolds(desk.sql)])
      return c.html(await messagePage({ reading, person, waiting: waiting.count }))
    })
    .get('/messages/:id/html', (c) => mailFrame(c, desk, 'message'))
}
