import {
  ACTION,
  type Ask,
  asksCustomer,
  asksOf,
  declines,
  defers,
  INSTRUCTION,
  isAskBack,
  type Outcome,
  outcomesOf,
  type ReplySentence,
  type Request,
  replySentencesOf,
  requestOutcomesOf,
  requestsOf,
  sentencesOf,
  tellsItIsDone,
  topicsOf,
  wantedBy,
} from '@proofgate/language'
import { matterOf, plain } from './alike.ts'
import type { Point, PointState, SaidTurn } from './turn.ts'

/** A point that is not settled, with its words. */
export type OpenPoint = Pick<Point, 'id' | 'kind'> & { readonly text: string }

/**
 * What a reply of ours that was sent does with points of the customer's: by its judgement where that speaks of them, by
 * the rules of the language package for the rest. Points it does nothing with are left out.
 * @param customer the customer's words it answers: what merely repeats them is no answer
 */
export function answeredBy(
  reply: SaidTurn,
  points: readonly OpenPoint[],
  customer: string,
): ReadonlyMap<number, PointState> {
  const judged = new Map(points.flatMap((point) => judgedState(point, reply)))
  const rest = points.filter(({ id }) => !judged.has(id))
  const text = reply.text ?? ''
  const read =
    text === '' ? [] : [...questions(rest, text, customer), ...requests(rest, text, customer), ...problems(rest, text)]
  const found = new Map([...judged, ...read])
  // Who only asks back, or only asks to call, leaves nothing open for want of words: it is the customer's move.
  const isOnlyAsking = ![...found.values()].some((state) => state === 'answered' || state === 'declined')
  if (isOnlyAsking && (asksCustomer(text) || sentencesOf(text).some((sentence) => invites(sentence.text))))
    for (const [id] of read) if (found.get(id) === 'open') found.set(id, 'asked-back')
  return new Map([...found].filter(([, state]) => state !== 'open'))
}

type Found = readonly [number, PointState]

function judgedState({ id, kind, text }: OpenPoint, { ledger }: SaidTurn): readonly Found[] {
  const words = plain(text)
  const row = ledger?.find((one) => one.kind === kind && plain(one.text) === words)
  return row === undefined ? [] : [[id, stateBy(row.state, row.answer)]]
}

const stateOf = ({ state, sentence }: Outcome): PointState => stateBy(state, sentence?.text ?? null)

/** A judgement gives a reply the benefit of the doubt. Whoever still waits must not lose by it: a receipt answers nothing. */
function stateBy(state: Outcome['state'] | 'partly', answer: string | null): PointState {
  if (state === 'missing') return 'open'
  if (state !== 'answered' || answer === null) return state
  // "I will write to you tomorrow about the jacket" names a time, and not when the jacket comes.
  return isReceipt(answer) ? 'open' : defers(answer) ? 'deferred' : state
}

const isReceipt = (sentence: string) => RECEIPT.test(sentence) && !tellsItIsDone(sentence.replace(RECEIPT, ''))

/** Taken up and handed on, and nothing more. */
const RECEIPT =
  /\b(?:passed|forwarded|escalated|raised|reported|logged|handed|assigned|referred)(?: on)? (?:it|this|that|these|them|your (?:message|request|question|query|feedback|report|complaint|case|concerns?|issue|ticket|comments?|mail|e-?mail)|the (?:matter|case|issue|ticket|request|question))(?: on| over)?(?! (?:on |over )?to you\b)|\b(?:looking|look) into (?:it|this|that|the matter|your)|\binvestigat(?:e|ing)\b|\b(?:is|are|be) (?:currently |now )?being (?:looked (?:at|into)|dealt with|processed|reviewed|investigated|handled)|\bunder (?:review|investigation)\b|\b(?:get|come) back to you (?:soon|shortly|as soon as|when|once)\b|\bbe in touch (?:soon|shortly|as soon as|when|once)\b/i

function questions(points: readonly OpenPoint[], reply: string, customer: string): Found[] {
  const asked = points.filter(({ kind }) => kind === 'question')
  const outcomes = outcomesOf(asked.map(askOf), reply, customer)
  return asked.flatMap(({ id }, i) => (outcomes[i] === undefined ? [] : [[id, stateOf(outcomes[i])] as const]))
}

const askOf = ({ text }: OpenPoint): Ask =>
  asksOf(text)[0] ?? { start: 0, end: text.length, text, wants: wantedBy(text), confidence: 0.5 }

function requests(points: readonly OpenPoint[], reply: string, customer: string): Found[] {
  const asked = points.filter(({ kind }) => kind === 'request')
  const outcomes = requestOutcomesOf(asked.map(requestOf), reply, customer)
  return asked.flatMap(({ id }, i) => (outcomes[i] === undefined ? [] : [[id, stateOf(outcomes[i])] as const]))
}

const requestOf = ({ text }: OpenPoint): Request =>
  requestsOf(text)[0] ?? {
    start: 0,
    end: text.length,
    text,
    verb: text,
    act: topicsOf(text),
    matter: matterOf(text),
    confidence: 0.5,
  }

/**
 * Problems are told in many sentences that are one story. So a reply that moves anything takes all of them up, but one
 * that is told apart ("also, the invoice is wrong") and that nothing in the reply speaks of.
 */
function problems(points: readonly OpenPoint[], reply: string): Found[] {
  const told = points.filter(({ kind }) => kind === 'problem')
  const telling = replySentencesOf(reply, '').filter(({ filler, sentence }) => !filler && !isReceipt(sentence.text))
  const state = movedBy(telling)
  return told.map(({ id, text }) => {
    const isOwn = told.length === 1 || !APART.test(text)
    return [id, isOwn || telling.some(({ topics }) => sharesAny(topics, topicsOf(text))) ? state : 'open'] as const
  })
}

const APART =
  /^\W*(?:(?:\d{1,2}[.):]|[-*•–])\s|(?:and )?(?:also|another|second(?:ly)?|third(?:ly)?|besides|plus|on top|then|moreover|furthermore|in addition|what is more|what['’]s more)\b)/i

const sharesAny = (a: ReadonlySet<string>, b: ReadonlySet<string>) => [...a].some((topic) => b.has(topic))

/** Whatever a reply says of a problem counts: thanks, regret and a mere receipt do not. */
function movedBy(sentences: readonly ReplySentence[]): PointState {
  const says = (does: (text: string) => boolean) => sentences.some(({ sentence }) => does(sentence.text))
  if (sentences.length === 0) return 'open'
  if (says(tellsItIsDone)) return 'answered'
  if (says(defers)) return 'deferred'
  if (says((text) => isAskBack(text) || invites(text))) return 'asked-back'
  return says(declines) && !says((text) => ACTION.test(text) || INSTRUCTION.test(text)) ? 'declined' : 'answered'
}

/** Asks the customer to call, to write elsewhere, to come: the next move is theirs. */
export const invites = (text: string): boolean => INVITES.test(text)
const INVITES =
  /\b(?:please|pls|kindly|could you|can you|would you|you can|feel free to|just) (?:also |then |just |always )?(?:dm|pm|direct message|message|call|ring|phone|contact|reach (?:out|us)|write (?:to )?(?:us|me)|e-?mail|text|chat|visit|come|meet|open a (?:case|ticket|claim)|try|check|restart|reinstall|uninstall)\b|\b(?:send|shoot|drop) (?:us|me) (?:over )?an? (?:dm|pm|message|e-?mail|line)\b/i
