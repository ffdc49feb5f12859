/** For tests: conversations from a few lines, read as the product reads them. */
import { DEFAULT_TARGET, type ResponseTarget } from '@proofgate/calendar'
import { policyOf, readTurn } from '@proofgate/checks'
import { type Followed, follow, type Point, type PromiseRow, type SaidTurn, type Summary, summaryOf } from './index.ts'

const POLICY = policyOf('version: 1\nown_domains: [acme.example]\n', 'policy.yaml')

/** `customer 24 Nov 09:00: text`, or `tom 24 Nov …` for an agent; marks behind the time: `auto`, `internal`. */
export type Line = readonly [who: string, when: string, text: string, mark?: 'auto' | 'internal' | SaidTurn['ledger']]

export type Told = {
  readonly followed: Followed
  readonly summary: Summary
  readonly turns: readonly SaidTurn[]
  readonly points: readonly Point[]
  readonly promises: readonly PromiseRow[]
  /** The words of points and promises with what became of them. */
  readonly pointStates: readonly string[]
  readonly promiseStates: readonly string[]
}

/** A day of November 2026 and a time, in UTC: `24 09:30`. The 24th is a Tuesday. */
export const november = (when: string): Date => new Date(`2026-11-${when.replace(' ', 'T')}:00Z`)

/** Reads the lines and follows the conversation to its end. */
export async function told(
  lines: readonly Line[],
  given: { readonly target?: ResponseTarget; readonly closedAt?: Date; readonly closedPoint?: string } = {},
): Promise<Told> {
  const turns: SaidTurn[] = []
  const points: Point[] = []
  const promises: PromiseRow[] = []
  for (const [i, [who, when, text, mark]] of lines.entries()) {
    const by = who === 'customer' ? 'customer' : 'us'
    const at = november(when)
    const author = by === 'customer' ? 'kim@customer.example' : `${who}@acme.example`
    const reading = await readTurn(rawOf(author, at, text), POLICY, null, at)
    const id = `turn${String(i).padStart(2, '0')}`
    turns.push({
      id,
      by,
      at,
      author,
      isToCustomer: mark !== 'internal',
      isAutomatic: mark === 'auto',
      text: reading.text,
      mood: reading.mood,
      atRisk: reading.atRisk,
      because: reading.because,
      ledger: Array.isArray(mark) ? mark : null,
    })
    const rest = { settledTurnId: null, settledAt: null }
    for (const point of reading.points)
      points.push({
        ...rest,
        ...point,
        id: points.length + 1,
        turnId: id,
        state: point.text === given.closedPoint ? 'closed' : 'open',
        settledBy: point.text === given.closedPoint ? 'user:tina' : null,
      })
    for (const made of reading.promises)
      promises.push({
        ...rest,
        id: promises.length + 1,
        turnId: id,
        text: made.text,
        madeAt: at,
        dueAt: new Date(made.dueAt),
        state: 'open',
        settledBy: null,
      })
  }
  const followed = follow({ turns, points, promises, closedAt: given.closedAt ?? null })
  return {
    followed,
    turns,
    points,
    promises,
    summary: summaryOf(turns, followed, given.target ?? DEFAULT_TARGET),
    pointStates: followed.points.map(({ text, state }) => `${text} ${state}`),
    promiseStates: followed.promises.map(({ text, state }) => `${text} ${state}`),
  }
}

const rawOf = (from: string, at: Date, text: string) =>
  Buffer.from(
    [
      `From: ${from}`,
      `To: ${from.startsWith('kim') ? 'help@acme.example' : 'kim@customer.example'}`,
      `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
      'Content-Type: text/plain; charset=utf-8',
      '',
      text,
      '',
    ].join('\r\n'),
  )
