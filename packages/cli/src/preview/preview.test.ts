import type { Judgement } from '@proofgate/checks'
import type { PreviewReply } from '@proofgate/store'
import { describe, expect, test } from 'vitest'
import { judgementOf } from '../../../../test/support/sample-desk.ts'
import { anonymous, NAMED } from './naming.ts'
import { gather, weekOf } from './preview.ts'
import { previewText } from './preview-text.ts'

const reply = (given: Partial<PreviewReply> = {}): PreviewReply => ({
  id: 'r1',
  conversationId: 'c1',
  agent: 'anna.ames@acme.example',
  agentName: 'Anna Ames',
  team: null,
  subject: 'Re: Order',
  writtenAt: new Date('2026-03-02T09:00:00Z'),
  envelope: null,
  answer: null,
  ...given,
})

const REST = {
  policy: { file: 'policy.yaml', digest: 'sha256:0' },
  filter: { since: null, until: null, agent: null },
  isWhole: true,
  unanswered: { count: 0, overdue: 0, longest: [] },
  promises: [],
}

function previewOf(judged: readonly { readonly reply: PreviewReply; readonly judgement: Judgement }[], naming = NAMED) {
  const gathered = gather(naming)
  for (const one of judged) gathered.add(one)
  return gathered.end(REST)
}

const judged = (findings: Parameters<typeof judgementOf>[0], change: Partial<Judgement> = {}) => ({
  reply: reply(),
  judgement: judgementOf(findings, change),
})

describe('a preview', () => {
  test.each([
    ['2026-01-01', '2026-W01'],
    ['2027-01-03', '2026-W53'],
    ['2024-12-30', '2025-W01'],
    ['2026-03-01', '2026-W09'],
    ['2026-03-02', '2026-W10'],
  ])('counts %s to the week %s', (day, week) => expect(weekOf(new Date(`${day}T23:59:59Z`))).toBe(week))

  test('of a policy that only watches says what it would do if it did not', () => {
    const watched = judged([{}], { verdict: 'forward', shadow: true, shadowVerdict: 'bounce' })
    expect(previewOf([watched]).counts).toMatchObject({ replies: 1, bounce: 1, forward: 0 })
  })

  test('counts mail that passes unjudged apart', () => {
    const preview = previewOf([judged([], { verdict: 'forward', exempt: 'internal' }), judged([{}])])
    expect(preview).toMatchObject({ exempt: 1, counts: { replies: 1, hold: 1 } })
  })

  test('names a check once for each reply, and none that only watches or notes', () => {
    const one = { check: 'placeholder', excerpt: '[NAME]' }
    const silent = [
      { check: 'rude', shadow: true },
      { check: 'jargon', action: 'note' as const },
    ]
    const preview = previewOf([judged([one, one, ...silent])])
    expect(preview.checks).toMatchObject([{ check: 'placeholder', replies: 1, stopped: 1 }])
  })

  test('shows the bounced first, and of one kind three at most', () => {
    const many = Array.from({ length: 9 }, () => judged([{ check: 'placeholder' }], { verdict: 'bounce', score: 12 }))
    const preview = previewOf([judged([{ check: 'rude' }], { score: 9 }), ...many])
    expect(preview.worst.map(({ verdict }) => verdict)).toEqual(['bounce', 'bounce', 'bounce', 'hold'])
  })

  test('of words that command a terminal shows signs instead', () => {
    const preview = previewOf([judged([{ excerpt: 'a\u001b[2Jb', message: 'c\u001b[2Jd' }])])
    expect(previewText(preview, (_, text) => text, 80)).not.toContain('\u001b')
  })
})

describe('without names', () => {
  const naming = anonymous()

  test('an agent has one label in one preview, and another in the next', () => {
    expect(naming.agent('anna@acme.example')).toBe(naming.agent('anna@acme.example'))
    expect(naming.agent('anna@acme.example')).not.toBe(naming.agent('tom@acme.example'))
    expect(naming.agent('anna@acme.example')).not.toBe(anonymous().agent('anna@acme.example'))
  })

  test.each([
    ['Yours, Anna', 'Yours, ▮▮▮'],
    ['ANNA AMES (anna.ames@acme.example)', '▮▮▮ ▮▮▮ (▮▮▮)'],
    ['Annabel is no one of ours', 'Annabel is no one of ours'],
  ])('of the words %j is left %j', (words, left) => expect(naming.words(words, reply())).toBe(left))

  test('a mailbox of several people is nobody’s name', () => {
    const shared = reply({ agent: 'help@acme.example', agentName: 'Acme Support' })
    expect(naming.words('I cannot help you; ask support.', shared)).toBe('I cannot help you; ask support.')
  })

  test('nothing by which a reply could be looked up is in an example', () => {
    expect(previewOf([judged([{}])], naming).worst).toMatchObject([{ id: null, conversation: null }])
  })
})
