import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Smarthost, startSmarthost } from '../smarthost.ts'
import { type Proofgate, startProofgate } from '../support/proofgate.ts'
import { automaticReply, bouncedReply, goodReply, heldReply } from '../support/replies.ts'
import { sendMail } from '../support/smtp-talk.ts'

let smarthost: Smarthost
let proofgate: Proofgate

beforeAll(async () => {
  smarthost = await startSmarthost()
  proofgate = await startProofgate({ smarthost: smarthost.url })
})
afterAll(() => smarthost.close())

const idOf = (text: string) => /[0-9a-z]{26}/.exec(text)?.[0] ?? ''
const arrivedAt = (address: string, after: number) =>
  smarthost
    .until(() => smarthost.messages.slice(after).some((each) => each.recipients.some((r) => r.address === address)))
    .then(() => smarthost.messages.slice(after).filter((each) => each.recipients.some((r) => r.address === address)))

describe('forward', () => {
  test('a good reply passes with its octets unchanged behind one Received line and our id (promises 1, 2)', async () => {
    const before = smarthost.messages.length
    const mail = { ...goodReply(), raw: `${goodReply().raw}.\r\n..\r\nÄ 8-bit line\r\n` }
    const reply = await sendMail(proofgate.port, mail)
    expect(reply).toMatchObject({ code: 250, text: expect.stringMatching(/^2\.6\.0 queued as [0-9a-z]{26}$/) })
    const [arrived] = await arrivedAt('kim@customer.example', before)
    const data = arrived?.data.toString('utf8') ?? ''
    expect(data.endsWith(mail.raw)).toBe(true)
    expect(data.slice(0, -mail.raw.length)).toMatch(
      /^Received: from desk\.acme\.example \(\[127\.0\.0\.1\]\)\r\n\tby gate\.test \(Proofgate\) with ESMTP id [0-9a-z]{26}\r\n\tfor <kim@customer\.example>;\r\n\t[^\r\n]+\r\nX-Proofgate-Id: [0-9a-z]{26}\r\n$/,
    )
    const { body } = await proofgate.api(`/v1/messages/${idOf(reply.text)}`)
    expect(body.sha256).toBe(createHash('sha256').update(mail.raw).digest('hex'))
  })

  test('the same octets and envelope sent again get the same id and are sent on once', async () => {
    const before = smarthost.messages.length
    const mail = goodReply()
    const [first, second, third] = [
      await sendMail(proofgate.port, mail),
      await sendMail(proofgate.port, mail),
      await sendMail(proofgate.port, mail),
    ]
    expect(second.text).toBe(first.text)
    expect(third.text).toBe(first.text)
    await sendMail(proofgate.port, { ...goodReply(), to: ['last@customer.example'] })
    await arrivedAt('last@customer.example', before)
    expect(smarthost.messages.slice(before).filter((each) => each.data.includes(mail.messageId))).toHaveLength(1)
  })

  test("auto-generated mail is not an agent's writing and passes unjudged, recorded as such (promise 9)", async () => {
    const before = smarthost.messages.length
    const reply = await sendMail(proofgate.port, automaticReply())
    expect(reply.code).toBe(250)
    await arrivedAt('kim@customer.example', before)
    const address = `/v1/messages/${idOf(reply.text)}`
    expect((await proofgate.api(address)).body).toMatchObject({ verdict: 'forward', exempt: 'auto-submitted' })
    const { body } = await proofgate.api(`${address}/judgement`)
    expect(body).toMatchObject({ verdict: 'forward', exempt: 'auto-submitted', findings: [] })
  })
})

describe('hold', () => {
  test('the agent hears of it by a reply to the own mail that shows the line and what would fix it (promise 5)', async () => {
    const before = smarthost.messages.length
    const mail = heldReply()
    const reply = await sendMail(proofgate.port, mail)
    expect(reply).toMatchObject({ code: 250, text: expect.stringContaining('held for review as') })
    const [notice] = await arrivedAt('anna@acme.example', before)
    const text = notice?.data.toString('utf8').replace(/=\r\n/g, '') ?? ''
    expect(notice?.from).toBe('')
    expect(text).toContain(`In-Reply-To: ${mail.messageId}`)
    expect(text).toContain('Auto-Submitted: auto-replied')
    expect(text).toContain('please find attached the invoice')
    expect(text).toContain(`${proofgate.reviewUrl}/messages/${idOf(reply.text)}`)
    expect(smarthost.messages.slice(before).some((each) => each.data.includes('X-Proofgate-Id'))).toBe(false)
  })

  test('a letter that nobody can read is held with nothing found, and the agent hears what could not be read', async () => {
    const before = smarthost.messages.length
    const sealed = goodReply()
    const raw = sealed.raw.replace('text/plain; charset=utf-8', 'application/pkcs7-mime; name=smime.p7m')
    const reply = await sendMail(proofgate.port, { ...sealed, raw })
    expect(reply).toMatchObject({ code: 250, text: expect.stringContaining('held for review as') })
    const [notice] = await arrivedAt('anna@acme.example', before)
    const unread = 'written as application/pkcs7-mime'
    expect(notice?.data.toString('utf8').replace(/=\r\n/g, '')).toContain(`Not all of it could be checked: ${unread}.`)
    const { body } = await proofgate.api(`/v1/messages/${idOf(reply.text)}`)
    expect(body).toMatchObject({ state: 'held', verdict: 'hold', score: 0, checks: [], unread: [unread] })
  })

  test('released, the very octets go to the very envelope, once, however often it is asked (promises 2, 6)', async () => {
    const before = smarthost.messages.length
    const mail = { ...heldReply(), to: ['kim@customer.example', 'Bcc.Only@customer.example'] }
    const id = idOf((await sendMail(proofgate.port, mail)).text)
    const asked = await Promise.all(
      Array.from({ length: 20 }, () => proofgate.api(`/v1/holds/${id}/release`, { method: 'POST', body: '{}' })),
    )
    expect(asked.filter((each) => each.status === 200)).toHaveLength(1)
    expect(asked.filter((each) => each.status === 409)).toHaveLength(19)
    const [arrived, ...more] = await arrivedAt('kim@customer.example', before)
    expect(more).toEqual([])
    expect(arrived?.data.toString('latin1').endsWith(mail.raw)).toBe(true)
    expect(arrived?.from).toBe('anna@acme.example')
    expect(arrived?.recipients.map((r) => r.address)).toEqual(mail.to)
  })

  test('returned, nothing goes to the customer and the agent reads the note and the reasons', async () => {
    const before = smarthost.messages.length
    const mail = heldReply()
    const id = idOf((await sendMail(proofgate.port, mail)).text)
    const returned = await proofgate.api(`/v1/holds/${id}/return`, {
      method: 'POST',
      body: JSON.stringify({ note: 'Please attach the PDF.' }),
    })
    expect(returned.status).toBe(200)
    await smarthost.until(() =>
      smarthost.messages.slice(before).some((each) => each.data.includes('Please attach the PDF.')),
    )
    expect(
      smarthost.messages.slice(before).every((each) => each.recipients.every((r) => r.address === 'anna@acme.example')),
    ).toBe(true)
    expect((await proofgate.api(`/v1/messages/${id}`)).body.state).toBe('returned')
  })
})

describe('bounce', () => {
  test('the client gets 550 5.7.1 with the reasons, line by line, and a link', async () => {
    const reply = await sendMail(proofgate.port, bouncedReply())
    expect(reply.code).toBe(550)
    for (const line of reply.lines) expect(line).toMatch(/^5\.7\.1 [\x20-\x7e]+$/)
    expect(reply.text).toContain('[INSERT CUSTOMER NAME HERE]')
    expect(reply.text).toContain(`${proofgate.reviewUrl}/messages/`)
    const id = idOf(reply.lines.at(-1) ?? '')
    expect((await proofgate.api(`/v1/messages/${id}`)).body.state).toBe('bounced')
    const page = await proofgate.api(`/messages/${id}`)
    expect(page.status).toBe(200)
    expect(page.body).toContain('<mark>[INSERT CUSTOMER NAME HERE]</mark>')
  })
})

test('every verdict stands on record with policy, engine, findings and points (promise 3)', async () => {
  const id = idOf((await sendMail(proofgate.port, heldReply())).text)
  const { body } = await proofgate.api(`/v1/holds/${id}`)
  expect(body.judgement).toMatchObject({
    verdict: 'hold',
    score: 6,
    policy: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    engine: expect.any(String),
    findings: [
      expect.objectContaining({ check: 'missing-attachment', points: 6, excerpt: expect.stringContaining('attached') }),
    ],
  })
  const kinds = body.timeline.map((step: { kind: string }) => step.kind)
  expect(kinds).toEqual(expect.arrayContaining(['mail.received', 'mail.judged', 'mail.held', 'hold.viewed']))
})
