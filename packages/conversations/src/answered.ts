import {
  ACTION,
  type Ask,
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
  return new Map([...judged, ...read].filter(([, state]) => state !== 'open'))
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
  return state === 'answered' && answer !== null && isReceipt(answer) ? 'open' : state
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

/** A problem is taken up by whatever moves it: something done, an instruction, a question back, a refusal. */
function problems(points: readonly OpenPoint[], reply: string): Found[] {
  const told = points.filter(({ kind }) => kind === 'problem')
  const telling = replySentencesOf(reply, '').filter(({ filler, sentence }) => !filler && !isReceipt(sentence.text))
  const own = told.map(({ text }) => telling.filter(({ topics }) => sharesAny(topics, topicsOf(text))))
  const isSorted = own.some((some) => some.length > 0) && told.length > 1
  return told.map(({ id }, i) => [id, moved(isSorted ? (own[i] ?? []) : telling)] as const)
}

const sharesAny = (a: ReadonlySet<string>, b: ReadonlySet<string>) => [...a].some((topic) => b.has(topic))

function moved(sentences: readonly ReplySentence[]): PointState {
  const says = (does: (text: string) => boolean) => sentences.some(({ sentence }) => does(sentence.text))
  if (says(tellsItIsDone)) return 'answered'
  if (says(defers)) return 'deferred'
  if (says(isAskBack)) return 'asked-back'
  if (says((text) => ACTION.test(text) || INSTRUCTION.test(text))) return 'answered'
  if (says(declines)) return 'declined'
  return sentences.length > 0 ? 'partly' : 'open'
}
