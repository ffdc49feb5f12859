import { ProblemError } from './problem.ts'

/** Memory that large bodies may take together. */
export type Rooms = {
  /** Holds so many bytes and gives the means to let them go; `null` when they are not left. */
  readonly hold: (bytes: number) => (() => void) | null
}

/** Room for large bodies of one process. */
export function rooms(maxBytes: number): Rooms {
  let takenBytes = 0
  return {
    hold: (bytes) => {
      // A body larger than all the room there is comes in alone.
      const wanted = Math.min(bytes, maxBytes)
      if (takenBytes + wanted > maxBytes) return null
      takenBytes += wanted
      return () => {
        takenBytes -= wanted
      }
    },
  }
}

/**
 * The octets of a request's body; `null` when there are more than `maxBytes`. Read only here, when it is known who asks.
 * @throws ProblemError 503 while other bodies fill the room
 */
export async function octetsOf(request: Request, maxBytes: number, room: Rooms): Promise<Buffer | null> {
  const told = request.headers.get('content-length')
  // Without a length it may be as large as any.
  const bytes = told !== null && /^\d{1,15}$/.test(told) ? Number(told) : maxBytes
  if (bytes > maxBytes) return null
  const release = room.hold(bytes)
  if (release === null)
    throw new ProblemError('busy', 'Other mails fill the memory there is.', { headers: { 'Retry-After': '2' } })
  try {
    return await collected(request, maxBytes)
  } finally {
    release()
  }
}

async function collected({ body }: Request, maxBytes: number): Promise<Buffer | null> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of body ?? []) {
    length += piece.length
    if (length > maxBytes) return null
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
