import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Smarthost, startSmarthost } from '../smarthost.ts'
import { type Proofgate, startProofgate } from '../support/proofgate.ts'
import { goodReply } from '../support/replies.ts'
import { openTalk, sendMail, sendOn } from '../support/smtp-talk.ts'

const ENV = {
  PROOFGATE_DELIVERY_RETRY: '["150ms"]',
  PROOFGATE_DELIVERY_TIMEOUTS_COMMAND: '1s',
  PROOFGATE_DELIVERY_TIMEOUTS_DATA: '1s',
  PROOFGATE_DELIVERY_TIMEOUTS_GREETING: '1s',
}

let smarthost: Smarthost
let proofgate: Proofgate

beforeAll(async () => {
  smarthost = await startSmarthost({
    rcpt: (address) => (address.startsWith('gone') ? '550 5.1.1 no such mailbox' : null),
  })
  proofgate = await startProofgate({ smarthost: smarthost.url, env: ENV })
})
afterAll(() => smarthost.close())

const copiesOf = (messageId: string) =>
  smarthost.messages.filter(({ data, from }) => from !== '' && data.includes(messageId))
const arrived = async (messageId: string) => {
  await smarthost.until(() => copiesOf(messageId).length > 0)
  return copiesOf(messageId)
}
const reportsOn = (messageId: string) =>
  smarthost.messages.filter(({ data, from }) => from === '' && data.includes(messageId))

describe('the message waits and arrives once, and nobody is told', () => {
  test.each([
    ['451 at MAIL', () => smarthost.fault('mail', { reply: '451 4.3.0 later' }, 2)],
    ['450 at RCPT', () => smarthost.fault('rcpt', { reply: '450 4.2.1 later' }, 2)],
    ['421 as greeting', () => smarthost.fault('banner', { reply: '421 4.3.2 busy' }, 2)],
    ['452 at the end of data', () => smarthost.fault('end', { reply: '452 4.3.1 full' }, 2)],
    ['a smarthost that hangs', () => smarthost.fault('data', 'hang')],
    ['a connection that drops in the middle of the message', () => smarthost.fault('body', 'rst')],
  ])('after %s', async (_, misbehave) => {
    // No session is left from before: every fault is met.
    smarthost.cut()
    misbehave()
    const mail = goodReply()
    expect(await sendMail(proofgate.port, mail)).toMatchObject({ code: 250 })
    expect(await arrived(mail.messageId)).toHaveLength(1)
    expect(reportsOn(mail.messageId)).toEqual([])
  })

  test('after the smarthost was down', async () => {
    const mail = goodReply()
    smarthost.fault('connect', 'rst', 3)
    smarthost.cut()
    expect(await sendMail(proofgate.port, mail)).toMatchObject({ code: 250 })
    expect(await arrived(mail.messageId)).toHaveLength(1)
  })
})

describe('the sender learns', () => {
  test('of a permanent refusal, by a report in ASCII to the envelope sender with the reply in it (RFC 3464)', async () => {
    const mail = goodReply()
    await sendMail(proofgate.port, { ...mail, to: ['gone@customer.example'] })
    await smarthost.until(() => reportsOn(mail.messageId).length > 0)
    const [report] = reportsOn(mail.messageId)
    expect(report?.recipients).toMatchObject([{ address: 'anna@acme.example' }])
    const text = report?.data.toString('latin1') ?? ''
    expect(text).toMatch(/^[\x00-\x7f]*$/)
    const parts = [/^Action: failed/m, /^Status: 5\.1\.1/m, /^Final-Recipient: rfc822; ?gone@customer\.example/im]
    for (const part of [...parts, /550 5\.1\.1 no such mailbox/]) expect(text).toMatch(part)
  })

  test('only of the refused, while the others are sent: results are per recipient', async () => {
    const mail = goodReply()
    await sendMail(proofgate.port, { ...mail, to: ['kim@customer.example', 'gone@customer.example'] })
    const [sent] = await arrived(mail.messageId)
    expect(sent?.recipients.map(({ address }) => address)).toEqual(['kim@customer.example'])
    await smarthost.until(() => reportsOn(mail.messageId).length > 0)
    expect(reportsOn(mail.messageId)).toHaveLength(1)
    expect(reportsOn(mail.messageId)[0]?.data.toString()).not.toMatch(/Final-Recipient: rfc822; ?kim@/i)
  })

  test('nothing of a failed report: mail with the null sender makes no other', async () => {
    const talk = await openTalk(proofgate.port)
    await talk.reply()
    await talk.ask('EHLO desk.acme.example')
    const nullSender = { ...goodReply(), from: '', to: ['gone@customer.example'] }
    expect(await sendOn(talk, nullSender)).toMatchObject({ code: 250 })
    const last = goodReply()
    await sendOn(talk, last)
    await arrived(last.messageId)
    talk.close()
    expect(reportsOn(nullSender.messageId)).toEqual([])
  })
})

test('what cannot be delivered in time is given up and its sender told', async () => {
  const full = await startSmarthost({
    rcpt: (address) => (address.startsWith('kim') ? '452 4.2.2 mailbox full' : null),
  })
  const gate = await startProofgate({
    smarthost: full.url,
    env: { ...ENV, PROOFGATE_DELIVERY_EXPIRE: '800ms', PROOFGATE_DELIVERY_DELAY_NOTICES: '[]' },
  })
  await sendMail(gate.port, goodReply())
  const [report] = await full.received(1)
  expect(report?.recipients).toMatchObject([{ address: 'anna@acme.example' }])
  expect(report?.data.toString()).toMatch(/^Action: failed/m)
  expect(gate.log.filter((entry) => entry.event === 'delivery.deferred').length).toBeGreaterThan(0)
  await gate.stop()
  await full.close()
})
