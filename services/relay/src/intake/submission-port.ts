/** The submission port (RFC 6409): agents' mail comes in, each client only with the senders it may use. */
import type { Config } from '@proofgate/config'
import { authenticate, type Sql } from '@proofgate/store'
import type { Log } from '@proofgate/telemetry'
import { gatekeeper } from '../smtp/gatekeeper.ts'
import type { TakeMessage } from '../smtp/manner.ts'
import { addressSetOf } from '../smtp/networks.ts'
import type { CommonOptions } from '../smtp/port-options.ts'
import type { SmtpServiceOptions } from '../smtp/server.ts'
import { envelopeRefusalOf } from './sender.ts'

/** Options of the submission port, with STARTTLS or with TLS from the first byte. */
export function submissionPort(
  { intake }: Config,
  common: CommonOptions,
  { sql, take, log }: { readonly sql: Sql; readonly take: TakeMessage; readonly log: Log },
): Omit<SmtpServiceOptions, 'implicitTls'> {
  const gate = gatekeeper({
    ...common.door,
    networks: intake.networks.map(({ cidr, senders }) => ({ cidr, addresses: senders })),
    connections: intake.connections,
    connectionsPerAddress: intake.connectionsPerAddress,
    authenticate: async (login, password) => {
      const user = await authenticate(sql, login, password)
      return user === null ? null : { login: user.login, addresses: user.senders }
    },
  })
  return {
    ...common.port,
    gate,
    manner: {
      lmtp: false,
      help: 'Proofgate takes mail to send on; RFC 5321 names the commands',
      mayMail: ({ principal, peerAddress }, from) => envelopeRefusalOf(principal, peerAddress, from),
      mayRcpt: () => null,
      take,
      shed: log.intakeShed,
      refused: log.mailRefused,
    },
    proxies: addressSetOf(intake.xforward),
    lineEndings: intake.lineEndings,
    sizeMax: intake.size,
    budget: { takenBytes: 0, maxBytes: intake.memory },
  }
}
