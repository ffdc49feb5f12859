/** Who was here before: a client that lost our answer sends the same message again. */
import { createHash } from 'node:crypto'
import type { NewMessage } from './message-rows.ts'
import type { Sql } from './sql.ts'

/** What makes two submissions one: same login, envelope and octets; recipients in whatever order. */
export function duplicateKeyOf(message: NewMessage): Buffer {
  const recipients = message.envelope.recipients.map(({ address }) => address).sort()
  const envelope = [message.login ?? '', message.envelope.from, ...recipients]
  return createHash('sha256').update(JSON.stringify(envelope)).update(message.sha256).digest()
}

/**
 * Ids of messages whose key is theirs now: it was free, its time was over, or the first copy came to nothing. An id that
 * has the key already does not take it again.
 * @param submissions `policy`: digest of the policy each was judged by now, `null` when it was not
 */
export async function takeKeys(
  tx: Sql,
  submissions: readonly { readonly key: Buffer; readonly id: string; readonly policy: string | null }[],
  windowMs: number,
): Promise<ReadonlySet<string>> {
  const rows = JSON.stringify(
    submissions.map(({ key, id, policy }) => ({ key: `\\x${key.toString('hex')}`, message_id: id, policy })),
  )
  const taken = await tx<{ messageId: string }[]>`
    insert into recent_submissions as r (key, message_id)
    select key, message_id from json_to_recordset(${rows}::text::json) as t(key bytea, message_id text)
    on conflict (key) do update set message_id = excluded.message_id, at = now()
      where r.message_id <> excluded.message_id and (
        r.at < now() - make_interval(secs => ${windowMs / 1000})
        or exists (select 1 from messages m where m.id = r.message_id and m.state in ('failed', 'returned'))
        or exists (
          select 1 from messages m join judgements j on j.message_id = m.id
          join json_to_recordset(${rows}::text::json) as t(message_id text, policy text)
            on t.message_id = excluded.message_id
          where m.id = r.message_id and m.state = 'bounced' and j.policy <> t.policy))
    returning message_id as "messageId"`
  return new Set(taken.map((row) => row.messageId))
}

/** Forgets submissions older than the duplicate window; how many. The messages themselves stay. */
export async function forgetSubmissions(sql: Sql, windowMs: number): Promise<number> {
  const { count } = await sql`delete from recent_submissions where at < now() - ${windowMs} * interval '1 ms'`
  return count
}
