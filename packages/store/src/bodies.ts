import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { constants, zstdCompress, zstdDecompress } from 'node:zlib'
import type { Sql } from './sql.ts'

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

/** Level 1: mail shrinks to a third at it, and more costs time that every message would pay. */
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

/** Stored bytes that are not the bytes that came in (promise 2). Nothing of such a message may go out. */
export class ChangedBytesError extends Error {
  override readonly name = 'ChangedBytesError'
  constructor(messageId: string) {
    super(
      `The stored octets of message ${messageId} do not match its SHA-256; it is not sent. Restore them from a backup.`,
    )
  }
}

/** A message's octets as they are stored. Runs outside the event loop. */
export function compressedOf(raw: Uint8Array): Promise<Buffer> {
  return compress(raw, LEVEL)
}

/**
 * The octets of a message, verified against the digest taken at DATA.
 * @throws ChangedBytesError when they differ or cannot be read
 */
export async function verifiedOctets(messageId: string, stored: Uint8Array, sha256: Uint8Array): Promise<Buffer> {
  const raw = await decompress(stored).catch(() => null)
  if (raw === null || !createHash('sha256').update(raw).digest().equals(sha256)) throw new ChangedBytesError(messageId)
  return raw
}

/** The verified octets of a stored message; `null` when there is no such message. */
export async function octetsOf(sql: Sql, messageId: string): Promise<Buffer | null> {
  const [row] = await sql<{ bytes: Buffer; sha256: Buffer }[]>`
    select b.bytes, m.sha256 from bodies b join messages m on m.id = b.message_id where b.message_id = ${messageId}`
  return row === undefined ? null : verifiedOctets(messageId, row.bytes, row.sha256)
}
