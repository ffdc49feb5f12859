import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { constants, zstdCompress, zstdCompressSync, zstdDecompress, zstdDecompressSync } from 'node:zlib'
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

/**
 * Up to here octets are packed and unpacked where they are: 40 µs for 10 KB. Handing them to another thread costs 150 µs
 * of CPU, 100 of them in this one (measured 2026-11-24); larger ones would keep the event loop too long.
 */
const INLINE_MAX = 64 * 1024

/** A message's octets as they are stored. Large ones are packed outside the event loop. */
export async function compressedOf(raw: Uint8Array): Promise<Buffer> {
  return raw.length <= INLINE_MAX ? zstdCompressSync(raw, LEVEL) : compress(raw, LEVEL)
}

/**
 * The octets of a message, verified against the digest taken at DATA.
 * @throws ChangedBytesError when they differ, cannot be read, or are not there
 */
export async function verifiedOctets(
  messageId: string,
  stored: Uint8Array | undefined,
  sha256: Uint8Array,
): Promise<Buffer> {
  const raw = stored === undefined ? null : await unpacked(stored).catch(() => null)
  if (raw === null || !createHash('sha256').update(raw).digest().equals(sha256)) throw new ChangedBytesError(messageId)
  return raw
}

/** Octets as they were before `compressedOf`. */
export async function unpacked(stored: Uint8Array): Promise<Buffer> {
  return stored.length <= INLINE_MAX / 4 ? zstdDecompressSync(stored) : decompress(stored)
}

/** The verified octets of a stored message; `null` when there is no such message. */
export async function octetsOf(sql: Sql, messageId: string): Promise<Buffer | null> {
  const [row] = await sql<{ bytes: Buffer; sha256: Buffer }[]>`
    select b.bytes, m.sha256 from bodies b join messages m on m.id = b.message_id where b.message_id = ${messageId}`
  return row === undefined ? null : verifiedOctets(messageId, row.bytes, row.sha256)
}
