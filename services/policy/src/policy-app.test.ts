import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_POLICY, Judgement, PolicyError, TurnReading } from '@proofgate/checks'
import { configOf } from '@proofgate/config'
import { createLog } from '@proofgate/telemetry'
import { hc } from 'hono/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PolicyService, policyApp } from './policy-app.ts'
import { Problem } from './problem.ts'
import { type PolicyApp, routesOf } from './routes.ts'

const TOKEN = 'tea-and-toast'
const folder = mkdtempSync(join(tmpdir(), 'proofgate-policy-'))
const file = join(folder, 'policy.yaml')
const lines: string[] = []
const log = createLog({ level: 'info', format: 'json', destination: { write: (line) => lines.push(line) } })

const configWith = (yaml: string) =>
  configOf({ file: { path: 'test', text: yaml }, env: {}, hostname: 'test', readFile: () => '' })

const config = configWith(`policy: { file: ${file}, token: ${TOKEN} }\nintake: { size: 64KB }\njudge: { threads: 2 }`)

const mailOf = (body: string, more: readonly string[] = []) =>
  [
    'From: Sam <sam@desk.example>',
    'To: Jane <jane@customer.example>',
    'Subject: Re: order',
    ...more,
    '',
    body,
    '',
  ].join('\r\n')

const BAD = mailOf('Dear [INSERT CUSTOMER NAME HERE],\r\n\r\nyour parcel left today.')
const GOOD = mailOf('Dear Jane,\r\n\r\nyour parcel left today and arrives on Friday.')

let service: PolicyService

beforeAll(async () => {
  writeFileSync(file, '# ours\nversion: 1\nthresholds: { hold: 4 }\n')
  service = policyApp({ config, log })
  await service.ready
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterAll(() => service.close())

function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers)
  if (!headers.has('authorization')) headers.set('authorization', `Bearer ${TOKEN}`)
  return Promise.resolve(service.app.fetch(new Request(`http://policy${path}`, { ...init, headers })))
}

const judgeRaw = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  ask('/v1/judge', { method: 'POST', body, headers: { 'content-type': 'message/rfc822', ...headers } })

const judgeForm = (fields: readonly (readonly [string, string | Blob])[]) => {
  const body = new FormData()
  for (const [name, value] of fields) {
    if (typeof value === 'string') body.append(name, value)
    else body.append(name, value, `${name}.eml`)
  }
  return ask('/v1/judge', { method: 'POST', body })
}

const encoded = (envelope: unknown) => Buffer.from(JSON.stringify(envelope)).toString('base64url')

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const problem = Problem.strict().parse(await response.json())
  expect(problem).toMatchObject({ status: response.status, title: expect.any(String), remedy: expect.any(String) })
  return `${response.status} ${problem.type.replace(/^urn:proofgate:problem:/, '')}: ${problem.detail}`
}

describe('POST /v1/read', () => {
  const read = (body: string, headers: Record<string, string> = {}, query = '') =>
    ask(`/v1/read${query}`, { method: 'POST', body, headers: { 'content-type': 'message/rfc822', ...headers } })

  test("200: a customer's mail is read, in the public shape", async () => {
    const mail = mailOf('Where is my parcel?').replace(/Sam <sam@desk/, 'Jane <jane@customer')
    const response = await read(mail)
    expect(response.status).toBe(200)
    expect(TurnReading.strict().parse(await response.json())).toMatchObject({
      by: 'customer',
      points: [{ kind: 'question', text: 'Where is my parcel?' }],
      customer: { address: 'jane@customer.example' },
    })
  })

  test('200: the envelope says that it is ours, and received_at when it was promised', async () => {
    const envelope = { from: 'sam@desk.example', recipients: ['jane@customer.example'] }
    const mail = mailOf('I will call you tomorrow.', ['Date: Tue, 24 Nov 2099 10:00:00 +0000'])
    const response = await read(
      mail,
      { 'proofgate-envelope': encoded(envelope) },
      '?received_at=2026-11-24T10%3A00%3A00Z',
    )
    expect(await response.json()).toMatchObject({
      by: 'us',
      promises: [{ text: 'I will call you tomorrow.', dueAt: '2026-11-26T00:00:00.000Z' }],
    })
  })

  test('400, 401, 405, 413, 415: what is wrong is said', async () => {
    expect(await problemOf(await read('', {}))).toMatch(/^400 invalid-request: The body is empty/)
    expect(await problemOf(await read(GOOD, {}, '?received_at=yesterday'))).toMatch(/^400 invalid-request: received_at/)
    expect(await problemOf(await read(GOOD, { 'proofgate-envelope': 'x' }))).toMatch(/^400 invalid-request: The header/)
    expect(await problemOf(await read(GOOD, { authorization: 'Bearer no' }))).toMatch(/^401 not-signed-in/)
    expect(await problemOf(await ask('/v1/read'))).toMatch(/^405 method-not-allowed/)
    expect(await problemOf(await read('x'.repeat(70_000)))).toMatch(/^413 too-large/)
    expect(await problemOf(await read(GOOD, { 'content-type': 'text/plain' }))).toMatch(/^415 unsupported-type/)
  })
})

describe('POST /v1/judge', () => {
  test('200: a raw message is judged by the policy file, the answer has the public shape', async () => {
    const response = await judgeRaw(BAD)
    expect(response.status).toBe(200)
    const judgement = Judgement.strict().parse(await response.json())
    expect(judgement).toMatchObject({ verdict: 'bounce', thresholds: { hold: 4, bounce: 10 } })
    expect(judgement.findings[0]).toMatchObject({ check: 'placeholder', excerpt: '[INSERT CUSTOMER NAME HERE]' })
  })

  test('200: a sound message passes', async () => {
    expect(await (await judgeRaw(GOOD)).json()).toMatchObject({ verdict: 'forward', findings: [], exempt: null })
  })

  test('200: the envelope in the header counts, not the header fields of the message', async () => {
    const envelope = { from: '', recipients: ['jane@customer.example'] }
    const judgement = await (await judgeRaw(BAD, { 'proofgate-envelope': encoded(envelope) })).json()
    expect(judgement).toMatchObject({ verdict: 'forward', exempt: 'null-sender' })
  })

  test('200: without an envelope a message without From is judged, not taken for a delivery report', async () => {
    const judgement = await (await judgeRaw(BAD.replace(/^From:.*\r\n/, ''))).json()
    expect(judgement).toMatchObject({ verdict: 'bounce', exempt: null })
  })

  test('200: a form with message, envelope and conversation gives the same judgement, and the conversation is read', async () => {
    const question = mailOf('Hello, can I change the delivery address of my order?\r\n\r\nJane').replace(
      /Sam <sam@desk/,
      'Jane <jane@customer',
    )
    const envelope = JSON.stringify({ from: 'sam@desk.example', recipients: [{ address: 'jane@customer.example' }] })
    const response = await judgeForm([
      ['message', new Blob([BAD])],
      ['envelope', envelope],
      ['conversation', new Blob([question])],
    ])
    expect(response.status).toBe(200)
    const judgement = Judgement.parse(await response.json())
    expect(judgement.findings[0]?.check).toBe('placeholder')
    expect(judgement.abstained.filter(({ why }) => why.includes("customer's words"))).toEqual([])
  })

  test('400: what is missing or wrong is said, and nothing of it is repeated', async () => {
    expect(await problemOf(await judgeRaw(''))).toBe(
      '400 invalid-request: The body is empty: it must be a message (RFC 5322).',
    )
    const wrong = { from: 5, recipients: ['secret@x', 1], extra: true }
    const said = await problemOf(await judgeRaw(GOOD, { 'proofgate-envelope': encoded(wrong) }))
    expect(said).toMatch(
      /^400 invalid-request: The header Proofgate-Envelope \(base64url\) is no envelope: from: .*recipients\.1: /,
    )
    expect(said).not.toContain('secret@x')
    for (const none of ['%%%', Buffer.from('{from: a}').toString('base64url')])
      expect(await problemOf(await judgeRaw(GOOD, { 'proofgate-envelope': none }))).toBe(
        '400 invalid-request: The header Proofgate-Envelope (base64url) is no envelope: it is not JSON.',
      )
  })

  test('400: a form must hold one message as a file, and nothing unknown', async () => {
    const message = ['message', new Blob([GOOD])] as const
    expect(await problemOf(await judgeForm([['envelope', '{}']]))).toMatch(/^400 .*exactly one file "message"/)
    expect(await problemOf(await judgeForm([message, message]))).toMatch(/^400 .*exactly one file/)
    expect(await problemOf(await judgeForm([['message', GOOD]]))).toMatch(/^400 .*must be a file/)
    expect(await problemOf(await judgeForm([message, ['extra', 'x']]))).toMatch(/^400 .*none of message, envelope/)
    const memory = (text: string) => judgeForm([message, ['memory', text]])
    expect(await problemOf(await memory('{'))).toMatch(/^400 .*"memory" is no memory: it is not JSON\./)
    expect(await problemOf(await memory('{}'))).toMatch(/^400 .*"memory" is no memory: conversation: /)
    const facts = [{ id: '1', topic: 'returns', value: '30 days', valid_from: 'March' }]
    const wrong = await problemOf(await memory(JSON.stringify({ conversation: null, facts, more: 'jane@x.example' })))
    expect(wrong).toMatch(/^400 .*facts\.0\.valid_from: /)
    expect(wrong).not.toMatch(/March|jane@/)
    expect(await problemOf(await judgeForm([message, ['memory', '{}'], ['memory', '{}']]))).toMatch(/more than one/)
    expect(await problemOf(await judgeForm([message, ['envelope', '{']]))).toBe(
      '400 invalid-request: The field "envelope" is no envelope: it is not JSON.',
    )
  })

  test('400: a broken form is a mistake of the caller', async () => {
    const send = (body: string, type: string) =>
      ask('/v1/judge', { method: 'POST', body, headers: { 'content-type': type } })
    expect(await problemOf(await send('--x\r\nnonsense', 'multipart/form-data; boundary=x'))).toMatch(
      /^400 .*no sound multipart/,
    )
    expect(await problemOf(await send('x', 'multipart/form-data; charset=x'))).toMatch(/^400 .*no boundary/)
  })

  test('401: a missing or wrong token is refused before anything is read', async () => {
    for (const authorization of ['', 'Bearer wrong', 'Basic dGVh', `Bearer ${TOKEN}x`]) {
      const response = await judgeRaw(GOOD, { authorization })
      expect(response.headers.get('www-authenticate')).toBe('Bearer')
      expect(await problemOf(response)).toMatch(/^401 not-signed-in/)
    }
  })

  test('413: a message over intake.size, a huge form and a long conversation are refused', async () => {
    expect(await problemOf(await judgeRaw('x'.repeat(64 * 1024 + 1)))).toMatch(
      /^413 too-large: The body has more than 65536 bytes/,
    )
    expect(await problemOf(await judgeRaw('x'.repeat(2_000_000)))).toMatch(/^413 too-large: Send 1179648 bytes or less/)
    const turns = Array.from({ length: 101 }, () => ['conversation', new Blob([GOOD])] as const)
    expect(await problemOf(await judgeForm([['message', new Blob([GOOD])], ...turns]))).toMatch(/^413 .*100 messages/)
  })

  test('415: other types are refused', async () => {
    expect(await problemOf(await judgeRaw('{}', { 'content-type': 'application/json' }))).toMatch(
      /^415 unsupported-type/,
    )
    expect(await problemOf(await judgeRaw(GOOD, { 'content-type': 'message/rfc8222' }))).toMatch(
      /^415 unsupported-type/,
    )
  })
})

describe('the memory of a form', () => {
  test('200: facts of the store count, and the judgement says that it knew the conversation from there', async () => {
    const memory = {
      conversation: '01c',
      facts: [{ id: 'f1', topic: 'return window', statement: null, value: '30 days', valid_from: null }],
    }
    const question = mailOf('How long can I return it?').replace(/Sam <sam@desk/, 'Jane <jane@customer')
    const reply = mailOf('Dear Jane,\r\n\r\nyou can return it within 14 days.')
    const response = await judgeForm([
      ['message', new Blob([reply])],
      ['conversation', new Blob([question])],
      ['memory', JSON.stringify(memory)],
    ])
    const judgement = Judgement.strict().parse(await response.json())
    expect(judgement.conversation).toEqual({ source: 'store', id: '01c', turns: 1 })
    expect(judgement.findings.map(({ check }) => check)).toContain('inconsistent-answer')
  })
})

describe('a request that meets a fault of ours', () => {
  test('500: the log says which request it was and why, the answer nothing of our insides', async () => {
    const faults: unknown[] = []
    const app = routesOf({
      judge: () => Promise.reject(new Error('secret insides')),
      read: () => Promise.reject(new Error('secret insides')),
      isReady: () => true,
      inForce: () => ({ policy: DEFAULT_POLICY, yaml: '' }),
      token: null,
      limits: { messageBytesMax: 1000, conversationMax: 1 },
      onFault: (what, error, request) => faults.push([what, String(error), request]),
    })
    const headers = { 'content-type': 'message/rfc822' }
    const response = await app.request('/v1/judge?x=y', { method: 'POST', body: GOOD, headers })
    expect(await problemOf(response)).toMatch(/^500 bug: (?!.*insides)/)
    expect(faults).toEqual([['a request failed', 'Error: secret insides', { method: 'POST', path: '/v1/judge' }]])
  })
})

describe('the other routes', () => {
  test('GET /v1/checks lists every check with its weight and reason', async () => {
    expect(await (await ask('/v1/checks')).json()).toMatchObject({
      checks: expect.arrayContaining([
        expect.objectContaining({ id: 'placeholder', group: 'proof', weight: 10, max: 10 }),
      ]),
    })
  })

  test('GET /v1/policy gives the file in force as it was written', async () => {
    const policy = await (await ask('/v1/policy')).json()
    expect(policy).toMatchObject({
      file,
      yaml: expect.stringContaining('# ours'),
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    })
  })

  test('GET /health, /ready and /openapi.json need no token', async () => {
    const open = async (path: string) => (await ask(path, { headers: { authorization: 'none' } })).json()
    expect(await open('/health')).toMatchObject({ status: 'ok' })
    expect(await open('/ready')).toEqual({ ready: true })
    const some = expect.any(Object)
    expect(await open('/openapi.json')).toMatchObject({
      paths: { '/v1/judge': some, '/v1/checks': some, '/v1/policy': some, '/health': some, '/ready': some },
      components: { schemas: { Judgement: some, Envelope: some, Problem: some } },
    })
  })

  test('404: an unknown path is a problem, too', async () => {
    expect(await problemOf(await ask('/v1/nothing'))).toMatch(/^404 not-found/)
  })

  test('405: another method is told which fit, and strangers only that they are', async () => {
    const response = await ask('/v1/judge')
    expect(response.headers.get('allow')).toBe('POST')
    expect(await problemOf(response)).toBe('405 method-not-allowed: GET is not for /v1/judge.')
    expect((await ask('/v1/judge', { headers: { authorization: 'none' } })).status).toBe(401)
  })

  test('the typed client reads answers without a port', async () => {
    const fetch = async (input: string | URL | Request, init?: RequestInit) =>
      service.app.fetch(new Request(input, init))
    const client = hc<PolicyApp>('http://policy', { fetch, headers: { authorization: `Bearer ${TOKEN}` } })
    const response = await client.v1.checks.$get()
    if (!response.ok) throw new Error('refused')
    const { checks } = await response.json()
    expect(checks.length).toBeGreaterThan(0)
  })
})

describe('reload', () => {
  test('a new file counts from the next message on; one with mistakes changes nothing and is logged', async () => {
    writeFileSync(file, 'version: 1\nchecks: { placeholder: { action: note } }\n')
    expect(service.reload()).toMatchObject({ digest: expect.stringMatching(/^sha256:/) })
    expect(await (await judgeRaw(BAD)).json()).toMatchObject({ verdict: 'forward' })

    writeFileSync(file, 'version: 1\nthresholds: { hold: lots }\n')
    expect(service.reload()).toMatchObject({ mistakes: [{ line: 2 }] })
    expect(lines.at(-1)).toContain('the policy before stays in force')
    expect(await (await ask('/v1/policy')).json()).toMatchObject({ yaml: expect.stringContaining('action: note') })
  })

  test('a policy file with mistakes or none at all stops the start', () => {
    expect(() => policyApp({ config: configWith(`policy: { file: ${join(folder, 'none.yaml')} }`), log })).toThrow(
      PolicyError,
    )
    writeFileSync(join(folder, 'bad.yaml'), 'version: 2\n')
    expect(() => policyApp({ config: configWith(`policy: { file: ${join(folder, 'bad.yaml')} }`), log })).toThrow(
      PolicyError,
    )
  })
})
