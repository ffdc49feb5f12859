import { afterAll, beforeAll, expect, test } from 'vitest'
import { putConversation, putTurn } from '../../../../test/support/sample-conversations.ts'
import { asker, type SampleDesk, sampleDesk } from '../../../../test/support/sample-desk.ts'

let desk: SampleDesk
let ask: ReturnType<typeof asker>
beforeAll(async () => {
  desk = await sampleDesk()
  ask = asker(desk.app().app, await desk.token('script', ['reviewer']))
})
afterAll(() => desk.close())

const post = (path: string, body: object) => ask('POST', path, body)
const conversationOf = async (turn: string) =>
  (await desk.sql<{ id: string }[]>`select conversation_id as id from turns where id = ${turn}`)[0]?.id

test('200: two conversations are made one, and the mails of one are taken apart again', async () => {
  const [one, two] = [await putConversation(desk.sql), await putConversation(desk.sql)]
  const first = await putTurn(desk.sql, one, { at: new Date('2026-11-20T09:00:00Z') })
  const second = await putTurn(desk.sql, two, { at: new Date('2026-11-21T09:00:00Z') })
  const merged = await post(`/v1/conversations/${one.slice(-8)}/merge`, { from: two })
  expect([merged.status, merged.json]).toEqual([200, { id: one }])
  expect(await conversationOf(second)).toBe(one)
  const split = await post(`/v1/conversations/${one}/split`, { turn: second })
  expect(split.status).toBe(200)
  expect([await conversationOf(first), await conversationOf(second)]).toEqual([one, split.json.id])
  const events = await desk.sql`select kind, actor from events where kind like 'conversation.%' order by id`
  expect(events).toEqual([
    { kind: 'conversation.merged', actor: 'token:script' },
    { kind: 'conversation.split', actor: 'token:script' },
  ])
})

test('404: what is merged already, one with itself, the first mail, and a mail of another conversation', async () => {
  const [one, two] = [await putConversation(desk.sql), await putConversation(desk.sql)]
  const [first, other] = [await putTurn(desk.sql, one), await putTurn(desk.sql, two)]
  expect((await post(`/v1/conversations/${one}/merge`, { from: one })).status).toBe(404)
  expect((await post(`/v1/conversations/${one}/split`, { turn: first })).status).toBe(404)
  expect((await post(`/v1/conversations/${one}/split`, { turn: other })).status).toBe(404)
  expect((await post(`/v1/conversations/${one}/merge`, { from: two })).status).toBe(200)
  expect((await post(`/v1/conversations/${one}/merge`, { from: two })).status).toBe(404)
})
