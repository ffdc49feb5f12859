import { randomUUID } from 'node:crypto'
import { listHolds, waitingHolds } from '@proofgate/store'
import { type Context, Hono } from 'hono'
import { HoldQuery, mistakenRequest, Note } from '../api/asked.ts'
import { decide } from '../decide.ts'
import type { Desk } from '../desk.ts'
import { holdOf } from '../hold-lookup.ts'
import { isOwn, type Person } from '../person.ts'
import { ProblemError } from '../problem.ts'
import { readHold } from '../reading.ts'
import { type Env, reviewerOf } from '../who.ts'
import { holdPage } from './hold-page.ts'
import { mailFrame } from './mail-frame.ts'
import { queuePage } from './queue-page.ts'

/** The pages of a signed-in reviewer. GET shows, POST decides: programs that follow links decide nothing. */
export function pageRoutes(desk: Desk) {
  return new Hono<Env>()
    .get('/', (c) => list(c, desk))
    .get('/holds/:id', async (c) => c.html(await holdHtml(desk, c.req.param('id'), reviewerOf(c))))
    .get('/holds/:id/html', (c) => mailFrame(c, desk, 'hold'))
    .post('/holds/:id/release', async (c) => decideOn(c, desk, 'release', null))
    .post('/holds/:id/return', async (c) => {
      const given = textOf((await formOf(c)).note)
      const note = Note.safeParse(given)
      if (note.success) return decideOn(c, desk, 'return', note.data)
      const words = `The note ${note.error.issues[0]?.message ?? 'is missing'}.`
      return c.html(await holdHtml(desk, c.req.param('id'), reviewerOf(c), { note: { words, note: given } }), 400)
    })
}

async function list(c: Context<Env>, desk: Desk): Promise<Response> {
  const person = reviewerOf(c)
  // An empty field of the form asks for nothing.
  const { done, ...given } = Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== ''))
  const asked = HoldQuery.safeParse(given)
  if (!asked.success) throw mistakenRequest('query', asked.error)
  const { limit, cursor, heldAfter, heldBefore, ...filter } = asked.data
  const [holds, waiting] = await Promise.all([
    listHolds(desk.sql, filter, { limit, cursor: cursor ?? null }),
    waitingHolds(desk.sql),
  ])
  const decided = done === undefined ? null : await holdOf(desk.sql, done).catch(() => null)
  return c.html(await queuePage({ asked: filter, holds, waiting, person, done: decided, now: new Date() }))
}

type Trouble = { readonly note?: { readonly words: string; readonly note: string }; readonly decision?: string }

async function holdHtml(desk: Desk, id: string, person: Person, trouble: Trouble = {}) {
  const reading = await readHold(desk.sql, id, person)
  const [waiting, behind] = await Promise.all([
    waitingHolds(desk.sql),
    listHolds(desk.sql, { status: 'waiting' }, { limit: 1, cursor: reading.hold.id }),
  ])
  return holdPage({
    reading,
    person,
    waiting: waiting.count,
    next: behind.holds[0]?.id ?? null,
    decision: { isOwn: isOwn(reading.hold, person), key: randomUUID(), trouble: trouble.note ?? null },
    trouble: trouble.decision ?? null,
    now: new Date(),
  })
}

async function decideOn(
  c: Context<Env>,
  desk: Desk,
  decision: 'release' | 'return',
  note: string | null,
): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const person = reviewerOf(c)
  const key = textOf((await formOf(c)).key).slice(0, 200)
  try {
    const { hold } = await decide(desk, { id, decision, person, note, idempotencyKey: key === '' ? null : key })
    return c.redirect(`/?done=${hold.id}`, 303)
  } catch (error) {
    if (!(error instanceof ProblemError) || error.kind !== 'already-decided') throw error
    // Somebody was faster: show what they decided rather than a bare error.
    return c.html(await holdHtml(desk, id, person, { decision: error.message }), 409)
  }
}

const formOf = (c: Context) => c.req.parseBody()
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
