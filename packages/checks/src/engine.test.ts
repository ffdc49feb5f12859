import { parseMail } from '@proofgate/mail'
import { describe, expect, it } from 'vitest'
import type { Check, Objection } from './check.ts'
import { judge, verdictOn, withOwnDomains } from './engine.ts'
import { caseOf, envelopeTo } from './example-case.ts'
import { Judgement } from './judgement.ts'
import { type Policy, policyOf } from './policy.ts'
import { readingOf } from './reading.ts'
import { settingsFor } from './settings.ts'

/** A check that objects to the same words as often as told, under the id and weight given. */
const checkOf = (change: Partial<Check> & { objections?: readonly Partial<Objection>[] } = {}): Check => ({
  id: 'rude',
  group: 'tone',
  weight: 2,
  max: 5,
  summary: '',
  reason: '',
  source: '',
  languages: null,
  needsCustomer: false,
  examples: { wrong: [], right: [] },
  find: () =>
    (change.objections ?? [{}]).map((one) => ({
      part: 'text',
      at: { start: 0, end: 5 },
      confidence: 0.9,
      message: 'wrong',
      suggestion: 'right',
      ...one,
    })),
  ...change,
})

const policyWith = (yaml: string) => policyOf(`version: 1\n${yaml}`, 'policy.yaml')

/** What the engine says of a plain mail when these are all the checks there are. */
async function rulingOf(checks: readonly Check[], policy: Policy = policyWith(''), customer?: string) {
  const { raw, conversation } = caseOf({ reply: 'Hello Ana.', ...(customer === undefined ? {} : { customer }) })
  const mail = await parseMail(raw)
  const parties = { sender: 'care@shop.example', recipients: ['ana.ruiz@mail.example'] }
  const settings = withOwnDomains(settingsFor(policy, parties, checks), parties.sender)
  const earlier = await Promise.all(conversation.map((one) => parseMail(one)))
  return verdictOn(readingOf({ mail, recipients: parties.recipients, earlier, settings }), checks)
}

const thrice = { objections: [{}, {}, {}] }

describe('points', () => {
  it('are the whole weight for each finding, until the maximum of the check is reached', async () => {
    const { findings, score, groups } = await rulingOf([checkOf(thrice)])
    expect(findings.map((finding) => finding.points)).toEqual([2, 2, 1])
    expect([score, groups.tone, groups.proof]).toEqual([5, 5, 0])
  })

  it('are never multiplied by confidence, and findings below the least confidence are not reported', async () => {
    const { findings } = await rulingOf([checkOf({ objections: [{ confidence: 0.5 }, { confidence: 0.49 }] })])
    expect(findings.map(({ points, confidence }) => [points, confidence])).toEqual([[2, 0.5]])
  })

  it('can be weighed anew by the policy, least confidence included', async () => {
    const policy = policyWith('checks: { rude: { weight: 4, max: 4, min_confidence: 0.2 } }')
    const { findings } = await rulingOf([checkOf({ objections: [{ confidence: 0.3 }, {}] })], policy)
    expect(findings.map(({ points }) => points)).toEqual([4, 0])
  })

  it('of weights like 0.1 add up to what a reader adds up', async () => {
    const { score } = await rulingOf([checkOf({ ...thrice, weight: 0.1 })])
    expect(score).toBe(0.3)
  })
})

describe('the verdict', () => {
  it.each([
    [4.9, 'forward'],
    [5, 'hold'],
    [9.9, 'hold'],
    [10, 'bounce'],
  ])('at %d points is %s', async (weight, verdict) => {
    expect((await rulingOf([checkOf({ weight, max: 100 })])).verdict).toBe(verdict)
  })

  it('follows thresholds of the scope the sender is in', async () => {
    const policy = policyWith('scopes: [ { match: { sender: "care@*" }, thresholds: { hold: 2 } } ]')
    expect(await rulingOf([checkOf()], policy)).toMatchObject({ verdict: 'hold', thresholds: { hold: 2, bounce: 10 } })
  })

  it('does what a fixed action says, whose finding then adds no points', async () => {
    const policy = policyWith('checks: { rude: { action: hold } }')
    const ruling = await rulingOf([checkOf({ weight: 50, max: 50 })], policy)
    expect(ruling).toMatchObject({ verdict: 'hold', score: 0, findings: [{ action: 'hold', points: 0 }] })
  })

  it('is not touched by a check that only notes', async () => {
    const policy = policyWith('checks: { rude: { action: note } }')
    const ruling = await rulingOf([checkOf({ weight: 50, max: 50 })], policy)
    expect(ruling).toMatchObject({ verdict: 'forward', findings: [{ action: 'note' }] })
  })

  it('is not touched by a check in shadow, though its finding is on record', async () => {
    const policy = policyWith('checks: { rude: { shadow: true, action: bounce } }')
    const ruling = await rulingOf([checkOf({ weight: 50, max: 50 })], policy)
    expect(ruling).toMatchObject({
      verdict: 'forward',
      score: 0,
      findings: [{ shadow: true, action: null, points: 0 }],
    })
    expect(ruling.shadowVerdict).toBeNull()
  })

  it('is forward in shadow mode, with the one it would have been beside it', async () => {
    const ruling = await rulingOf([checkOf({ weight: 50, max: 50 })], policyWith('shadow: true'))
    expect(ruling).toMatchObject({ verdict: 'forward', shadow: true, shadowVerdict: 'bounce', score: 50 })
  })
})

describe('a check', () => {
  it('that is off is neither run nor named', async () => {
    const ruling = await rulingOf([checkOf()], policyWith('checks: { rude: off }'))
    expect(ruling).toMatchObject({ findings: [], abstained: [] })
  })

  it('that fails is named with the reason, and the others go on', async () => {
    const broken = checkOf({
      find: () => {
        throw new Error('no such word')
      },
    })
    const ruling = await rulingOf([broken, checkOf({ id: 'shouting' })])
    expect(ruling.abstained).toEqual([{ check: 'rude', why: 'failed: no such word' }])
    expect(ruling.findings.map(({ check }) => check)).toEqual(['shouting'])
  })

  it("that needs the customer's words abstains without them, and says so", async () => {
    const asking = checkOf({ needsCustomer: true })
    expect((await rulingOf([asking])).abstained).toEqual([{ check: 'rude', why: "the customer's words are not known" }])
    expect((await rulingOf([asking], policyWith(''), 'Is it blue?')).abstained).toEqual([])
  })

  it('gives its ledger of questions to the judgement', async () => {
    const row = {
      text: 'Is it blue?',
      source: 'quote',
      kind: 'question',
      state: 'answered',
      confidence: 1,
      answer: 'Yes.',
    } as const
    expect((await rulingOf([checkOf({ ledger: () => [row] })])).questions).toEqual([row])
  })

  it('is reported with at most 50 findings, each with words that can be shown', async () => {
    const many = checkOf({ objections: Array.from({ length: 200 }, () => ({ excerpt: 'x'.repeat(10_000) })) })
    const { findings } = await rulingOf([many])
    expect(findings).toHaveLength(50)
    expect(findings[0]?.excerpt).toHaveLength(600)
  })

  it('has its findings sorted: what stops the message first, then points, then reading order', async () => {
    const note = checkOf({
      id: 'shouting',
      objections: [{ at: { start: 6, end: 9 } }, { at: { start: 0, end: 5 } }],
      weight: 1,
    })
    const stop = checkOf({ id: 'jargon' })
    const { findings } = await rulingOf([note, stop, checkOf()], policyWith('checks: { jargon: { action: hold } }'))
    expect(findings.map(({ check, excerpt }) => [check, excerpt])).toEqual([
      ['jargon', 'Hello'],
      ['rude', 'Hello'],
      ['shouting', 'Hello'],
      ['shouting', 'Ana'],
    ])
  })
})

const GERMAN = `Sehr geehrte Frau Ruiz,
vielen Dank für Ihre Nachricht. Wir haben Ihre Bestellung gestern verschickt, sie kommt am Freitag bei Ihnen an.`

describe('judging a message', () => {
  it('gives a judgement of the published shape', async () => {
    const judgement = await judge(caseOf('Dear [INSERT NAME],\nall is well.'))
    expect(Judgement.parse(judgement)).toEqual(judgement)
    expect(judgement).toMatchObject({ verdict: 'bounce', score: 10, exempt: null })
  })

  it('twice gives the same judgement, time taken apart', async () => {
    const example = { reply: 'Dear [NAME],\nsee the attached file.', customer: 'Where is it?' }
    const { tookMs: _, ...first } = await judge(caseOf(example))
    const { tookMs: __, ...second } = await judge(caseOf(example))
    expect(second).toEqual(first)
  })

  it('tells the language, and checks that cannot read it abstain by name', async () => {
    const { language, abstained } = await judge(caseOf(GERMAN))
    expect(language).toBe('de')
    expect(abstained).toContainEqual({ check: 'missing-attachment', why: 'the reply is written in "de"' })
  })

  it('still finds what needs no English in another language', async () => {
    const { findings } = await judge(caseOf(GERMAN.replace('Ruiz', '[NACHNAME]')))
    expect(findings.map(({ check, excerpt }) => [check, excerpt])).toEqual([['placeholder', '[NACHNAME]']])
  })

  it.each([
    ['mail among colleagues', { envelope: envelopeTo('boss@shop.example', 'it@eu.shop.example') }, 'internal'],
    ['mail with a null sender', { envelope: { ...envelopeTo('ana@mail.example'), from: '' } }, 'null-sender'],
  ])('passes %s unjudged and says why', async (_, change, exempt) => {
    const judgement = await judge({ ...caseOf('Dear [INSERT NAME],'), ...change })
    expect(judgement).toMatchObject({ verdict: 'forward', exempt, findings: [], score: 0 })
  })

  it('passes automatic mail unjudged and says why', async () => {
    const letter = caseOf('Dear [INSERT NAME],')
    const raw = Buffer.concat([Buffer.from('Auto-Submitted: auto-replied\r\n'), letter.raw])
    expect(await judge({ ...letter, raw })).toMatchObject({ verdict: 'forward', exempt: 'auto-submitted' })
  })

  it('judges mail that goes to a colleague and a customer', async () => {
    const letter = { ...caseOf('Dear [INSERT NAME],'), envelope: envelopeTo('boss@shop.example', 'ana@mail.example') }
    expect(await judge(letter)).toMatchObject({ verdict: 'bounce', exempt: null })
  })

  it('does not take customers of the same public provider for colleagues', async () => {
    const letter = caseOf({ reply: 'Dear [INSERT NAME],', customerAddress: 'ana@gmail.com' })
    const raw = Buffer.from(Buffer.from(letter.raw).toString('latin1').replace('care@shop.example', 'shop@gmail.com'))
    const judgement = await judge({ ...letter, raw, envelope: envelopeTo('ana@gmail.com') })
    expect(judgement.exempt).toBeNull()
  })

  it('blames nobody for what is quoted', async () => {
    const quoted =
      'Hi Ana,\nit left today.\n\nOn Mon, 2 Mar 2026, Ana Ruiz <ana@mail.example> wrote:\n> Dear [Name], see attached\n'
    expect((await judge(caseOf(quoted))).findings).toEqual([])
  })

  it.each([[''], ['\0\x01\x02'], ['no header at all'], ['From: \r\n\r\n']])('never throws on %j', async (bytes) => {
    const judgement = await judge({ ...caseOf('x'), raw: Buffer.from(bytes) })
    expect(Judgement.safeParse(judgement).success).toBe(true)
  })
})
