import { type Handler, Parser } from 'htmlparser2'
import { cutText } from './body-text.ts'
import { addUnread, type Defects } from './defects.ts'
import { containerOf } from './html-container.ts'
import { ignoreStrayEndTags } from './html-scope.ts'
import { visibilityOf } from './html-style.ts'
import type { Link, SegmentKind, Span } from './mail.ts'
import { type TextWriter, textWriter } from './text-writer.ts'

/** A stretch of rendered text that stands in an element which says what it is. */
export type Mark = Span & {
  readonly kind: Exclude<SegmentKind, 'own'>
  /** As in `Segment`. */
  readonly level: number
}

/** HTML as its reader sees it. */
export type Rendered = {
  readonly text: string
  /** In order, without overlap. */
  readonly marks: readonly Mark[]
  readonly links: readonly Link[]
  /** Texts the HTML hides from the reader, each cut at 200 characters. */
  readonly hidden: readonly string[]
}

/** Deepest nesting that is read. Browsers flatten what is nested deeper than 512. */
const NESTING_MAX = 500
const SLICE = 16 * 1024
const LINKS_MAX = 2000
const LINK_LENGTH_MAX = 2000
const HIDDEN_MAX = 20

const SILENT = new Set('script style head title template noscript object svg select noframes'.split(' '))
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))
const PARAGRAPHS = new Set('p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre figure hr'.split(' '))
const BLOCKS = new Set(
  `div tr li dt dd section article header footer main aside nav center form fieldset address caption thead tbody
  tfoot body html details summary figcaption`.split(/\s+/),
)
const TIGHT = /margin(?:-top|-bottom)?:\s*0/i
/** Characters that take no room; joiners stay, since emoji and Persian need them. */
const ZERO_WIDTH = /[\u00ad\u200b\u200e\u200f\u2060\ufeff]/g

type Attributes = Readonly<Record<string, string>>
type Frame = {
  readonly name: string
  /** True when nothing in it is text for the reader. */
  readonly silent: boolean
  readonly gone: boolean
  readonly faint: boolean
  readonly pre: boolean
  /** Line ends around it: 0 for inline elements, 2 for an empty line. */
  readonly margin: 0 | 1 | 2
  /** How many quote elements it stands in. */
  readonly quotes: number
  readonly kind: SegmentKind
  readonly attribution: boolean
  readonly list: { readonly ordered: boolean; count: number } | null
  readonly link: { readonly href: string; readonly from: number } | null
}

const ROOT: Frame = {
  name: '',
  silent: false,
  gone: false,
  faint: false,
  pre: false,
  margin: 0,
  quotes: 0,
  kind: 'own',
  attribution: false,
  list: null,
  link: null,
}

/**
 * Renders HTML to the text its reader sees, and tells which stretches stand in quote, signature or forward
 * elements, where links lead, and what is hidden. One pass, linear; cut at `lengthMax` characters.
 */
export function renderHtml(html: string, lengthMax: number, defects: Defects): Rendered {
  const state: State = { writer: textWriter(), stack: [ROOT], marks: [], links: [], hidden: [], rest: 0 }
  const parser = new Parser(handlerOf(state), { decodeEntities: true })
  ignoreStrayEndTags(parser, html, state.stack)
  const stop = () => {
    if (state.stack.length > NESTING_MAX) return `text/html nested deeper than ${NESTING_MAX}`
    return state.writer.length() > lengthMax ? `text/html cut at ${lengthMax} characters` : null
  }
  for (let at = 0; at < html.length && stop() === null; at += SLICE) parser.write(html.slice(at, at + SLICE))
  if (stop() === null) parser.end()
  const why = stop()
  if (why !== null) addUnread(defects, why)
  const text = cutText(state.writer.text(), lengthMax, 'text/html', defects)
  const marks = state.marks.filter(({ start }) => start < text.length)
  return {
    text,
    marks: marks.map((mark) => ({ ...mark, end: Math.min(mark.end, text.length) })),
    links: linksOf(text, state.links),
    hidden: state.hidden,
  }
}

type LinkSpan = { readonly href: string; readonly from: number; readonly to: number }
type State = {
  readonly writer: TextWriter
  readonly stack: Frame[]
  readonly marks: Mark[]
  readonly links: LinkSpan[]
  readonly hidden: string[]
  /** Depth of "everything from here on is quoted"; 0 before such an element. */
  rest: number
}

function handlerOf(state: State): Partial<Handler> {
  return {
    onopentag(name, attributes) {
      const frame = frameOf(name, attributes, state)
      if (!frame.silent && !frame.gone) openElement(name, attributes, frame, state)
      if (!VOID.has(name)) state.stack.push(frame)
    },
    onclosetag(name) {
      if (VOID.has(name)) return
      const frame = state.stack.length > 1 ? state.stack.pop() : undefined
      if (frame && !frame.silent && !frame.gone) closeElement(frame, state)
    },
    ontext(data) {
      const frame = topOf(state)
      if (frame.silent) return
      if (frame.gone || frame.faint) noteHidden(data, state.hidden)
      else writeText(data, frame, state)
    },
  }
}

function topOf(state: State): Frame {
  return state.stack.at(-1) ?? ROOT
}

function frameOf(name: string, attributes: Attributes, state: State): Frame {
  const parent = topOf(state)
  if (parent.silent || SILENT.has(name)) return { ...parent, name, silent: true, link: null }
  const { gone, faint } = visibilityOf(attributes)
  const container = containerOf(name, attributes)
  const inside = container && !container.toEnd ? container : null
  if (container?.toEnd) state.rest = Math.max(state.rest, container.depth)
  return {
    name,
    silent: false,
    gone: parent.gone || gone,
    faint: faint ?? parent.faint,
    pre: parent.pre || name === 'pre' || /white-space:\s*(?:pre|break-spaces)/i.test(attributes.style ?? ''),
    margin: marginOf(name, attributes, parent),
    quotes: parent.quotes + (inside?.kind === 'quote' && !inside.attribution ? 1 : 0),
    kind: inside ? inside.kind : parent.kind,
    attribution: inside ? inside.attribution : parent.attribution,
    list: name === 'ol' || name === 'ul' ? { ordered: name === 'ol', count: 0 } : parent.list,
    link:
      name === 'a' && attributes.href !== undefined
        ? { href: attributes.href.trim(), from: state.writer.length() }
        : null,
  }
}

function openElement(name: string, attributes: Attributes, frame: Frame, state: State): void {
  const { writer } = state
  if (name === 'br') writer.newLine()
  else if (name === 'td' || name === 'th') writer.newCell()
  else if (frame.margin > 0) writer.newBlock(frame.margin)
  if (name === 'img') writeEmoji(attributes.alt ?? '', frame, state)
  if (name === 'li') writeText(bulletOf(frame), frame, state)
}

function closeElement(frame: Frame, state: State): void {
  if (frame.margin > 0) state.writer.newBlock(frame.margin)
  if (frame.link && state.links.length < LINKS_MAX) state.links.push({ ...frame.link, to: state.writer.length() })
}

function marginOf(name: string, attributes: Attributes, parent: Frame): 0 | 1 | 2 {
  if (BLOCKS.has(name)) return 1
  if (!PARAGRAPHS.has(name)) return 0
  if (name === 'table' || ((name === 'ul' || name === 'ol') && parent.list)) return 1
  // Outlook's paragraphs touch; their empty lines are paragraphs of a no-break space.
  return /MsoNormal/.test(attributes.class ?? '') || TIGHT.test(attributes.style ?? '') ? 1 : 2
}

function writeText(data: string, frame: Frame, state: State): void {
  const at = state.writer.write(data.replace(ZERO_WIDTH, ''), frame.pre)
  if (at === null) return
  const kind = frame.kind === 'own' && state.rest > 0 ? 'quote' : frame.kind
  if (kind === 'own') return
  const level = levelOf(frame, state.rest)
  const last = state.marks.at(-1)
  if (last && last.kind === kind && last.level === level && last.end >= at.start - 3) {
    state.marks[state.marks.length - 1] = { ...last, end: at.end }
  } else state.marks.push({ ...at, kind, level })
}

function levelOf(frame: Frame, rest: number): number {
  const depth = frame.quotes + rest
  if (!frame.attribution) return Math.max(depth, 1)
  return depth === 0 ? 0 : depth + 1
}

/** Gmail and others send emoji as images; their `alt` is what the reader sees. */
function writeEmoji(alt: string, frame: Frame, state: State): void {
  if (alt.length <= 12 && /^\p{Extended_Pictographic}/u.test(alt) && !frame.faint) writeText(alt, frame, state)
}

function bulletOf({ list }: Frame): string {
  if (!list?.ordered) return '-\u00a0'
  list.count++
  return `${list.count}.\u00a0`
}

/** Links in the order they end, white space around their words left out. */
function linksOf(text: string, spans: readonly LinkSpan[]): Link[] {
  return spans
    .filter(({ from }) => from <= text.length)
    .map(({ href, from, to }) => {
      const shown = text.slice(from, Math.min(to, from + LINK_LENGTH_MAX))
      const words = shown.trim()
      const start = from + shown.length - shown.trimStart().length
      return { href, text: words, at: { start, end: start + words.length } }
    })
}

function noteHidden(data: string, hidden: string[]): void {
  const text = data.replace(/(?:[\s\u00ad\u200b-\u200f\u2060\ufeff]|\u034f)+/g, ' ').trim()
  if (text !== '' && hidden.length < HIDDEN_MAX) hidden.push(text.slice(0, 200))
}
