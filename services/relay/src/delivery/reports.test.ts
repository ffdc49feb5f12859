import { parseMail } from '@proofgate/mail'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  cleanUpLines,
  commit,
  type LineOptions,
  type MessageWish,
  messageOf,
  recordOf,
  startLine,
} from '../../../../test/delivery-line.ts'
import type { Received } from '../../../../test/smarthost.ts'
import { type TemporaryStore, temporaryStore } from '../../../../test/support/temporary-store.ts'

let store: TemporaryStore
beforeAll(async () => {
  store = await temporaryStore()
})
afterEach(() => cleanUpLines(store))
afterAll(() => store.remove())

const rcpt = (address: string) =>
  address.startsWith('no') ? '550 5.1.1 no such user' : address.startsWith('later') ? '450 4.2.0 greylisted' : null
const NO_DSN = ['PIPELINING', 'ENHANCEDSTATUSCODES']

/** Sends a message until all is over, and the reports about it; those are what was sent then. */
async function reportsAfter(wish: MessageWish, options: LineOptions = {}, expireMs = 60_000): Promise<Received[]> {
  const line = await startLine(store, { ...options, smarthost: { rcpt, ...options.smarthost } })
  const message = messageOf(wish)
  await commit(store, [message], { expireMs })
  for (let next = line.log.next(); !(await recordOf(store, message.id)).finished; next = line.log.next()) await next
  const [{ count } = { count: 0 }] = await store.sql<{ count: number }[]>`
    select count(*)::int as count from messages where about_id = ${message.id}`
  await line.smarthost.until(() => reportsOf(line.smarthost.messages).length >= count)
  await line.delivery.idle()
  await line.delivery.close(0)
  return reportsOf(line.smarthost.messages)
}

const reportsOf = (messages: readonly Received[]) => messages.filter(({ data }) => isReport(data))
const isReport = (data: Buffer) => /^Content-Type: multipart\/report/im.test(data.toString())
const fieldOf = (report: Received | undefined, name: string) =>
  [...(report?.data.toString().matchAll(new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'gim')) ?? [])].map(
    ([, value = '']) => value.replace(/\r\n[ \t]+/g, ' '),
  )

describe('a failure', () => {
  test('is told once, for all it concerns, with the null sender to the envelope sender', async () => {
    const to = ['ok@x.example', 'no-1@x.example', { address: 'no-2@x.example', orcpt: 'rfc822;list+2B@x.example' }]
    const [report, ...more] = await reportsAfter({ to, envelope: { envid: 'QQ314' } })
    expect(more).toEqual([])
    expect(report).toMatchObject({ from: '', recipients: [{ address: 'anna@acme.example' }] })
    expect(fieldOf(report, 'Final-Recipient')).toEqual(['rfc822; no-1@x.example', 'rfc822; no-2@x.example'])
    expect(fieldOf(report, 'Original-Recipient')).toEqual(['rfc822; list+@x.example'])
    expect(fieldOf(report, 'Action')).toEqual(['failed', 'failed'])
    expect(fieldOf(report, 'Status')).toEqual(['5.1.1', '5.1.1'])
    expect(fieldOf(report, 'Diagnostic-Code')[0]).toBe('smtp; 550 5.1.1 no such user')
    expect(fieldOf(report, 'Original-Envelope-Id')).toEqual(['QQ314'])
    expect(fieldOf(report, 'Reporting-MTA')).toEqual(['dns; relay.test'])
    expect(fieldOf(report, 'Remote-MTA')).toEqual(['dns; [127.0.0.1]', 'dns; [127.0.0.1]'])
    expect(fieldOf(report, 'From')[0]).toContain('postmaster@relay.test')
    expect(report?.data.toString()).not.toContain('It left.')
  })

  test('is on record as a message of its own, about the one it tells of', async () => {
    const message = messageOf({ to: ['no@x.example'] })
    const { smarthost, delivery } = await startLine(store, { smarthost: { rcpt } })
    await commit(store, [message])
    await smarthost.received(1)
    await delivery.idle()
    const [report] = await store.sql<{ origin: string; state: string; from: string; subject: string }[]>`
      select origin, state, envelope_from as from, header_subject as subject from messages where about_id = ${message.id}`
    expect(report).toEqual({ origin: 'dsn', state: 'sent', from: '', subject: expect.stringContaining('Your order') })
    expect(await recordOf(store, message.id)).toMatchObject({ state: 'failed', recipients: [{ state: 'failed' }] })
  })

  test.each([
    ['of mail with the null sender', { to: ['no@x.example'], envelope: { from: '' } }],
    ['of a notice of ours', { to: ['no@x.example'], origin: 'notice' }],
    ['of a report', { to: ['no@x.example'], origin: 'dsn' }],
    ['where the client said NEVER', { to: [{ address: 'no@x.example', notify: 'NEVER' }] }],
    ['where the client asked for other things', { to: [{ address: 'no@x.example', notify: 'SUCCESS,DELAY' }] }],
  ] as const)('%s is told to nobody', async (_, wish) => {
    expect(await reportsAfter(wish)).toEqual([])
  })

  test('is told where the client asked for it, and only about those', async () => {
    const to = [
      { address: 'no-1@x.example', notify: 'NEVER' },
      { address: 'no-2@x.example', notify: 'FAILURE' },
    ]
    const [report] = await reportsAfter({ to })
    expect(fieldOf(report, 'Final-Recipient')).toEqual(['rfc822; no-2@x.example'])
  })

  test('of a report that is refused itself is the end of it', async () => {
    const { log, smarthost, delivery } = await startLine(store, { smarthost: { rcpt: () => '550 5.1.1 nobody here' } })
    await commit(store, [messageOf()])
    await log.seen('deliveryFailed', 2)
    await delivery.idle()
    expect(log.lines.map(({ event }) => event)).toEqual(['deliveryFailed', 'deliveryFailed'])
    expect(smarthost.commands.filter((line) => line.includes('MAIL FROM')).length).toBe(2)
  })

  test('returns the whole mail where the client asked for that', async () => {
    const to = ['no@x.example']
    const [whole] = await reportsAfter({ to, envelope: { ret: 'FULL' } })
    expect(whole?.data.toString()).toContain('\r\nIt left.\r\n')
    const [secret] = await reportsAfter({ to, envelope: { ret: 'FULL', requireTls: true } })
    expect(secret?.data.toString()).not.toContain('It left.')
  })

  test('of a sender outside ASCII is told over SMTPUTF8, in ASCII', async () => {
    const [report] = await reportsAfter({
      to: ['no@x.example'],
      envelope: { from: 'åse@acme.example', smtpUtf8: true },
    })
    expect(report).toMatchObject({ recipients: [{ address: 'åse@acme.example' }] })
    expect(report?.parameters).toContain('SMTPUTF8')
    expect(report?.data.every((octet) => octet < 0x80)).toBe(true)
  })

  test('names who sends reports as it is set up', async () => {
    const [report] = await reportsAfter({ to: ['no@x.example'] }, { reportsFrom: 'Gate <gate@acme.example>' })
    expect(fieldOf(report, 'From')).toEqual(['Gate <gate@acme.example>'])
  })
})

describe('a delay', () => {
  test('is told once at each age, about those who still wait', async () => {
    const config = { retry: [10], delayNotices: [0, 3_600_000] }
    const { smarthost, log, delivery } = await startLine(store, { smarthost: { rcpt }, config })
    const message = messageOf({ to: ['later@x.example', 'ok@x.example'] })
    await commit(store, [message])
    await smarthost.until(() => reportsOf(smarthost.messages).length === 1)
    await log.seen('deliveryDeferred', 4)
    expect(reportsOf(smarthost.messages)).toHaveLength(1)
    await store.sql`update deliveries set created_at = created_at - interval '2 hours' where message_id = ${message.id}`
    await smarthost.until(() => reportsOf(smarthost.messages).length === 2)
    await log.seen('deliveryDeferred', 8)
    await delivery.close(0)
    const reports = reportsOf(smarthost.messages)
    expect(reports.map((report) => fieldOf(report, 'Action'))).toEqual([['delayed'], ['delayed']])
    expect(fieldOf(reports[0], 'Final-Recipient')).toEqual(['rfc822; later@x.example'])
    expect(fieldOf(reports[0], 'Status')).toEqual(['4.2.0'])
    expect(fieldOf(reports[0], 'Will-Retry-Until')).toHaveLength(1)
  })

  test('is not told where the client asked for other things', async () => {
    const to = [{ address: 'later@x.example', notify: 'FAILURE' }]
    const reports = await reportsAfter({ to }, { config: { retry: [10], delayNotices: [0] } }, 60)
    expect(reports.map((report) => fieldOf(report, 'Action'))).toEqual([['failed']])
  })
})

test('what is not delivered in its time fails, and its sender is told why', async () => {
  const message = messageOf({ to: ['later@x.example'] })
  const { smarthost, log } = await startLine(store, { smarthost: { rcpt }, config: { retry: [20] } })
  await commit(store, [message], { expireMs: 100 })
  const [line] = await log.seen('deliveryExpired')
  expect(line).toMatchObject({ id: message.id, code: 450 })
  const record = await recordOf(store, message.id)
  expect(record).toMatchObject({ state: 'failed', finished: true })
  expect(record.recipients[0]?.reply).toBe('450 4.2.0 greylisted')
  const [report] = await smarthost.received(1)
  expect(fieldOf(report, 'Action')).toEqual(['failed'])
  expect(fieldOf(report, 'Status')).toEqual(['4.4.7'])
  expect(fieldOf(report, 'Diagnostic-Code')).toEqual(['smtp; 450 4.2.0 greylisted'])
  expect((await parseMail(report?.data ?? Buffer.alloc(0))).text?.text).toContain(
    'Given up after 1 second. 127.0.0.1 said last: 450 4.2.0 greylisted',
  )
})

describe('a success', () => {
  const wish = { to: [{ address: 'ok@x.example', notify: 'SUCCESS,FAILURE' }, 'also@x.example'] }

  test('is told as "relayed" where the client asked for it and the smarthost knows no reports', async () => {
    const [report, ...more] = await reportsAfter(wish, { smarthost: { extensions: NO_DSN } })
    expect(more).toEqual([])
    expect(fieldOf(report, 'Action')).toEqual(['relayed'])
    expect(fieldOf(report, 'Final-Recipient')).toEqual(['rfc822; ok@x.example'])
  })

  test('is left to a smarthost that does', async () => {
    expect(await reportsAfter(wish)).toEqual([])
  })
})
