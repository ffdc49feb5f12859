import { matchesAddress } from '@proofgate/mail'
import { describe, expect, it } from 'vitest'
import { policyOf } from './policy.ts'
import { settingsFor } from './settings.ts'

const SCOPED = policyOf(
  `
version: 1
thresholds: { hold: 6, bounce: 12 }
teams: { trainees: ["*@trainees.acme.example", "jo@acme.example"] }
checks: { placeholder: { action: bounce }, missing-attachment: { weight: 2 } }
scopes:
  - match: { team: trainees }
    thresholds: { hold: 3 }
    checks: { missing-attachment: { shadow: true } }
  - match: { sender: "jo@*" }
    thresholds: { hold: 4 }
  - match: { recipient_domain: [vip.example, "*.vip.example"] }
    thresholds: { bounce: 8 }
    checks: { missing-attachment: { action: hold } }
  - match: { recipient_domain: lax.example }
    thresholds: { hold: 9 }
    checks: { placeholder: off }
`,
  'policy.yaml',
)
const settingsOf = (sender: string, ...recipients: string[]) => settingsFor(SCOPED, { sender, recipients })

describe('the settings for a message', () => {
  it('are those of the whole policy where no scope matches', () => {
    expect(settingsOf('ann@acme.example', 'c@mail.example').thresholds).toEqual({ hold: 6, bounce: 12 })
  })

  it('take what a scope says key by key, later scopes winning', () => {
    const jo = settingsOf('JO@acme.example', 'c@mail.example')
    expect(jo.thresholds).toEqual({ hold: 4, bounce: 12 })
    expect(jo.checks.get('missing-attachment')).toMatchObject({ weight: 2, shadow: true, off: false })
  })

  it('match a scope of several conditions only when all hold', () => {
    const policy = policyOf(
      'version: 1\nscopes: [ { match: { sender: "a@*", recipient_domain: b.example }, thresholds: { hold: 1 } } ]',
      'p',
    )
    const holdAt = (sender: string, to: string) => settingsFor(policy, { sender, recipients: [to] }).thresholds.hold
    expect([holdAt('a@x.example', 'c@b.example'), holdAt('a@x.example', 'c@d.example')]).toEqual([1, 5])
  })

  it('are the strictest where recipients fall under different scopes', () => {
    const mixed = settingsOf('ann@acme.example', 'a@lax.example', 'b@eu.vip.example')
    expect(mixed.thresholds).toEqual({ hold: 6, bounce: 8 })
    expect(mixed.checks.get('placeholder')).toMatchObject({ off: false, action: 'bounce' })
    expect(mixed.checks.get('missing-attachment')).toMatchObject({ action: 'hold' })
  })

  it('let a lax scope count where all recipients fall under it', () => {
    const lax = settingsOf('ann@acme.example', 'a@lax.example')
    expect(lax.thresholds.hold).toBe(9)
    expect(lax.checks.get('placeholder')?.off).toBe(true)
  })

  it('give every check its own weight where the policy is silent', () => {
    expect(settingsOf('ann@acme.example', 'c@mail.example').checks.get('placeholder')).toMatchObject({
      weight: 10,
      max: 10,
    })
  })
})

describe('what becomes of a message that could not be read whole', () => {
  const policy = policyOf(
    'version: 1\nscopes: [ { match: { recipient_domain: lax.example }, unread: forward } ]',
    'policy.yaml',
  )
  it.each([
    ['a hold', ['a@mail.example'], 'hold'],
    ['what a scope says', ['a@lax.example'], 'forward'],
    ['a hold where one recipient asks for it', ['a@lax.example', 'a@mail.example'], 'hold'],
  ])('is %s', (_, recipients, unread) => {
    expect(settingsFor(policy, { sender: 'ann@acme.example', recipients }).unread).toBe(unread)
  })
})

describe('a pattern', () => {
  it.each([
    ['*@acme.example', 'jo@ACME.example', true],
    ['*@acme.example', 'jo@acme.example.evil', false],
    ['jo@acme.example', 'jo@acme.example', true],
    ['jo@acme.example', 'xjo@acme.example', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'acb', false],
    ['ab*ba', 'aba', false],
    ['*', '', true],
  ])('%s against %s: %s', (pattern, value, expected) => {
    expect(matchesAddress(pattern, value)).toBe(expected)
  })

  it('of many stars takes no longer than its text', () => {
    expect(matchesAddress('*a'.repeat(100), 'a'.repeat(50_000).concat('b'))).toBe(false)
  })
})

describe('which automatic mail passes unjudged', () => {
  const policy = policyOf(
    `
version: 1
exempt: [internal, auto-submitted, list]
scopes:
  - match: { recipient_domain: partner.example }
    exempt: [internal, bulk, list]
  - match: { sender: "jo@*" }
    exempt: []
`,
    'policy.yaml',
  )
  const exempt = (sender: string, ...recipients: string[]) => settingsFor(policy, { sender, recipients }).exempt

  it.each<[string, readonly string[], readonly string[]]>([
    ['what the policy says', exempt('ann@acme.example', 'c@mail.example'), ['internal', 'auto-submitted', 'list']],
    [
      'what the last scope says that fits',
      exempt('ann@acme.example', 'c@partner.example'),
      ['internal', 'bulk', 'list'],
    ],
    [
      'for several recipients what all agree on',
      exempt('ann@acme.example', 'c@mail.example', 'd@partner.example'),
      ['internal', 'list'],
    ],
    ['nothing where a scope says so', exempt('jo@acme.example', 'c@partner.example'), []],
  ])('is %s', (_, found, expected) => {
    expect(found).toEqual(expected)
  })

  it('is all of it where the policy says nothing', () => {
    const bare = settingsFor(policyOf('version: 1', 'p'), { sender: 'a@acme.example', recipients: [] })
    expect(bare.exempt).toEqual([
      'internal',
      'auto-submitted',
      'null-sender',
      'delivery-report',
      'list',
      'bulk',
      'calendar',
    ])
  })
})
