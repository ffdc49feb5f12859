import { footerStart, isToolName } from './footer.ts'
import type { Line } from './lines.ts'
import { isReplyAbove, isRule } from './quote-intro.ts'
import type { Label } from './quote-labels.ts'
import { isDeviceLine, markedSignature, signatureIn } from './signature.ts'

const SIGNATURE: Label = { kind: 'signature', level: 0 }
const FOOTER: Label = { kind: 'footer', level: 0 }
const OWN: Label = { kind: 'own', level: 0 }

/** Tells signature and footer from the writer's words, in each stretch that is own or marked signature so far. */
export function tailLabels(lines: readonly Line[], labels: readonly Label[]): Label[] {
  const result = labels.map((label, i) => (label.kind === 'own' && isToolHead(lines, i) ? FOOTER : label))
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
  markToolName(lines, result)
  return withBlanks(lines, result)
}

/** "Reply above this line", and the line drawn right above it. */
function isToolHead(lines: readonly Line[], at: number): boolean {
  const [text, next] = [lines[at]?.text ?? '', lines[at + 1]?.text ?? '']
  return isReplyAbove(text) || (isRule(text) && isReplyAbove(next))
}

/** What a ticket tool puts below the thread is neither the writer's nor the customer's. */
function markToolName(lines: readonly Line[], labels: Label[]): void {
  let end = lines.length
  while (end > 0 && lines[end - 1]?.text === '') end--
  let start = end
  while (start > 0 && isBareQuote(lines[start - 1], labels[start - 1])) start--
  if (isToolName(lines.slice(start, end).map(({ text }) => text))) labels.fill(FOOTER, start)
}

function isBareQuote(line: Line | undefined, label: Label | undefined): boolean {
  return line !== undefined && line.text !== '' && line.depth === 0 && label?.kind === 'quote' && !label.intro
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
  const last = texts.findLastIndex((text) => text !== '')
  return texts.map((text, i) => {
    if (i >= footer) return FOOTER
    if (i >= signature.start && i < signature.end) return SIGNATURE
    // In upper case with nothing below, it is no wrapped sentence's end.
    const alone = (texts[i - 1] ?? '') === '' || i === signature.end || (i === last && /^\p{Lu}/u.test(text))
    return alone && isDeviceLine(text) ? SIGNATURE : OWN
  })
}
