import type { OfPeer } from '@proofgate/telemetry'
import type { SmtpSession } from './connection.ts'
import type { Principal } from './gatekeeper.ts'
import type { Octets } from './octets.ts'
import type { Reply } from './reply.ts'

/** What a message came in with. */
export type Incoming = {
  readonly octets: Octets
  readonly connection: SmtpSession
  readonly principal: Principal
}

/** Decides what becomes of a message; the reply is sent as it is, 250 or not. Never rejects. */
export type TakeMessage = (incoming: Incoming) => Promise<Reply>

/** A client as far as its rights are concerned; `principal` is `null` for a stranger. */
export type Client = { readonly peerAddress: string; readonly principal: Principal | null }

/** What makes a port the one or the other: submission, or journal. */
export type Manner = {
  /** Whether LHLO is answered too, and then each recipient on its own (RFC 2033). */
  readonly lmtp: boolean
  /** What HELP says. */
  readonly help: string
  /** Why a client may not begin a message; `null` when it may. `from` is `''` for the null sender. */
  readonly mayMail: (client: Client, from: string) => Reply | null
  /** Why it may not name a recipient. */
  readonly mayRcpt: (client: Client, to: string) => Reply | null
  readonly take: TakeMessage
  /** Told of a connection turned away at its start. */
  readonly shed: (peer: OfPeer) => void
  /** Told of a message whose octets cannot be taken. */
  readonly refused: (peer: OfPeer) => void
}
