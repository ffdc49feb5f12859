import type { Line } from './lines.ts'
import type { SegmentKind } from './mail.ts'

const DELIMITER = /^--\s?$/
const BOILERPLATE = /^##-.{0,200}-##$/

/** Tells signature and footer from the writer's words in what is own so far. */
export function tailKinds(lines: readonly Line[], kinds: readonly SegmentKind[]): SegmentKind[] {
  const found = [...kinds]
  let signature = false
  lines.forEach((line, i) => {
    if (found[i] !== 'own') {
      signature = false
      return
    }
    if (DELIMITER.test(line.text)) signature = true
    if (signature) found[i] = 'signature'
    else if (BOILERPLATE.test(line.text)) found[i] = 'footer'
  })
  return found
}
