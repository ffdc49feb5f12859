import { expect, it } from 'vitest'
import { deskOf, policyOf } from './index.ts'

const POLICY = policyOf(
  `version: 1
teams: { north: ["*@north.acme.example"], vip: [vip@acme.example] }
response_target: { hours: 8, timezone: Europe/London, opens: 09:00, closes: 17:00, region: GB-ENG }
scopes:
  - match: { team: north }
    response_target: { timezone: Europe/Oslo, region: NO }
  - match: { recipient_domain: big.example }
    response_target: { hours: 2 }
`,
  'policy.yaml',
)

it('the team is that of the agent, else that of the mailbox the customer wrote to', () => {
  expect(deskOf(POLICY, ['ida@north.acme.example'], 'kim@customer.example').team).toBe('north')
  expect(deskOf(POLICY, ['bo@acme.example', 'vip@acme.example'], 'kim@customer.example').team).toBe('vip')
  expect(deskOf(POLICY, ['bo@acme.example'], null).team).toBeNull()
})

it("the target is the team's for that customer: what a scope does not name stays", () => {
  expect(deskOf(POLICY, ['ida@north.acme.example'], 'kim@big.example').target).toMatchObject({
    hours: 2,
    timezone: 'Europe/Oslo',
    region: 'NO',
    week: { mon: { opens: 540, closes: 1020 } },
  })
})

it('a target travels as JSON', () => {
  const { target } = deskOf(POLICY, [], null)
  expect(JSON.parse(JSON.stringify(target))).toEqual(target)
})
