/** The journal port: copies of customers' mail come in, by SMTP or LMTP, from hosts and logins that may. */
import type { Config } from '@proofgate/config'
import type { Sql } from '@proofgate/store'
import type { Log } from '@proofgate/telemetry'
import { gatekeeper } from '../smtp/gatekeeper.ts'
import type { Client } from '../smtp/manner.ts'
import { addressSetOf } from '../smtp/networks.ts'
import type { CommonOptions } from '../smtp/port-options.ts'
import type { Reply } from '../smtp/reply.ts'
import type { SmtpServiceOptions } from '../smtp/server.ts'
import type { CommitCopies } from './commit-copies.ts'
import { addressRefusalOf, journalistOf, strangerRefusalOf } from './journal-door.ts'
import { copyTaker } from './take-copy.ts'

/** Options of the journal port. */
export function journalPort(
  { journal }: Config,
  common: CommonOptions,
  { sql, commit, log }: { readonly sql: Sql; readonly commit: CommitCopies; readonly log: Log },
): SmtpServiceOptions {
  const told = teller(log)
  const gate = gatekeeper({
    ...common.door,
    networks: journal.networks.map(({ cidr, recipients }) => ({ cidr, addresses: recipients })),
    connections: journal.connections,
    connectionsPerAddress: journal.connectionsPerAddress,
    authenticate: (login, password) => journalistOf(sql, login, password),
  })
  return {
    ...common.port,
    implicitTls: false,
    gate,
    manner: {
      lmtp: true,
      help: 'Proofgate takes copies of mail to read, and sends none on',
      mayMail: (client) => told(client, strangerRefusalOf(client)),
      mayRcpt: (client, to) => told(client, addressRefusalOf(client, to)),
      take: copyTaker(commit, log, journal.reports),
      shed: log.journalRefused,
      refused: log.journalRefused,
    },
    // Who may journal is decided by the host that is really connected, and nothing else of a client goes on record.
    proxies: addressSetOf([]),
    lineEndings: 'keep',
    sizeMax: journal.size,
    budget: { takenBytes: 0, maxBytes: journal.memory },
  }
}

/** Puts a refusal in the log, once for each connection: a stranger must not be able to fill it. */
function teller(log: Log): (client: Client, refused: Reply | null) => Reply | null {
  const known = new WeakSet<Client>()
  return (client, refused) => {
    if (refused === null || known.has(client)) return refused
    known.add(client)
    log.journalRefused({ address: client.peerAddress, why: refused.lines.join(' ') })
    return refused
  }
}
