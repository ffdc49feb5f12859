/** The way out of Proofgate, for the rest of the relay. */
import type { Config } from '@proofgate/config'
import type { ClaimedDelivery, DatabaseAddress, Lease, Sql } from '@proofgate/store'
import type { DeliveryLog } from './delivery-log.ts'
import { DeliveryQueue } from './delivery-queue.ts'

export type DeliveryOptions = {
  readonly sql: Sql
  /** Where to listen for news of the queue. @default nowhere: new work in the table is found by looking */
  readonly address?: DatabaseAddress
  readonly config: Config['delivery']
  /** Our name in EHLO and in reports. */
  readonly hostname: string
  readonly log: DeliveryLog
  /** From of delivery reports. @default Mail Delivery System <postmaster@hostname> */
  readonly reportsFrom?: string
  /** PEM of a certificate authority to trust besides Node's. @default none */
  readonly ca?: string
  /** @default 60000 */
  readonly leaseMs?: number
  /** Wait between looks at the table; doubled up to four times of it when there is nothing. @default 500 */
  readonly pollMs?: number
  /** Deliveries in hand at most. @default 200 */
  readonly deliveriesMax?: number
  /** Octets of messages in hand at most, and one message more. @default 128 MiB */
  readonly bytesMax?: number
  /** How long a session is kept without use. @default 15000 */
  readonly idleMs?: number
  /** How long all connections of a route may be busy with nothing done, before its mail makes room for others. @default 10000 */
  readonly stuckMs?: number
}

/** A running delivery. */
export type Delivery = {
  /**
   * Starts a delivery that was just committed under a token of `leaseFor`, from memory. `false` when it cannot be taken
   * now: it is found in the table when its lease ends.
   */
  readonly offer: (delivery: ClaimedDelivery) => boolean
  /** A fresh lease for a delivery of so many octets to be committed and then offered; `null` when there is no room: commit it without. */
  readonly leaseFor: (sizeBytes: number) => Lease | null
  /** Gives back a lease that nothing was committed under. Repeating, or after `offer`, is harmless. */
  readonly withdraw: (lease: Lease) => void
  /** There may be new work in the table. */
  readonly wake: () => void
  /** Resolves when nothing is in hand. */
  readonly idle: () => Promise<void>
  /**
   * Takes nothing new, finishes what is under way within `graceMs` and breaks off the rest, gives unused leases back and
   * puts the outcomes on record.
   */
  readonly close: (graceMs: number) => Promise<void>
}

/** Starts delivery. Several relays may run on one database: each message is in one pair of hands. */
export function startDelivery(options: DeliveryOptions): Delivery {
  const queue = new DeliveryQueue(options)
  return {
    offer: (delivery) => queue.offer(delivery),
    leaseFor: (sizeBytes) => queue.leaseFor(sizeBytes),
    withdraw: (lease) => queue.withdraw(lease),
    wake: () => queue.wake(),
    idle: () => queue.idle(),
    close: (graceMs) => queue.close(graceMs),
  }
}
