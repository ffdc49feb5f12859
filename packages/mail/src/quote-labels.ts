import type { Line } from './lines.ts'
import type { SegmentKind } from './mail.ts'
import { type Intro, introAt, isReplyAbove, isRule, isToolUpdate } from './quote-intro.ts'

/** What a line is, and how deep it is quoted (`level` of `Segment`). */
export type Label = {
  readonly kind: SegmentKind
  readonly level: number
  /** True for the lines that introduce quoted text. */
  readonly intro?: true
}

const OWN: Label = { kind: 'own', level: 0 }

/** While reading down: what a seen introduction says about the lines below it. */
type State = {
  /** Everything below is this; `null` while own text can still come. */
  rest: Label | null
  /** A header within prefixed text: lines at this depth or deeper are so many levels further down. */
  scope: { readonly depth: number; readonly add: number } | null
  /** Depth of the quote element that holds a forwarded mail, as Apple Mail forwards; `null` outside of one. */
  forward: number | null
  /** True once own words were seen. */
  ownAbove: boolean
  /** True once "please type your reply above this line" was seen: a ticket tool's mail. */
  tool: boolean
}

/** Labels each line own, quote or forward, or what its mark says; blank lines go with what stands above them. */
export function quoteLabels(lines: readonly Line[]): Label[] {
  const labels: Label[] = []
  const state: State = { rest: null, scope: null, forward: null, ownAbove: false, tool: false }
  while (labels.length < lines.length) {
    const at = labels.length
    const intro = introAt(lines, at)
    const taken = intro && introLabel(lines, at, intro, labels, state)
    if (intro && taken) for (let i = 0; i < intro.count; i++) labels.push({ ...taken, intro: true })
    else labels.push(plainLabel(lines, at, state))
  }
  return withBlanks(lines, fromFirstLevel(lines, labels))
}

/** The label of an introduction, or `null` when it is none in this place. Sets what follows from it. */
function introLabel(
  lines: readonly Line[],
  at: number,
  intro: Intro,
  labels: readonly Label[],
  state: State,
): Label | null {
  const depth = lines[at]?.depth ?? 0
  const behind = lines[nextVisible(lines, at + intro.count)]
  const deeper = behind !== undefined && behind.depth > depth
  if (intro.when === 'quote-follows' && !deeper) return null
  if (intro.when === 'own-above-in-tool-mail' && !state.tool) return null
  state.tool ||= isReplyAbove(lines[at]?.text ?? '')
  if (intro.when.startsWith('own-above') && !state.ownAbove && !state.rest) return { kind: 'footer', level: 0 }
  if (state.rest) {
    const level = state.rest.level + 1
    if (!deeper) state.rest = { kind: state.rest.kind, level }
    return { kind: state.rest.kind, level }
  }
  if (depth > 0 && intro.kind === 'forward' && isQuoteStart(lines, at, labels, depth)) {
    state.forward = depth
    return { kind: 'forward', level: 0 }
  }
  if (depth > 0) return inQuote(depth, deeper, isQuoteStart(lines, at, labels, depth), state)
  if (!deeper || intro.kind === 'forward') state.rest = { kind: intro.kind, level: 1 }
  return { kind: intro.kind, level: 0 }
}

function inQuote(depth: number, deeper: boolean, first: boolean, state: State): Label {
  if (deeper) return { kind: 'quote', level: depth + 1 }
  // Apple Mail puts the attribution inside the quote it introduces.
  if (first) return { kind: 'quote', level: depth === 1 ? 0 : depth }
  state.scope = { depth, add: (state.scope?.add ?? 0) + 1 }
  return { kind: 'quote', level: depth + state.scope.add }
}

/**
 * Lets the outermost quoted words be level 1: some tools put a quote in two elements, and only the introduction
 * stands between them.
 */
function fromFirstLevel(lines: readonly Line[], labels: readonly Label[]): Label[] {
  let outermost = Number.POSITIVE_INFINITY
  labels.forEach(({ kind, level, intro }, i) => {
    if (kind === 'quote' && !intro && lines[i]?.text !== '') outermost = Math.min(outermost, level)
  })
  if (outermost <= 1 || outermost === Number.POSITIVE_INFINITY) return [...labels]
  return labels.map((label) => {
    if (label.kind !== 'quote' || label.level === 0) return label
    const level = label.level - outermost + 1
    return { ...label, level: label.intro && level <= 1 ? 0 : Math.max(level, 1) }
  })
}

function isQuoteStart(lines: readonly Line[], at: number, labels: readonly Label[], depth: number): boolean {
  let i = at - 1
  while (i >= 0 && lines[i]?.text === '') i--
  return i < 0 || labels[i]?.kind !== 'quote' || (lines[i]?.depth ?? 0) < depth
}

function plainLabel(lines: readonly Line[], at: number, state: State): Label {
  const line = lines[at]
  if (!line) return OWN
  if (state.rest) return { kind: state.rest.kind, level: state.rest.level + line.depth }
  const { mark, depth } = line
  if (state.forward !== null && (depth >= state.forward || line.text === '')) return { kind: 'forward', level: 0 }
  state.forward = null
  if (mark && (mark.kind !== 'quote' || mark.level === 0)) return { kind: mark.kind, level: mark.level }
  if (depth > 0 || isBrokenQuote(lines, at)) {
    const level = Math.max(depth, 1)
    if (state.scope && level < state.scope.depth) state.scope = null
    return { kind: 'quote', level: level + (state.scope?.add ?? 0) }
  }
  if (state.tool && !state.ownAbove && isToolUpdate(line.text)) return { kind: 'footer', level: 0 }
  if (line.text !== '') {
    state.scope = null
    state.ownAbove ||= !isRule(line.text)
  }
  return OWN
}

/** The end of a long quoted line that was wrapped on the way and lost its prefix. */
function isBrokenQuote(lines: readonly Line[], at: number): boolean {
  const [before, line, after] = [lines[at - 1], lines[at], lines[at + 1]]
  if (!before || !line || !after || before.depth === 0 || after.depth === 0 || before.mark || line.text === '')
    return false
  return before.end - before.start >= 60 && line.text.length < 60 && /^\p{Ll}/u.test(line.text)
}

function nextVisible(lines: readonly Line[], at: number): number {
  let i = at
  while (i < lines.length && lines[i]?.text === '') i++
  return i
}

function withBlanks(lines: readonly Line[], labels: readonly Label[]): Label[] {
  let last = labels[nextVisible(lines, 0)] ?? OWN
  return labels.map((label, i) => {
    const { text, depth } = lines[i] ?? { text: '', depth: 0 }
    // An empty quoted line belongs to the quote around it, at whatever level that is.
    if (text !== '' || (depth > 0 && last.kind !== 'quote')) last = label
    return last
  })
}
