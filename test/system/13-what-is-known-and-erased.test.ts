/** What the record knows goes with a message to be judged; and what a customer wants erased is gone from it. */
import path from 'node:path'
import { attachStore, type Store } from '@proofgate/store'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Smarthost, startSmarthost } from '../smarthost.ts'
import { runBeside } from '../support/command-line.ts'
import { type Proofgate, startProofgate } from '../support/proofgate.ts'
import { sendMail } from '../support/smtp-talk.ts'
import { columnsHolding } from '../support/whole-record.ts'

let smarthost: Smarthost
let proofgate: Proofgate
let store: Store
beforeAll(async () => {
  smarthost = await startSmarthost()
  proofgate = await startProofgate({
    smarthost: smarthost.url,
    env: { PROOFGATE_JOURNAL_PORT: '0', PROOFGATE_JOURNAL_NETWORKS: '[{ "cidr": "127.0.0.1", "recipients": ["*"] }]' },
    policy:
      'version: 1\nthresholds: { hold: 5, bounce: 100 }\nown_domains: [acme.example]\nfacts: [{ topic: return window, value: 30 days }]\n',
  })
  store = await attachStore({ folder: path.join(proofgate.folder, 'data/postgres') })
})
afterAll(async () => {
  await store.close()
  await smarthost.close()
})

const ANNA = 'Anna Berg <anna@acme.example>'
let number = 0
const mailOf = (from: string, to: string, text: string, fields = '') =>
  `Message-ID: <m${number++}@${/@([^>]+)/.exec(from)?.[1]}>\r\nDate: ${new Date().toUTCString()}\r\nFrom: ${from}\r\nTo: ${to}\r\nSubject: Your rucksack\r\n${fields}\r\n${text.replaceAll('\n', '\r\n')}\r\n`

/** Sends a reply, and gives its judgement. */
async function judgementOf(to: string, text: string, fields = '') {
  const address = /<(.+)>/.exec(to)?.[1] ?? to
  const { text: said } = await sendMail(proofgate.port, {
    from: 'anna@acme.example',
    to: [address],
    raw: mailOf(ANNA, to, text, fields),
  })
  const id = /\b[0-9a-z]{26}\b/.exec(said)?.[0]
  return { id, said, judgement: (await proofgate.api(`/v1/messages/${id}/judgement`)).body }
}

/** A customer writes; waits until it is read. */
async function written(from: string, text: string): Promise<string> {
  const raw = mailOf(from, 'Support <support@acme.example>', text)
  const [, id = ''] = /Message-ID: (<[^>]+>)/.exec(raw) ?? []
  await sendMail(proofgate.journalPort, { from: 'x@customer.example', to: ['journal@gate.test'], raw })
  await allRead()
  return id
}

const run = (args: readonly string[]) => runBeside(proofgate, [...args, '--url', proofgate.reviewUrl])

const allRead = () =>
  vi.waitFor(
    async () => {
      expect(await store.sql`select id from turns where read_at is null`).toEqual([])
      expect(await store.sql`select id from conversation_changes`).toEqual([])
      expect(await store.sql`select id from messages where state = 'forwarding'`).toEqual([])
    },
    { timeout: 30_000, interval: 100 },
  )

const messagesOf = ({ findings }: { findings: { check: string; message: string }[] }, check: string) =>
  findings.filter((one) => one.check === check).map(({ message }) => message)

test('a fact that is added by the command line is known to the next reply, and goes before the policy’s', async () => {
  const reply = 'Dear Kim,\n\nYou can return the rucksack within 30 days of delivery.\n\nKind regards,\nAnna'
  const before = await judgementOf('Kim Park <kim@customer.example>', reply)
  expect(messagesOf(before.judgement, 'inconsistent-answer')).toEqual([])
  const added = await run(['facts', 'add', 'return window', '60 days'])
  expect(added).toMatchObject({ code: 0 })
  await vi.waitFor(
    async () => {
      const { judgement } = await judgementOf('Kim Park <kim@customer.example>', `${reply}\n${number}`)
      expect(judgement.facts).toMatchObject({ count: 1 })
      expect(messagesOf(judgement, 'inconsistent-answer')).toEqual([
        '"30 days" contradicts what is known: the stored fact "return window" is "60 days", and goes before the policy file\'s "30 days".',
      ])
    },
    { timeout: 20_000, interval: 500 },
  )
})

const STOCK =
  'Thank you for writing to us. We value every message that reaches us and we read each of them with care. Our team is working all the time to make things better for you, and words like yours help us to do so. We hope that you will go on enjoying our products.'

test('a letter that went to another customer is told from one that answers, and what is erased is gone', async () => {
  for (const [name, town] of [
    ['Lee', 'mill'],
    ['Ravi', 'hill'],
  ])
    await judgementOf(
      `${name} Moran <${name?.toLowerCase()}@${town}.example>`,
      `Dear ${name},\n\n${STOCK}\n\nKind regards,\nAnna`,
    )
  await allRead()
  const asked = await written(
    'Kimiko Sato <kimiko@parkhouse.example>',
    'Hello,\n\nthe zorblax strap of my rucksack tore on its second day. Can you repair it, and how long does that take?\n\nKimiko',
  )
  const { said, judgement } = await judgementOf(
    'Kimiko Sato <kimiko@parkhouse.example>',
    `Dear Kimiko,\n\n${STOCK}\n\nKind regards,\nAnna`,
    `In-Reply-To: ${asked}\r\n`,
  )
  expect(messagesOf(judgement, 'stock-response')).toEqual([expect.stringMatching(/went to 2 other customers/)])

  const [, id] = /\b([0-9a-z]{26})\b/.exec(said) ?? []
  const refused = await run(['erase', 'kimiko@parkhouse.example', '--yes'])
  expect([refused.code, refused.err]).toEqual([3, expect.stringContaining(id ?? '')])
  expect(await run(['return', id ?? '', '--note', 'Kimiko asks about the zorblax strap.'])).toMatchObject({ code: 0 })
  await allRead()
  const needles = ['kimiko', 'sato', 'parkhouse', 'zorblax']
  expect(await columnsHolding(store.sql, needles)).not.toEqual([])
  expect(await run(['erase', 'kimiko@parkhouse.example', '--yes'])).toMatchObject({ code: 0 })
  await allRead()
  expect(await columnsHolding(store.sql, needles)).toEqual([])
  const { status, body } = await proofgate.api(`/v1/messages/${id}`)
  expect([status, body.state, body.timeline.at(-1).kind]).toEqual([200, 'returned', 'message.erased'])
})
