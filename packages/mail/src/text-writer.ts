import type { Span } from './mail.ts'

/** Collects rendered text: white space collapsed as a browser does, no blanks at line ends, at most two empty lines. */
export type TextWriter = {
  /** Writes text and returns where its visible characters stand; `null` when it has none. */
  readonly write: (data: string, preformatted: boolean) => Span | null
  /** Asks for at least so many line ends before the next text (1 = new line, 2 = an empty line between). */
  readonly newBlock: (lineEnds: number) => void
  /** One line end more: `<br>`. */
  readonly newLine: () => void
  /** A tab before the next text, if it follows on the same line: between the cells of a table. */
  readonly newCell: () => void
  /** Where the next text would begin at the earliest. */
  readonly length: () => number
  readonly text: () => string
}

const LINE_ENDS_MAX = 3
const SPACES_MAX = 40
/** Runs of collapsible white space, of no-break spaces, of line ends in `pre`, of anything else. */
const TOKENS = /[ \t\r\f\n]+|\u00a0+|[^ \t\r\f\n\u00a0]+/g

export function textWriter(): TextWriter {
  const pieces: string[] = []
  let length = 0
  let lineEnds = 0
  let spaces = 0
  let cell = false
  /** True when something other than collapsible space stands on the current line, be it only a no-break space. */
  let touched = false

  const push = (piece: string) => {
    pieces.push(piece)
    length += piece.length
  }
  const newLine = () => {
    lineEnds = Math.min(lineEnds + 1, LINE_ENDS_MAX)
    spaces = 0
    cell = false
    touched = false
  }
  const flush = () => {
    if (length > 0 && lineEnds > 0) push('\n'.repeat(lineEnds))
    else if (length > 0 && cell) push('\t')
    const indent = length === 0 || lineEnds > 0
    if (spaces > 0 && !(cell && !indent)) push(' '.repeat(Math.min(spaces, SPACES_MAX)))
    lineEnds = 0
    spaces = 0
    cell = false
  }
  const addSpace = (token: string, preformatted: boolean) => {
    if (token.startsWith('\u00a0')) {
      spaces += token.length
      touched = true
    } else if (preformatted) {
      for (const char of token) {
        if (char === '\n') newLine()
        else spaces++
      }
    } else if (spaces === 0 && lineEnds === 0 && length > 0) spaces = 1
  }

  return {
    write(data, preformatted) {
      let start: number | null = null
      for (const [token] of data.matchAll(TOKENS)) {
        if (/^[ \t\r\f\n\u00a0]/.test(token)) {
          addSpace(token, preformatted)
          continue
        }
        flush()
        start ??= length
        push(token)
        touched = true
      }
      return start === null ? null : { start, end: length }
    },
    newBlock(wanted) {
      // A line that holds only a no-break space is an empty line on purpose.
      if (touched && lineEnds > 0 && length > 0) lineEnds = Math.min(lineEnds + 1, LINE_ENDS_MAX)
      lineEnds = Math.max(lineEnds, wanted)
      spaces = 0
      cell = false
      touched = false
    },
    newLine,
    newCell() {
      if (length > 0 && lineEnds === 0) cell = true
    },
    length: () => length,
    text: () => pieces.join(''),
  }
}
