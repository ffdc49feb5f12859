import { isGreeting, isNameLine, type Sentence, sentencesOf } from '@proofgate/language'
import { isSignOff, isSignOffWithName, type Span } from '@proofgate/mail'
import type { Reading } from './check.ts'
import type { Part } from './judgement.ts'
import { once } from './once.ts'
import { bodyPlaces } from './places.ts'

/** A sentence of the agent's, with its span in the part's text. */
export type Spoken = { readonly part: Part; readonly at: Span; readonly text: string }

/** The agent's own text as a letter. */
export type Letter = {
  /** "Dear Ms Ruiz," where the text begins with it. */
  readonly greeting: Spoken | null
  /** What is said between greeting and sign-off, postscripts included. */
  readonly sentences: readonly Spoken[]
  /** Sign-off and names below it. */
  readonly closing: readonly Spoken[]
}

/** Lays the own text of the body out as a letter; empty where there is none. */
export const letterOf = once((reading: Reading): Letter => {
  const spoken = bodyPlaces(reading).flatMap((place) =>
    sentencesOf(place.text).map((sentence) => spokenOf(sentence, place.at, place.part)),
  )
  const [first] = spoken
  const greeted = first !== undefined && (isGreeting(first.text) || CALLED.test(first.text))
  const rest = greeted ? spoken.slice(1) : spoken
  const last = rest.findLastIndex(({ text }) => !closes(text))
  return { greeting: greeted ? first : null, sentences: rest.slice(0, last + 1), closing: rest.slice(last + 1) }
})

/** A name alone on the first line: "Gareth,". */
const CALLED = /^\p{Lu}[\p{L}'’-]{1,30}(?: \p{Lu}[\p{L}'’-]{1,30})?[,:!]$/u

const spokenOf = ({ start, end, text }: Sentence, at: number, part: Part): Spoken => ({
  part,
  at: { start: at + start, end: at + end },
  text,
})

/** "Kind regards,", "Fair winds,", a name. */
const closes = (text: string) =>
  isSignOff(text) || isSignOffWithName(text) || isNameLine(text) || (text.endsWith(',') && text.length <= 50)
