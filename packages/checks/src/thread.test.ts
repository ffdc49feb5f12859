import { parseMail } from '@proofgate/mail'
import { describe, expect, it } from 'vitest'
import { judge } from './engine.ts'
import { caseOf, envelopeTo } from './example-case.ts'
import { factsOn } from './facts.ts'
import { NO_MEMORY } from './memory.ts'
import { policyOf } from './policy.ts'
import { mayBeOneWriter, writersOf, zoneOf } from './thread.ts'

const mailOf = (from: string, text: string, date = 'Tue, 24 Nov 2026 10:00:00 +0530') =>
  parseMail(Buffer.from(`From: ${from}\r\nDate: ${date}\r\nContent-Type: text/plain\r\n\r\n${text}`))
const namesOf = async (from: string, text: string) => writersOf(await mailOf(from, text))

describe('writersOf', () => {
  it('takes the sign-off where From names a team', async () => {
    expect(await namesOf('Tap Support <help@tap.example>', 'Hi,\n\nit fits.\n\nKind regards,\nRob Kerr')).toEqual([
      'Rob Kerr',
    ])
  })

  it('knows nobody where only a team signs', async () => {
    expect(await namesOf('Tap Support <help@tap.example>', 'Hi,\n\nit fits.\n\nYour Tap Team')).toEqual([])
  })

  it.each([
    ['Robert Kerr', 'Rob', true],
    ['R. Kerr', 'Rob Kerr', true],
    ['Luca Ferri', 'Giulia Ferri', false],
    ['John Park', 'John Moss', false],
  ])('takes %s and %s for one person: %s', (one, other, same) => {
    expect(mayBeOneWriter([one], [other])).toBe(same)
  })
})

it('reads the zone of the Date field, and 0 where it names none', async () => {
  expect(zoneOf(await mailOf('a@b.example', 'x'))).toBe(330)
  expect(zoneOf(await mailOf('a@b.example', 'x', 'Tue, 24 Nov 2026 10:00:00 -0800 (PST)'))).toBe(-480)
  expect(zoneOf(await mailOf('a@b.example', 'x', 'yesterday'))).toBe(0)
})

it('knows a fact only on the days on which it is true', () => {
  const facts = [{ topic: 'price', value: '£9', valid_from: '2026-03-01', valid_until: '2026-03-31' }]
  const on = (day: string) => factsOn(facts, new Date(`${day}T12:00:00Z`)).length
  expect(['2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01'].map(on)).toEqual([0, 1, 1, 0])
})

describe('late-reply', () => {
  // The reply is of a Tuesday, 10:00; the customer wrote on Saturday.
  const late = async (policy: string, reply: string) => {
    const given = caseOf({ customer: 'Is it in stock?', customerDate: '2026-11-21T09:00:00Z', reply })
    const { findings } = await judge({ ...given, policy: policyOf(policy, 'test') })
    return findings.filter(({ check }) => check === 'late-reply').map(({ points }) => points)
  }

  it('counts no weekend unless the policy counts by the clock', async () => {
    expect(await late('version: 1\nresponse_target: { hours: 40, calendar: business }', 'It is.')).toEqual([])
    expect(await late('version: 1\nresponse_target: { hours: 40, calendar: clock }', 'It is.')).toEqual([1])
  })

  it('counts the hours in which the team is open, by its own clock and holidays', async () => {
    const open = 'timezone: Europe/London, opens: 09:00, closes: 17:00'
    const on = async (target: string, customerDate: string) => {
      const given = caseOf({ customer: 'Is it in stock?', customerDate, reply: 'It is.' })
      const policy = policyOf(`version: 1\nresponse_target: { ${target} }`, 'test')
      const { findings } = await judge({ ...given, policy })
      return findings.filter(({ check }) => check === 'late-reply').map(({ message }) => message)
    }
    // Friday 16:00 to Tuesday 10:00 is an hour, Monday, and an hour.
    expect(await on(`hours: 10, ${open}`, '2026-11-20T16:00:00Z')).toEqual([])
    expect(await on(`hours: 9, ${open}`, '2026-11-20T16:00:00Z')).toEqual([
      'The customer has waited 10 working hours; the target is 9.',
    ])
    expect(await on(`hours: 9, ${open}, closed_on: [2026-11-23]`, '2026-11-20T16:00:00Z')).toEqual([])
    expect(await on(`hours: 9, ${open}, region: JP`, '2026-11-20T16:00:00Z')).toEqual([])
  })

  it('is a note without points where the reply names the wait', async () => {
    expect(await late('version: 1', 'Sorry that you had to wait. It is.')).toEqual([0])
  })
})

describe('a fact that people keep', () => {
  const POLICY_FACT = { topic: 'Return window', value: '30 days' }
  const stored = (value: string, from: string | null = null, until: string | null = null) =>
    ({
      id: `f-${value}`,
      topic: 'return window',
      statement: null,
      value,
      valid_from: from,
      valid_until: until,
    }) as const
  const judged = (reply: string, ...facts: ReturnType<typeof stored>[]) =>
    judge({
      raw: Buffer.from(
        `From: anna@acme.example\r\nTo: kim@post.example\r\nDate: Tue, 24 Nov 2026 10:00:00 +0000\r\nSubject: Returns\r\n\r\nDear Kim,\r\n\r\n${reply}\r\n\r\nAnna\r\n`,
      ),
      envelope: envelopeTo('kim@post.example'),
      conversation: [],
      memory: { ...NO_MEMORY, facts },
      policy: policyOf(JSON.stringify({ version: 1, facts: [POLICY_FACT] }), 'test'),
    })
  const contradictions = async (...given: Parameters<typeof judged>) =>
    (await judged(...given)).findings
      .filter(({ check }) => check === 'inconsistent-answer')
      .map(({ message }) => message)

  it('goes before the policy file’s on the same topic, and the finding shows both', async () => {
    expect(await contradictions('You can return it within 60 days of delivery.', stored('60 days'))).toEqual([])
    expect(await contradictions('You can return it within 30 days of delivery.', stored('60 days'))).toEqual([
      '"30 days" contradicts what is known: the stored fact "return window" is "60 days", and goes before the policy file\'s "30 days".',
    ])
  })

  it('that does not stand on the day leaves the policy’s in force', async () => {
    const past = stored('60 days', null, '2026-10-31')
    expect(await contradictions('You can return it within 30 days of delivery.', past)).toEqual([])
    expect(await contradictions('You can return it within 60 days of delivery.', past)).toHaveLength(1)
  })

  it('is told by the judgement, which says how many were known and which', async () => {
    const [none, one, other] = await Promise.all([
      judged('Yes.'),
      judged('Yes.', stored('60 days')),
      judged('Yes.', stored('90 days')),
    ])
    expect(none.facts).toBeNull()
    expect(one.facts).toEqual({ count: 1, digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) })
    expect(other.facts?.digest).not.toBe(one.facts?.digest)
  })
})
