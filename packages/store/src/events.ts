import { insertRows } from './rows.ts'
import type { Sql } from './sql.ts'

/** Every kind of event, and so every step a message can take or a person can act. Never renamed. */
export const EVENT_KINDS = [
  'mail.received',
  'mail.duplicate',
  'mail.judged',
  'mail.forwarded',
  'mail.held',
  'mail.bounced',
  'mail.unjudged',
  'mail.returned',
  'delivery.attempted',
  'delivery.finished',
  'delivery.lease-lost',
  'message.viewed',
  'hold.viewed',
  'hold.released',
  'hold.returned',
  'hold.stale',
  'mails.imported',
  'conversation.merged',
  'conversation.split',
  'conversation.closed',
  'conversation.viewed',
  'point.closed',
  'promise.marked',
  'promise.viewed',
  'message.erased',
  'customer.erased',
  'theme.named',
  'theme.viewed',
  'fact.added',
  'fact.changed',
  'fact.retired',
  'user.created',
  'user.changed',
  'token.created',
  'token.revoked',
  'session.opened',
  'session.closed',
] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** One step or act. `actor` is `relay`, `login:NAME`, `user:NAME` or `token:NAME`. */
export type NewEvent = {
  readonly kind: EventKind
  readonly messageId: string | null
  readonly actor: string
  readonly data: Readonly<Record<string, unknown>>
}

/** Appends events in the transaction of the change they tell of: no record, no change. */
export async function appendEvents(tx: Sql, events: readonly NewEvent[]): Promise<void> {
  await insertRows(
    tx,
    'events',
    ['kind', 'message_id', 'actor', 'data'],
    events.map((event) => ({
      kind: event.kind,
      message_id: event.messageId,
      actor: event.actor,
      data: event.data,
    })),
  )
}
