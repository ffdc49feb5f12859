import { compressedOf } from './bodies.ts'
import { appendEvents } from './events.ts'
import { newId } from './ids.ts'
import { insertDeliveries, insertMessageRows, type NewMessage } from './message-rows.ts'
import type { Sql } from './sql.ts'

/** A notice or DSN of ours, and how long it may take. */
export type OwnMessage = { readonly message: NewMessage; readonly expireMs: number }

/** Puts our own mail on record and in the queue, in the transaction of what it tells of. */
export async function insertOwnMessages(tx: Sql, notices: readonly OwnMessage[]): Promise<void> {
  if (notices.length === 0) return
  const bytes = await Promise.all(notices.map((notice) => compressedOf(notice.message.raw)))
  await insertMessageRows(
    tx,
    notices.map((notice, i) => ({ message: notice.message, state: 'forwarding', bytes: bytes[i] ?? Buffer.alloc(0) })),
  )
  await Promise.all([
    insertDeliveries(
      tx,
      notices.map((notice) => ({
        id: newId(),
        messageId: notice.message.id,
        lease: null,
        expireMs: notice.expireMs,
      })),
    ),
    appendEvents(
      tx,
      notices.map(({ message }) => ({
        kind: 'mail.forwarded',
        messageId: message.id,
        actor: 'relay',
        data: { origin: message.origin, about: message.aboutId },
      })),
    ),
    tx`select pg_notify('deliveries', '')`,
  ])
}
