import type { Config } from '@proofgate/config'
import { matchesAddress } from '@proofgate/mail'
import type { ClaimedDelivery } from '@proofgate/store'
import { type Smarthost, smarthostOf } from './smarthost.ts'

/** A way out for the mail of some senders. */
export type Route = {
  /** `*@acme.example`, `acme.example`, `*`. */
  readonly senders: string
  readonly smarthost: Smarthost
  readonly limits: RouteLimits
}

export type RouteLimits = {
  /** Connections at once. */
  readonly connections: number
  readonly messagesPerConnection: number
  /** Messages started per minute at most, `null` for any number. */
  readonly perMinute: number | null
}

/**
 * The routes of the configuration in their order, the default one last. A route that names no smarthost of its own uses
 * the default one on its own terms; without any smarthost it is left out.
 * @param ca PEM of a certificate authority to trust besides Node's
 */
export function routesOf(delivery: Config['delivery'], ca: string | null = null): readonly Route[] {
  const rows = [...delivery.routes, { ...delivery, sender: '*' }]
  return rows.flatMap((row) => {
    const url = row.smarthost ?? delivery.smarthost
    if (url === null) return []
    const { connections, messagesPerConnection, perMinute } = row
    const limits = { connections, messagesPerConnection, perMinute }
    return [{ senders: row.sender, smarthost: smarthostOf(url, row.tls, ca), limits }]
  })
}

/** What decides a route: the domain whose mail it is, and the sender where there is one. */
export type Routed = Pick<ClaimedDelivery, 'routeDomain'> & {
  readonly envelope: Pick<ClaimedDelivery['envelope'], 'from'>
}

/** The first of `routes` whose senders fit; `null` when none does. */
export function routeOf<R extends Pick<Route, 'senders'>>(routes: readonly R[], mail: Routed): R | null {
  const sender = `${localPartOf(mail)}@${mail.routeDomain}`
  return routes.find(({ senders }) => matchesAddress(senders.includes('@') ? senders : `*@${senders}`, sender)) ?? null
}

/** Our own mail has a null sender and goes the way of the domain it is about: it fits patterns for whole domains. */
function localPartOf({ envelope: { from } }: Routed): string {
  return from.slice(0, Math.max(0, from.lastIndexOf('@')))
}
