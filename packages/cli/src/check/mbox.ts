const LF = 0x0a
const FROM = Buffer.from('From ')

/** True when a file's first octets say that it is an mbox (RFC 4155). */
export const isMbox = (head: Uint8Array) => FROM.equals(head.subarray(0, FROM.length))

/**
 * The messages of an mbox in order, each without its "From " line and with `>From ` given back (mboxrd).
 * Reads as it goes: memory holds one message. One larger than `bytesMax` comes as `null`.
 */
export async function* messagesOfMbox(
  chunks: AsyncIterable<Uint8Array>,
  bytesMax: number,
): AsyncGenerator<Buffer | null> {
  let message: Message | null = null
  let isAfterEmpty = true
  for await (const line of linesOf(chunks)) {
    if (isAfterEmpty && isMbox(line)) {
      if (message !== null) yield message.octets()
      message = collect(bytesMax)
    } else {
      message?.add(unescaped(line))
    }
    isAfterEmpty = isEmpty(line)
  }
  if (message !== null) yield message.octets()
}

type Message = { readonly add: (line: Buffer) => void; readonly octets: () => Buffer | null }

function collect(bytesMax: number): Message {
  const lines: Buffer[] = []
  let size = 0
  return {
    add: (line) => {
      size += line.length
      if (size <= bytesMax) lines.push(line)
      else lines.length = 0
    },
    octets: () => {
      if (size > bytesMax) return null
      // The empty line before the next "From " belongs to the mbox.
      const last = lines.at(-1)
      return Buffer.concat(last !== undefined && isEmpty(last) ? lines.slice(0, -1) : lines)
    },
  }
}

/** mboxrd: a line of one or more `>` and `From ` had one `>` put before it. */
function unescaped(line: Buffer): Buffer {
  if (line[0] !== 0x3e) return line
  let at = 1
  while (line[at] === 0x3e) at++
  return isMbox(line.subarray(at)) ? line.subarray(1) : line
}

const isEmpty = (line: Uint8Array) =>
  (line.length === 1 && line[0] === LF) || (line.length === 2 && line[1] === LF && line[0] === 0x0d)

/** Lines with their ends. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = []
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let start = 0
    for (let end = bytes.indexOf(LF); end !== -1; end = bytes.indexOf(LF, start)) {
      const piece = bytes.subarray(start, end + 1)
      yield pieces.length === 0 ? piece : Buffer.concat([...pieces, piece])
      pieces = []
      start = end + 1
    }
    if (start < bytes.length) pieces.push(bytes.subarray(start))
  }
  if (pieces.length > 0) yield Buffer.concat(pieces)
}
