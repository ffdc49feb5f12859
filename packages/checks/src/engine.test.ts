import { parseMail } from '@proofgate/mail'
import { describe, expect, it } from 'vitest'
import type { Check, Objection } from './check.ts'
import { judge, verdictOn, withOwnDomains } from './engine.ts'
import { caseOf, envelopeTo } from './example-case.ts'
import { Finding, failedChecksOf, Judgement } from './judgement.ts'
import { Memory } from './memory.ts'
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

describe('words that several checks object to', () => {
  const heavy = (change = {}) => checkOf({ weight: 6, max: 6, ...change })
  const light = (change = {}) => checkOf({ id: 'jargon', weight: 4, max: 4, ...change })
  const pointsOf = async (checks: readonly Check[], policy?: Policy) =>
    (await rulingOf(checks, policy)).findings.map(({ check, points }) => [check, points])

  it('count once, for the heaviest check, whichever is listed first; the others stay without points', async () => {
    const expected = [
      ['rude', 6],
      ['jargon', 0],
    ]
    expect(await pointsOf([heavy(), light()])).toEqual(expected)
    expect(await pointsOf([light(), heavy()])).toEqual(expected)
    expect((await rulingOf([light(), heavy()])).verdict).toBe('hold')
  })

  it('count once where they overlap in part only', async () => {
    const later = light({ objections: [{ at: { start: 4, end: 9 } }] })
    expect(await pointsOf([heavy(), later])).toEqual([
      ['rude', 6],
      ['jargon', 0],
    ])
  })

  it.each([
    ['where they only touch', { at: { start: 5, end: 9 } }],
    ['in another part', { part: 'subject' as const }],
    ['where the fault is an absence', { at: null }],
  ])('are two faults %s', async (_, objection) => {
    expect(await pointsOf([heavy(), light({ objections: [objection] })])).toEqual([
      ['rude', 6],
      ['jargon', 4],
    ])
  })

  it("leave the lighter check's maximum for what else it finds", async () => {
    const both = light({ objections: [{}, { at: { start: 6, end: 9 } }] })
    expect(await pointsOf([heavy(), both])).toEqual([
      ['rude', 6],
      ['jargon', 4],
      ['jargon', 0],
    ])
  })

  it.each([
    ['is only watched', 'checks: { rude: { shadow: true } }'],
    ['has a fixed action', 'checks: { rude: { action: note } }'],
  ])('count for the lighter check where the heavier one %s', async (_, yaml) => {
    expect(await pointsOf([heavy(), light()], policyWith(yaml))).toContainEqual(['jargon', 4])
  })

  it('count by the weights of the policy', async () => {
    expect(await pointsOf([heavy(), light()], policyWith('checks: { rude: { weight: 1 } }'))).toEqual([
      ['jargon', 4],
      ['rude', 0],
    ])
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

/** A mail of which the reader sees a line, and the parser not the rest. */
const CUT = `Content-Type: text/html\r\n\r\n<p>Hello Ana.</p>${'<div>'.repeat(50_000)}Hi {{first_name}}`

const cutMail = (more = '') =>
  Buffer.from(`From: care@shop.example\r\nTo: ana.ruiz@mail.example\r\nSubject: Order\r\n${more}${CUT}\r\n`)

describe('a message that could not be read whole', () => {
  const judged = (policy: Policy, more?: string) => judge({ ...caseOf('x'), raw: cutMail(more), policy })

  it('is held with nothing found, and says what could not be read', async () => {
    expect(await judged(policyWith(''))).toMatchObject({
      verdict: 'hold',
      score: 0,
      unread: ['text/html nested deeper than 500'],
    })
  })

  it('is judged by what was read where the policy says so, and says what could not be read', async () => {
    expect(await judged(policyWith('unread: forward'))).toMatchObject({
      verdict: 'forward',
      unread: ['text/html nested deeper than 500'],
    })
  })

  it('is forwarded in shadow mode, with the hold beside it', async () => {
    expect(await judged(policyWith('shadow: true'))).toMatchObject({ verdict: 'forward', shadowVerdict: 'hold' })
  })

  it('is bounced where what was read asks for that', async () => {
    const raw = Buffer.from(cutMail().toString().replace('Hello Ana.', 'Hello [INSERT NAME],'))
    expect(await judge({ ...caseOf('x'), raw })).toMatchObject({ verdict: 'bounce' })
  })

  it("passes where it is no agent's writing", async () => {
    expect(await judged(policyWith(''), 'Auto-Submitted: auto-replied\r\n')).toMatchObject({
      verdict: 'forward',
      exempt: 'auto-submitted',
      unread: [],
    })
  })

  it('is not held for what the customer wrote', async () => {
    expect(await judge({ ...caseOf('Hello Ana.'), conversation: [cutMail()] })).toMatchObject({ unread: [] })
  })
})

describe('a check that fails', () => {
  const broken = checkOf({
    find: () => {
      throw new Error('no such word')
    },
  })

  it('is named with the reason, holds the message, and the others go on', async () => {
    const ruling = await rulingOf([broken, checkOf({ id: 'shouting' })])
    expect(ruling.abstained).toEqual([{ check: 'rude', why: 'failed: no such word' }])
    expect(failedChecksOf(ruling)).toEqual(['rude'])
    expect(ruling.unread).toEqual(['not looked at by the check "rude", which failed'])
    expect(ruling.findings.map(({ check }) => check)).toEqual(['shouting'])
    expect(ruling.verdict).toBe('hold')
  })

  it.each([
    ['is only watched', 'checks: { rude: { shadow: true } }'],
    ['only notes', 'checks: { rude: { action: note } }'],
  ])('holds nothing where it %s', async (_, yaml) => {
    expect(await rulingOf([broken], policyWith(yaml))).toMatchObject({ verdict: 'forward', unread: [] })
  })
})

describe('a check', () => {
  it('that is off is neither run nor named', async () => {
    const ruling = await rulingOf([checkOf()], policyWith('checks: { rude: off }'))
    expect(ruling).toMatchObject({ findings: [], abstained: [] })
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

  it.each([
    ['a word', { start: 0, end: 3 }, 'Hello'],
    ['a name', { start: 6, end: 7 }, 'Ana'],
    ['nothing, where it ends with a word', { start: 0, end: 5 }, 'Hello'],
    ['nothing, where it ends behind a sign', { start: 6, end: 10 }, 'Ana.'],
    ['nothing, where it ends before a word', { start: 0, end: 6 }, 'Hello '],
  ])('whose words end inside %s is shown with whole words', async (_, at, excerpt) => {
    const [finding] = (await rulingOf([checkOf({ objections: [{ at }] })])).findings
    expect(finding).toMatchObject({ excerpt, start: at.start, end: at.start + excerpt.length })
  })

  it('that gives long words of its own has them cut at a space', async () => {
    const [finding] = (await rulingOf([checkOf({ objections: [{ excerpt: 'word '.repeat(200) }] })])).findings
    expect(finding?.excerpt).toMatch(/ word$/)
  })

  it('has its findings sorted: what stops the message first, then points, then reading order', async () => {
    const note = checkOf({
      id: 'shouting',
      objections: [{ at: { start: 9, end: 10 } }, { at: { start: 6, end: 9 } }],
      weight: 1,
    })
    const stop = checkOf({ id: 'jargon' })
    const { findings } = await rulingOf([note, stop, checkOf()], policyWith('checks: { jargon: { action: hold } }'))
    expect(findings.map(({ check, excerpt }) => [check, excerpt])).toEqual([
      ['jargon', 'Hello'],
      ['rude', 'Hello'],
      ['shouting', 'Ana'],
      ['shouting', '.'],
    ])
  })
})

const GERMAN = `Sehr geehrte Frau Ruiz,
vielen Dank für Ihre Nachricht. Wir haben Ihre Bestellung gestern verschickt, sie kommt am Freitag bei Ihnen an.`

describe('a note', () => {
  it('says that it is one, and counts nothing whatever the check weighs', async () => {
    const { findings, score } = await rulingOf([
      checkOf({ objections: [{ note: true }, { at: { start: 6, end: 9 } }] }),
    ])
    expect(findings.map(({ note, points }) => [note, points])).toEqual([
      [false, 2],
      [true, 0],
    ])
    expect(score).toBe(2)
  })

  it('is not what an older judgement had', () => {
    const old = {
      check: 'rude',
      group: 'tone',
      points: 0,
      confidence: 0.9,
      part: 'text',
      start: 0,
      end: 1,
      excerpt: 'x',
    }
    const words = { message: 'wrong', suggestion: 'right', action: null, shadow: false }
    expect(Finding.parse({ ...old, ...words }).note).toBe(false)
  })
})

describe('a customer at risk', () => {
  const ANGRY = 'This is the third time I write, and I will go to the ombudsman. It is unacceptable.'
  const CALM = 'Where is my parcel?'
  const three = checkOf({ weight: 3, max: 3 })
  const outcome = async (yaml: string, customer: string, check = three) => {
    const { verdict, thresholds } = await rulingOf([check], policyWith(yaml), customer)
    return [verdict, thresholds]
  }

  it('gets a reply that is held from 3 points, and the thresholds say so', async () => {
    expect(await outcome('', ANGRY)).toEqual(['hold', { hold: 3, bounce: 10, atRisk: true }])
    expect(await outcome('', CALM)).toEqual(['forward', { hold: 5, bounce: 10, atRisk: false }])
    expect(await outcome('', ANGRY, checkOf({ weight: 2.5, max: 2.5 }))).toEqual(['forward', expect.anything()])
  })

  it('is treated as the policy says, by scope, and never milder than others', async () => {
    expect(await outcome('at_risk: { hold: 5 }', ANGRY)).toEqual(['forward', { hold: 5, bounce: 10, atRisk: false }])
    expect(await outcome('thresholds: { hold: 2 }', ANGRY)).toEqual(['hold', { hold: 2, bounce: 10, atRisk: false }])
    const scoped = 'scopes: [ { match: { sender: "care@*" }, at_risk: { hold: 4 } } ]'
    expect(await outcome(scoped, ANGRY)).toEqual(['forward', { hold: 4, bounce: 10, atRisk: true }])
  })
})

describe('judging a message', () => {
  it('gives a judgement of the published shape', async () => {
    const judgement = await judge(caseOf('Dear [INSERT NAME],\nall is well.'))
    expect(Judgement.parse(judgement)).toEqual(judgement)
    expect(judgement).toMatchObject({ verdict: 'bounce', score: 10, exempt: null })
  })

  it.each([
    [{ reply: 'It left.' }, null, { source: null, id: null, turns: 0 }],
    [{ reply: 'It left.', customer: 'Where?' }, null, { source: 'request', id: null, turns: 1 }],
    [{ reply: 'It left.', customer: 'Where?' }, '01c', { source: 'store', id: '01c', turns: 1 }],
    [{ reply: 'It left.' }, '01c', { source: null, id: '01c', turns: 0 }],
    [
      { reply: 'It left.\n\nOn Mon, 2 Mar 2026, Ana Ruiz <ana@mail.example> wrote:\n> Where?\n' },
      '01c',
      { source: 'quote', id: '01c', turns: 1 },
    ],
  ])('%j with the conversation %j says what was known: %j', async (example, conversation, known) => {
    const judgement = await judge({ ...caseOf(example), memory: Memory.parse({ conversation }) })
    expect(judgement.conversation).toEqual(known)
  })

  it('of before there was a memory is still one', async () => {
    const { conversation: _, ...old } = await judge(caseOf('Dear [NAME],'))
    expect(Judgement.parse(old).conversation).toBeNull()
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

  it.each<[string, string, string]>([
    ['Auto-Submitted: auto-replied\r\n', 'ana@mail.example', 'care@shop.example'],
    ['Precedence: bulk\r\n', 'ana@mail.example', 'care@shop.example'],
    ['List-Id: <a.shop.example>\r\n', 'ana@mail.example', 'care@shop.example'],
    ['Content-Type: text/calendar; method=REQUEST\r\n', 'ana@mail.example', 'care@shop.example'],
    ['', 'ana@mail.example', ''],
    ['', 'boss@shop.example', 'care@shop.example'],
  ])(
    'judges mail that would be automatic (%j to %s from "%s") where the policy lets none pass',
    async (field, to, from) => {
      const letter = caseOf('Dear [INSERT NAME],')
      const raw = Buffer.concat([Buffer.from(field), letter.raw])
      const envelope = { ...envelopeTo(to), from }
      expect((await judge({ ...letter, raw, envelope })).exempt).not.toBeNull()
      const policy = policyWith('exempt: []')
      expect(await judge({ ...letter, raw, envelope, policy })).toMatchObject({ exempt: null })
    },
  )

  it('lets the kinds of automatic mail pass that the policy names, and no other', async () => {
    const letter = { ...caseOf('Dear [INSERT NAME],'), policy: policyWith('exempt: [internal, auto-submitted]') }
    const withField = (field: string) => ({ ...letter, raw: Buffer.concat([Buffer.from(field), letter.raw]) })
    expect(await judge(withField('Auto-Submitted: auto-replied\r\n'))).toMatchObject({ exempt: 'auto-submitted' })
    expect(await judge(withField('Precedence: bulk\r\n'))).toMatchObject({ exempt: null, verdict: 'bounce' })
    const internal = withField('Precedence: bulk\r\n')
    expect(await judge({ ...internal, envelope: envelopeTo('boss@shop.example') })).toMatchObject({
      exempt: 'internal',
    })
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
