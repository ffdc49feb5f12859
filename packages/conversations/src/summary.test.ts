import { DEFAULT_TARGET, type ResponseTarget } from '@proofgate/calendar'
import { policyOf, readTurn } from '@proofgate/checks'
import { describe, expect, it } from 'vitest'
import { responseTimesOf } from './index.ts'
import { type Line, november, told } from './testing.ts'

const HOUR = 3_600_000
const OFFICE = { opens: 540, closes: 1020 }
const BERLIN: ResponseTarget = {
  ...DEFAULT_TARGET,
  hours: 8,
  timezone: 'Europe/Berlin',
  week: { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE },
}
const ASKS: Line = ['customer', '23 09:00', 'How much is the blue one?']

describe('answerDueAt', () => {
  const due = async (lines: readonly Line[], target = BERLIN) =>
    (await told(lines, { target })).summary.answerDueAt?.toISOString() ?? null

  it('is by the target from the first mail that waits', async () => {
    expect(await due([ASKS])).toBe('2026-11-24T09:00:00.000Z')
    expect(await due([ASKS, ['customer', '24 08:00', 'Hello?']])).toBe('2026-11-24T09:00:00.000Z')
  })

  it('is the time we named where we put the answer off', async () => {
    const later: Line = ['tom', '23 10:00', "I'll ask the buyer and let you know by Friday."]
    expect(await due([ASKS, later])).toBe('2026-11-28T00:00:00.000Z')
  })

  it('is by the target once more where the customer then asks something else', async () => {
    const later: Line = ['tom', '23 10:00', "I'll ask the buyer and let you know by Friday."]
    expect(await due([ASKS, later, ['customer', '24 09:00', 'And do you have it in green?']])).toBe(
      '2026-11-25T09:00:00.000Z',
    )
  })

  it('is nothing while nobody waits on us', async () => {
    expect(await due([ASKS, ['tom', '23 10:00', 'It is £24.']])).toBeNull()
    expect(await due([ASKS, ['tom', '23 10:00', 'Which size would it be?']])).toBeNull()
  })
})

it('a promise of an agent abroad is due by the agent’s clock, an answer by the team’s', async () => {
  const policy = policyOf('version: 1\nown_domains: [acme.example]\n', 'test')
  // Tuesday evening in Berlin is Wednesday morning in Sydney.
  const raw =
    'From: eva@acme.example\r\nTo: kim@customer.example\r\nDate: Wed, 25 Nov 2026 08:00:00 +1100\r\n\r\nI will write to you tomorrow.\r\n'
  const { promises } = await readTurn(Buffer.from(raw), policy, null)
  expect(promises[0]?.dueAt).toBe('2026-11-26T13:00:00.000Z')
  const { summary } = await told(
    [ASKS, ['eva', '24 21:00', 'Which size would it be?'], ['customer', '24 22:00', 'Size M.']],
    {
      target: BERLIN,
    },
  )
  expect(summary.answerDueAt?.toISOString()).toBe('2026-11-25T16:00:00.000Z')
})

describe('mood and risk', () => {
  const FURIOUS: Line = ['customer', '23 09:00', 'This is a disgrace. I will go to my lawyer. Where is my money?']

  it('are those of the latest mail that shows one', async () => {
    const { summary } = await told([
      FURIOUS,
      ['tom', '23 10:00', 'Which order is it?'],
      ['customer', '23 11:00', 'It is 4711.'],
    ])
    expect(summary).toMatchObject({ mood: 'upset', atRisk: true })
    expect(summary.because).toContain('my lawyer')
  })

  it('are over when the customer is happy again', async () => {
    const { summary } = await told([
      FURIOUS,
      ['tom', '23 10:00', 'The £40 went back to your card today.'],
      ['customer', '23 11:00', 'Thank you so much, that was brilliant!'],
    ])
    expect(summary).toMatchObject({ mood: 'happy', atRisk: false })
  })

  it('are nothing of what our own people or machines write', async () => {
    const { summary } = await told([['tom', '23 09:00', 'This is a disgrace, I am furious with the courier.']])
    expect(summary).toMatchObject({ mood: null, atRisk: false, because: [] })
  })
})

it('agents are those who wrote, first to last, each once, and no machine', async () => {
  const { summary } = await told([
    ASKS,
    ['noreply', '23 09:01', 'We have your mail.', 'auto'],
    ['tom', '23 10:00', 'It is £24.'],
    ['eva', '23 11:00', 'And it is in stock.'],
    ['tom', '23 12:00', 'One more thing: it comes with a case.'],
  ])
  expect(summary.agents).toEqual(['tom@acme.example', 'eva@acme.example'])
})

describe('response times', () => {
  const times = async (lines: readonly Line[], target = BERLIN) => responseTimesOf((await told(lines)).followed, target)

  it('count from the first mail since ours to our next, whatever that says', async () => {
    const found = await times([
      ASKS,
      ['customer', '23 12:00', 'Hello?'],
      ['tom', '24 10:00', 'I will find out and let you know by Friday.'],
      ['eva', '25 10:00', 'It is £24.'],
      ['customer', '25 11:00', 'Thanks!'],
      ['customer', '26 08:30', 'Can I collect it?'],
      ['eva', '26 09:30', 'Yes, from nine.'],
    ])
    expect(
      found.map(({ agent, clockMs, openMs, isLate, hour }) => [agent, clockMs / HOUR, openMs / HOUR, isLate, hour]),
    ).toEqual([
      ['tom@acme.example', 25, 9, true, 10],
      ['eva@acme.example', 1, 1, false, 9],
    ])
  })

  it('are those of the team’s clock wherever the agent sits', async () => {
    const target = { ...BERLIN, timezone: 'Pacific/Auckland' }
    const [found] = await times([ASKS, ['tom', '23 21:00', 'It is £24.']], target)
    expect([found?.hour, (found?.openMs ?? 0) / HOUR, (found?.clockMs ?? 0) / HOUR]).toEqual([22, 1, 12])
  })

  it('are none for what nobody answered, machines answered, or nobody asked', async () => {
    expect(await times([ASKS])).toEqual([])
    expect(await times([ASKS, ['help', '23 09:01', 'We have your mail.', 'auto']])).toEqual([])
    expect(
      await times([
        ['tom', '23 09:00', 'Your order is ready.'],
        ['tom', '24 09:00', 'It still is.'],
      ]),
    ).toEqual([])
  })
})

it('a conversation of a thousand mails is followed in time', async () => {
  const { turns, points } = await told([ASKS])
  const [turn] = turns
  const [point] = points
  if (turn === undefined || point === undefined) throw new Error('not read')
  const { follow } = await import('./follow.ts')
  const many = Array.from({ length: 1000 }, (_, i) => ({
    ...turn,
    id: `t${i}`,
    at: new Date(november('23 09:00').getTime() + i * HOUR),
  }))
  const asked = many.map(({ id }, i) => ({ ...point, id: i, turnId: id, text: `How much is number ${i}?` }))
  expect(follow({ turns: many, points: asked, promises: [], closedAt: null }).waits).toHaveLength(1000)
})
