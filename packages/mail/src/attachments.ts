import type { Attachment } from './mail.ts'
import type { Part, Parts } from './parts.ts'

/** The parts a reader can open, in order: all but the letter itself and the unnamed alternatives to it. */
export function attachmentsOf({ leaves }: Parts, letter: ReadonlySet<Part>, html: string): Attachment[] {
  return leaves
    .filter((part) => !letter.has(part) && !isUnseenAlternative(part))
    .map((part) => ({
      filename: part.filename,
      contentType: part.contentType,
      sizeBytes: decodedSizeOf(part),
      inline: part.contentId !== null && html.includes(`cid:${part.contentId}`),
    }))
}

/** A calendar or AMP version of the letter, which mail tools show instead of it and never as a file. */
function isUnseenAlternative({ alternative, filename, disposition, contentType, contentId }: Part): boolean {
  return (
    alternative !== null &&
    filename === null &&
    contentId === null &&
    disposition !== 'attachment' &&
    contentType.startsWith('text/')
  )
}

/** Counts instead of decoding: attachments may be large, and only their size is told. */
function decodedSizeOf({ encoding, chunks }: Part): number {
  if (encoding === 'base64') return Math.floor((chunks.reduce((sum, chunk) => sum + base64Digits(chunk), 0) * 3) / 4)
  const size = chunks.reduce((sum, { length }) => sum + length, 0)
  if (encoding !== 'quoted-printable') return size
  return size - chunks.reduce((sum, chunk) => sum + quotedOverhead(chunk), 0)
}

function base64Digits(chunk: Buffer): number {
  let digits = 0
  for (const byte of chunk) if (byte > 0x20 && byte !== 0x3d) digits++
  return digits
}

/** `=3D` stands for one octet, `=` at a line end for none. */
function quotedOverhead(chunk: Buffer): number {
  let overhead = 0
  for (let at = chunk.indexOf(0x3d); at >= 0; at = chunk.indexOf(0x3d, at + 1)) {
    overhead += chunk[at + 1] === 0x0a ? 2 : chunk[at + 1] === 0x0d ? 3 : 2
  }
  return overhead
}
