import { createHash, randomBytes } from 'node:crypto'

/** Codes that open a session once: for the link that `proofgate start` prints. */
export type OneTimeCodes = {
  /** A fresh code, good for an hour in this process. */
  readonly make: () => string
  /** True when the code is good; then it is used up. */
  readonly use: (code: string) => boolean
}

const LIFE_MS = 3_600_000

/** @param now the clock, in milliseconds */
export function oneTimeCodes(now: () => number = Date.now): OneTimeCodes {
  const until = new Map<string, number>()
  // Kept and compared as digests, so that neither memory nor timing gives a code away.
  const digestOf = (code: string) => createHash('sha256').update(code).digest('hex')
  return {
    make: () => {
      for (const [digest, at] of until) if (at < now()) until.delete(digest)
      const code = randomBytes(24).toString('base64url')
      until.set(digestOf(code), now() + LIFE_MS)
      return code
    },
    use: (code) => {
      const digest = digestOf(code)
      const at = until.get(digest)
      until.delete(digest)
      return at !== undefined && at >= now()
    },
  }
}
