/** Text as numbers of the model's vocabulary. */
export type Tokenizer = (text: string) => readonly number[]

/** Longer words are not cut into pieces (BERT's own tokenizer, `max_input_chars_per_word`). */
const WORD_LENGTH_MAX = 100
/** Characters read of one sentence: no 128 pieces are longer than this in any text people write. */
const CHARACTERS_MAX = 2000

/** A mark, a Chinese character, or a word. Symbols beyond ASCII (€, ©) belong to the word they touch. */
const WORD = /[\p{P}$+<=>^`|~]|\p{Script=Han}|[^\s\p{P}$+<=>^`|~\p{Script=Han}]+/gu

/**
 * BERT's tokenizer for lower-case English: words and punctuation apart, accents off, then the longest known pieces
 * (Devlin et al. 2019; the vocabulary is that of a `tokenizer.json`). Begins with [CLS], ends with [SEP], and holds at
 * most `tokensMax`: the rest of a long sentence is cut off.
 */
export function tokenizerOf(vocabulary: ReadonlyMap<string, number>, tokensMax: number): Tokenizer {
  const idOf = (token: string) => {
    const id = vocabulary.get(token)
    if (id === undefined) throw new Error(`The vocabulary has no ${token}.`)
    return id
  }
  const [start, stop, unknown] = [idOf('[CLS]'), idOf('[SEP]'), idOf('[UNK]')]

  const piecesOf = (word: string): readonly number[] => {
    if (word.length > WORD_LENGTH_MAX) return [unknown]
    const pieces: number[] = []
    for (let from = 0; from < word.length; ) {
      const piece = longestFrom(word, from)
      if (piece === null) return [unknown]
      pieces.push(piece.id)
      from = piece.end
    }
    return pieces
  }
  const longestFrom = (word: string, from: number) => {
    for (let end = word.length; end > from; end--) {
      const id = vocabulary.get((from > 0 ? '##' : '') + word.slice(from, end))
      if (id !== undefined) return { id, end }
    }
    return null
  }
  return (text) => {
    const tokens = [start]
    for (const word of wordsOf(text)) {
      if (tokens.length >= tokensMax - 1) break
      tokens.push(...piecesOf(word))
    }
    return [...tokens.slice(0, tokensMax - 1), stop]
  }
}

/** The vocabulary of a `tokenizer.json` as Hugging Face's tokenizers write it. */
export function vocabularyOf(tokenizerJson: string): ReadonlyMap<string, number> {
  const { model }: { readonly model: { readonly vocab: Readonly<Record<string, number>> } } = JSON.parse(tokenizerJson)
  return new Map(Object.entries(model.vocab))
}

function wordsOf(text: string): readonly string[] {
  const plain = text
    .slice(0, CHARACTERS_MAX)
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
  return plain.replace(/[\p{Cc}\p{Cf}]/gu, (c) => (/\s/.test(c) ? ' ' : '')).match(WORD) ?? []
}
