import { appendEvents } from './events.ts'
import type { Sql } from './sql.ts'

/** A look at the content of a message. */
export type View = {
  readonly messageId: string
  /** Where it was looked at: as a hold that waits or waited, or as any message. */
  readonly as: 'hold' | 'message'
  /** `user:…` or `token:…`. */
  readonly actor: string
  /** All of it, its HTML, its source, or what the judgement quotes of it. */
  readonly what: 'message' | 'html' | 'raw' | 'judgement'
}

/** Puts on record that somebody looks (promise 8). To be awaited before anything is shown. */
export async function recordView(sql: Sql, { messageId, as, actor, what }: View): Promise<void> {
  const kind = as === 'hold' ? 'hold.viewed' : 'message.viewed'
  await sql.begin((tx) => appendEvents(tx, [{ kind, messageId, actor, data: { what } }]))
}
