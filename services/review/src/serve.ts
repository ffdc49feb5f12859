import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { type ReviewOptions, reviewApp } from './app.ts'

/** A running review service. */
export type RunningReview = {
  /** Where people reach it, without a slash at the end. */
  readonly url: string
  readonly oneTimeCode: () => string
  /** Takes no more connections, lets requests under way finish, and ends. */
  readonly close: () => Promise<void>
}

/** Slow or endless requests are cut off (ASVS 4.2): no request here takes long to send. */
const LIMITS = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 30_000, maxHeaderSize: 16 * 1024 }

/** Listens at `review.host` and `review.port`. Rejects when the port cannot be listened on. */
export async function serveReview(options: ReviewOptions): Promise<RunningReview> {
  const { host, port } = options.config.review
  const server = createServer(LIMITS)
  await listening(server, host, port)
  const address = server.address()
  const actual = typeof address === 'object' && address !== null ? address.port : port
  const url = options.url ?? options.config.review.url ?? `http://${inUrl(host, options.hostname)}:${actual}`
  const review = reviewApp({ ...options, url })
  // This makes its Request that of the whole process. Hono's body limit needs that for requests that name no length.
  server.on('request', getRequestListener(review.app.fetch))
  options.log.serviceStarted({ service: 'review', at: url })
  return { url: url.replace(/\/+$/, ''), oneTimeCode: review.oneTimeCode, close: () => closed(server) }
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(new Error(`Cannot listen on ${host}:${port} for the console: ${error.message}`, { cause: error })),
    )
    server.listen(port, host, resolve)
  })
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
}

/** An address to listen on as a URL names it: every address is reached by our name, and IPv6 stands in brackets. */
function inUrl(host: string, hostname: string): string {
  if (host === '0.0.0.0' || host === '::') return hostname
  return host.includes(':') ? `[${host.replace(/^\[|\]$/g, '')}]` : host
}
