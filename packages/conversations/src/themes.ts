/** Sentences of many customers that say alike, gathered into themes as they come in. Nothing is asked of a network. */

/** What a customer says, as numbers. All vectors of one grouping are of one length and made in one way. */
export type SaidVector = {
  readonly id: number
  /** Of unit length. */
  readonly vector: Float32Array
  /** Whose it is, a conversation: what one customer says over and over is no theme. */
  readonly from: string
}

/** A theme as it is grouped: what its sentences have in common. */
export type ThemeState = {
  readonly id: string
  /** Mean vector of its sentences, not brought to unit length: the shorter, the less they have in common. */
  readonly mean: Float32Array
  /** Sentences behind the mean; their number goes on growing, the weight of one does not sink below 1/1000. */
  readonly count: number
  /** A name that a person gave is kept when themes merge. */
  readonly isNamed: boolean
}

/**
 * How alike is alike, -1 to 1, as mean cosine over all pairs: of a sentence with those of a theme to join it, of sentences
 * to found one, of the sentences of two themes to become one.
 */
export type Likeness = { readonly join: number; readonly found: number; readonly merge: number }

/**
 * What counts as alike with the language model's vectors, and with those of words alone. Decided on the questions of
 * banking77 in three orders (`themes` of `npm run eval`), and on complaints of air passengers, which say the same less
 * alike: with 0.6, 0.75, 0.65 those of banking77 are purer (0.74 against 0.67), but of the passengers' complaints 7 of 100
 * find a theme, not 28, and these are hardly purer by their labelled reasons (0.72 against 0.71).
 */
export const LIKENESS: Readonly<Record<'model' | 'words', Likeness>> = {
  model: { join: 0.55, found: 0.62, merge: 0.6 },
  words: { join: 0.45, found: 0.65, merge: 0.5 },
}

/** What became of sentences and themes. */
export type Grouped = {
  /** Theme of each sentence that found one, by its id; loose ones that were known before among them. */
  readonly joined: ReadonlyMap<number, string>
  /** Themes that are new or changed, as they are now. */
  readonly changed: readonly ThemeState[]
  /** Themes that are no more, and the one that took their sentences. */
  readonly merged: ReadonlyMap<string, string>
}

/** A theme takes this many customers to begin with. */
export const FOUNDERS_MIN = 4
const WEIGHT_MAX = 1000

type Growing = { id: string; mean: Float32Array; count: number; isNamed: boolean }

/**
 * Puts sentences, in the order given, into themes: each to the theme it is most alike, where it is alike enough; otherwise
 * it stays loose until so many customers said alike that they found a theme. Themes that grow alike merge, a named or else
 * the older one taking the other; none ever falls apart. Takes a dot product per sentence and theme or loose sentence.
 * @param loose sentences without a theme, which may find one now
 * @param nameless gives an id for a theme that is born
 */
export function groupThemes(
  known: { readonly themes: readonly ThemeState[]; readonly loose: readonly SaidVector[] },
  arrived: readonly SaidVector[],
  likeness: Likeness,
  nameless: () => string,
): Grouped {
  const themes: Growing[] = known.themes.map((theme) => ({ ...theme, mean: Float32Array.from(theme.mean) }))
  const joined = new Map<number, string>()
  const merged = new Map<string, string>()
  const changed = new Set<Growing>()
  let loose = [...known.loose]

  const take = (theme: Growing, said: SaidVector) => {
    blend(theme.mean, said.vector, 1 / (Math.min(theme.count, WEIGHT_MAX) + 1))
    theme.count++
    changed.add(theme)
    joined.set(said.id, theme.id)
  }
  const mergeInto = (theme: Growing): void => {
    const near = nearest(themes, theme.mean, theme)
    if (near === null || near.product < likeness.merge) return
    // Themes are in the order in which they were born.
    const [stays, goes] = ordered(theme, near.theme, themes)
    blend(stays.mean, goes.mean, goes.count / (stays.count + goes.count))
    stays.count += goes.count
    changed.add(stays)
    changed.delete(goes)
    themes.splice(themes.indexOf(goes), 1)
    for (const [from, into] of merged) if (into === goes.id) merged.set(from, stays.id)
    for (const [id, into] of joined) if (into === goes.id) joined.set(id, stays.id)
    merged.set(goes.id, stays.id)
    mergeInto(stays)
  }

  for (const said of arrived) {
    const near = nearest(themes, said.vector)
    if (near !== null && near.product >= likeness.join) {
      take(near.theme, said)
      mergeInto(near.theme)
      continue
    }
    const founders = loose.filter((one) => dot(one.vector, said.vector) >= likeness.found)
    loose.push(said)
    if (new Set([...founders, said].map(({ from }) => from)).size < FOUNDERS_MIN) continue
    const born: Growing = { id: nameless(), mean: new Float32Array(said.vector.length), count: 0, isNamed: false }
    themes.push(born)
    for (const one of [...founders, said]) take(born, one)
    const ofOld = loose.filter((one) => !joined.has(one.id) && dot(one.vector, born.mean) >= likeness.join)
    for (const one of ofOld) take(born, one)
    loose = loose.filter((one) => !joined.has(one.id))
    mergeInto(born)
  }
  return { joined, changed: [...changed], merged }
}

/** Who stays of two themes: the named, else the older. Two that people named are two, whatever is said in them. */
function ordered(one: Growing, other: Growing, themes: readonly Growing[]): [Growing, Growing] {
  const isFirst = one.isNamed === other.isNamed ? themes.indexOf(one) < themes.indexOf(other) : one.isNamed
  return isFirst ? [one, other] : [other, one]
}

/** The theme most alike; never `but`, nor, where that has a name, another with one. `null` where there is none. */
function nearest(themes: readonly Growing[], vector: Float32Array, but: Growing | null = null) {
  let found: { theme: Growing; product: number } | null = null
  for (const theme of themes) {
    if (theme === but || (but?.isNamed === true && theme.isNamed)) continue
    const product = dot(theme.mean, vector)
    if (found === null || product > found.product) found = { theme, product }
  }
  return found
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

/** Moves a mean towards a vector by a share. */
function blend(mean: Float32Array, vector: Float32Array, share: number): void {
  for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] ?? 0) * (1 - share) + (vector[i] ?? 0) * share
}
