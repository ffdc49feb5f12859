import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asker, PASSWORD, type SampleDesk, sampleDesk } from '../../../../test/support/sample-desk.ts'
import { visitorOf } from '../../../../test/support/visitor.ts'
import type { reviewApp } from '../app.ts'

let desk: SampleDesk
let app: ReturnType<typeof reviewApp>['app']

beforeAll(async () => {
  desk = await sampleDesk()
  app = desk.app().app
  await desk.user('anna', [])
  await desk.user('tina', ['reviewer'])
})
afterAll(() => desk.close())

/** Looks at content on record for a message, oldest first. */
const looksAt = (id: string) =>
  desk.sql<{ actor: string; what: string }[]>`
    select actor, data->>'what' as what from events where message_id = ${id} and kind = 'message.viewed' order by id`

/** Somebody who followed the link of a notice and signed in. */
async function comeBy(id: string, login = 'anna') {
  const person = visitorOf(app)
  const { status } = await person.post('/sign-in', { login, password: PASSWORD, next: `/messages/${id}` })
  expect(status).toBe(303)
  return person
}

const isNamed = { raw: 'From: anna@acme.example\nSubject: x\nContent-Type: text/html\n\n<p>Dear [NAME]</p>\n' }

describe('who sent a message, and has no role here', () => {
  test('is led from the link of a notice through the sign-in back to the message', async () => {
    const id = await desk.bounce()
    const anna = visitorOf(app)
    const asked = await anna.get(`/messages/${id}`)
    expect([asked.status, asked.location]).toEqual([303, `/sign-in?next=%2Fmessages%2F${id}`])
    expect((await anna.get(asked.location ?? '')).text).toContain('The login that your mail tool sends with')
    const signIn = await anna.post('/sign-in', { login: 'Anna', password: PASSWORD, next: `/messages/${id}` })
    expect([signIn.status, signIn.location]).toEqual([303, `/messages/${id}`])
    const { status, text } = await anna.get(signIn.location ?? '')
    expect(status).toBe(200)
    expect(text).toContain('<mark>[NAME]</mark>')
    expect(text).toContain('Fill it in.')
  })

  test('sees mail, HTML and state, and each look is on record', async () => {
    const id = await desk.bounce(isNamed)
    const anna = await comeBy(id)
    expect((await anna.get(`/messages/${id}`)).text).toContain('Looked at</bdi> <span class="muted">by anna')
    expect((await anna.get(`/messages/${id}/html`)).text).toContain('<p>Dear [NAME]</p>')
    const { status, text } = await anna.get(`/v1/messages/${id}`)
    expect([status, JSON.parse(text)]).toMatchObject([200, { id, state: 'bounced' }])
    expect(await looksAt(id)).toEqual([
      { actor: 'user:anna', what: 'message' },
      { actor: 'user:anna', what: 'html' },
    ])
  })

  test('sees a held message in its place, without anything to decide, to list or to take away', async () => {
    const id = await desk.hold()
    const { status, text } = await (await comeBy(id)).get(`/messages/${id}`)
    expect(status).toBe(200)
    expect(text).toContain('Waits for review')
    expect(text).not.toMatch(/\/release|\/return|href="\/"|\?status=|\/raw|data-help/)
  })

  test('reads what a reviewer decided and wrote, but not who else looked', async () => {
    const id = await desk.hold()
    const tina = await comeBy(id, 'tina')
    await tina.get(`/holds/${id}`)
    await tina.post(`/holds/${id}/return`, { note: 'Use her name.' })
    const anna = await comeBy(id)
    const { text } = await anna.get(`/messages/${id}`)
    expect(text).toContain('Returned to its agent</h2>')
    expect(text).toContain('Use her name.')
    expect(text.match(/Looked at/g)).toHaveLength(1)
    expect((await anna.get(`/v1/messages/${id}`)).text).not.toContain('hold.viewed')
  })

  test.each(['held', 'returned'])('reads of an unjudged message, %s, that a person decides', async (state) => {
    const id = await desk.hold({ unjudged: true })
    await desk.sql`update messages set state = ${state} where id = ${id}`
    expect((await (await comeBy(id)).get(`/messages/${id}`)).text).toContain(
      'so a person decides. Nothing was checked.',
    )
  })
})

describe('nobody without a role', () => {
  test.each([
    ['of another login', { login: 'bert' }],
    ['of a host trusted by network', { login: null }],
  ])('404: learns whether there is a message %s, and nothing is recorded', async (_, mail) => {
    const own = await desk.bounce()
    const id = await desk.bounce(mail)
    const anna = await comeBy(own)
    const none = '01kas2v4m8q1xw3c5e7g9j0n2p'
    for (const addressOf of [
      (it: string) => `/messages/${it}`,
      (it: string) => `/messages/${it}/html`,
      (it: string) => `/v1/messages/${it}`,
    ]) {
      const [there, nowhere] = [await anna.get(addressOf(id)), await anna.get(addressOf(none))]
      expect([there.status, nowhere.status]).toEqual([404, 404])
      expect(there.text.replaceAll(id, none)).toBe(nowhere.text)
      expect((await anna.get(addressOf(own.slice(0, 6)))).status).toBe(404)
    }
    expect(await looksAt(id)).toEqual([])
  })

  test('403: lists, decides, or gets anything else, of the own messages neither', async () => {
    const [held, refused] = [await desk.hold(), await desk.bounce()]
    const anna = await comeBy(held)
    const addresses = [
      '/',
      '/?status=decided',
      `/holds/${held}`,
      `/holds/${held}/html`,
      '/v1/holds',
      `/v1/holds/${held}`,
      `/v1/holds/${held}/raw`,
      `/v1/messages/${refused}/raw`,
      `/v1/messages/${refused}/judgement`,
      '/nothing',
    ]
    for (const address of addresses) expect([address, (await anna.get(address)).status]).toEqual([address, 403])
    for (const address of [
      `/holds/${held}/release`,
      `/holds/${held}/return`,
      `/v1/holds/${held}/release`,
      `/messages/${held}`,
    ])
      expect([address, (await anna.post(address, { note: 'x' })).status]).toEqual([address, 403])
    expect(await desk.sql`select 1 from holds where message_id = ${held} and decided_at is not null`).toHaveLength(0)
    expect(await looksAt(refused)).toEqual([])
  })

  test('403: a token without a role opens no message', async () => {
    const ask = asker(app, await desk.token('anna', []))
    expect((await ask('GET', `/v1/messages/${await desk.bounce()}`)).status).toBe(403)
  })

  test('403: is let in where no message was asked for', async () => {
    for (const next of ['/', '', '/messages/', '/messages/a/html', '/holds/a', '//messages/a']) {
      const person = visitorOf(app)
      expect((await person.post('/sign-in', { login: 'anna', password: PASSWORD, next })).status).toBe(403)
      expect(person.cookie()).toBe('')
    }
  })

  test('404: reads the notices about the own mail here', async () => {
    const id = await desk.hold()
    await (await comeBy(id, 'tina')).post(`/holds/${id}/return`, { note: 'Use her name.' })
    const [notice] = await desk.sql<{ id: string }[]>`select id from messages where about_id = ${id}`
    expect((await (await comeBy(id)).get(`/messages/${notice?.id}`)).status).toBe(404)
  })

  test('303: stays in when the login has ended', async () => {
    await desk.user('carl', [])
    const id = await desk.bounce({ login: 'carl' })
    const carl = await comeBy(id, 'carl')
    expect((await carl.get(`/messages/${id}`)).status).toBe(200)
    await desk.sql`update users set disabled_at = now() where login = 'carl'`
    expect((await carl.get(`/messages/${id}`)).status).toBe(303)
  })
})
