import { afterAll, beforeAll, expect, test } from 'vitest'
import { putConversation, putPoint, putTurn } from '../../../../test/support/sample-conversations.ts'
import { asker, configWith, type SampleDesk, sampleDesk } from '../../../../test/support/sample-desk.ts'
import { reviewApp } from '../app.ts'

let desk: SampleDesk
let admin: ReturnType<typeof asker>
let reviewer: ReturnType<typeof asker>
beforeAll(async () => {
  desk = await sampleDesk()
  const { app } = reviewApp({ sql: desk.sql, config: configWith(), log: desk.log, hostname: 'gate.example' })
  admin = asker(app, await desk.token('dpo', ['admin']))
  reviewer = asker(app, await desk.token('rita', ['reviewer']))
})
afterAll(() => desk.close())

test('428, 200, 404: erasing tells what goes, wants the address once more, and is done once', async () => {
  const conversation = await putConversation(desk.sql)
  const turn = await putTurn(desk.sql, conversation, { text: 'Where is it?' })
  await putPoint(desk.sql, conversation, turn)
  const path = '/v1/customers/Kim%40Customer.example'
  const removes = {
    conversations: 1,
    turns: 1,
    messages: 0,
    copies: 0,
    judgements: 0,
    points: 1,
    promises: 0,
    themeMembers: 0,
  }
  expect((await admin('GET', `${path}/erasure`)).json).toEqual({
    address: 'kim@customer.example',
    removes,
    underWay: [],
  })
  for (const given of [path, `${path}?confirm=kim@customer.exampl`]) {
    const unsure = await admin('DELETE', given)
    expect([unsure.status, unsure.json]).toEqual([
      428,
      expect.objectContaining({ type: 'urn:proofgate:problem:not-confirmed', removes }),
    ])
  }
  const done = await admin('DELETE', `${path}?confirm=kim@customer.example`)
  expect([done.status, done.json]).toEqual([
    200,
    { pseudonym: expect.stringMatching(/^erased-[0-9a-z]{26}@erased\.invalid$/), removed: removes },
  ])
  const shown = await reviewer('GET', `/v1/conversations/${conversation}`)
  expect(shown.json).toMatchObject({ customer: { address: done.json.pseudonym, name: null }, subject: null })
  expect(shown.text).not.toContain('Where is it?')
  expect((await admin('DELETE', `${path}?confirm=kim@customer.example`)).status).toBe(404)
  expect(await desk.sql`select actor from events where kind = 'customer.erased'`).toEqual([{ actor: 'token:dpo' }])
})

test('409, 410: nothing is erased while a mail is held; afterwards its words are gone and said to be', async () => {
  const id = await desk.hold({ recipients: ['lee@customer.example'] })
  const path = '/v1/customers/lee@customer.example'
  expect((await admin('GET', `${path}/erasure`)).json.underWay).toEqual([id])
  const refused = await admin('DELETE', `${path}?confirm=lee@customer.example`)
  expect([refused.status, refused.json]).toEqual([
    409,
    expect.objectContaining({ type: 'urn:proofgate:problem:mail-under-way', ids: [id] }),
  ])
  await reviewer('POST', `/v1/holds/${id}/return`, { note: 'Ask Lee first.' })
  // The notice to the agent quotes the mail, so it must be out first, too.
  expect((await admin('DELETE', `${path}?confirm=lee@customer.example`)).status).toBe(409)
  await desk.sql`update messages set state = 'sent' where about_id = ${id}`
  expect((await admin('DELETE', `${path}?confirm=lee@customer.example`)).status).toBe(200)
  for (const gone of [`/v1/messages/${id}/raw`, `/v1/holds/${id}`, `/v1/holds/${id}/raw`]) {
    const { status, json } = await reviewer('GET', gone)
    expect([status, json.type], gone).toEqual([410, 'urn:proofgate:problem:erased'])
  }
  const message = await reviewer('GET', `/v1/messages/${id}`)
  expect([message.status, message.json.state, message.json.subject]).toEqual([200, 'returned', null])
  expect(message.json.timeline.at(-1).kind).toBe('message.erased')
  expect((await reviewer('GET', `/v1/messages/${id}/judgement`)).json.findings[0]).toMatchObject({
    excerpt: null,
    message: 'Erased.',
  })
  expect((await reviewer('GET', '/v1/holds?status=decided')).status).toBe(200)
})

test('403, 404, 409: only an administrator, only somebody known, never one of ours', async () => {
  const refused = await reviewer('DELETE', '/v1/customers/kim@customer.example?confirm=kim@customer.example')
  expect([refused.status, refused.json.type]).toEqual([403, 'urn:proofgate:problem:not-admin'])
  expect((await reviewer('GET', '/v1/customers/kim@customer.example/erasure')).status).toBe(403)
  expect((await admin('GET', '/v1/customers/nobody@customer.example/erasure')).status).toBe(404)
  expect((await admin('GET', '/v1/customers/nobody/erasure')).status).toBe(400)
  await desk.hold({})
  for (const method of ['GET', 'DELETE']) {
    const suffix = method === 'GET' ? '/erasure' : '?confirm=anna@acme.example'
    const { status, json } = await admin(method, `/v1/customers/anna@acme.example${suffix}`)
    expect([status, json.type]).toEqual([409, 'urn:proofgate:problem:one-of-ours'])
  }
})
