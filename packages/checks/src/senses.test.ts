import type { SentenceModel } from '@proofgate/language'
import { parseMail } from '@proofgate/mail'
import { describe, expect, it } from 'vitest'
import type { Check, Reading } from './check.ts'
import { judge, withOwnDomains } from './engine.ts'
import { caseOf } from './example-case.ts'
import { CHECKS } from './list.ts'
import { DEFAULT_POLICY } from './policy.ts'
import { readingOf } from './reading.ts'
import { customerSentencesOf, ownSentencesOf, readAhead } from './senses.ts'
import { settingsFor } from './settings.ts'

const [first] = CHECKS
if (first === undefined) throw new Error('no checks')
const wanting = (sentences: Check['sentences']): Check => ({ ...first, ...(sentences && { sentences }) })

/** A model that notes what it read. */
function noting(): { readonly model: SentenceModel; readonly read: string[] } {
  const read: string[] = []
  const sense = { vector: new Float32Array(384), scores: NO_SCORES }
  const readAll = async (sentences: readonly string[]) => {
    read.push(...sentences)
    return sentences.map(() => sense)
  }
  return { model: { id: 'noting', read: readAll, close: async () => {} }, read }
}

const NO_SCORES = {
  ask: 0,
  question: 0,
  courtesy: 0,
  rude: 0,
  blame: 0,
  condescending: 0,
  hostile: 0,
  impolite: 0,
  warm: 0,
  upset: 0,
  informative: 0,
  stock: 0,
}

async function readingWith(reply: string, customer: string): Promise<Reading> {
  const { raw, conversation } = caseOf({ reply, customer })
  const parties = { sender: 'care@shop.example', recipients: ['ana.ruiz@mail.example'] }
  return readingOf({
    mail: await parseMail(raw),
    recipients: parties.recipients,
    earlier: await Promise.all(conversation.map((one) => parseMail(one))),
    settings: withOwnDomains(settingsFor(DEFAULT_POLICY, parties), parties.sender),
  })
}

const reading = await readingWith('Hello Ana. It is blue.', 'Is it blue? Please tell me.')

describe('reading ahead', () => {
  it('reads each sentence that checks want once, and no other', async () => {
    const { model, read } = noting()
    const checks = [wanting(ownSentencesOf), wanting(undefined), wanting(() => ['It is blue.', 'Is it blue?'])]
    const ahead = await readAhead(reading, checks, async () => model)
    expect(read).toEqual(['Hello Ana.', 'It is blue.', 'Is it blue?'])
    expect(ahead.senses?.get('It is blue.')).toBeDefined()
    expect(ahead.model).toEqual({ id: 'noting', read: 3, why: null })
  })

  it('knows the sentences of the customer', () => {
    expect(customerSentencesOf(reading)).toEqual(['Is it blue?', 'Please tell me.'])
    expect(customerSentencesOf({ ...reading, customer: null })).toEqual([])
  })

  it('does not even open the model when no check wants it', async () => {
    const open = () => Promise.reject(new Error('opened'))
    expect(await readAhead(reading, [wanting(undefined), wanting(() => [])], open)).toEqual({
      senses: null,
      model: null,
    })
  })

  it('says why rules alone had to judge', async () => {
    const checks = [wanting(ownSentencesOf)]
    const failing: SentenceModel = { ...noting().model, read: () => Promise.reject(new Error('out of memory')) }
    const whys = [
      await readAhead(reading, checks, null),
      await readAhead(reading, checks, async () => ({ why: 'no library' })),
      await readAhead(reading, checks, async () => failing),
    ].map(({ senses, model }) => [senses, model?.read, model?.why])
    expect(whys).toEqual([
      [null, 0, 'no language model was given'],
      [null, 0, 'no library'],
      [null, 0, 'the language model failed: out of memory'],
    ])
  })

  it('stops at a number of sentences, and says so', async () => {
    const { model, read } = noting()
    const many = Array.from({ length: 1000 }, (_, i) => `Sentence ${i}.`)
    const ahead = await readAhead(reading, [wanting(() => many)], async () => model)
    expect(read).toHaveLength(160)
    expect(ahead.model?.why).toBe('840 more sentences were judged by rules alone')
    const long = many.map((text) => text + 'x'.repeat(1000))
    expect((await readAhead(reading, [wanting(() => long)], async () => model)).model?.read).toBe(26)
  })

  it('outlives a check that breaks', async () => {
    const broken = wanting(() => {
      throw new Error('broken')
    })
    expect(await readAhead(reading, [broken], async () => noting().model)).toEqual({ senses: null, model: null })
  })
})

describe('a judgement', () => {
  it('says nothing of the model where no check wanted it', async () => {
    const usual = { ...caseOf('Hello Ana.'), policy: DEFAULT_POLICY }
    const wants = CHECKS.some((check) => check.sentences !== undefined)
    expect((await judge(usual)).model).toEqual(wants ? { id: null, read: 0, why: 'no language model was given' } : null)
  })
})
