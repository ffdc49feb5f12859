import { barOf } from './check/bar.ts'
import type { Output } from './cli.ts'

/** A line on a terminal that says how far a long job is. Own code: one line drawn ten times a second needs no package. */
export type Progress = {
  /** So much more is done. */
  readonly add: (amount: number, label: string) => void
  /** Takes the line away, to print something; the next `add` draws it again. */
  readonly clear: () => void
}

const EVERY_MS = 100
const WIDTH = 30
const TO_LINE_START_AND_CLEAR = '\r\u001b[K'

/** Progress towards `total`, drawn on a terminal; silent on anything else. */
export function progressOn(stream: Pick<Output, 'isTTY' | 'write'>, total: number): Progress {
  if (!stream.isTTY) return { add: () => {}, clear: () => {} }
  let done = 0
  // Not 0: in the first moments of a process that would be a moment ago.
  let drawnAt = -Infinity
  return {
    add: (amount, label) => {
      done += amount
      if (performance.now() - drawnAt < EVERY_MS) return
      drawnAt = performance.now()
      const percent = total <= 0 ? 0 : Math.min(100, Math.floor((done / total) * 100))
      stream.write(`${TO_LINE_START_AND_CLEAR}${barOf(done, total, WIDTH)} ${percent}% ${label}`)
    },
    clear: () => {
      stream.write(TO_LINE_START_AND_CLEAR)
      drawnAt = -Infinity
    },
  }
}
