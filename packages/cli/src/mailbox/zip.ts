import { stat } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { type Entry, openPromise, type ZipFile } from 'yauzl'

/** One file in an archive. */
export type ZipEntry = {
  /** Its path in the archive. */
  readonly name: string
  /** Octets it takes up in the archive. */
  readonly packedBytes: number
  /** Octets it unpacks to: more or fewer is an error of `chunks`. */
  readonly sizeBytes: number
  /** Its octets, as they are unpacked. @throws Error when it is damaged, encrypted, or unpacks to very much */
  readonly chunks: () => AsyncIterable<Uint8Array>
}

/** Text packs to a tenth, very repetitive text to a fiftieth; a zip bomb to a thousandth and less. */
const RATIO_MAX = 200
/** Below it nobody need worry what it packs to. */
const HARMLESS_BYTES = 100 * 1024 * 1024

/** An archive that unpacks to more than mail would. */
export class ZipBombError extends Error {
  constructor() {
    super(
      `unpacks to more than ${RATIO_MAX} times its size, as zip bombs do; if it is sound, unpack it and name the folder`,
    )
    this.name = 'ZipBombError'
  }
}

/**
 * The files of a zip archive, in the order of its directory; folders are left out. Nothing is unpacked to disk or held
 * in memory. All that is unpacked of one archive counts against its size, so files that overlap gain nothing.
 * @throws Error when it is no zip archive, or damaged
 */
export async function* entriesOfZip(path: string): AsyncGenerator<ZipEntry> {
  const { size } = await stat(path)
  const archive = await openPromise(path, { autoClose: false })
  const budget = { left: HARMLESS_BYTES + RATIO_MAX * size }
  try {
    for await (const entry of archive.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue
      yield {
        name: entry.fileName,
        packedBytes: entry.compressedSize,
        sizeBytes: entry.uncompressedSize,
        chunks: () => unpacked(archive, entry, budget),
      }
    }
  } finally {
    archive.close()
  }
}

async function* unpacked(archive: ZipFile, entry: Entry, budget: { left: number }): AsyncGenerator<Uint8Array> {
  if (entry.isEncrypted()) throw new Error('is encrypted; unpack the archive with its password and name the folder')
  if (!entry.canDecodeFileData()) throw new Error('is packed in a way only few programs know; unpack it yourself')
  // What it says of itself is enforced while it is read; a file that tells the truth is refused before.
  if (entry.uncompressedSize > budget.left) throw new ZipBombError()
  const stream = await archive.openReadStreamPromise(entry)
  let sum = 0
  try {
    for await (const chunk of stream) {
      budget.left -= chunk.length
      if (budget.left < 0) throw new ZipBombError()
      sum = crc32(chunk, sum)
      yield chunk
    }
  } finally {
    stream.destroy()
  }
  if (sum !== entry.crc32) throw new Error('is damaged: its checksum is another')
}
