import type { Config } from '@proofgate/config'
import type { Sql } from '@proofgate/store'
import type { Log } from '@proofgate/telemetry'
import type { OneTimeCodes } from './one-time-codes.ts'
import type { Throttle } from './throttle.ts'

/** What the routes of the review service work with. */
export type Desk = {
  readonly sql: Sql
  readonly config: Config
  readonly log: Log
  /** What time it is. */
  readonly now: () => Date
  /** Our name in Message-IDs. */
  readonly hostname: string
  /** Address of the console as people reach it, without a slash at the end. */
  readonly url: string
  readonly codes: OneTimeCodes
  /** Failed attempts by address, for tokens nobody has. */
  readonly tokenThrottle: Throttle
  /** Failed attempts by login and address together, for passwords. */
  readonly loginThrottle: Throttle
  /** Failed attempts by address alone, whatever the login: guessing one password with many names. */
  readonly addressThrottle: Throttle
}
