import { createHash } from 'node:crypto'
import { acceptor, newId } from '@proofgate/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { judgementOf, PASSWORD, type SampleDesk, sampleDesk } from '../../../../test/support/sample-desk.ts'
import { newMessage } from '../../../../test/support/temporary-store.ts'
import { signedInTo, visitorOf } from '../../../../test/support/visitor.ts'
import type { reviewApp } from '../app.ts'

let desk: SampleDesk
let app: ReturnType<typeof reviewApp>['app']
let tina: Awaited<ReturnType<typeof signedInTo>>

beforeAll(async () => {
  desk = await sampleDesk()
  app = desk.app().app
  await desk.user('tina', ['reviewer'])
  tina = await signedInTo(app, 'tina')
})
afterAll(() => desk.close())

const forwarded = (mail: Parameters<SampleDesk['put']>[0] = {}, exempt: string | null = null) =>
  desk.put(mail, {
    state: 'forwarding',
    judgement: judgementOf([], { verdict: 'forward', score: 0, exempt }),
    lease: null,
    expireMs: 60_000,
  })

/** Looks at content on record for a message, oldest first. */
const looksAt = (id: string) =>
  desk.sql<{ kind: string; actor: string; what: string }[]>`
    select kind, actor, data->>'what' as what from events where message_id = ${id} and kind like '%.viewed' order by id`

describe('the link of a refusal', () => {
  test('leads through the sign-in to the page itself', async () => {
    const id = await desk.bounce()
    const person = visitorOf(app)
    const asked = await person.get(`/messages/${id}`)
    expect([asked.status, asked.location]).toEqual([303, `/sign-in?next=%2Fmessages%2F${id}`])
    const form = await person.get(asked.location ?? '')
    const next = /name="next" value="([^"]*)"/.exec(form.text)?.[1] ?? ''
    const wrong = await person.post('/sign-in', { login: 'tina', password: 'mistyped', next })
    expect(wrong.text).toContain(`name="next" value="${next}"`)
    const { status, location } = await person.post('/sign-in', { login: 'tina', password: PASSWORD, next })
    expect([status, location]).toEqual([303, `/messages/${id}`])
    expect((await person.get(location ?? '')).status).toBe(200)
    expect(await looksAt(id)).toHaveLength(1)
  })
})

describe('a message', () => {
  test('303: one that was ever held has its page among the holds', async () => {
    const id = await desk.hold()
    for (const given of [id, id.slice(-8)]) {
      const { status, location } = await tina.get(`/messages/${given}`)
      expect([status, location]).toEqual([303, `/holds/${id}`])
    }
    expect(await looksAt(id)).toEqual([])
    await tina.post(`/holds/${id}/return`, { note: 'Use her name.' })
    expect((await tina.get(`/messages/${id}`)).location).toBe(`/holds/${id}`)
  })

  test('200: refused, it shows each finding where it stands, with what to do, and nothing to decide', async () => {
    const id = await desk.bounce({ text: 'Dear [NAME],\n\nsoon.\n' })
    const { status, text } = await tina.get(`/messages/${id.slice(-8)}`)
    expect(status).toBe(200)
    expect(text).toContain('<span class="badge bounce">Refused</span>')
    expect(text).toContain('Nothing went out.')
    expect(text).toContain('<mark>[NAME]</mark><a class="number" id="place-1" href="#finding-1"')
    expect(text).toContain('Fill it in.')
    expect(text).toContain(`href="/v1/messages/${id}/raw"`)
    expect(text).not.toMatch(/data-release|data-note|action="\/holds/)
  })

  test("200: the customer's questions and what became of each", async () => {
    const id = await desk.bounce({
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
    const { text } = await tina.get(`/messages/${id}`)
    expect(text).toContain('<bdi>Jane Roe</bdi> wrote')
    expect(text).toContain('<mark>When will it come?</mark>')
    expect(text).toContain('not answered')
  })

  test('200: the look is on record before anything is shown, with the name of who looked', async () => {
    const id = await desk.bounce({ raw: 'Subject: x\nContent-Type: text/html\n\n<p>hello</p>\n' })
    expect((await tina.get(`/messages/${id}`)).text).toMatch(/Looked at<\/bdi> <span class="muted">by tina/)
    const frame = await tina.get(`/messages/${id}/html`)
    expect(frame.text).toContain('<p>hello</p>')
    await tina.get(`/v1/messages/${id}/raw`)
    const by = { kind: 'message.viewed', actor: 'user:tina' }
    expect(await looksAt(id)).toEqual([
      { ...by, what: 'message' },
      { ...by, what: 'html' },
      { ...by, what: 'raw' },
    ])
    expect((await tina.get(`/messages/${id}`)).text).toContain('Source downloaded')
  })

  test('500 and not a word of it: what cannot be recorded is not shown', async () => {
    const id = await desk.bounce({ text: 'unseen words\n' })
    await desk.sql`alter table events rename to events_away`
    const answers = [
      `/messages/${id}`,
      `/messages/${id}/html`,
      `/v1/messages/${id}/raw`,
      `/v1/messages/${id}/judgement`,
    ]
    for (const address of answers) {
      const { status, text } = await tina.get(address)
      expect([address, status]).toEqual([address, 500])
      expect(text).not.toMatch(/unseen words|\[NAME\]/)
    }
    await desk.sql`alter table events_away rename to events`
  })

  test('200: sent or failed, it shows the last words of the mail server about each recipient, trouble first', async () => {
    const id = await forwarded({ recipients: ['jane@customer.example', 'gone@customer.example'] })
    await desk.sql`update recipients set state = 'sent', last_reply = '250 2.0.0 queued' where message_id = ${id} and position = 0`
    await desk.sql`update recipients set state = 'failed', last_reply = '550 5.1.1 <b>nobody</b>' where message_id = ${id} and position = 1`
    await desk.sql`update messages set state = 'failed' where id = ${id}`
    const { text } = await tina.get(`/messages/${id}`)
    expect(text).toContain('Not delivered to all')
    expect(text).toContain('1 of 2 recipients did not get it.')
    expect(text).toContain('550 5.1.1 &lt;b&gt;nobody&lt;/b&gt;')
    expect(text.indexOf('550 5.1.1')).toBeLessThan(text.indexOf('250 2.0.0 queued'))
  })

  test.each([
    ['unjudged', 'Not judged yet', 'has not answered yet'],
    ['forwarding', 'On its way', 'in the queue for 1 recipient'],
    ['sent', 'Sent', 'sent on to its recipient'],
    ['failed', 'Not delivered', 'Its recipient did not get it.'],
    ['returned', 'Returned', 'goes back to its agent'],
    ['bounced', 'Refused', 'Nothing went out.'],
  ])('200: %s is said in words', async (state, badge, words) => {
    const id =
      state === 'unjudged'
        ? await desk.put({}, { state, why: 'down', holdAfterMs: 60_000, retryAfterMs: 60_000 })
        : await desk.bounce()
    await desk.sql`update messages set state = ${state} where id = ${id}`
    const { status, text } = await tina.get(`/messages/${id}`)
    expect(status).toBe(200)
    expect(text).toContain(`>${badge}</span>`)
    expect(text).toContain(words)
  })

  test.each([
    ['internal', 'mail among colleagues'],
    ['a-reason-of-tomorrow', 'exempt (a reason of tomorrow)'],
    ['constructor', 'exempt (constructor)'],
  ])('200: passed unread for %s, it says why', async (exempt, words) => {
    const { text } = await tina.get(`/messages/${await forwarded({}, exempt)}`)
    expect(text).toContain('Passed unread')
    expect(text).toContain(words)
  })

  test('200: a notice of ours shows what it said, and leads to the message it is about', async () => {
    const about = await desk.bounce()
    const raw = Buffer.from('From: Proofgate <p@gate.example>\r\nSubject: Returned\r\n\r\nNot sent.\r\n')
    const message = newMessage({
      id: newId(),
      origin: 'notice',
      aboutId: about,
      login: null,
      raw,
      sha256: createHash('sha256').update(raw).digest(),
      envelope: { ...newMessage().envelope, from: '' },
    })
    const next = { state: 'forwarding', judgement: null, lease: null, expireMs: 60_000 } as const
    await acceptor(desk.sql, { duplicateWindowMs: 0, giveUpMs: 1000 }).accept({ message, next, notices: [] })
    const { status, text } = await tina.get(`/messages/${message.id}`)
    expect(status).toBe(200)
    expect(text).toContain('The notice')
    expect(text).toContain('Not sent.')
    expect(text).toContain(`href="/messages/${about}"`)
    expect(text).toContain('Its own mail is not judged.')
    expect(text).toContain('the null sender')
  })

  test.each(['zzzzzzz', 'abc', '01kas2v4m8q1xw3c5e7g9j0n2p'])('404: a page for an id nothing has: %s', async (id) => {
    const { status, text, headers } = await tina.get(`/messages/${id}`)
    expect(status).toBe(404)
    expect(headers.get('content-type')).toContain('text/html')
    expect(text).toContain('There is no such thing here')
  })

  test('200: ten thousand recipients and findings are cut, not refused', async () => {
    const id = await desk.bounce({
      text: 'word [NAME] and more of it\n'.repeat(40_000),
      recipients: Array.from({ length: 10_000 }, (_, i) => `customer-${i}@customer.example`),
      findings: Array.from({ length: 10_000 }, (_, i) => ({ start: i * 27 + 5, end: i * 27 + 11, excerpt: '[NAME]' })),
    })
    const { status, text } = await tina.get(`/messages/${id}`)
    expect(status).toBe(200)
    expect(text).toContain('and 9950 more')
    expect(text.length).toBeLessThan(1_000_000)
  })
})
