import { Hono } from 'hono'
import type { Desk } from '../desk.ts'
import { ProblemError } from '../problem.ts'

const DATABASE_WAIT_MS = 2_000

/**
 * GET /health: 200 when the process answers. GET /ready: 200 when the database does too, else 503 within two seconds.
 * Both are open to everyone and say nothing else.
 */
export function healthRoutes(desk: Desk) {
  return new Hono()
    .get('/health', (c) => c.json({ status: 'ok' }))
    .get('/ready', async (c) => {
      if (await answers(desk)) return c.json({ status: 'ok' })
      throw new ProblemError('unavailable', 'PostgreSQL does not answer right now.', {
        headers: { 'Retry-After': '5' },
      })
    })
}

async function answers({ sql }: Desk): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(resolve, DATABASE_WAIT_MS, false)
  const there = sql`select 1`.then(
    () => true,
    () => false,
  )
  return Promise.race([there, late]).finally(() => clearTimeout(timer))
}
