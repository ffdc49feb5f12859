import { parseMail } from '@proofgate/mail'
import { describe, expect, it } from 'vitest'
import type { Check, Example } from './check.ts'
import { exampleText, tuningOf } from './described.ts'
import { withLanguages, withOwnDomains } from './engine.ts'
import { caseOf } from './example-case.ts'
import { CHECKS } from './list.ts'
import { policyOf } from './policy.ts'
import { readingOf } from './reading.ts'
import { settingsFor } from './settings.ts'

const SETTINGS = {
  ownDomains: 'own_domains',
  dictionary: 'dictionary',
  products: 'products',
  trackingRedirectors: 'tracking_redirectors',
  facts: 'facts',
  responseTarget: 'response_target',
} as const

describe.each(CHECKS.map((check): [string, Check] => [check.id, check]))('%s', (_, check) => {
  it('can be changed in every way its page names', () => {
    for (const { to, policy } of tuningOf(check))
      expect(() => policyOf(`version: 1\n${policy}\n`, to), to).not.toThrow()
  })

  it('names every setting of the policy that it goes by over its examples', async () => {
    const asked = new Set<string>()
    for (const example of [...check.examples.wrong, ...check.examples.right])
      for (const setting of await settingsAskedBy(check, example)) asked.add(setting)
    expect(check.options ?? []).toEqual(expect.arrayContaining([...asked]))
  })
})

describe('an example in words', () => {
  it('is its thread in order, dated where a date is given, then whatever else the reply consists of', () => {
    const example: Example = {
      facts: [{ topic: 'return window', value: '30 days', valid_until: '2026-12-31' }],
      earlier: [{ agent: 'Tom Berg', date: '2026-11-20T12:00:00Z', text: 'I will look.' }],
      customer: 'And?',
      customerName: 'Ana',
      customerAttachments: ['photo.jpg'],
      agent: 'Jo Lee',
      cc: ['luis@mail.example'],
      subject: 'Re: boiler',
      attachments: ['plan.pdf'],
      html: true,
      reply: 'It is mended.',
    }
    expect(exampleText(example)).toEqual({
      about: [
        'Fact of the policy: return window: 30 days (until 2026-12-31)',
        'Fri 20 Nov 2026, 12:00 UTC, Tom Berg wrote: I will look.',
        'Tue 24 Nov 2026, 10:00 UTC, the customer Ana wrote: And?',
        'The customer attached: photo.jpg',
        'Tue 24 Nov 2026, 10:00 UTC, the reply:',
        'From: Jo Lee',
        'Cc: luis@mail.example',
        'Subject: Re: boiler',
        'Attached: plan.pdf',
        'As HTML, without plain text',
      ],
      reply: 'It is mended.',
    })
  })

  it('of a bare sentence is that sentence', () => {
    expect(exampleText('Hello.')).toEqual({ about: [], reply: 'Hello.' })
  })
})

/** Which settings a check looks at while it reads an example, by their names in the policy file. */
async function settingsAskedBy(check: Check, example: Example): Promise<ReadonlySet<string>> {
  const { raw, envelope, conversation, policy } = caseOf(example)
  const mail = await parseMail(raw)
  const recipients = envelope.recipients.map(({ address }) => address)
  const settings = withOwnDomains(settingsFor(policy, { sender: envelope.from, recipients }), envelope.from)
  const earlier = await Promise.all(conversation.map((one) => parseMail(one)))
  const reading = await withLanguages(readingOf({ mail, recipients, earlier, settings }))
  const asked = new Set<string>()
  const watched = new Proxy(settings, {
    get: (target, key, receiver) => {
      const name = Object.entries(SETTINGS).find(([property]) => property === key)?.[1]
      if (name !== undefined) asked.add(name)
      return Reflect.get(target, key, receiver)
    },
  })
  Array.from(check.find({ ...reading, settings: watched }))
  return asked
}
