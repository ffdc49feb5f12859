/** Most defects kept of one message; a torn one could otherwise list thousands. */
const DEFECTS_MAX = 40

/** Notes once what the reader had to guess or cut. */
export function addDefect(defects: string[], defect: string): void {
  if (defects.length < DEFECTS_MAX && !defects.includes(defect)) defects.push(defect)
}
