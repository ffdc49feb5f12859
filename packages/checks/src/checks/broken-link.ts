import type { Link, Mail, SegmentKind, Span } from '@proofgate/mail'
import type { Check, Objection, Reading } from '../check.ts'
import { isCodeTalk, isShownAsCode } from '../code-talk.ts'
import type { Part } from '../judgement.ts'
import { badTargetOf, hostOf, isRedirect, ownerOf } from '../link-targets.ts'
import { bodyPlaces, type Place } from '../places.ts'

/** An address somebody can click, and the words that show it. */
type Target = {
  readonly part: Part
  readonly at: Span
  readonly href: string
  readonly text: string
  readonly typed: boolean
}

/** Before an angle or a brace stands the pattern of an address, not one. */
const URL_IN_TEXT = /\bh[tps]{2,6}:\/\/(?![<{])[^\s<>"'“”‘’`|\\^{}]{0,2000}/gi
/** "See the link below", "click here", "you can download it here:" and an empty line. */
const ANNOUNCEMENTS: readonly RegExp[] = [
  /\b(?:see|use|click(?: on)?|follow|open|visit|via|through|with|using|press|tap|on|at|from)(?: on)? (?:the |this )?(?:following |attached )?links?(?: (?:below|above|here))?(?=\s*[:.]?\s*\n\s*\n|\s+(?:below|to (?:choose|confirm|pay|book|reset|complete|download|track|start|schedule|verify|sign|view|see|fill|upload|access|register|change|update|return|set|cancel|activate|rate|leave|join|get|find)\b))/gi,
  /\b(?:the|this) links? below\b|\bthe following links?\b/gi,
  /\b(?:click|tap|press) (?:here|below)\b/gi,
  /\b(?:download|find|see|view|read|book|sign up|register|pay|track|check|access|get|start|choose|fill|upload|order|schedule)\b[^.!?:\n]{0,60} (?:here|there|at|under this link|on this page)[ \t]{0,3}:[ \t]{0,3}(?=\n[ \t]*\n|\n?$)/gi,
]
/** A link that is somewhere else, or was. */
const ELSEWHERE =
  /\blinks? (?:in|from|inside|on|within|at the (?:top|bottom|end) of) (?:the|your|that|our|this|my|every|each)\b|\blinks? (?:(?:that |which )?(?:I|we|you|they|he|she|was|were|had|has|have|is|are|expired|will)\b)|\b(?:e-?mail|message|text|sms|page|app|website|account|profile|screen|portal|newsletter)\b[^.!?\n]{0,60}\b(?:click|link)/i
const ANY_LINK =
  /https?:\/\/|www\.\w|\b[\w-]{2,63}\.(?:com|net|org|io|co\.uk|de|eu|app|shop|store|example|info|me|ly|fr|nl|ca|us|uk|au|nz|ie)\b|@/i

export const brokenLink: Check = {
  id: 'broken-link',
  group: 'proof',
  weight: 5,
  max: 8,
  summary: 'A link that does not work for the customer',
  reason:
    'The customer clicks, gets nowhere, and has to write again; a link that shows another address looks like fraud.',
  source: 'S4 "Proofread every email"',
  languages: null,
  needsCustomer: false,
  options: ['own_domains', 'tracking_redirectors'],
  examples: {
    right: [
      'Please see https://www.shop.example/help/returns for the steps.',
      { reply: 'Open http://localhost:3000 in your browser.', customer: 'What do I open after npm run dev?' },
      'The link in our e-mail of Monday has expired.',
      'You will find the form behind the link below:\nhttps://shop.example/form',
      'Open http://192.168.1.1 to get to the settings of the router.',
    ],
    wrong: [
      'Your invoice is ready: http://localhost:8080/invoices/4711',
      'The guide is on http://wiki.corp.local/display/CS/Returns and tells you how.',
      'Please look at https://example.com/help first.',
      'You can follow it at https://staging.shop.example/orders/12 now.',
      'Please use the link below to choose a new date.\n\nKind regards\nTom',
    ],
  },
  *find(reading) {
    const targets = targetsOf(reading)
    for (const target of targets) {
      const said = objectionTo(target, reading)
      if (said !== null) yield said
    }
    if (targets.length === 0 && (reading.language ?? 'en') === 'en') yield* absenceIn(reading)
  },
}

function targetsOf(reading: Reading): readonly Target[] {
  const html = linksOf(reading.mail)
  const typed = bodyPlaces(reading, ['own', 'signature']).flatMap((place) => urlsIn(place))
  const covered = typed.filter((one) => !html.some((link) => link.part === one.part && overlap(link.at, one.at)))
  const all = [...html, ...covered]
  // The same address twice is one fault.
  return all.filter((one, i) => all.findIndex((other) => other.href === one.href && other.text === one.text) === i)
}

const OWN: readonly SegmentKind[] = ['own', 'signature']

/** Links of the HTML body that the agent wrote, not quoted ones. */
function linksOf({ html, links }: Mail): Target[] {
  if (html === null) return []
  const own = html.segments.filter(({ kind }) => OWN.includes(kind))
  return links
    .filter(({ at }) => own.some(({ start, end }) => at.start >= start && at.start < end))
    .map(({ href, text, at }: Link) => ({ part: 'html', at, href, text, typed: false }))
}

function urlsIn({ part, text, at }: Place): Target[] {
  return [...text.matchAll(URL_IN_TEXT)].map(({ 0: found, index }) => {
    const href = found.replace(/[.,;:!?)\]*_>]{1,10}$/, '')
    const start = at + index
    return { part, at: { start, end: start + href.length }, href, text: href, typed: true }
  })
}

const overlap = (a: Span, b: Span) => a.start < b.end && b.start < a.end

function objectionTo(target: Target, reading: Reading): Objection | null {
  const { settings, mail } = reading
  const bad = badTargetOf(target.href, settings.ownDomains, mail.htmlSource)
  const what = bad !== null && isMeant(target, reading) ? null : bad
  const lie = what === null && !target.typed ? differentHost(target, settings.trackingRedirectors) : null
  if (what === null && lie === null) return null
  const shown = (target.text === '' ? target.href : target.text).slice(0, 100)
  const at = target.at.end > target.at.start ? target.at : null
  return {
    part: target.part,
    at,
    ...(at === null ? { excerpt: target.href } : {}),
    confidence: what?.confidence ?? 0.8,
    message: what !== null ? `The link "${shown}" ${what.what}.` : `The link shows "${shown}" but leads to ${lie}.`,
    suggestion:
      what !== null
        ? 'Put in the address that customers open, and try it from outside.'
        : 'Show the address it leads to, or a word instead of an address.',
  }
}

/** Private and example addresses are meant where the talk is of programs, routers, or formats. */
function isMeant({ href, at, typed, part }: Target, reading: Reading): boolean {
  const host = hostOf(href)
  if (!typed || host === null) return false
  if (reading.customer?.text.includes(host)) return true
  if (isCodeTalk(reading)) return true
  const place = bodyPlaces(reading, OWN).find(
    (one) => one.part === part && at.start >= one.at && at.start < one.at + one.text.length,
  )
  if (place === undefined) return false
  const [start, end] = [at.start - place.at, at.end - place.at]
  const around = place.text.slice(Math.max(0, start - 160), end + 160)
  if (
    /\b(?:router|modem|printer|access point|camera|nas|repeater|gateway|controller|set-top box|your (?:local|home) network)\b/i.test(
      around,
    )
  ) {
    return true
  }
  return (
    isShownAsCode(place.text, start, end) ||
    /\b(?:something like|such as|for example|e\.g\.|looks? like|format|pattern)\W{0,3}[^.!?\n]{0,30}$/i.test(
      place.text.slice(Math.max(0, start - 60), start),
    )
  )
}

/** Where a link leads whose words are another address; `null` when both agree. */
function differentHost({ href, text }: Target, redirectors: readonly string[]): string | null {
  const mailto = /^mailto:([^?]{3,320})/i.exec(href)?.[1]?.toLowerCase()
  if (mailto !== undefined) {
    const shown = /^[\w.+-]{1,64}@[\w.-]{1,255}$/.test(text) ? text.toLowerCase() : null
    return shown === null || mailto.includes(shown) || decodeURISafely(mailto).includes(shown) ? null : mailto
  }
  const shown = shownHost(text)
  const host = /^https?:/i.test(href) ? hostOf(href) : null
  if (shown === null || host === null || ownerOf(shown) === ownerOf(host)) return null
  return isRedirect(href, host, ownerOf(shown), redirectors) ? null : host
}

const decodeURISafely = (words: string) => words.replace(/%40/g, '@').replace(/%2B/gi, '+')

/** The host a link's words show, where they are plainly an address: with scheme, `www.`, or a path. */
function shownHost(text: string): string | null {
  const words = text.trim()
  const match = /^(https?:\/\/|www\.)?((?:[\w-]{1,63}\.){1,6}[a-z]{2,18})(?::\d+)?(\/\S{0,2000})?$/i.exec(words)
  if (match === null) return null
  const [, lead, host = '', path] = match
  return lead !== undefined || path !== undefined ? host.toLowerCase().replace(/^www\./, '') : null
}

/** Words that promise a link where there is none; one is enough. */
function* absenceIn(reading: Reading): Iterable<Objection> {
  const places = bodyPlaces(reading)
  if (places.some(({ text }) => ANY_LINK.test(text)) || reading.mail.attachments.length > 0) return
  for (const place of places) {
    for (const pattern of ANNOUNCEMENTS) {
      for (const { 0: words, index } of place.text.matchAll(pattern)) {
        if (ELSEWHERE.test(lineAround(place.text, index, index + words.length))) continue
        // "You find us here:" and an address on the next line.
        if (
          /\d/.test(
            place.text
              .slice(index + words.length)
              .trimStart()
              .split('\n', 1)[0] ?? '',
          )
        )
          continue
        const start = place.at + index
        yield {
          part: place.part,
          at: { start, end: start + words.trimEnd().length },
          confidence: 0.85,
          message: `"${words.trim()}" promises a link, but there is none in this mail.`,
          suggestion: 'Put the link in.',
        }
        return
      }
    }
  }
}

function lineAround(text: string, start: number, end: number): string {
  const before = text.slice(Math.max(0, start - 120), start).replace(/^.*[.!?]\s/s, '')
  return before + text.slice(start, end) + (/^[^.!?\n]{0,120}/.exec(text.slice(end, end + 120))?.[0] ?? '')
}
