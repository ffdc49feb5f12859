import { afterAll, describe, expect, it } from 'vitest'
import { openSentenceModel, type SentenceModel } from './sentence-model.ts'
import { MODELS_OF_TESTS } from './testing.ts'

const model = await opened()
afterAll(() => model.close())

async function opened(): Promise<SentenceModel> {
  const answer = await openSentenceModel({ folder: MODELS_OF_TESTS, remembered: 3 })
  if ('why' in answer) throw new Error(answer.why)
  return answer
}

const senseOf = async (sentence: string) => {
  const [sense] = await model.read([sentence])
  if (sense === undefined) throw new Error('no sense')
  return sense
}
const scoresOf = async (sentence: string) => (await senseOf(sentence)).scores
const likeness = async (a: string, b: string) => {
  const [one, other] = [await senseOf(a), await senseOf(b)]
  return one.vector.reduce((sum, value, i) => sum + value * (other.vector[i] ?? 0), 0)
}

describe('the sense of a sentence', () => {
  it('is near to that of a sentence about the same, and far from one about something else', async () => {
    const question = 'When will my order arrive?'
    expect(await likeness(question, 'DPD will bring the parcel to you tomorrow.')).toBeGreaterThan(0.3)
    expect(await likeness(question, 'The seminar room seats fourteen.')).toBeLessThan(0.2)
    expect(await likeness(question, question)).toBeCloseTo(1, 5)
  })

  it('tells questions, requests, pleasantries and statements apart', async () => {
    expect((await scoresOf('I was wondering where my parcel might be')).question).toBeGreaterThan(0.5)
    expect((await scoresOf('Could you tell me where my parcel is?')).ask).toBeGreaterThan(0.5)
    expect((await scoresOf('Please send me the invoice.')).ask).toBeGreaterThan(0.5)
    expect((await scoresOf('How are you today?')).courtesy).toBeGreaterThan(0.5)
    expect((await scoresOf('The parcel arrived yesterday.')).ask).toBeLessThan(0.5)
  })

  it('tells contempt from bad news, and an upset customer from a calm complaint', async () => {
    const rude = await scoresOf('Frankly, I do not see why you keep asking.')
    const bad = await scoresOf('Unfortunately, we cannot refund customised items.')
    expect(rude.rude).toBeGreaterThan(0.5)
    expect(bad.rude).toBeLessThan(0.5)
    expect((await scoresOf('I am sick of your excuses.')).upset).toBeGreaterThan(0.5)
    expect((await scoresOf('The lid of the kettle arrived cracked.')).upset).toBeLessThan(0.5)
  })

  it('knows a stock phrase in other words', async () => {
    expect((await scoresOf('Sorry for any trouble this caused you.')).stock).toBeGreaterThan(0.5)
    expect((await scoresOf('The update takes about eight minutes.')).stock).toBeLessThan(0.5)
  })

  it('is the same to the last digit, alone or among others, remembered or read again', async () => {
    const [alone] = await model.read(['Is it waterproof?'])
    const among = await model.read([
      'One.',
      'A much longer sentence, with many more words in it.',
      'Is it  waterproof?',
    ])
    await model.read(['a', 'b', 'c', 'd'])
    const [again] = await model.read(['Is it\nwaterproof?'])
    expect(among[2]).toEqual(alone)
    expect(again).toEqual(alone)
  })

  it('is there for odd texts, too', async () => {
    const odd = ['', ' ', '🎉', '\u0000', '\uD800', 'x'.repeat(1_000_000), '漢字'.repeat(500), 'a b '.repeat(100_000)]
    for (const sense of await model.read(odd)) {
      expect(sense.vector.every((value) => Number.isFinite(value))).toBe(true)
      expect(Object.values(sense.scores).every((value) => value >= -1 && value <= 1)).toBe(true)
    }
  })
})

describe('opening', () => {
  it('gives the reason where the model cannot be kept', async () => {
    expect(await openSentenceModel({ folder: '/proc/nowhere/models' })).toEqual({
      why: expect.stringMatching(/^the language model cannot run here: ENOENT.*\/proc\/nowhere/),
    })
  })
})
