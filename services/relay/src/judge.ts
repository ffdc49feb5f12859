/** Asks the policy service for a judgement, in this process or over HTTP, within a budget (promise 7). */
import { randomUUID } from 'node:crypto'
import { Judgement } from '@proofgate/checks'
import type { Envelope } from '@proofgate/mail'
import PQueue from 'p-queue'
import type { Recall, Recalled } from './memory/recall.ts'
import { rejectionOf } from './pause.ts'

/** A judgement, or why there is none. */
export type Answer = { readonly judgement: Judgement } | { readonly unjudged: string }

/** Asks for one judgement. Never rejects; answers within the budget. */
export type Judge = (raw: Buffer, envelope: Envelope, budgetMs: number) => Promise<Answer>

/** How requests reach the policy service: `app.fetch` in one process, `fetch` over the network. */
export type Fetch = (request: Request) => Response | Promise<Response>

/**
 * A message from this size on is large. A request holds copies of its message, so only a few large ones are under way
 * at a time: fifty of 30 MB at once took 3.5 GB otherwise (2026-11-24). Waiting counts into the budget; who waits too
 * long is judged later.
 */
const LARGE_BYTES = 1024 * 1024
const LARGE_AT_ONCE = 2

/**
 * A judge that speaks to the policy service.
 * @param options `url`: base URL (any when in process); `token`: bearer token it wants, `null` for none
 * @param recall what is known of a message's conversation goes with it; `null` judges each message by itself
 */
export function judgeOver(
  fetch: Fetch,
  options: { readonly url: string; readonly token: string | null },
  recall: Recall | null = null,
): Judge {
  const url = new URL('/v1/judge', options.url).href
  const large = new PQueue({ concurrency: LARGE_AT_ONCE })
  const post = ({ headers, body }: Body, signal: AbortSignal): Promise<Response> => {
    if (options.token !== null) headers.authorization = `Bearer ${options.token}`
    const request = new Request(url, { method: 'POST', headers, body, signal })
    return Promise.race([Promise.resolve(fetch(request)), rejectionOf(signal)])
  }
  const ask = async (raw: Buffer, envelope: Envelope, budgetMs: number, signal: AbortSignal): Promise<Answer> => {
    try {
      const known = (await recall?.(raw, envelope)) ?? null
      const first = await post(known === null ? bareOf(raw, envelope) : formOf(raw, envelope, known), signal)
      // Where what is known is too much for the service, or not to its taste, the message is judged by itself.
      const isRefused = known !== null && (first.status === 400 || first.status === 413)
      const response = isRefused ? await post(bareOf(raw, envelope), signal) : first
      if (!response.ok)
        return { unjudged: `the policy service answered ${response.status}: ${await excerptOf(response)}` }
      const parsed = Judgement.safeParse(await Promise.race([response.json(), rejectionOf(signal)]))
      return parsed.success ? { judgement: parsed.data } : { unjudged: 'the policy service gave no judgement' }
    } catch (error) {
      return signal.aborted ? late(budgetMs) : { unjudged: `the policy service cannot be reached: ${wordsOf(error)}` }
    }
  }
  return async (raw, envelope, budgetMs) => {
    const signal = AbortSignal.timeout(budgetMs)
    if (raw.length < LARGE_BYTES) return ask(raw, envelope, budgetMs, signal)
    // The place of who gave up is free at once; it is not asked for any more when its turn comes.
    const turn = large.add(() => (signal.aborted ? late(budgetMs) : ask(raw, envelope, budgetMs, signal)))
    return Promise.race([turn, rejectionOf(signal)]).catch(() => late(budgetMs))
  }
}

type Body = { readonly headers: Record<string, string>; readonly body: Uint8Array<ArrayBuffer> }

function bareOf(raw: Buffer, envelope: Envelope): Body {
  const header = Buffer.from(JSON.stringify(envelope)).toString('base64url')
  return { headers: { 'content-type': 'message/rfc822', 'proofgate-envelope': header }, body: new Uint8Array(raw) }
}

/** A form of our own making: that of the platform would hold each mail twice more. */
function formOf(raw: Buffer, envelope: Envelope, { turns, memory }: Recalled): Body {
  const boundary = `proofgate-${randomUUID()}`
  const part = (name: string, file: boolean) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${file ? `; filename="${name}.eml"\r\ncontent-type: message/rfc822` : ''}\r\n\r\n`
  const pieces = [
    ...[raw, ...turns].flatMap((octets, i) => [part(i === 0 ? 'message' : 'conversation', true), octets, '\r\n']),
    ...Object.entries({ envelope, memory }).flatMap(([name, value]) => [
      part(name, false),
      JSON.stringify(value),
      '\r\n',
    ]),
    `--${boundary}--\r\n`,
  ]
  const body = Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)))
  return { headers: { 'content-type': `multipart/form-data; boundary=${boundary}` }, body: new Uint8Array(body) }
}

function late(budgetMs: number): Answer {
  return { unjudged: `no judgement within ${budgetMs} ms` }
}

async function excerptOf(response: Response): Promise<string> {
  const text = await response.text().catch(() => '')
  return text.replace(/\s+/g, ' ').slice(0, 200)
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message
}
