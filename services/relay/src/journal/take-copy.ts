/** What becomes of a copy of a customer's mail: put on record to be read later, and nothing else. It is never sent on. */
import { journaledMailsOf } from '@proofgate/mail'
import { isConnectionTrouble, type TurnCopy } from '@proofgate/store'
import type { Log } from '@proofgate/telemetry'
import type { Incoming } from '../smtp/manner.ts'
import { type Reply, reply } from '../smtp/reply.ts'
import type { CommitCopies, Committed } from './commit-copies.ts'

/** What is asked of a message here. */
type Copied = Pick<Incoming, 'octets'> & { readonly connection: Pick<Incoming['connection'], 'envelope'> }

/** Takes copies: 250 only after commit (promise 1), our own trouble always 4xx. */
export function copyTaker(commit: CommitCopies, log: Log, opensReports: boolean): (copied: Copied) => Promise<Reply> {
  return async ({ octets: { raw }, connection }) => {
    if (raw.length === 0) return reply(554, '5.6.0', 'The mail is empty')
    const receivedAt = new Date()
    const given = { receivedAt, envelopeFrom: connection.envelope.from, opensReports }
    const { mails, isReport, damage } = journaledMailsOf(raw, given)
    const copies = mails.map((mail): TurnCopy => ({ ...mail, source: 'journal', receivedAt }))
    try {
      const taken = await commit(copies)
      for (const [i, { id, isNew }] of taken.entries()) {
        const { raw: copied, header } = mails[i] ?? { raw, header: null }
        log.journalReceived({
          id,
          isNew,
          by: 'smtp',
          isReport,
          automatic: header?.automatic ?? null,
          sizeBytes: copied.length,
        })
        if (damage !== null) log.journalDamaged({ id, why: damage })
      }
      return replyOf(taken)
    } catch (error) {
      log.fault('a copy could not be put on record', error)
      return isConnectionTrouble(error)
        ? reply(451, '4.3.0', 'The record cannot be written right now, please try again')
        : reply(451, '4.3.0', 'Something went wrong here, please try again')
    }
  }
}

function replyOf(taken: readonly Committed[]): Reply {
  const fresh = taken.filter(({ isNew }) => isNew)
  const ids = (fresh.length > 0 ? fresh : taken).map(({ id }) => id).join(', ')
  return reply(250, '2.6.0', fresh.length > 0 ? `taken as ${ids}` : `known already as ${ids}`)
}
