/** Asks the policy service what one mail of a conversation says. */
import { TurnReading } from '@proofgate/checks'
import type { UnreadTurn } from '@proofgate/store'
import type { Fetch } from '../judge.ts'
import { rejectionOf } from '../pause.ts'

/** What was read; or that it cannot be read, now or ever. */
export type ReadAnswer = { readonly reading: TurnReading } | { readonly later: string } | { readonly never: string }

/** Reads one turn. Never rejects; answers `later` when stopped. */
export type ReadTurn = (turn: UnreadTurn, stopped: AbortSignal) => Promise<ReadAnswer>

/** What the writer wrote stands at the front; behind this come the files. */
const OCTETS_MAX = 4 * 1024 * 1024
const BUDGET_MS = 30_000
/** A reader that fails over one mail so often will do so again. */
const TRIES_MAX = 5

/** @param options `url`: base URL (any when in process); `token`: bearer token it wants, `null` for none */
export function turnReaderOver(
  fetch: Fetch,
  options: { readonly url: string; readonly token: string | null },
): ReadTurn {
  return async (turn, stopped) => {
    const url = new URL('/v1/read', options.url)
    url.searchParams.set('received_at', turn.receivedAt.toISOString())
    const headers: Record<string, string> = { 'content-type': 'message/rfc822' }
    if (turn.envelope !== null) headers['proofgate-envelope'] = envelopeOf(turn.envelope.from)
    if (options.token !== null) headers.authorization = `Bearer ${options.token}`
    try {
      const body = new Uint8Array(turn.raw.subarray(0, OCTETS_MAX))
      const signal = AbortSignal.any([AbortSignal.timeout(BUDGET_MS), stopped])
      const request = new Request(url, { method: 'POST', headers, body, signal })
      const response = await Promise.race([fetch(request), rejectionOf(signal)])
      if (response.ok) {
        const parsed = TurnReading.safeParse(await response.json())
        return parsed.success ? { reading: parsed.data } : { later: 'the policy service gave no reading' }
      }
      const why = `the policy service answered ${response.status}`
      const isForGood = [400, 413, 415].includes(response.status)
      return isForGood || (response.status === 500 && turn.attempt >= TRIES_MAX) ? { never: why } : { later: why }
    } catch (error) {
      return {
        later: `the policy service cannot be reached: ${error instanceof Error ? error.message : String(error)}`,
      }
    }
  }
}

/** Who it was from tells that it is ours; the rest does not matter, and may be longer than a header field. */
function envelopeOf(from: string): string {
  const envelope = { from, recipients: [], body: null, smtpUtf8: false, requireTls: false, ret: null, envid: null }
  return Buffer.from(JSON.stringify(envelope)).toString('base64url')
}
