import { describe, expect, it } from 'vitest'
import { DEFAULT_POLICY, PolicyError, type PolicyMistake, policyOf } from './policy.ts'
import { policySchema } from './policy-schema.ts'

/** The policy file of the architecture document, with everything in it that a policy can say. */
const FULL = `
version: 1
thresholds: { hold: 5, bounce: 10 }
min_confidence: 0.5
own_domains: [acme.example]
teams: { trainees: ["*@trainees.acme.example"] }
dictionary: [Dicehollow]
products: [Lantern Tides]
tracking_redirectors: [click.acme.example]
facts: [ { topic: return window, value: 30 days } ]
response_target: { hours: 24, calendar: business }
checks:
  spelling: off
  rude: { weight: 6, max: 9, shadow: true }
  placeholder: { action: bounce }
scopes:
  - match: { sender: "*@trainees.acme.example" }
    thresholds: { hold: 3 }
`

function mistakesOf(yaml: string): readonly PolicyMistake[] {
  try {
    policyOf(yaml, 'policy.yaml')
  } catch (error) {
    if (error instanceof PolicyError) return error.mistakes
    throw error
  }
  return []
}

describe('a policy file', () => {
  it('is read whole', () => {
    expect(policyOf(FULL, 'policy.yaml').content.checks).toEqual({
      spelling: 'off',
      rude: { weight: 6, max: 9, shadow: true },
      placeholder: { action: 'bounce' },
    })
  })

  it('may name a check that is not built yet', () => {
    expect(mistakesOf('version: 1\nchecks: { broken-promise: { weight: 2 } }')).toEqual([])
  })

  it('has the same digest whatever its layout, comments and order of keys', () => {
    const one = policyOf('version: 1\nthresholds: { hold: 4, bounce: 9 }\nproducts: [Lamp]\n', 'a.yaml')
    const other = policyOf('# ours\nproducts:\n  - "Lamp"\nthresholds:\n  bounce: 9\n  hold: 4\nversion: 1\n', 'b.yaml')
    expect(one.digest).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(other.digest).toBe(one.digest)
  })

  it('has another digest when it says something else', () => {
    expect(policyOf(FULL, 'a.yaml').digest).not.toBe(DEFAULT_POLICY.digest)
  })

  it('has its format published as JSON schema', () => {
    expect(policySchema()).toMatchObject({ type: 'object', required: ['version'], additionalProperties: false })
  })
})

describe('mistakes in a policy file', () => {
  it('include facts with a day that is none, an unknown key, and an end before their beginning', () => {
    const found = mistakesOf(
      'version: 1\nfacts:\n  - { topic: price, value: £9, valid_from: spring }\n' +
        '  - { topic: price, valeu: £9 }\n' +
        '  - { topic: price, value: £9, valid_from: 2026-04-01, valid_until: 2026-03-01 }\n',
    )
    const told = found.map(({ line, message, remedy }) => `${line} ${message} ${remedy}`).join('\n')
    expect(told).toContain('3 facts[0].valid_from: not a day like 2026-03-31. Write a day as year-month-day')
    expect(told).toContain('4 There is no setting "valeu" in facts[1]. Did you mean "value"?')
    expect(told).toContain('5 The fact "price" is true until 2026-03-01 but only from 2026-04-01, so it never is.')
  })

  it('are reported all at once, in order, each with its place', () => {
    const found = mistakesOf('version: 2\nthreshold: { hold: 5 }\nchecks:\n  rude: { wieght: 6 }\n  rood: off\n')
    expect(found.map(({ line, column }) => [line, column])).toEqual([
      [1, 1],
      [2, 1],
      [4, 11],
      [5, 3],
    ])
  })

  it('are reported all at once across settings, too: what contradicts itself does not wait for typing slips', () => {
    const found = mistakesOf(
      [
        'version: 1',
        'shdow: true',
        'thresholds: { hold: 10, bounce: 5 }',
        'teams: { north: ["*@north.example"] }',
        'checks:',
        '  rude: { weight: 50, max: 3, actoin: hold }',
        '  plaecholder: off',
        'scopes:',
        '  - match: { team: nobody, sendr: "*@acme.example" }',
        '    thresholds: { hold: 8 }',
        '  - match: { sender: "*@acme.example" }',
        '    checks: { rude: { max: lots } }',
      ].join('\n'),
    )
    expect(found.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '2 There is no setting "shdow".',
      '3 Here thresholds holds at 10 but bounces at 5, so nothing would ever be held.',
      '6 In checks.rude one finding counts 50 points, but all of them together at most 3.',
      '6 There is no setting "actoin" in checks.rude.',
      '7 There is no check "plaecholder".',
      '9 There is no team "nobody".',
      '9 There is no setting "sendr" in scopes[0].match.',
      '10 Here scopes[0].thresholds holds at 8 but bounces at 5, so nothing would ever be held.',
      '12 scopes[1].checks.rude.max must be a number.',
    ])
  })

  it('in one number are not told twice, as out of bounds and as a contradiction', () => {
    expect(mistakesOf('version: 1\nthresholds: { hold: 500 }')).toHaveLength(1)
    expect(mistakesOf('version: 1\nchecks: { rude: { weight: 500 } }')).toHaveLength(1)
  })

  it.each([
    'version: 1\nchecks: { rude: { max: 3 } }',
    'version: 1\nchecks: { rude: { weight: 20, max: 20 } }\nscopes: [ { match: { sender: a@b }, checks: { rude: { weight: 15 } } } ]',
    'version: 1\nthresholds: { hold: 10, bounce: 10 }',
  ])('are not seen where there are none: %j', (yaml) => {
    expect(mistakesOf(yaml)).toEqual([])
  })

  it.each([
    'scopes: 5',
    'scopes: [ 5, null, { match: 5 }, { match: { team: [ 5 ] }, thresholds: 5, checks: 5 } ]',
    'thresholds: [ 5 ]\nchecks: [ rude ]\nteams: 5',
    'checks: { rude: , jargon: [ 1 ] }',
    'scopes: [ { match: { team: constructor } } ]',
  ])('of any shape are told, not thrown: %j', (yaml) => {
    expect(mistakesOf(`version: 1\n${yaml}`)).not.toEqual([])
  })

  it.each([
    ['version: 1\nthreshold: { hold: 5 }', 'There is no setting "threshold".', 'Did you mean "thresholds"?'],
    ['version: 1\nchecks: { plaecholder: off }', 'There is no check "plaecholder".', 'Did you mean "placeholder"?'],
    [
      'version: 1\nchecks: { rude: { wieght: 6 } }',
      'There is no setting "wieght" in checks.rude.',
      'Did you mean "weight"?',
    ],
    ['version: 1\nchecks: { rude: on }', 'checks.rude has a value of the wrong kind.', 'rude: { weight: 6, max: 9 }'],
    [
      'version: 1\nchecks: { rude: { action: reject } }',
      'checks.rude.action must be note, hold, bounce.',
      'note, hold',
    ],
    ['version: 1\nmin_confidence: 50', 'min_confidence may be at most 1.', 'from 0 to 1'],
    ['version: 1\nthresholds: { hold: "5" }', 'thresholds.hold must be a number.', 'for example 5'],
    ['version: 1\nthresholds: { hold: 12 }', 'holds at 12 but bounces at 10', 'Let hold be at most bounce.'],
    [
      'version: 1\nat_risk: { hold: 6 }',
      'at_risk.hold is 6, but every message is held from 5.',
      'at most thresholds.hold',
    ],
    [
      'version: 1\nthresholds: { hold: 2 }\nscopes: [ { match: { sender: a@b }, at_risk: { hold: 4 } } ]',
      'scopes[0].at_risk.hold is 4, but every message is held from 2.',
      'at most thresholds.hold',
    ],
    ['version: 1\nat_risk: 3', 'at_risk', '{ hold: 3 }'],
    ['version: 1\nat_risk: { holds: 3 }', 'There is no setting "holds" in at_risk.', '"hold"'],
    ['version: 1\nthresholds: { hold: 0 }', 'thresholds.hold must be more than 0.', 'for example 5'],
    ['version: 1\nthresholds: { bounce: 0, hold: 0.5 }', 'thresholds.bounce must be more than 0.', 'for example 10'],
    ['version: 1\nchecks: { rude: { weight: 50 } }', 'at most 9, its own maximum', 'Raise max as well'],
    [
      'version: 1\nchecks: { rude: { max: 8 } }\nscopes: [ { match: { sender: a@b }, checks: { rude: { weight: 9 } } } ]',
      'In scopes[0].checks.rude one finding counts 9 points, but all of them together at most 8.',
      'lower weight',
    ],
    [
      'version: 1\nexempt: [lists]',
      'exempt[0] must be internal, auto-submitted',
      'for example [internal, auto-submitted]',
    ],
    ['version: 1\nexempt: none', 'exempt must be a list', 'Write []'],
    ['version: 1\nscopes: [ { match: { sender: a }, exemp: [] } ]', 'There is no setting "exemp"', '"exempt"'],
    ['version: 1\nunread: bounce', 'unread must be hold, forward.', 'Write hold or forward'],
    ['version: 1\nresponse_target: { timezone: Europe/Berlyn }', 'There is no time zone "Europe/Berlyn".', 'IANA'],
    ['version: 1\nresponse_target: { timezone: +02:00 }', 'There is no time zone "+02:00".', 'IANA'],
    ['version: 1\nresponse_target: { region: DE-QQ }', 'No public holidays are known for a region "DE-QQ".', 'DE-BY'],
    [
      'version: 1\nresponse_target: { opens: 9am }',
      'response_target.opens: not a time like 09:00.',
      'for example 09:00',
    ],
    ['version: 1\nresponse_target: { opens: 18:00, closes: 9:00 }', 'On mon response_target closes before', 'nights'],
    [
      'version: 1\nresponse_target: { closes: 17:00 }\nscopes: [ { match: { sender: a@b }, response_target: { opens: 20:00 } } ]',
      'On mon scopes[0].response_target closes before it opens.',
      'nights',
    ],
    [
      'version: 1\nresponse_target: { days: [mon], hours_on: { mon: closed } }',
      'By response_target you are never open.',
      'Leave a day open',
    ],
    [
      'version: 1\nresponse_target: { hours_on: { sat: ten to one } }',
      'not hours like 10:00-13:00',
      'sat: 10:00-13:00',
    ],
    [
      'version: 1\nresponse_target: { holidays: DE }',
      'There is no setting "holidays" in response_target.',
      'Known here',
    ],
    ['version: 1\nresponse_target: { hours: 0 }', 'response_target.hours must be more than 0.', 'for example 24'],
    ['version: 1\nown_domains: acme.example', 'own_domains must be a list.', '[acme.example]'],
    [
      'version: 1\nscopes: [ { thresholds: { hold: 3 } } ]',
      'scopes[0].match must be a group',
      'at least one of sender',
    ],
    ['version: 1\nscopes: [ { match: {} } ]', 'matches nothing in particular', 'at least one of sender'],
    ['version: 1\nteams: { north: [a@b.c] }\nscopes: [ { match: { team: nroth } } ]', 'no team "nroth"', '"north"?'],
    ['version: 1\nscopes: [ { match: { sender: *@acme.example } } ]', 'Not readable as YAML', 'quotes'],
    ['{}', 'version must be 1', 'version: 1'],
    ['', 'The policy must be a group of settings.', ''],
    ['- a\n- b', 'The policy must be a group of settings.', ''],
    ['version: 1\nversion: 1', 'Not readable as YAML: Map keys must be unique', 'repeated keys'],
    ['version: 1\nproducts: [unclosed', 'Not readable as YAML', 'Check indentation'],
  ])('%j: says what is wrong and what to write', (yaml, message, remedy) => {
    const [found, ...more] = mistakesOf(yaml)
    expect(found?.message).toContain(message)
    expect(found?.remedy).toContain(remedy)
    expect(more).toEqual([])
  })

  it('name the file, line and column in the error itself', () => {
    expect(() => policyOf('version: 1\nthreshold: 5\n', 'policy.yaml')).toThrow(/^policy\.yaml:2:1: /)
  })

  it('include aliases that would blow up in memory', () => {
    const bomb = ['a0: &a0 [x, x]', ...Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`)]
    expect(mistakesOf(`version: 1\n${bomb.join('\n')}`)).toHaveLength(1)
  })
})
