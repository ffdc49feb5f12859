import { describe, expect, it } from 'vitest'
import { tokenizerJson } from './model-file.ts'
import { tokenizerOf, vocabularyOf } from './wordpiece.ts'

const vocabulary = vocabularyOf(await tokenizerJson())
const names = new Map([...vocabulary].map(([token, id]) => [id, token]))
const piecesOf = (text: string, tokensMax = 128) =>
  tokenizerOf(vocabulary, tokensMax)(text).map((id) => names.get(id) ?? '?')

describe('the tokenizer', () => {
  it('gives the numbers BERT was trained with', () => {
    expect(tokenizerOf(vocabulary, 128)('Hello, world!')).toEqual([101, 7592, 1010, 2088, 999, 102])
  })

  it.each([
    ['Where is the résumé?', ['where', 'is', 'the', 'resume', '?']],
    ['unhappiest replacements', ['un', '##ha', '##pp', '##iest', 'replacements']],
    ["don't re-send €49", ['don', "'", 't', 're', '-', 'send', '€', '##49']],
    ['a\u0000b\tc\u200Bd', ['ab', 'cd']],
    ['東京', ['東', '京']],
    ['', []],
  ])('cuts %j into the longest pieces it knows', (text, pieces) => {
    expect(piecesOf(text)).toEqual(['[CLS]', ...pieces, '[SEP]'])
  })

  it('cuts long sentences off, and long words are unknown', () => {
    expect(piecesOf('word '.repeat(500), 10)).toEqual(['[CLS]', ...Array(8).fill('word'), '[SEP]'])
    expect(piecesOf('x'.repeat(101))).toEqual(['[CLS]', '[UNK]', '[SEP]'])
  })
})
