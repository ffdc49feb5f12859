/** What reading a message came upon. Filled while it is read; a `Mail` has both lists. */
export type Defects = {
  /** Everything that had to be guessed or cut. */
  readonly all: string[]
  /** Of those, what kept words of the writer from being read. */
  readonly unread: string[]
}

/** Most defects kept of one message; a torn one could otherwise list thousands. */
const DEFECTS_MAX = 40

/** Nothing found yet. */
export const noDefects = (): Defects => ({ all: [], unread: [] })

/** Notes once what the reader had to guess, and could: no words are lost. */
export function addDefect({ all }: Defects, defect: string): void {
  addOnce(all, defect)
}

/** Notes once what could not be read, though the writer may have written it. */
export function addUnread({ all, unread }: Defects, defect: string): void {
  addOnce(all, defect)
  addOnce(unread, defect)
}

function addOnce(list: string[], defect: string): void {
  if (list.length < DEFECTS_MAX && !list.includes(defect)) list.push(defect)
}
