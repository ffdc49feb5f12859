import { footerStart } from './footer.ts'
import type { Line } from './lines.ts'
import { isReplyAbove } from './quote-intro.ts'
import type { Label } from './quote-labels.ts'
import { isDeviceLine, markedSignature, signatureIn } from './signature.ts'

const SIGNATURE: Label = { kind: 'signature', level: 0 }
const FOOTER: Label = { kind: 'footer', level: 0 }
const OWN: Label = { kind: 'own', level: 0 }

/** Tells signature and footer from the writer's words, in each stretch that is own or marked signature so far. */
export function tailLabels(lines: readonly Line[], labels: readonly Label[]): Label[] {
  const result = labels.map((label, i) => (label.kind === 'own' && isReplyAbove(lines[i]?.text ?? '') ? FOOTER : label))
  let letterSeen = false
  for (let at = 0; at < lines.length; ) {
    const end = regionEnd(result, at)
    if (isOpen(result[at])) {
      const texts = lines.slice(at, end).map(({ text }) => text)
      const marked = result.slice(at, end).map(({ kind }) => kind === 'signature')
      const region = regionLabels(texts, marked)
      // A letter is not all footer: the first stretch keeps its words, whatever they look like.
      const saysSomething = region.some(({ kind }, i) => kind !== 'footer' && texts[i] !== '')
      if (saysSomething || letterSeen) result.splice(at, end - at, ...region)
      letterSeen = true
    }
    at = end
  }
  return withBlanks(lines, result)
}

/** Empty lines go with the signature or footer above them. */
function withBlanks(lines: readonly Line[], labels: readonly Label[]): Label[] {
  let above: Label | null = null
  return labels.map((label, i) => {
    if (lines[i]?.text === '' && label.kind === 'own' && above) return above
    above = label.kind === 'signature' || label.kind === 'footer' ? label : null
    return label
  })
}

/** A region: own text and marked signatures next to each other, or a run of anything else. */
function regionEnd(labels: readonly Label[], at: number): number {
  const open = isOpen(labels[at])
  let end = at + 1
  while (end < labels.length && isOpen(labels[end]) === open) end++
  return end
}

function isOpen(label: Label | undefined): boolean {
  return label?.kind === 'own' || label?.kind === 'signature'
}

function regionLabels(texts: readonly string[], marked: readonly boolean[]): Label[] {
  const footer = footerStart(texts)
  const signature = markedSignature(texts, marked) ?? signatureIn(texts.slice(0, footer))
  return texts.map((text, i) => {
    if (i >= footer) return FOOTER
    if (i >= signature.start && i < signature.end) return SIGNATURE
    const alone = (texts[i - 1] ?? '') === '' || i === signature.end
    return alone && isDeviceLine(text) ? SIGNATURE : OWN
  })
}
