/** Mail sent by real programs arrives octet for octet as they sent it: a DKIM signature over it stays valid. */
import { createHash, generateKeyPairSync } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Received, type Smarthost, startSmarthost } from '../smarthost.ts'
import { addLogin } from '../support/command-line.ts'
import { type At, FROM, HIDDEN, LOGIN, MAIL, PATCH, PROGRAMS, TO } from '../support/mail-programs.ts'
import { isInstalled, runProgram } from '../support/programs.ts'
import { type Proofgate, startProofgate, tlsPortOf } from '../support/proofgate.ts'

let smarthost: Smarthost
let proofgate: Proofgate
let at: At

beforeAll(async () => {
  smarthost = await startSmarthost()
  proofgate = await startProofgate({
    smarthost: smarthost.url,
    env: { PROOFGATE_INTAKE_TLS_PORT: '0', PROOFGATE_INTAKE_DUPLICATE_WINDOW: '0ms' },
    policy: 'version: 1\nthresholds: { hold: 100, bounce: 100 }\n',
  })
  const [file, patch] = [path.join(proofgate.folder, 'mail.eml'), path.join(proofgate.folder, '0001.patch')]
  at = { port: String(proofgate.port), tlsPort: String(await tlsPortOf(proofgate)), file, patch }
  await addLogin(proofgate, LOGIN.user, LOGIN.pass, '*@acme.example')
  await writeFile(file, MAIL)
  await writeFile(patch, PATCH)
})
afterAll(() => smarthost.close())

/** Sends and gives what arrived; `mail` is the message behind our trace fields, proven to be what the record holds. */
async function arrivalOf(send: () => Promise<unknown>): Promise<Received & { readonly mail: Buffer }> {
  const before = smarthost.messages.length
  await send()
  const arrived = (await smarthost.received(before + 1))[before]
  if (arrived === undefined) throw new Error('nothing arrived')
  const [trace = '', id] =
    /^Received: from [^\r]*\r\n(?:\t[^\r]*\r\n)*X-Proofgate-Id: ([0-9a-z]{26})\r\n/.exec(
      arrived.data.toString('latin1'),
    ) ?? []
  const mail = arrived.data.subarray(trace.length)
  const { body } = await proofgate.api(`/v1/messages/${id}`)
  expect(body.sha256).toBe(createHash('sha256').update(mail).digest('hex'))
  return { ...arrived, mail }
}

const addressesOf = ({ recipients }: Received) => recipients.map(({ address }) => address)

describe('the same octets to the same envelope, no Bcc shown', () => {
  for (const { name, needs, command, adds, envelope = [FROM, TO, HIDDEN] } of PROGRAMS) {
    const isThere = isInstalled(...needs)
    test.skipIf(!isThere)(isThere ? name : `${name}: ${needs[0]} or what it needs is not installed`, async () => {
      const arrived = await arrivalOf(async () => {
        const { code, output } = await runProgram(...command(at))
        expect(`${code}: ${output}`).toMatch(/^0: /)
      })
      if (adds !== null) expect(arrived.mail.equals(Buffer.concat([MAIL, Buffer.from(adds)]))).toBe(true)
      expect([arrived.from, ...addressesOf(arrived)]).toEqual(envelope)
      expect(arrived.data.includes(HIDDEN)).toBe(false)
    })
  }
})

describe('nodemailer', () => {
  const transport = (more: object) =>
    createTransport({ host: '127.0.0.1', tls: { rejectUnauthorized: false }, auth: LOGIN, ...more })

  test.each([
    ['without TLS on this machine', () => ({ port: at.port, ignoreTLS: true })],
    ['with STARTTLS and AUTH PLAIN', () => ({ port: at.port, requireTLS: true, authMethod: 'PLAIN' })],
    ['with STARTTLS and AUTH LOGIN', () => ({ port: at.port, requireTLS: true, authMethod: 'LOGIN' })],
    ['with TLS from the first byte', () => ({ port: at.tlsPort, secure: true })],
  ])('%s', async (_, options) => {
    const arrived = await arrivalOf(() =>
      transport(options()).sendMail({ envelope: { from: FROM, to: [TO, HIDDEN] }, raw: MAIL }),
    )
    expect(arrived.mail.equals(MAIL)).toBe(true)
    expect(addressesOf(arrived)).toEqual([TO, HIDDEN])
    expect(arrived.data.includes(HIDDEN)).toBe(false)
  })

  test('with DKIM: the body hash fits what arrives, attachments and Bcc notwithstanding', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const dkim = {
      domainName: 'acme.example',
      keySelector: 'k',
      privateKey: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    }
    const arrived = await arrivalOf(() =>
      transport({ port: at.port, requireTLS: true, dkim }).sendMail({
        from: `Jörg <${FROM}>`,
        to: TO,
        bcc: HIDDEN,
        subject: 'Grüße',
        html: '<p>Hällo</p>',
        attachments: [{ filename: 'ä.bin', content: Buffer.from([0, 13, 10, 46, 13, 10, 255]) }],
      }),
    )
    const text = arrived.mail.toString('latin1')
    const body = text.slice(text.indexOf('\r\n\r\n') + 4)
    // Relaxed canonicalization (RFC 6376 §3.4.4): white space within lines, and empty lines at the end.
    const relaxed = body
      .replace(/[\t ]+/g, ' ')
      .replace(/ (?=\r\n)/g, '')
      .replace(/(?:\r\n)*$/, '\r\n')
    const hash = createHash('sha256').update(relaxed, 'latin1').digest('base64')
    expect(/bh=([^;]+)/.exec(text)?.[1]?.replace(/\s/g, '')).toBe(hash)
    expect(addressesOf(arrived)).toEqual([TO, HIDDEN])
    expect(arrived.data.includes(HIDDEN)).toBe(false)
  })

  test('addresses outside ASCII go on with SMTPUTF8 as they are', async () => {
    const envelope = { from: 'jörg@acme.example', to: ['käthe@bücher.example'] }
    const arrived = await arrivalOf(() =>
      transport({ port: at.port, requireTLS: true }).sendMail({ envelope, raw: MAIL }),
    )
    expect(arrived.mail.equals(MAIL)).toBe(true)
    expect([arrived.from, ...addressesOf(arrived)]).toEqual([envelope.from, ...envelope.to])
    expect(arrived.parameters).toContain('SMTPUTF8')
  })
})
