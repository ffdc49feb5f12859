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

/** A look at words of conversations: one whole, promises of several, or examples of themes. */
export type Look =
  | { readonly kind: 'conversation.viewed'; readonly actor: string; readonly conversation: string }
  | { readonly kind: 'promise.viewed'; readonly actor: string; readonly promises: readonly number[] }
  | { readonly kind: 'theme.viewed'; readonly actor: string; readonly themes: readonly string[] }

/** Puts on record that somebody looks (promise 8), before anything is shown. */
export async function recordLook(sql: Sql, { kind, actor, ...data }: Look): Promise<void> {
  await sql.begin((tx) => appendEvents(tx, [{ kind, messageId: null, actor, data }]))
}
