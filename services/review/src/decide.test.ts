import { parseMail } from '@proofgate/mail'
import { octetsOf } from '@proofgate/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asker, rawOf, type SampleDesk, sampleDesk } from '../../../test/support/sample-desk.ts'
import { damageBody } from '../../../test/support/temporary-store.ts'

let desk: SampleDesk
let askOne: ReturnType<typeof asker>
let askTwo: ReturnType<typeof asker>

beforeAll(async () => {
  desk = await sampleDesk()
  const { app } = desk.app()
  askOne = asker(app, await desk.token('one', ['reviewer']))
  askTwo = asker(app, await desk.token('two', ['admin']))
})
afterAll(() => desk.close())

/** What is on its way for a message and because of it. */
async function consequencesOf(id: string) {
  const deliveries = await desk.sql<{ id: string }[]>`select id from deliveries where message_id = ${id}`
  const notices = await desk.sql<{ id: string; routeDomain: string; envelopeFrom: string; trace: string }[]>`
    select id, route_domain as "routeDomain", envelope_from as "envelopeFrom", trace from messages where about_id = ${id}`
  const steps = await desk.sql<{ kind: string; actor: string }[]>`
    select kind, actor from events where message_id = ${id} and kind like 'hold.re%'`
  return { deliveries, notices, steps }
}

/** The text of a stored notice. */
async function noticeText(id: string): Promise<string> {
  const mail = await parseMail((await octetsOf(desk.sql, id)) ?? Buffer.alloc(0))
  return mail.text?.text ?? ''
}

describe('release', () => {
  test('200: adds one delivery of exactly the octets that came in, and says who did it', async () => {
    const raw = 'Subject: =?utf-8?q?=C3=84?=\nX-Odd:  two  spaces \n\nbare bytes: ÄÖ\u0001\n..\n'
    const id = await desk.hold({ raw })
    const { status, json } = await askOne('POST', `/v1/holds/${id}/release`)
    expect(status).toBe(200)
    expect(json).toMatchObject({ id, decision: 'release', decidedBy: 'token:one', note: null })
    const { deliveries, notices, steps } = await consequencesOf(id)
    expect(deliveries).toHaveLength(1)
    expect(notices).toHaveLength(0)
    expect(steps).toEqual([{ kind: 'hold.released', actor: 'token:one' }])
    expect(await octetsOf(desk.sql, id)).toEqual(rawOf({ raw }))
    expect((await askOne('GET', `/v1/messages/${id}`)).json.state).toBe('forwarding')
  })

  test('200: reaches its message by the end of its id', async () => {
    const id = await desk.hold()
    expect((await askOne('POST', `/v1/holds/${id.slice(-8)}/release`)).json.id).toBe(id)
  })

  test('500: octets that changed on disk do not go out, and the message still waits', async () => {
    const id = await desk.hold()
    await damageBody(desk.sql, id)
    const { status, json } = await askOne('POST', `/v1/holds/${id}/release`)
    expect([status, json.type]).toEqual([500, 'urn:proofgate:problem:changed-bytes'])
    expect((await consequencesOf(id)).deliveries).toHaveLength(0)
    expect((await askOne('POST', `/v1/holds/${id}/return`, { note: 'damaged' })).status).toBe(200)
  })

  test('200: tells the agent where the configuration wants it', async () => {
    const told = asker(desk.app({ 'notices.on_release': true }).app, await desk.token('told', ['reviewer']))
    const id = await desk.hold()
    await told('POST', `/v1/holds/${id}/release`)
    const { notices } = await consequencesOf(id)
    expect(notices).toHaveLength(1)
    expect(await noticeText(notices[0]?.id ?? '')).toContain('on its way')
  })
})

describe('who decides', () => {
  const decidedBy = async (claim: string) => {
    const id = await desk.hold()
    const answer = await askOne('POST', `/v1/holds/${id}/release`, undefined, { 'Proofgate-On-Behalf-Of': claim })
    return [answer.status, answer.json.decidedBy]
  }

  test('200: whom a program says it acts for stands in the record beside its token', async () => {
    expect(await decidedBy('anna')).toEqual([200, 'token:one (anna)'])
    expect(await decidedBy(encodeURIComponent('jörg.müller'))).toEqual([200, 'token:one (jörg.müller)'])
  })

  test.each(['', '%', '%00', '%E2%80%AEanna', 'a)', 'user:tina', 'x'.repeat(65), '%0d%0aX: y', ' '])(
    '200: what is no plain name is left out: "%s"',
    async (claim) => {
      expect(await decidedBy(claim)).toEqual([200, 'token:one'])
    },
  )

  test('403: a claim gives no rights', async () => {
    const askNobody = asker(desk.app().app, await desk.token('no-role', []))
    const claim = { 'Proofgate-On-Behalf-Of': 'tina' }
    expect((await askNobody('GET', '/v1/holds', undefined, claim)).status).toBe(403)
  })

  test('200: the agent reads of a reviewer, not of a token', async () => {
    const id = await desk.hold()
    await askOne('POST', `/v1/holds/${id}/return`, { note: 'x' })
    const [notice] = (await consequencesOf(id)).notices
    expect(await noticeText(notice?.id ?? '')).toContain('was not sent. A reviewer has returned it to you.')
  })
})

describe('return', () => {
  test('200: sends the agent a notice with line, remedy, note and link, from the null sender', async () => {
    const id = await desk.hold()
    const { status, json } = await askOne('POST', `/v1/holds/${id}/return`, { note: 'Please use her name.' })
    expect(status).toBe(200)
    expect(json).toMatchObject({ decision: 'return', note: 'Please use her name.' })
    const { deliveries, notices, steps } = await consequencesOf(id)
    expect(deliveries).toHaveLength(0)
    expect(steps).toEqual([{ kind: 'hold.returned', actor: 'token:one' }])
    expect(notices).toMatchObject([{ envelopeFrom: '', routeDomain: 'acme.example' }])
    const noticeId = notices[0]?.id ?? ''
    expect((await consequencesOf(noticeId)).deliveries).toHaveLength(1)
    const text = await noticeText(noticeId)
    expect(text).toContain('Dear >>[NAME]<<,')
    expect(text).toContain('Fill it in.')
    expect(text).toContain('Please use her name.')
    expect(text).toContain(`http://console.example/messages/${id}`)
    const { json: message } = await askOne('GET', `/v1/messages/${noticeId}`)
    expect(message).toMatchObject({ origin: 'notice', aboutId: id, recipients: [{ address: 'anna@acme.example' }] })
    expect((await askOne('GET', `/v1/messages/${id}`)).json).toMatchObject({
      state: 'returned',
      recipients: [{ state: 'cancelled' }],
    })
  })

  test('200: without a sender or From there is nobody to tell, and the message is returned all the same', async () => {
    const id = await desk.hold({ raw: 'Subject: nobody\n\nx\n', envelopeFrom: '', unjudged: true })
    expect((await askOne('POST', `/v1/holds/${id}/return`, { note: 'x' })).status).toBe(200)
    expect((await consequencesOf(id)).notices).toHaveLength(0)
  })
})

describe('a decision', () => {
  test('happens once however many ask at the same moment, with one delivery or one notice (promise 6)', async () => {
    const id = await desk.hold()
    const wishes = Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? 'release' : 'return'))
    const answers = await Promise.all(
      wishes.map((wish, i) =>
        (i % 3 === 0 ? askOne : askTwo)(
          'POST',
          `/v1/holds/${id}/${wish}`,
          wish === 'return' ? { note: `${i}` } : undefined,
        ),
      ),
    )
    const won = answers.filter(({ status }) => status === 200)
    expect(won).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(49)
    const { deliveries, notices, steps } = await consequencesOf(id)
    expect(deliveries.length + notices.length).toBe(1)
    expect(steps).toHaveLength(1)
    const stands = won[0]?.json
    for (const { status, json } of answers)
      if (status === 409)
        expect(json.decision).toMatchObject({ decidedBy: stands.decidedBy, decidedAt: stands.decidedAt })
  })

  test('409: says who decided what and when', async () => {
    const id = await desk.hold()
    await askOne('POST', `/v1/holds/${id}/release`)
    const { status, json } = await askTwo('POST', `/v1/holds/${id}/return`, { note: 'no' })
    expect([status, json.type]).toEqual([409, 'urn:proofgate:problem:already-decided'])
    expect(json.decision).toEqual({ decision: 'release', decidedBy: 'token:one', decidedAt: expect.any(String) })
    expect(json.detail).toContain('token:one')
    expect((await consequencesOf(id)).notices).toHaveLength(0)
  })

  test.each(['release', 'return'])(
    '%s 200: the same Idempotency-Key repeats the answer, fifty times at once too',
    async (wish) => {
      const id = await desk.hold()
      const body = wish === 'return' ? { note: 'again' } : undefined
      const once = () => askOne('POST', `/v1/holds/${id}/${wish}`, body, { 'Idempotency-Key': '"8e03978e"' })
      const answers = await Promise.all(Array.from({ length: 50 }, once))
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
      expect(answers.filter(({ headers }) => headers.has('idempotency-replayed'))).toHaveLength(49)
      const { deliveries, notices, steps } = await consequencesOf(id)
      expect([deliveries.length + notices.length, steps.length]).toEqual([1, 1])
    },
  )

  test('200: a key is the same with and without the quotes of the draft', async () => {
    const id = await desk.hold()
    await askOne('POST', `/v1/holds/${id}/release`, undefined, { 'Idempotency-Key': '"k-1"' })
    const { status } = await askOne('POST', `/v1/holds/${id}/release`, undefined, { 'Idempotency-Key': 'k-1' })
    expect(status).toBe(200)
  })

  test('409: the same key of somebody else is not theirs to repeat', async () => {
    const id = await desk.hold()
    await askOne('POST', `/v1/holds/${id}/release`, undefined, { 'Idempotency-Key': 'shared' })
    expect((await askTwo('POST', `/v1/holds/${id}/release`, undefined, { 'Idempotency-Key': 'shared' })).status).toBe(
      409,
    )
  })

  test('422: the same key with another note is not a repeat', async () => {
    const id = await desk.hold()
    await askOne('POST', `/v1/holds/${id}/return`, { note: 'one' }, { 'Idempotency-Key': 'k' })
    const { status, json } = await askOne('POST', `/v1/holds/${id}/return`, { note: 'two' }, { 'Idempotency-Key': 'k' })
    expect([status, json.type]).toEqual([422, 'urn:proofgate:problem:key-reused'])
  })

  test('400: a key of control characters or beyond 200 is refused', async () => {
    const id = await desk.hold()
    const { status, json } = await askOne('POST', `/v1/holds/${id}/release`, undefined, {
      'Idempotency-Key': 'x'.repeat(201),
    })
    expect([status, json.errors[0].name]).toEqual([400, 'idempotency-key'])
  })

  test('is in the log by id and actor, without a word of the mail', async () => {
    const id = await desk.hold({ subject: 'canary subject', text: 'Dear [NAME], canary body' })
    await askOne('POST', `/v1/holds/${id}/return`, { note: 'canary note' })
    const lines = desk.lines.filter((line) => line.includes(id))
    expect(lines.join()).toContain('hold.returned')
    expect(desk.lines.join()).not.toContain('canary')
  })
})
