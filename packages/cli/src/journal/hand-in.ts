import { CliError, EXIT } from '../cli.ts'
import { ask, jsonOf } from '../review/ask.ts'
import type { Connection } from '../review/connection.ts'

/** A mail on record: its turn, and whether it was new. */
export type HandedIn = { readonly id: string; readonly isNew: boolean }

/** Puts a mail on record; rejects when it cannot, with a `CliError` whose exit code is `unreachable` when none could be. */
export type HandIn = (raw: Buffer) => Promise<HandedIn>

/** Hands mails in to a running installation. */
export function handInOver(connection: Connection): HandIn {
  return async (raw) => {
    const { Journaled } = await import('@proofgate/review')
    const octets = { type: 'message/rfc822', raw }
    const answer = await ask(connection, { path: '/v1/journal', octets })
    const { data } = await jsonOf(connection, answer, (json) => Journaled.safeParse(json))
    return { id: data.id, isNew: data.isNew }
  }
}

/** Puts mails into the record itself, which needs no running installation. */
export async function handInto(store: import('@proofgate/store').Store): Promise<HandIn> {
  const [{ journaledMailsOf }, { addCopies }] = await Promise.all([
    import('@proofgate/mail'),
    import('@proofgate/store'),
  ])
  return async (raw) => {
    const receivedAt = new Date()
    const { mails } = journaledMailsOf(raw, { receivedAt, envelopeFrom: null, opensReports: true })
    const added = await addCopies(
      store.sql,
      mails.map((mail) => ({ ...mail, source: 'import', receivedAt })),
    )
    const [first] = added
    if (first === undefined) throw new CliError('the mail could not be put on record', EXIT.failed)
    return { id: first.id, isNew: added.some(({ isNew }) => isNew) }
  }
}
