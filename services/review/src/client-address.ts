import { getConnInfo } from '@hono/node-server/conninfo'
import { isLoopback } from '@proofgate/config'
import type { Context } from 'hono'

/**
 * Where a request comes from. Behind a proxy on this machine that is the last entry of X-Forwarded-For, the one the
 * proxy itself wrote; from any other peer the header is a claim nobody has checked, and is not looked at.
 */
export function clientAddressOf(c: Context): string {
  const peer = peerOf(c)
  if (peer === null || !isLoopback(peer)) return peer ?? 'unknown'
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return forwarded === undefined || forwarded === '' ? peer : forwarded.slice(0, 64)
}

/** `null` when the request came over no socket: a call within the process. */
function peerOf(c: Context): string | null {
  const env: unknown = c.env
  if (typeof env !== 'object' || env === null || !('incoming' in env)) return null
  return getConnInfo(c).remote.address?.replace(/^::ffff:/, '') ?? null
}
