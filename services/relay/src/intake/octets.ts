import { createHash } from 'node:crypto'
import type { SMTPServerDataStream } from 'smtp-server'

/** Why the octets of a message cannot be taken as they are. */
export type OctetFault = 'bare-cr' | 'bare-lf' | 'nul' | 'too-big' | 'cut-off' | 'no-memory'

/** The octets of one message, complete, and their SHA-256. */
export type Octets = {
  readonly raw: Buffer
  readonly sha256: Buffer
  readonly normalised: boolean
  /** Gives the memory back to the budget, once nothing holds the message any more. */
  readonly release: () => void
}

/** Memory that messages under way may take together: a flood of large ones is told to come back, not killed with us. */
export type Budget = { takenBytes: number; readonly maxBytes: number }

/**
 * Collects what follows DATA. Only CRLF ends a line in mail: a bare CR, a bare LF or a NUL is what smuggling is made of,
 * and no relay can carry it unchanged. With `normalise`, bare CR and LF become CRLF; NUL is refused always.
 */
export async function octetsOf(
  stream: SMTPServerDataStream,
  options: { readonly lineEndings: 'reject' | 'normalise'; readonly sizeMax: number; readonly budget: Budget },
): Promise<Octets | OctetFault> {
  const { budget } = options
  const hash = createHash('sha256')
  const chunks: Buffer[] = []
  let taken = 0
  let fault: OctetFault | null = null
  try {
    for await (const chunk of stream) {
      // What is refused is still read to its end: the client expects its reply there.
      if (fault !== null) continue
      taken += chunk.length
      budget.takenBytes += chunk.length
      if (taken > options.sizeMax) fault = 'too-big'
      else if (budget.takenBytes > budget.maxBytes) fault = 'no-memory'
      if (fault !== null) chunks.length = 0
      else {
        chunks.push(chunk)
        hash.update(chunk)
      }
    }
  } catch {
    fault = 'cut-off'
  }
  const release = () => {
    budget.takenBytes -= taken
    taken = 0
  }
  // A connection that breaks destroys the stream without an error where nobody listened.
  if (fault === null && !stream.readableEnded) fault = 'cut-off'
  if (fault !== null) {
    release()
    return fault
  }
  const raw = Buffer.concat(chunks)
  const broken = lineFaultOf(raw)
  if (broken === null) return { raw, sha256: hash.digest(), normalised: false, release }
  if (broken === 'nul' || options.lineEndings === 'reject') {
    release()
    return broken
  }
  const whole = normalised(raw)
  return { raw: whole, sha256: createHash('sha256').update(whole).digest(), normalised: true, release }
}

/** The first kind of octet that may not stand in mail, `null` when all is well. Linear, in native code. */
export function lineFaultOf(raw: Buffer): 'bare-cr' | 'bare-lf' | 'nul' | null {
  if (raw.includes(0)) return 'nul'
  for (let at = raw.indexOf(LF); at >= 0; at = raw.indexOf(LF, at + 1)) if (raw[at - 1] !== CR) return 'bare-lf'
  for (let at = raw.indexOf(CR); at >= 0; at = raw.indexOf(CR, at + 1)) if (raw[at + 1] !== LF) return 'bare-cr'
  return null
}

function normalised(raw: Buffer): Buffer {
  return Buffer.from(raw.toString('latin1').replace(/\r\n|\r|\n/g, '\r\n'), 'latin1')
}

const CR = 0x0d
const LF = 0x0a
