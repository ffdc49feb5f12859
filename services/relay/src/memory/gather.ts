/** Gathers what customers said into themes, when there is nothing more urgent to read. */
import type { TurnReading } from '@proofgate/checks'
import { groupThemes, LIKENESS, tellingWordsOf, wordVectorOf } from '@proofgate/conversations'
import { gatherThemes, type SaidSentence, type Sql } from '@proofgate/store'

/** Sentences at a time: they are compared in the thread that takes mail, which must not wait for it long. */
const BATCH = 16
/** What made vectors that no language model did. */
const BY_WORDS = 'words'

/** The sentences of a reading as they are kept: where no model read them, their words have to do. */
export function saidIn({ said, vectorsBy }: Pick<TurnReading, 'said' | 'vectorsBy'>): readonly SaidSentence[] {
  return said.flatMap(({ kind, text, vector: encoded }) => {
    const read = encoded === null || vectorsBy === null ? null : vectorFrom(encoded)
    if (read !== null && vectorsBy !== null) return [{ kind, text, vector: read, vectorsBy }]
    const vector = wordVectorOf(text)
    return vector === null ? [] : [{ kind, text, vector, vectorsBy: BY_WORDS }]
  })
}

/** `null` for what is no vector of unit length, with which nothing can be compared. */
function vectorFrom(encoded: string): Float32Array | null {
  const bytes = Buffer.from(encoded, 'base64')
  if (bytes.length === 0 || bytes.length % 4 !== 0) return null
  const vector = Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(i * 4))
  return Math.abs(vector.reduce((sum, value) => sum + value * value, 0) - 1) < 0.01 ? vector : null
}

/** Gathers some of what waits; how many sentences there were. */
export function gatherSome(sql: Sql): Promise<number> {
  return gatherThemes(sql, BATCH, {
    group: ({ themes, loose, arrived, vectorsBy, newId }) =>
      groupThemes({ themes, loose }, arrived, LIKENESS[vectorsBy === BY_WORDS ? 'words' : 'model'], newId),
    words: tellingWordsOf,
  })
}
