import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HOST, PASSWORD, type SampleDesk, type SampleMail, sampleDesk } from '../../../test/support/sample-desk.ts'
import type { reviewApp } from './app.ts'

let desk: SampleDesk
let app: ReturnType<typeof reviewApp>['app']
let cookie = ''
let token = ''
let id = ''
/** A refused message. */
let refused = ''

beforeAll(async () => {
  desk = await sampleDesk()
  app = desk.app().app
  token = await desk.token('script', ['reviewer'])
  await desk.user('tina', ['reviewer'])
  const raw = 'Subject: x\nContent-Type: text/html\n\n<p>hello</p>\n'
  id = await desk.hold({ raw })
  refused = await desk.bounce({ raw })
  const response = await app.request(`${HOST}/sign-in`, {
    method: 'POST',
    headers: { Origin: HOST },
    body: new URLSearchParams({ login: 'tina', password: PASSWORD }),
  })
  cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
})
afterAll(() => desk.close())

const get = (address: string, headers: Record<string, string> = { Cookie: cookie }) =>
  app.request(`${HOST}${address}`, { headers })

describe('headers', () => {
  /** Every address there is, each with and without a session, and some that are none. */
  const addresses = () => [
    ...new Set(app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path.replace(':id', id))),
    '/nothing/here',
    '/v1/nothing',
    '/holds/zzzzzz',
    '/?limit=x',
  ]

  test('of every answer keep the page to itself, errors and strangers included', async () => {
    expect(addresses().length).toBeGreaterThan(15)
    for (const address of addresses())
      for (const headers of [{ Cookie: cookie }, {}]) {
        const answer = await get(address, headers)
        const policy = answer.headers.get('content-security-policy') ?? ''
        expect([address, policy]).toEqual([address, expect.stringContaining("default-src 'none'")])
        expect([address, policy]).toEqual([address, expect.not.stringMatching(/script-src[^;]*unsafe/)])
        expect([address, Object.fromEntries(answer.headers)]).toEqual([
          address,
          expect.objectContaining({
            'x-content-type-options': 'nosniff',
            'referrer-policy': 'no-referrer',
            'cross-origin-opener-policy': 'same-origin',
            'cross-origin-resource-policy': 'same-origin',
            'x-dns-prefetch-control': 'off',
            'x-frame-options': expect.stringMatching(/^(DENY|SAMEORIGIN)$/),
          }),
        ])
      }
  })

  test('of pages name exactly what may load', async () => {
    const policy = (await get('/')).headers.get('content-security-policy')?.split('; ').sort()
    expect(policy).toEqual(
      [
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "img-src 'self'",
        "frame-src 'self'",
        "style-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ].sort(),
    )
  })

  test("of a mail's HTML are the measured ones, word for word", async () => {
    for (const address of [`/holds/${id}/html`, `/messages/${refused}/html`]) {
      const { headers } = await get(address)
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; sandbox",
      )
      expect(headers.get('x-frame-options')).toBe('SAMEORIGIN')
    }
  })

  test('keep pages and answers with mail out of caches', async () => {
    const addresses = [
      '/',
      `/holds/${id}`,
      `/holds/${id}/html`,
      `/messages/${refused}`,
      `/messages/${refused}/html`,
      '/v1/holds',
      `/v1/holds/${id}/raw`,
      `/v1/messages/${refused}/raw`,
      `/v1/messages/${refused}/judgement`,
    ]
    for (const address of addresses)
      expect([address, (await get(address)).headers.get('cache-control')]).toEqual([address, 'no-store'])
  })

  test('ask for https to stay only where it is in use', async () => {
    expect((await get('/')).headers.has('strict-transport-security')).toBe(false)
  })

  test('no page has a script or style within', async () => {
    for (const address of ['/', `/holds/${id}`, `/messages/${refused}`, '/sign-in', '/sign-in?code=x', '/nothing']) {
      const text = await (await get(address)).text()
      expect(text).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/)
    }
  })
})

describe('a change asked for by another site', () => {
  const change = (address: string, headers: Record<string, string>, body: string | URLSearchParams = 'note=x&key=k') =>
    app.request(`${HOST}${address}`, { method: 'POST', headers: { Cookie: cookie, ...headers }, body })
  const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }
  const changes = () =>
    app.routes
      .filter(({ method }) => method === 'POST')
      .map(({ path }) => path.replace(':id', id))
      .filter((path, i, all) => all.indexOf(path) === i)

  test.each([
    ['a form of another site', { ...FORM, Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
    ['a form of a neighbour host', { ...FORM, Origin: 'http://other.console.example', 'Sec-Fetch-Site': 'same-site' }],
    ['a form with a hidden origin', { ...FORM, Origin: 'null' }],
    ['a form without any origin', { ...FORM }],
    ['a text/plain body', { 'Content-Type': 'text/plain', Origin: 'https://evil.example' }],
    ['JSON of another site', { 'Content-Type': 'application/json', Origin: 'https://evil.example' }],
    ['the same host on another port', { ...FORM, Origin: 'http://console.example:8080' }],
    ['another scheme', { ...FORM, Origin: 'https://console.example' }],
    ['an Authorization header that is no bearer', { ...FORM, Authorization: 'Basic dGluYTp4' }],
  ])('is refused on every route: %s', async (_, headers) => {
    expect(changes().length).toBeGreaterThanOrEqual(6)
    for (const address of changes()) expect([address, (await change(address, headers)).status]).toEqual([address, 403])
    expect(await desk.sql`select 1 from holds where message_id = ${id} and decided_at is null`).toHaveLength(1)
  })

  test('is not one when the browser says it comes from the page itself', async () => {
    const own = await desk.hold()
    const headers = { ...FORM, 'Sec-Fetch-Site': 'same-origin', Origin: 'null' }
    expect((await change(`/holds/${own}/release`, headers)).status).toBe(303)
    const other = await desk.hold()
    expect((await change(`/v1/holds/${other}/release`, { Origin: HOST }, '')).status).toBe(200)
  })

  test('never rides on GET: no address changes anything when it is only looked at', async () => {
    for (const address of [`/holds/${id}/release`, `/v1/holds/${id}/release`, '/sign-out'])
      expect([address, (await get(address)).status]).toEqual([address, 405])
    expect(await desk.sql`select 1 from holds where message_id = ${id} and decided_at is null`).toHaveLength(1)
  })

  test('of a program with a token is no such thing', async () => {
    const own = await desk.hold()
    const answer = await app.request(`${HOST}/v1/holds/${own}/release`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, Origin: 'https://integration.example' },
    })
    expect(answer.status).toBe(200)
  })
})

describe('hostile words', () => {
  const EVIL = `"><script>alert(1)</script><img src=x onerror=alert(2)>'`
  const MARKUP = /<script>alert|<img src=x|onerror=alert\(2\)>/

  test('in subject, names, addresses, file names, findings, questions and notes stay words everywhere', async () => {
    const mail: SampleMail = {
      raw: [
        `From: "${EVIL.replaceAll('"', "'")}" <anna@acme.example>`,
        `Subject: ${EVIL}`,
        'MIME-Version: 1.0',
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        'Content-Type: text/plain',
        '',
        `Dear ${EVIL}`,
        '',
        `On 3 March 2026, ${EVIL} wrote:`,
        `> ${EVIL}`,
        '',
        '--b',
        `Content-Type: text/html; name="<script>alert(1)</script>.html"`,
        `Content-Disposition: attachment; filename="<script>alert(1)</script>.html"`,
        '',
        EVIL,
        '--b--',
        '',
      ].join('\n'),
      login: EVIL,
      envelopeFrom: `${EVIL}@acme.example`,
      recipients: [`${EVIL}@customer.example`, EVIL],
      findings: [{ check: EVIL, message: EVIL, suggestion: EVIL, excerpt: EVIL, part: 'conversation' }],
      judgement: {
        questions: [{ text: EVIL, source: 'quote', kind: 'question', state: 'partly', confidence: 1, answer: EVIL }],
        customer: { mood: 'upset', atRisk: true, because: [EVIL] },
        abstained: [{ check: EVIL, why: EVIL }],
        unread: [EVIL],
        engine: EVIL,
        policy: EVIL,
      },
    }
    const hold = await desk.hold(mail)
    const gone = await desk.bounce(mail)
    await desk.sql`update recipients set state = 'failed', last_reply = ${`550 ${EVIL}`} where message_id = ${gone}`
    const passed = await desk.bounce({ ...mail, judgement: { exempt: EVIL } })
    const pages = [
      '/',
      `/holds/${hold}`,
      `/messages/${gone}`,
      `/messages/${passed}`,
      `/?subject=${encodeURIComponent(EVIL)}`,
      `/holds/${encodeURIComponent(EVIL)}`,
    ]
    for (const address of pages) {
      const text = await (await get(address)).text()
      expect([address, text.match(MARKUP)]).toEqual([address, null])
      expect(text).toContain('&lt;script&gt;')
    }
    const form = { Origin: HOST, Cookie: cookie }
    const send = (note: string) =>
      app.request(`${HOST}/holds/${hold}/return`, {
        method: 'POST',
        headers: form,
        body: new URLSearchParams({ note }),
      })
    expect(await (await send(EVIL.padEnd(10_001, '<'))).text()).not.toMatch(MARKUP)
    await send(EVIL)
    for (const address of [`/holds/${hold}`, `/?status=decided&done=${hold}`])
      expect([address, (await (await get(address)).text()).match(MARKUP)]).toEqual([address, null])
    const signIn = await app.request(`${HOST}/sign-in`, {
      method: 'POST',
      headers: { Origin: HOST },
      body: new URLSearchParams({ login: EVIL, password: EVIL, next: EVIL }),
    })
    expect(await signIn.text()).not.toMatch(MARKUP)
    expect(await (await get(`/sign-in?code=${encodeURIComponent(EVIL)}`)).text()).not.toMatch(MARKUP)
  })

  test('in an error of the API stay a JSON string of a type no browser renders', async () => {
    const answer = await app.request(`${HOST}/v1/holds/${encodeURIComponent('<script>alert(1)')}`, {
      headers: { Authorization: `Bearer ${token}` },
    })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
  })

  test('that look like our templates are not filled in', async () => {
    const subject = `{{7*7}} $\{7*7} <%= 7*7 %> $\{jndi:ldap://x}`
    const hold = await desk.hold({ subject })
    const text = await (await get(`/holds/${hold}`)).text()
    expect(text).toContain(`<bdi>${subject.replace('<', '&lt;').replace('>', '&gt;')}</bdi>`)
  })

  test('never reach the log: one line per event, without a password or token', async () => {
    await get(`/holds/${id}`)
    await app.request(`${HOST}/sign-in`, {
      method: 'POST',
      headers: { Origin: HOST },
      body: new URLSearchParams({ login: 'a\r\nb\u2028{"event":"forged"}', password: 'hunter2secret' }),
    })
    for (const line of desk.lines) expect(JSON.parse(line).event).not.toBe('forged')
    expect(desk.lines.join('')).not.toContain('hunter2secret')
    expect(desk.lines.join('')).not.toContain(token)
  })
})
