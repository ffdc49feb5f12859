/** What customers say that may gather in themes. */
import { insertRows } from './rows.ts'
import type { THEME_KINDS } from './schema.ts'
import type { Sql } from './sql.ts'

/** Problems, feedback and questions are gathered apart. */
export type ThemeKind = (typeof THEME_KINDS)[number]

/** A sentence that may belong to a theme. */
export type SaidSentence = {
  readonly kind: ThemeKind
  readonly text: string
  /** Of unit length. */
  readonly vector: Float32Array
  /** What made the vector: the id of a language model, or `words`. */
  readonly vectorsBy: string
}

/** Puts the sentences of a turn on record, to be gathered later. Those of a turn that has some already stay as they are. */
export async function insertSaidSentences(
  tx: Sql,
  turn: { readonly id: string; readonly writtenAt: Date },
  said: readonly SaidSentence[],
): Promise<void> {
  if (said.length === 0) return
  const known = await tx`select 1 from theme_members where turn_id = ${turn.id} limit 1`
  if (known.length > 0) return
  const rows = said.map(({ kind, text, vector, vectorsBy }) => ({
    turn_id: turn.id,
    kind,
    text,
    at: turn.writtenAt,
    vectors_by: vectorsBy,
    vector: bytesOf(vector),
  }))
  await insertRows(tx, 'theme_members', ['turn_id', 'kind', 'text', 'at', 'vectors_by', 'vector'], rows)
}

/** A vector as its column holds it: 32-bit little-endian floats. */
export function bytesOf(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)
}

export function vectorOf(bytes: Buffer): Float32Array {
  // Copied, since a Buffer may begin where no float can. All machines that Node 24 runs on here are little-endian.
  return new Float32Array(Uint8Array.from(bytes).buffer, 0, bytes.length >> 2)
}
