import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PASSWORD, type SampleDesk, sampleDesk } from '../../../../test/support/sample-desk.ts'
import { signedInTo, visitorOf } from '../../../../test/support/visitor.ts'
import type { reviewApp } from '../app.ts'

let desk: SampleDesk
let review: ReturnType<typeof reviewApp>

beforeAll(async () => {
  desk = await sampleDesk()
  review = desk.app()
  await desk.user('tina', ['reviewer'])
  await desk.user('root', ['admin'])
  await desk.user('anna', [])
})
afterAll(() => desk.close())

const browser = (app = review.app) => visitorOf(app)
const signedIn = (login = 'tina', app = review.app) => signedInTo(app, login)

describe('signing in', () => {
  test('303: a reviewer gets to the page asked for, with a cookie no script reads', async () => {
    const person = browser()
    const asked = await person.get('/holds/abcdef')
    expect([asked.status, asked.location]).toEqual([303, '/sign-in?next=%2Fholds%2Fabcdef'])
    const { status, location, headers } = await person.post('/sign-in', {
      login: 'Tina',
      password: PASSWORD,
      next: '/holds/abcdef',
    })
    expect([status, location]).toEqual([303, '/holds/abcdef'])
    expect(headers.get('set-cookie')).toMatch(/^proofgate=[\w-]{43}; .*HttpOnly; SameSite=Lax$/)
    expect((await person.get('/')).status).toBe(200)
  })

  test('over https the cookie is bound to the host and to https, and browsers are told to stay there', async () => {
    const secure = desk.app({ 'review.url': 'https://console.example' })
    const response = await secure.app.request('https://console.example/sign-in', {
      method: 'POST',
      headers: { Origin: 'https://console.example' },
      body: new URLSearchParams({ login: 'tina', password: PASSWORD }),
    })
    expect(response.headers.get('set-cookie')).toMatch(/^__Host-proofgate=.*Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    expect(response.headers.get('strict-transport-security')).toContain('max-age=')
  })

  test('401: the same words for a wrong password and for a login nobody has', async () => {
    const wrong = await browser().post('/sign-in', { login: 'tina', password: 'wrong' })
    const unknown = await browser().post('/sign-in', { login: 'nobody', password: 'wrong' })
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect(wrong.text.replace('tina', '')).toBe(unknown.text.replace('nobody', ''))
  })

  test('403: who may only send learns that, and gets no session', async () => {
    const person = browser()
    const { status, text } = await person.post('/sign-in', { login: 'anna', password: PASSWORD })
    expect(status).toBe(403)
    expect(text).toContain('neither the role reviewer nor admin')
    expect(person.cookie()).toBe('')
  })

  test('429: after too many wrong passwords for a login even the right one waits; other logins do not', async () => {
    const { app } = desk.app({ 'intake.auth_failures_per_address': 2 })
    const statuses = []
    for (const password of ['a', 'b', 'c', PASSWORD])
      statuses.push((await browser(app).post('/sign-in', { login: 'tina', password })).status)
    expect(statuses).toEqual([401, 401, 429, 429])
    expect((await browser(app).post('/sign-in', { login: 'root', password: PASSWORD })).status).toBe(303)
  })

  test('429: one password tried with many logins is stopped too', async () => {
    const { app } = desk.app({ 'intake.auth_failures_per_address': 1 })
    const statuses = []
    for (const login of ['a', 'b', 'c', 'd', 'e', 'f'])
      statuses.push((await browser(app).post('/sign-in', { login, password: 'summer' })).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
  })

  test('303: an API token signs in as well, and the session ends with the token', async () => {
    const secret = await desk.token('console', ['reviewer'])
    const person = browser()
    expect((await person.post('/sign-in', { token: secret })).status).toBe(303)
    expect((await person.get('/')).text).toContain('console')
    await desk.sql`update tokens set revoked_at = now() where name = 'console'`
    expect((await person.get('/')).status).toBe(303)
  })

  test('a sign-in link shows a button and works once: looking at it does not use it up', async () => {
    const code = review.oneTimeCode()
    await browser().get(`/sign-in?code=${code}`)
    const person = browser()
    expect((await person.get(`/sign-in?code=${code}`)).text).toContain(code)
    expect((await person.post('/sign-in', { code })).status).toBe(303)
    expect((await person.get('/')).status).toBe(200)
    expect((await browser().post('/sign-in', { code })).status).toBe(401)
  })

  test.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/x\r\nSet-Cookie: a=b',
    'javascript:alert(1)',
  ])('leads to our own page whatever "next" says: %s', async (next) => {
    expect((await browser().post('/sign-in', { login: 'tina', password: PASSWORD, next })).location).toBe('/')
  })

  test('signing out ends the session on the server: the old cookie opens nothing', async () => {
    const person = await signedIn()
    const old = person.cookie()
    expect((await person.post('/sign-out', {})).status).toBe(303)
    person.takeCookie(old)
    expect((await person.get('/')).status).toBe(303)
  })

  test('each sign-in makes a new session, and a session of one process is good in another', async () => {
    const first = await signedIn()
    const second = await signedIn()
    expect(first.cookie()).not.toBe(second.cookie())
    const other = browser(desk.app().app)
    other.takeCookie(first.cookie())
    expect((await other.get('/')).status).toBe(200)
  })
})

describe('the list', () => {
  test('200: says how many wait, who waits longest first, and why in words', async () => {
    const first = await desk.hold({ subject: 'The first one', findings: [{ message: 'It names nobody.' }] })
    const second = await desk.hold({ subject: 'The second one' })
    const { status, text } = await (await signedIn()).get('/')
    expect(status).toBe(200)
    expect(text.indexOf(first)).toBeLessThan(text.indexOf(second))
    expect(text).toContain('It names nobody.')
    expect(text).toMatch(/\d+ replies wait for you/)
  })

  test('200: a reply whose conversation moved on says so, in the list and by itself', async () => {
    const id = await desk.hold({ subject: 'Moved on' })
    await desk.sql`update holds set stale_at = now(), stale_why = 'customer-wrote' where message_id = ${id}`
    const person = await signedIn()
    const list = await person.get('/?subject=moved')
    expect(list.text).toContain('The customer wrote again while this waited. It is being judged again.')
    await desk.sql`update holds set stale_judged_at = now() where message_id = ${id}`
    expect((await person.get(`/holds/${id}`)).text).toContain('It was judged again with that.')
  })

  test('200: the filter form works without a script; empty fields ask for nothing', async () => {
    const id = await desk.hold({ subject: 'Findable by filter' })
    const { text } = await (await signedIn()).get('/?status=waiting&sender=&recipient=&subject=findable&check=')
    expect(text).toContain(id)
    expect(text.match(/data-open/g)).toHaveLength(1)
  })

  test('200: nothing found is said, with a way back', async () => {
    const { text } = await (await signedIn()).get('/?subject=nothing-like-this')
    expect(text).toContain('No message fits the filter.')
  })

  test('400: what cannot be asked for is named', async () => {
    const { status, text } = await (await signedIn()).get('/?limit=9000')
    expect(status).toBe(400)
    expect(text).toContain('limit is not 1 to 200.')
    const misspelt = await (await signedIn()).get('/?sendr=a')
    expect([misspelt.status, misspelt.text]).toEqual([400, expect.stringContaining('sendr is not known here.')])
  })
})

describe('words that turn the direction of reading', () => {
  test('200: are shown where they stand, and turn neither the title nor the list nor the mail', async () => {
    const subject = 'Re: \u202egpj.exe\u202c and \u202dmore'
    const findings = [
      { part: 'subject', start: 4, end: 12, excerpt: '\u202egpj.exe', message: '"\u202egpj" is odd.' },
    ] as const
    const id = await desk.hold({ subject, text: 'see \u202efdp.exe\n', findings })
    const person = await signedIn()
    const { text } = await person.get(`/holds/${id}`)
    expect(text).toContain('<title>Re: gpj.exe and more · Proofgate</title>')
    expect(text).toContain('<mark>·gpj.exe</mark>')
    expect(text).toContain('see ·fdp.exe')
    expect(text).not.toMatch(/[\u202d\u202e]/)
    expect((await person.get('/?subject=gpj')).text).not.toMatch(/[\u202d\u202e]/)
  })

  test('200: marks that right-to-left writing needs stay', async () => {
    const id = await desk.hold({ text: 'שלום \u2067World\u2069 \u200f!\n', findings: [] })
    expect((await (await signedIn()).get(`/holds/${id}`)).text).toContain('שלום \u2067World\u2069 \u200f!')
  })
})

describe('a message', () => {
  test('200: each finding is highlighted where it stands, with what to do', async () => {
    const id = await desk.hold({ text: 'Dear [NAME],\n\nsoon.\n' })
    const { text } = await (await signedIn()).get(`/holds/${id}`)
    expect(text).toContain('<mark>[NAME]</mark><a class="number" id="place-1" href="#finding-1"')
    expect(text).toContain('id="finding-1"')
    expect(text).toContain('Fill it in.')
  })

  test("200: the customer's words stand beside the reply, the unanswered ones highlighted", async () => {
    const id = await desk.hold({
      text: 'Dear Jane,\n\nsoon.\n\nOn 3 March 2026, Jane Roe wrote:\n> When will it come? I wait.\n',
      findings: [{ check: 'unanswered-question', part: 'conversation', excerpt: 'When will it come?' }],
      judgement: {
        questions: [
          {
            text: 'When will it come?',
            source: 'quote',
            kind: 'question',
            state: 'missing',
            confidence: 1,
            answer: null,
          },
        ],
      },
    })
    const { text } = await (await signedIn()).get(`/holds/${id}`)
    expect(text).toContain('<bdi>Jane Roe</bdi> wrote')
    expect(text).toContain('<mark>When will it come?</mark>')
    expect(text).toContain('not answered')
  })

  test('200: a finding about words that are not shown leads nowhere', async () => {
    const id = await desk.hold({
      text: 'Dear Jane,\n\nsoon.\n',
      findings: [{ check: 'unanswered-question', part: 'conversation', start: 0, end: 5, excerpt: 'When?' }],
    })
    const { text } = await (await signedIn()).get(`/holds/${id}`)
    expect(text).toContain('Customer: <bdi>When?</bdi>')
    expect(text).not.toContain('href="#place-1"')
  })

  test('200: looking at it is on record with the name of who looked', async () => {
    const id = await desk.hold()
    const { text } = await (await signedIn()).get(`/holds/${id}`)
    expect(text).toContain('Looked at')
    const rows = await desk.sql`select actor from events where message_id = ${id} and kind = 'hold.viewed'`
    expect(rows).toEqual([{ actor: 'user:tina' }])
  })

  test('303: releasing leads back to the list, which says so', async () => {
    const id = await desk.hold({ subject: 'Off it goes' })
    const person = await signedIn()
    const { status, location } = await person.post(`/holds/${id}/release`, { key: 'k' })
    expect([status, location]).toEqual([303, `/?done=${id}`])
    expect((await person.get(location ?? '')).text).toContain('Released: <a href="/holds/')
  })

  test('303: a second press of the same button is answered like the first', async () => {
    const id = await desk.hold()
    const person = await signedIn()
    const answers = await Promise.all([1, 2, 3].map(() => person.post(`/holds/${id}/release`, { key: 'same' })))
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
    expect(await desk.sql`select 1 from deliveries where message_id = ${id}`).toHaveLength(1)
  })

  test('400: returning wants a note; what was typed is not lost and the field is marked', async () => {
    const id = await desk.hold()
    const person = await signedIn()
    const { status, text } = await person.post(`/holds/${id}/return`, { note: '   ' })
    expect(status).toBe(400)
    expect(text).toContain('aria-invalid="true"')
    const long = await person.post(`/holds/${id}/return`, { note: `kept ${'x'.repeat(10_000)}` })
    expect(long.status).toBe(400)
    expect(long.text).toContain('kept xxx')
  })

  test('409: who comes second sees who decided what', async () => {
    const id = await desk.hold()
    await (await signedIn()).post(`/holds/${id}/return`, { note: 'Use her name.' })
    const { status, text } = await (await signedIn('root')).post(`/holds/${id}/release`, {})
    expect(status).toBe(409)
    expect(text).toContain('by user:tina')
    expect(text).toContain('Use her name.')
    expect(text).not.toContain('data-release')
  })

  test.each(['tina', 'root'])(
    '403: %s cannot release what they sent themselves, but may take it back',
    async (login) => {
      const id = await desk.hold({ login: login.toUpperCase() })
      const person = await signedIn(login)
      expect((await person.get(`/holds/${id}`)).text).toContain('disabled aria-describedby="own-note"')
      const { status, text } = await person.post(`/holds/${id}/release`, {})
      expect(status).toBe(403)
      expect(text).toContain('Nobody releases their own mail')
      expect(await desk.sql`select 1 from deliveries where message_id = ${id}`).toHaveLength(0)
      expect((await person.post(`/holds/${id}/return`, { note: 'my mistake' })).status).toBe(303)
    },
  )

  test('404: a page, not a program’s answer', async () => {
    const { status, text, headers } = await (await signedIn()).get('/holds/zzzzzzz')
    expect(status).toBe(404)
    expect(headers.get('content-type')).toContain('text/html')
    expect(text).toContain('There is no such thing here')
  })

  test('200: one that was never judged says so', async () => {
    const id = await desk.hold({ unjudged: true })
    expect((await (await signedIn()).get(`/holds/${id}`)).text).toContain('did not answer in time')
  })

  test('200: one that could not be read whole says what, in the list that it could not', async () => {
    const judgement = { score: 0, unread: ['text/html nested deeper than 500', '<b>header</b> cut'] }
    const id = await desk.hold({ subject: 'Cut off', findings: [], judgement })
    const person = await signedIn()
    const { text } = await person.get(`/holds/${id}`)
    expect(text).toContain('No findings')
    expect(text).toContain('text/html nested deeper than 500')
    expect(text).toContain('&lt;b&gt;header')
    expect((await person.get('/?subject=Cut%20off')).text).toContain('Not all of it could be read')
  })

  test('200: a text of a megabyte and ten thousand findings is cut, not refused', async () => {
    const text = 'word [NAME] and more of it\n'.repeat(40_000)
    const findings = Array.from({ length: 10_000 }, (_, i) => ({
      start: i * 27 + 5,
      end: i * 27 + 11,
      excerpt: '[NAME]',
    }))
    const id = await desk.hold({ text, findings })
    const page = await (await signedIn()).get(`/holds/${id}`)
    expect(page.status).toBe(200)
    expect(page.text).toContain('Only the beginning is shown')
    expect(page.text.length).toBeLessThan(1_000_000)
  })
})
