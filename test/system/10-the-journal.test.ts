/** Copies of customers' mail come in, by SMTP, LMTP and in journal reports; from nobody else, and nothing of it goes out. */
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { attachStore, type Store } from '@proofgate/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Smarthost, startSmarthost } from '../smarthost.ts'
import { addLogin, runBeside } from '../support/command-line.ts'
import { type CustomerMail, customerMail } from '../support/customer-mails.ts'
import {
  exchange2003Report,
  exchange2016Report,
  exchangeOnlineReport,
  googleCopy,
  unmarkedReport,
} from '../support/journal-reports.ts'
import { isInstalled, runProgram } from '../support/programs.ts'
import { type Proofgate, startProofgate } from '../support/proofgate.ts'
import { goodReply } from '../support/replies.ts'
import { openTalk, type SmtpTalk, sendMail, sendOn } from '../support/smtp-talk.ts'

let smarthost: Smarthost
let proofgate: Proofgate
let store: Store

beforeAll(async () => {
  smarthost = await startSmarthost()
  proofgate = await startProofgate({
    smarthost: smarthost.url,
    env: {
      PROOFGATE_JOURNAL_PORT: '0',
      PROOFGATE_JOURNAL_NETWORKS: JSON.stringify([
        { cidr: '127.0.0.1', recipients: ['*'] },
        { cidr: '127.0.0.2', recipients: ['journal-k7w2n9qx@gate.test'] },
      ]),
      PROOFGATE_INTAKE_XFORWARD: '["127.0.0.3"]',
    },
  })
  store = await attachStore({ folder: path.join(proofgate.folder, 'data/postgres') })
})
afterAll(async () => {
  await store.close()
  await smarthost.close()
})

/** A session from an address of this machine, greeted. */
async function session(from = '127.0.0.1', greeting = 'EHLO mx.acme.example'): Promise<SmtpTalk> {
  const talk = await openTalk(proofgate.journalPort, '127.0.0.1', from)
  await talk.reply()
  await talk.ask(greeting)
  return talk
}

const journal = (mail: CustomerMail, raw: string | Buffer = mail.raw) =>
  sendMail(proofgate.journalPort, { ...mail, raw })

/** The turns on record of a mail, oldest first. */
const turnsOf = ({ messageId }: { readonly messageId: string }) => store.sql`
  select id, source, message_id as "messageId", author_address as author, recipients, automatic,
    read_at is not null as read from turns
  where header_message_id = ${messageId} order by id`

describe('who may journal', () => {
  test('a host of journal.networks; any other is told what to set, once in the log, and nothing is taken', async () => {
    const stranger = await session('127.0.0.9')
    const refused = await stranger.ask('MAIL FROM:<kim@customer.example>')
    expect(refused).toMatchObject({
      code: 450,
      text: '4.7.1 127.0.0.9 may not journal here. Name it in journal.networks, or sign in with a login or token of the role journal',
    })
    await stranger.ask('MAIL FROM:<>')
    expect(await stranger.ask('RCPT TO:<journal@gate.test>')).toMatchObject({ code: 503 })
    expect(await stranger.ask('DATA')).toMatchObject({ code: 503 })
    const told = proofgate.log.filter(({ event, address }) => event === 'journal.refused' && address === '127.0.0.9')
    expect(told).toHaveLength(1)
    const mail = customerMail()
    expect(await journal(mail)).toMatchObject({ code: 250 })
    expect(await turnsOf(mail)).toHaveLength(1)
  })

  test('a host of a shared network only to its own address', async () => {
    const talk = await session('127.0.0.2')
    await talk.ask('MAIL FROM:<kim@customer.example>')
    expect(await talk.ask('RCPT TO:<journal@gate.test>')).toMatchObject({
      code: 450,
      text: '4.7.1 127.0.0.2 may not journal to journal@gate.test. Name it in recipients of its network in journal.networks',
    })
    expect(await talk.ask('RCPT TO:<journal-k7w2n9qx@gate.test>')).toMatchObject({ code: 250 })
  })

  test('nobody on the word of XFORWARD or PROXY', async () => {
    for (const from of ['127.0.0.3', '127.0.0.1']) {
      const talk = await session(from)
      expect(await talk.ask('XFORWARD ADDR=127.0.0.1')).toMatchObject({ code: 550 })
    }
    const talk = await openTalk(proofgate.journalPort, '127.0.0.1', '127.0.0.3')
    talk.write('PROXY TCP4 127.0.0.1 127.0.0.1 1 2527\r\nEHLO x\r\nMAIL FROM:<kim@customer.example>\r\n')
    const codes = [await talk.reply(), await talk.reply(), await talk.reply(), await talk.reply()].map(
      ({ code }) => code,
    )
    expect(codes).toEqual([220, 500, 250, 450])
  })

  test('a login with the role journal, or a token of it as the password; another login is told what it lacks', async () => {
    await addLogin(proofgate, 'desk', 'correct horse', 'desk@acme.example')
    await runBeside(proofgate, ['users', 'add', 'postfix', '--role', 'journal'], 'battery staple')
    const { out } = await runBeside(proofgate, ['tokens', 'add', 'exim', '--role', 'journal'])
    const token = /pg_\S+/.exec(out)?.[0] ?? ''
    const reviewer = /pg_\S+/.exec((await runBeside(proofgate, ['tokens', 'add', 'tina'])).out)?.[0] ?? ''
    const as = async (login: string, password: string) => {
      const talk = await session('127.0.0.9')
      const signedIn = await talk.ask(`AUTH PLAIN ${Buffer.from(`\0${login}\0${password}`).toString('base64')}`)
      return signedIn.code === 235 ? talk.ask('MAIL FROM:<kim@customer.example>') : signedIn
    }
    expect(await as('postfix', 'battery staple')).toMatchObject({ code: 250 })
    expect(await as('anything', token)).toMatchObject({ code: 250 })
    expect(await as('tina', reviewer)).toMatchObject({ code: 450 })
    expect(await as('desk', 'correct horse')).toMatchObject({
      code: 450,
      text: '4.7.1 The login desk may not journal. Give it the role journal: proofgate users change',
    })
    expect(await as('desk', 'wrong')).toMatchObject({ code: 535 })
  })
})

describe('a copy', () => {
  test('is answered with its id, known when it comes again, and on record octet for octet', async () => {
    const mail = customerMail()
    const first = await journal(mail)
    const [turn] = await turnsOf(mail)
    expect(turn).toMatchObject({ source: 'journal', author: 'kim@customer.example', automatic: null })
    expect(first.text).toBe(`2.6.0 taken as ${turn?.id}`)
    expect((await journal(mail)).text).toBe(`2.6.0 known already as ${turn?.id}`)
    expect(await turnsOf(mail)).toHaveLength(1)
    expect(proofgate.log.filter(({ id, event }) => id === turn?.id && event === 'journal.received')).toEqual([
      expect.objectContaining({ isNew: true, by: 'smtp', isReport: false, sizeBytes: mail.raw.length }),
      expect.objectContaining({ isNew: false }),
    ])
  })

  test.each([
    ['with the null sender', 'null-sender', { from: '' }],
    ['of a vacation reply', 'auto-submitted', { fields: 'Auto-Submitted: auto-replied' }],
    ['of a list', 'list', { fields: 'List-Id: <dice.lists.example>' }],
    ['of a delivery report', 'delivery-report', { fields: 'Content-Type: multipart/report; boundary=b' }],
  ])('%s is taken and marked as %s', async (_, automatic, { from, fields }: { from?: string; fields?: string }) => {
    const mail = customerMail(fields === undefined ? {} : { fields })
    expect(await journal({ ...mail, from: from ?? mail.from })).toMatchObject({ code: 250 })
    expect(await turnsOf(mail)).toMatchObject([{ automatic }])
    // Nobody waits for an answer to it, once it has been read either.
    while ((await turnsOf(mail))[0]?.read !== true) await pause(20)
    const [turn] = await turnsOf(mail)
    expect(turn).toMatchObject({ automatic })
    expect(await store.sql`select 1 from points where turn_id = ${turn?.id}`).toEqual([])
  })

  test('holds whatever mail holds: bare line ends, NUL, a blank first, MIME in ruins', async () => {
    for (const raw of [
      customerMail().raw.replace('where', 'bare\nline\rends\0where'),
      ` blank first\r\n${customerMail().raw}`,
      customerMail({ fields: 'Content-Type: multipart/mixed; boundary=b' }).raw,
      'no header at all',
      '\0\0\0',
    ])
      expect(await journal(customerMail(), raw)).toMatchObject({ code: 250 })
    expect(await journal(customerMail(), '')).toMatchObject({ code: 250 })
  })

  test('of an agent’s reply that went through here is the same turn as its submission', async () => {
    // To somebody who asked nothing: Kim's questions are known from the journal, and this does not answer them.
    const { raw, ...good } = goodReply()
    const reply = {
      ...good,
      to: ['lee@other.example'],
      raw: raw.replaceAll('Kim', 'Lee').replace('kim@customer', 'lee@other'),
    }
    expect(await sendMail(proofgate.port, reply)).toMatchObject({ code: 250 })
    await smarthost.until(() => smarthost.messages.some(({ data }) => data.includes(reply.messageId)))
    const sent = smarthost.messages.find(({ data }) => data.includes(reply.messageId))?.data ?? Buffer.alloc(0)
    expect(await sendMail(proofgate.journalPort, { ...reply, raw: sent })).toMatchObject({
      text: expect.stringMatching(/^2\.6\.0 known already as /),
    })
    expect(await turnsOf(reply)).toMatchObject([{ source: 'submission', messageId: expect.any(String) }])
  })

  test('of 30 MB is taken; one above the limit is refused, and at MAIL where its size is told', async () => {
    const line = `${'x'.repeat(76)}\r\n`
    const mail = customerMail({ body: line.repeat((30 * 1024 * 1024) / line.length) })
    expect(await journal(mail, exchangeOnlineReport(mail.raw))).toMatchObject({ code: 250 })
    const [turn] = await turnsOf(mail)
    const [body] = await store.sql`select length(bytes) > 1000 as there from turn_bodies where turn_id = ${turn?.id}`
    expect(body).toEqual({ there: true })
    const talk = await session()
    expect(await talk.ask('MAIL FROM:<kim@customer.example> SIZE=68000000')).toMatchObject({ code: 552 })
  }, 60_000)
})

describe('a journal report', () => {
  test.each([
    ['Exchange Online', exchangeOnlineReport],
    ['Exchange 2016', exchange2016Report],
    ['another server', unmarkedReport],
  ])('of %s gives the mail it encloses, and whom that was for', async (_, reportOf) => {
    const mail = customerMail()
    const recipients = ['To: anna@acme.example, Expanded: support@acme.example', 'Bcc: lead@acme.example']
    // Exchange sends its reports with an address of its own or none, whoever wrote the mail.
    expect(await journal({ ...mail, from: '' }, reportOf(mail.raw, { recipients }))).toMatchObject({ code: 250 })
    expect(await turnsOf(mail)).toEqual([
      expect.objectContaining({
        author: 'kim@customer.example',
        automatic: null,
        recipients: ['support@acme.example', 'anna@acme.example', 'lead@acme.example'],
      }),
    ])
  })

  test('of one mail for several recipients, by several servers, is one turn', async () => {
    const mail = customerMail()
    const replies = []
    for (const raw of [
      exchangeOnlineReport(mail.raw, { recipients: ['To: support@acme.example'] }),
      exchangeOnlineReport(mail.raw, { recipients: ['Bcc: lead@acme.example'] }),
      exchange2003Report(mail.raw, { recipients: ['support@acme.example'] }),
      exchange2016Report(exchangeOnlineReport(mail.raw)),
      googleCopy(mail.raw, 'support@acme.example'),
      mail.raw,
    ])
      replies.push((await journal(mail, raw)).text.replace(/ as .*/, ''))
    expect(replies).toEqual(['2.6.0 taken', ...Array(5).fill('2.6.0 known already')])
    expect(await turnsOf(mail)).toHaveLength(1)
  })

  test('that comes twice at the same moment is one turn', async () => {
    const mail = customerMail()
    await Promise.all(Array.from({ length: 10 }, () => journal(mail, exchangeOnlineReport(mail.raw))))
    expect(await turnsOf(mail)).toHaveLength(1)
  })

  test('that is damaged is taken as far as it goes, and the log says so', async () => {
    const mail = customerMail()
    const whole = String(exchangeOnlineReport(mail.raw))
    const cut = whole.slice(0, whole.indexOf('change the address'))
    expect(await journal(mail, cut)).toMatchObject({ code: 250 })
    const [turn] = await turnsOf(mail)
    expect(proofgate.log).toContainEqual(
      expect.objectContaining({ event: 'journal.damaged', id: turn?.id, why: 'is cut off' }),
    )
  })
})

describe('LMTP', () => {
  test('answers LHLO, and each recipient on its own at the end of the message', async () => {
    const mail = customerMail()
    const talk = await session('127.0.0.1', 'LHLO mx.acme.example')
    const to = ['journal@gate.test', 'archive@gate.test', 'journal@gate.test']
    const first = await sendOn(talk, { ...mail, to })
    const others = [await talk.reply(), await talk.reply()]
    expect([first, ...others].map(({ text }) => text.replace(/ as .*/, ''))).toEqual(Array(3).fill('2.6.0 taken'))
    expect((await talk.ask('NOOP')).text).toMatch(/^2\.0\.0/)
    expect((await sendOn(talk, mail)).text).toMatch(/^2\.6\.0 known already/)
    expect((await talk.ask('QUIT')).code).toBe(221)
  })

  const isThere = isInstalled('swaks', '--version')
  test.skipIf(!isThere)('is understood by swaks', async () => {
    const { raw, messageId } = customerMail()
    const file = path.join(proofgate.folder, 'customer.eml')
    await writeFile(file, raw)
    const server = ['--server', '127.0.0.1', '--port', String(proofgate.journalPort), '--protocol', 'LMTP', '--tls']
    const envelope = ['--from', 'kim@customer.example', '--to', 'journal@gate.test,archive@gate.test']
    const { code, output } = await runProgram('swaks', [...server, ...envelope, '--data', `@${file}`])
    expect(`${code}: ${output}`).toMatch(/^0: [\s\S]*250 2\.6\.0 taken as [\s\S]*250 2\.6\.0 taken as /)
    expect(await turnsOf({ messageId })).toHaveLength(1)
  })

  test('is not spoken at the submission port', async () => {
    const talk = await openTalk(proofgate.port)
    await talk.reply()
    expect(await talk.ask('LHLO mx.acme.example')).toMatchObject({ code: 500 })
  })
})

describe('over HTTP', () => {
  const post = (raw: Uint8Array<ArrayBuffer>) =>
    proofgate.api('/v1/journal', { method: 'POST', body: raw, headers: { 'content-type': 'message/rfc822' } })

  test('a mail of 30 MB is taken, and is the same as its copy by SMTP', async () => {
    const line = `${'x'.repeat(76)}\r\n`
    const mail = customerMail({ body: line.repeat((30 * 1024 * 1024) / line.length) })
    const { status, body } = await post(new Uint8Array(Buffer.from(mail.raw)))
    expect([status, body.isNew]).toEqual([201, true])
    expect(await turnsOf(mail)).toMatchObject([{ id: body.id, source: 'http' }])
    expect((await journal(mail)).text).toBe(`2.6.0 known already as ${body.id}`)
  }, 60_000)

  test('`proofgate journal` on the same machine hands in files, and says how it stands', async () => {
    const { raw } = customerMail()
    const beside = ['--url', proofgate.reviewUrl]
    expect(await runBeside(proofgate, ['journal', '-', ...beside], raw)).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 taken, 0 known already.'),
    })
    expect((await runBeside(proofgate, ['journal', ...beside])).out).toContain('The latest mail came in ')
  })
})

test('nothing of the journal was sent on, judged, held or answered', async () => {
  const { sql } = store
  const [counts] = await sql`
    select (select count(*)::int from messages where origin <> 'submission') as "written",
      (select count(*)::int from messages) as "messages", (select count(*)::int from holds) as "holds"`
  expect(counts).toEqual({ written: 0, messages: 1, holds: 0 })
  expect(smarthost.messages).toHaveLength(1)
})

test('a reply is judged by what the customer asked in a mail of the journal, and the judgement says so', async () => {
  const mail = customerMail({ body: 'Hello,\r\n\r\ncan I still change the address of my order?\r\n\r\nKim' })
  await journal(mail)
  const reply = goodReply()
  const raw = reply.raw.replace('Subject:', `In-Reply-To: ${mail.messageId}\r\nSubject:`)
  const answer = await sendMail(proofgate.port, { ...reply, raw })
  const { body } = await proofgate.api(`/v1/messages/${/[0-9a-z]{26}/.exec(answer.text)?.[0]}/judgement`)
  expect(body.questions).toContainEqual(
    expect.objectContaining({
      source: 'conversation',
      text: expect.stringMatching(/change the address/),
      state: 'missing',
    }),
  )
})
