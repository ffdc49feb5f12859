import {
  asksCustomer,
  asksOf,
  complaintsOf,
  feedbackOf,
  isThanksOnly,
  languageOf,
  type Mood,
  moodOf,
  promisesOf,
  requestsOf,
  type Sentence,
} from '@proofgate/language'
import { type Mail, type Mailbox, parseMail } from '@proofgate/mail'
import { z } from 'zod'
import type { Turn } from './check.ts'
import { deskOf } from './desk.ts'
import { withOwnDomains } from './engine.ts'
import { isOurs } from './ours.ts'
import type { Policy } from './policy.ts'
import { turnOf } from './reading.ts'
import { ResponseTargetRead } from './response-target.ts'
import type { ModelSource } from './senses.ts'
import { settingsFor } from './settings.ts'
import { zoneOf } from './thread.ts'

/** UTF-16 units of a turn that are read and kept: longer ones are logs that somebody pasted. */
const TEXT_MAX = 100_000
/** Points kept of one turn, and promises; nobody settles more one by one. */
const POINTS_MAX = 50
/** UTF-16 units of the words kept of a point or promise. */
const WORDS_MAX = 2000

const MailboxRead = z.object({
  name: z.string().describe('Display name; empty when none is given'),
  address: z.string().describe('As written'),
})

/** A customer's question, request or problem, in their words. */
export const PointRead = z.object({
  kind: z.enum(['question', 'request', 'problem']),
  text: z.string(),
})
export type PointRead = z.infer<typeof PointRead>

/** A promise of ours with a time. */
export const PromiseRead = z.object({
  text: z.string().describe('The sentence that promises'),
  timeWords: z.string().describe('The words for the time, "by Friday"'),
  dueAt: z.iso.datetime().describe('Last instant these leave open, by the clock of the writer'),
})
export type PromiseRead = z.infer<typeof PromiseRead>

/** A sentence that may belong to a theme. */
export const ThemeSentence = z.object({
  kind: z.enum(['problem', 'feedback', 'question']).describe('feedback: praise, or how it could be better'),
  text: z.string().describe("The customer's sentence"),
  vector: z
    .string()
    .nullable()
    .describe('What the language model makes of it: 32-bit little-endian floats, base64; null where it did not read'),
})
export type ThemeSentence = z.infer<typeof ThemeSentence>

/** What one mail of a conversation says. The shape is public and only ever extended. */
export const TurnReading = z.object({
  by: z.enum(['customer', 'us']).describe("By the policy's own domains and teams; a submission is always ours"),
  text: z.string().describe('What its writer wrote in it: no quotes, signature, footer'),
  language: z.string().nullable().describe('ISO 639-1 code of that; null when too short to tell'),
  automatic: z
    .string()
    .nullable()
    .describe("Why it is no person's writing (auto-submitted, list…), and not read further; null when it is one"),
  points: z
    .array(PointRead)
    .describe("The customer's questions, requests and problems, as they stand in the text; of our mails none"),
  said: z
    .array(ThemeSentence)
    .default([])
    .describe("The customer's problems, feedback and questions, by which themes are gathered; at most 12"),
  vectorsBy: z.string().nullable().default(null).describe('The language model that made their vectors; null for none'),
  mood: z
    .enum(['upset', 'neutral', 'happy'])
    .nullable()
    .describe('How the customer writes; null for our mails and for what is not English'),
  atRisk: z.boolean().describe('The customer accuses, threatens, shouts in anger or writes again about the same thing'),
  because: z.array(z.string()).describe("The customer's words that show mood and risk"),
  promises: z.array(PromiseRead).describe('What we promise in it with a time; of customers none'),
  asksBack: z.boolean().describe('We ask the customer something in it: the next move is theirs'),
  thanksOnly: z.boolean().describe('The customer only thanks or says that all is well: nobody waits for an answer'),
  customer: MailboxRead.nullable().describe(
    'The customer it is from or to: the first who is not ours; null for nobody',
  ),
  team: z
    .string()
    .nullable()
    .describe('The team of the policy that wrote it, or that it was written to; null for none'),
  target: ResponseTargetRead.describe('Within what time that team is to answer this customer'),
})
export type TurnReading = z.infer<typeof TurnReading>

/**
 * Reads one mail of a conversation, a customer's or ours. Never throws on odd mail; linear in its length.
 * @param raw RFC 5322 octets
 * @param envelopeFrom reverse-path of a submission, `''` for the null sender, which is ours whatever its header says;
 * `null` for a copy, whose author is ours only by the policy's own domains and teams
 * @param receivedAt when it was taken in: times of promises count from Date, but not from later than this, and from
 * this where there is no Date; `null` when not known
 * @param model reads the few sentences that may belong to a theme, and nothing else; where it cannot, they come without
 * vectors
 */
export async function readTurn(
  raw: Uint8Array,
  policy: Policy,
  envelopeFrom: string | null,
  receivedAt: Date | null = null,
  model: ModelSource | null = null,
): Promise<TurnReading> {
  const mail = await parseMail(raw)
  const ownDomains = ownDomainsFor(mail, policy, envelopeFrom)
  const turn = turnOf(mail, ownDomains)
  const by = envelopeFrom === null ? turn.by : 'us'
  const text = turn.text.slice(0, TEXT_MAX)
  const language = await languageOf(text)
  const automatic =
    (by === 'customer' ? turn.automatic : mail.automatic) ?? (envelopeFrom === '' ? 'null-sender' : null)
  const isRead = automatic === null && (language === null || language === 'en')
  const customer = customerOf({ ...turn, by }, ownDomains)
  const isCustomers = isRead && by === 'customer'
  return {
    ...NOTHING,
    ...(isCustomers ? fromCustomer(text) : {}),
    ...(isCustomers ? await withVectors(themeSentencesIn(text), model) : {}),
    ...(isRead && by === 'us' ? fromUs(text, mail, receivedAt) : {}),
    by,
    text,
    language,
    automatic,
    customer,
    ...deskOf(policy, ourAddresses({ ...turn, by }, ownDomains), customer?.address ?? null),
  }
}

/** Who of us wrote it, or else whom of us it was written to. */
function ourAddresses({ by, author, mail }: Turn, ownDomains: readonly string[]): string[] {
  const boxes = by === 'us' ? [author ?? { address: '' }] : [...mail.to, ...mail.cc]
  return boxes.flatMap(({ address }) =>
    address !== '' && (by === 'us' || isOurs(address, ownDomains)) ? [address] : [],
  )
}

type Said = Omit<TurnReading, 'by' | 'text' | 'language' | 'automatic' | 'customer' | 'team' | 'target'>

const NOTHING: Said = {
  points: [],
  said: [],
  vectorsBy: null,
  mood: null,
  atRisk: false,
  because: [],
  promises: [],
  asksBack: false,
  thanksOnly: false,
}

/** Of a copy nothing tells whose it is, where the policy names nobody; the author of a submission is ours. */
function ownDomainsFor(mail: Mail, policy: Policy, envelopeFrom: string | null): readonly string[] {
  const sender = envelopeFrom === null ? '' : mail.from[0]?.address || envelopeFrom
  return withOwnDomains(settingsFor(policy, { sender, recipients: [] }), sender).ownDomains
}

function fromCustomer(text: string): Partial<Said> {
  const { mood, atRisk, because }: Mood = moodOf(text)
  return { points: pointsIn(text), mood, atRisk, because: [...because], thanksOnly: isThanksOnly(text) }
}

/** As sure as a check must be to object: below it a sentence is no question. */
const CONFIDENCE_MIN = 0.5

/** In the order of the text, each sentence once: "Why was I charged twice?" is a question, not a problem besides. */
function pointsIn(text: string): PointRead[] {
  const asked = [
    ...asksOf(text)
      .filter(({ confidence }) => confidence >= CONFIDENCE_MIN)
      .slice(0, POINTS_MAX)
      .map((one) => ({ ...one, kind: 'question' as const })),
    ...requestsOf(text).map((one) => ({ ...one, kind: 'request' as const })),
  ]
  const covers = (one: Sentence) => {
    const inside = asked.filter(({ start, end }) => start < one.end && end > one.start)
    return inside.reduce((sum, { start, end }) => sum + end - start, 0) >= 0.7 * (one.end - one.start)
  }
  const problems = complaintsOf(text)
    .slice(0, POINTS_MAX)
    .filter((one) => !covers(one))
    .map((one) => ({ ...one, kind: 'problem' as const }))
  const points = [...asked, ...problems]
    .toSorted((a, b) => a.start - b.start)
    .map(({ kind, text: words }) => ({ kind, text: words.slice(0, WORDS_MAX) }))
  return points.filter((one, i) => points.findIndex(({ text: words }) => words === one.text) === i).slice(0, POINTS_MAX)
}

/** Sentences of one mail that may belong to themes: a longer list is a log. */
const SAID_MAX = 12
/** Shorter ones say nothing by themselves ("Why?"). */
const SAID_WORDS_MIN = 4

/** Each sentence once: what is told as a problem is no question besides. */
function themeSentencesIn(text: string): Omit<ThemeSentence, 'vector'>[] {
  const all = [
    ...complaintsOf(text)
      .slice(0, POINTS_MAX)
      .map((one) => ({ ...one, kind: 'problem' as const })),
    ...feedbackOf(text)
      .slice(0, POINTS_MAX)
      .map((one) => ({ ...one, kind: 'feedback' as const })),
    ...asksOf(text)
      .filter(({ confidence }) => confidence >= CONFIDENCE_MIN)
      .slice(0, POINTS_MAX)
      .map((one) => ({ ...one, kind: 'question' as const })),
  ]
  return all
    .filter((one, i) => all.findIndex(({ start, end }) => start < one.end && end > one.start) === i)
    .filter(({ text: words }) => words.trim().split(/\s+/).length >= SAID_WORDS_MIN)
    .slice(0, SAID_MAX)
    .map(({ kind, text: words }) => ({ kind, text: words.slice(0, WORDS_MAX) }))
}

async function withVectors(
  said: readonly Omit<ThemeSentence, 'vector'>[],
  source: ModelSource | null,
): Promise<Pick<TurnReading, 'said' | 'vectorsBy'>> {
  const bare = { said: said.map((one) => ({ ...one, vector: null })), vectorsBy: null }
  if (source === null || said.length === 0) return bare
  try {
    const model = await source()
    if ('why' in model) return bare
    const senses = await model.read(said.map(({ text }) => text))
    const vectors = senses.map(({ vector }) =>
      Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64'),
    )
    return { said: said.map((one, i) => ({ ...one, vector: vectors[i] ?? null })), vectorsBy: model.id }
  } catch {
    // Its thread ended, or is busy for too long: the words have to do.
    return bare
  }
}

function fromUs(text: string, mail: Mail, receivedAt: Date | null): Partial<Said> {
  const at = writtenAt(mail, receivedAt)
  const made = at === null ? [] : promisesOf(text, { at, zone: zoneOf(mail) })
  return {
    promises: made.slice(0, POINTS_MAX).map(({ text: words, when, due }) => ({
      text: words.slice(0, WORDS_MAX),
      timeWords: when,
      dueAt: due.toISOString(),
    })),
    asksBack: asksCustomer(text),
  }
}

function writtenAt({ date }: Mail, receivedAt: Date | null): Date | null {
  if (date === null || receivedAt === null) return date ?? receivedAt
  return date <= receivedAt ? date : receivedAt
}

function customerOf({ by, author, mail }: Turn, ownDomains: readonly string[]): Mailbox | null {
  const boxes = by === 'customer' ? [author ?? { name: '', address: '' }] : [...mail.to, ...mail.cc]
  const found = boxes.find(({ address }) => address !== '' && !isOurs(address, ownDomains))
  return found === undefined ? null : { name: found.name, address: found.address }
}
