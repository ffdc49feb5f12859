import type { Skip } from './sort-mail.ts'

/** What became of the mails of an import so far. Plain JSON: it is saved with every batch. */
export type Tally = {
  /** Mails found, the skipped ones among them. */
  readonly mails: number
  readonly taken: number
  /** On record before, or twice in what was imported. */
  readonly known: number
  readonly skipped: Readonly<Partial<Record<Skip, Skipped>>>
}

/** Mails not taken for one reason. */
export type Skipped = {
  readonly count: number
  /** Where they are, the first of them, with what was wrong where that is more than the reason. */
  readonly places: readonly string[]
}

/** Places kept for each reason: enough to look into, few enough to save with each batch. */
const PLACES_MAX = 100

export const EMPTY: Tally = { mails: 0, taken: 0, known: 0, skipped: {} }

/** One mail that was not taken. */
export type SkippedMail = { readonly skip: Skip; readonly place: string }

/** The tally with what became of some more mails. */
export function tallied(
  before: Tally,
  more: { readonly taken: number; readonly known: number; readonly skipped: readonly SkippedMail[] },
): Tally {
  const skipped = Object.fromEntries(
    Array.from(
      Map.groupBy(more.skipped, ({ skip }) => skip),
      ([skip, mails]) => [skip, { count: mails.length, places: mails.map(({ place }) => place) }],
    ),
  )
  const mails = more.taken + more.known + more.skipped.length
  return sumOf(before, { mails, taken: more.taken, known: more.known, skipped })
}

/** Two tallies as one. */
export function sumOf(a: Tally, b: Tally): Tally {
  const skipped = SKIP_ORDER.flatMap((skip) => {
    const both = [a.skipped[skip], b.skipped[skip]].filter((one) => one !== undefined)
    if (both.length === 0) return []
    const places = both.flatMap((one) => one.places).slice(0, PLACES_MAX)
    return [[skip, { count: both.reduce((sum, { count }) => sum + count, 0), places }] as const]
  })
  return {
    mails: a.mails + b.mails,
    taken: a.taken + b.taken,
    known: a.known + b.known,
    skipped: Object.fromEntries(skipped),
  }
}

/** The reasons there are, with their mails. */
export function skipsOf({ skipped }: Tally): [Skip, Skipped][] {
  return SKIP_ORDER.flatMap((skip) => {
    const one = skipped[skip]
    return one === undefined ? [] : [[skip, one] as [Skip, Skipped]]
  })
}

const SKIP_ORDER: readonly Skip[] = [
  'unreadable',
  'too-large',
  'no-mail',
  'no-author',
  'no-date',
  'empty',
  'draft',
  'spam',
  'deleted',
]
