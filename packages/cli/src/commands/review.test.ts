import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { type RunningReview, serveReview } from '@proofgate/review'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../../../test/support/at-end.ts'
import { configWith, judgementOf, rawOf, type SampleDesk, sampleDesk } from '../../../../test/support/sample-desk.ts'
import { runHere } from '../testing.ts'

const folder = temporaryFolder('cli-review')
let desk: SampleDesk
let review: RunningReview
let token = ''

beforeAll(async () => {
  desk = await sampleDesk()
  const config = configWith({ 'review.url': null, 'review.port': 0 })
  review = await serveReview({ sql: desk.sql, config, log: desk.log, hostname: 'gate.example' })
  token = await desk.token('terminal', ['reviewer'])
})
afterAll(async () => {
  await review.close()
  await desk.close()
})

/** Runs a command beside the service; `env` stands above what says where it is. */
const cli = (args: readonly string[], env: Record<string, string> = {}, input = '') =>
  runHere(args, { cwd: folder, env: { PROOFGATE_REVIEW_URL: review.url, PROOFGATE_TOKEN: token, ...env }, input })

const shortOf = (id: string) => id.slice(-8)

describe('proofgate holds', () => {
  test('0: a table with ids that the other commands take', async () => {
    const id = await desk.hold({ subject: 'In the table', findings: [{ message: 'No name.' }] })
    const { code, out, err } = await cli(['holds', '--subject', 'in the TABLE'])
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(new RegExp(`^ID .*\n${shortOf(id)} +0m +hold +6 .*In the table`))
    expect((await cli(['show', shortOf(id)])).code).toBe(0)
  })

  test('0: nothing that waits is said, and is no error', async () => {
    expect(await cli(['holds', '--sender', 'nobody'])).toEqual({ code: 0, out: 'Nothing waits.\n', err: '' })
  })

  test('0: json and jsonl give what the API gives, over as many pages as asked for', async () => {
    const ids: string[] = []
    for (let i = 0; i < 205; i++) ids.push(await desk.hold({ subject: `Page ${i}`, from: 'pager@acme.example' }))
    const lines = await cli(['holds', '--sender', 'pager', '--limit', '1000', '--format', 'jsonl'])
    expect(
      lines.out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    ).toEqual(ids)
    const json = await cli(['holds', '--sender', 'pager', '--limit', '2', '--format', 'json'])
    expect(JSON.parse(json.out)).toMatchObject([{ id: ids[0], subject: 'Page 0' }, { id: ids[1] }])
  })

  test('0: words of a mail cannot command the terminal', async () => {
    await desk.hold({ raw: 'Subject: =?utf-8?q?evil=1B]0;owned=07=E2=80=AE?=\n\nx\n' })
    const { out } = await cli(['holds', '--subject', 'evil'])
    expect(out).toContain('evil')
    expect(out).not.toMatch(/\u001b\]|\u0007|\u202e/)
  })

  test.each([
    ['--limit', '0'],
    ['--limit', 'many'],
    ['--status', 'open'],
    ['--check', 'nope'],
    ['--format', 'xml'],
    ['--url', 'nowhere'],
  ])('2: %s %s is a mistake of typing', async (...flags) => {
    expect((await cli(['holds', ...flags])).code).toBe(2)
  })
})

describe('proofgate show', () => {
  test('0: the mail with each finding under its line, as check shows it', async () => {
    const id = await desk.hold({ subject: 'To be shown' })
    const { code, out } = await cli(['show', shortOf(id)])
    expect(code).toBe(0)
    expect(out).toContain(id)
    expect(out).toContain('  Dear [NAME],')
    expect(out).toMatch(/1 │ Dear \[NAME\],\n +│ {6}\^{6}\n/)
    expect(out).toContain('→ Fill it in.')
  })

  test('0: --raw gives the octets that came in, and nothing else', async () => {
    const raw = 'Subject: x\n\nÄ\u0001\n'
    const { code, out } = await cli(['show', await desk.hold({ raw }), '--raw'])
    expect([code, out]).toEqual([0, rawOf({ raw }).toString()])
  })

  test('0: --format json is the answer of the API', async () => {
    const id = await desk.hold()
    expect(JSON.parse((await cli(['show', id, '--format', 'json'])).out)).toMatchObject({ id, mail: { links: [] } })
  })

  test('0: a message that was never held, with what became of it and of each recipient', async () => {
    const id = await desk.bounce({ subject: 'Refused', recipients: ['jane@customer.example', 'gone@customer.example'] })
    await desk.sql`update recipients set last_reply = ${'550 5.1.1 no\u001b[31m'} where message_id = ${id} and position = 1`
    const { code, out, err } = await cli(['show', shortOf(id)])
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain(`id         ${id}\n`)
    expect(out).toContain('state      bounced. Nothing went out.')
    expect(out).toContain('to         gone@customer.example (not sent): 550 5.1.1 no·[31m\n')
    expect(out).toMatch(/1 │ Dear \[NAME\],\n +│ {6}\^{6}\n/)
    expect(out).toContain('→ Fill it in.')
    const looks = await desk.sql`
      select data->>'what' as what from events where message_id = ${id} and kind = 'message.viewed' order by id`
    expect(looks).toEqual([{ what: 'judgement' }, { what: 'raw' }])
  })

  test('0: one that passed unread, and one that is not judged yet, say so', async () => {
    const judgement = judgementOf([], { verdict: 'forward', exempt: 'internal' })
    const passed = await desk.put({}, { state: 'forwarding', judgement, lease: null, expireMs: 60_000 })
    expect((await cli(['show', passed])).out).toContain('passed unjudged: internal')
    const late = await desk.put({}, { state: 'unjudged', why: 'down', holdAfterMs: 60_000, retryAfterMs: 60_000 })
    expect((await cli(['show', late])).out).toContain('It has not been judged yet.')
  })

  test('0: --raw and --format json work for them, too', async () => {
    const raw = 'Subject: x\n\nÄ\u0001\n'
    const id = await desk.bounce({ raw })
    expect((await cli(['show', id, '--raw'])).out).toBe(rawOf({ raw }).toString())
    const { out } = await cli(['show', id, '--format', 'json'])
    expect(JSON.parse(out)).toMatchObject({
      id,
      state: 'bounced',
      timeline: [{}, {}, {}, {}],
      judgement: { verdict: 'bounce' },
    })
  })

  test('3: no such message, and how to find it', async () => {
    const { code, out, err } = await cli(['show', 'zzzzzzz'])
    expect([code, out]).toEqual([3, ''])
    expect(err).toContain('proofgate holds --status all')
  })

  test('3: an id that fits several names them', async () => {
    const ids = [await desk.hold(), await desk.hold()]
    const { code, err } = await cli(['show', ids[0]?.slice(0, 6) ?? ''])
    expect(code).toBe(3)
    expect(err).toContain(ids[1])
  })
})

describe('proofgate release and return', () => {
  test('0: --yes releases without asking, once', async () => {
    const id = await desk.hold()
    expect(await cli(['release', shortOf(id), '--yes'])).toEqual({ code: 0, out: `Released ${id}.\n`, err: '' })
    const again = await cli(['release', shortOf(id), '--yes'])
    expect(again.code).toBe(3)
    expect(again.err).toContain(`was released by token:terminal (${userInfo().username}) at`)
    expect(await desk.sql`select 1 from deliveries where message_id = ${id}`).toHaveLength(1)
  })

  test('3: of several, those whose conversation moved on are left out unless asked for', async () => {
    const [fresh, stale, other] = [await desk.hold(), await desk.hold({ subject: 'Moved on' }), await desk.hold()]
    await desk.sql`update holds set stale_at = now(), stale_why = 'customer-wrote' where message_id = ${stale}`
    expect((await cli(['holds', '--stale'])).out).toMatch(/stale: the customer wrote again/)
    expect((await cli(['holds', '--no-stale', '--subject', 'Moved on'])).out).toBe('Nothing waits.\n')
    expect((await cli(['show', stale])).out).toMatch(/stale +the customer wrote again while it waited/)
    const { code, out, err } = await cli(['release', fresh, stale, other, '--yes'])
    expect([code, out]).toEqual([3, `Released ${fresh}.\nReleased ${other}.\n`])
    expect(err).toMatch(/1 of 3 were left:\n.*went stale/)
    const again = await desk.hold()
    expect(await cli(['release', stale, again, '--yes', '--stale'])).toMatchObject({
      code: 0,
      out: `Released ${stale}.\nReleased ${again}.\n`,
    })
  })

  test('2: without a terminal and without --yes nothing is released', async () => {
    const id = await desk.hold()
    const { code, err } = await cli(['release', id])
    expect(code).toBe(2)
    expect(err).toContain('--yes')
    expect(await desk.sql`select 1 from deliveries where message_id = ${id}`).toHaveLength(0)
  })

  test('0: a note goes to the agent, from the flag or from standard input', async () => {
    const one = await desk.hold()
    expect(await cli(['return', one, '--note', 'Use her name.'])).toMatchObject({ code: 0, out: `Returned ${one}.\n` })
    const two = await desk.hold()
    expect((await cli(['return', two, '--note', '-'], {}, 'Line one.\nLine two.\n')).code).toBe(0)
    const rows = await desk.sql<
      { note: string }[]
    >`select note from holds where message_id = any(${[one, two]}) order by message_id`
    expect(rows.map(({ note }) => note)).toEqual(['Use her name.', 'Line one.\nLine two.'])
  })

  test('2: a return wants a note', async () => {
    const id = await desk.hold()
    expect((await cli(['return', id])).code).toBe(2)
    expect((await cli(['return', id, '--note', ' '])).code).toBe(2)
    expect((await cli(['return', id, '--note', '-'])).code).toBe(2)
  })

  test('0: a connection that breaks while deciding is tried again, and the decision stands once', async () => {
    const id = await desk.hold()
    let requests = 0
    // Passes the first request on and hangs up before the answer; the second gets through.
    const breaking = createServer(async (request, response) => {
      const answer = await fetch(`${review.url}${request.url}`, {
        method: request.method ?? 'GET',
        headers: {
          authorization: request.headers.authorization ?? '',
          'idempotency-key': String(request.headers['idempotency-key']),
        },
      })
      if (requests++ === 0) return void request.socket.destroy()
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
    })
    await new Promise<void>((listening) => breaking.listen(0, '127.0.0.1', listening))
    // The guarantee of the cast: it listens on a TCP port.
    const { port } = breaking.address() as AddressInfo
    const { code, out } = await cli(['release', id, '--yes', '--url', `http://127.0.0.1:${port}`])
    breaking.closeAllConnections()
    breaking.close()
    expect([code, out, requests]).toEqual([0, `Released ${id}.\n`, 2])
    expect(await desk.sql`select 1 from deliveries where message_id = ${id}`).toHaveLength(1)
  })
})

describe('where the service is, and who asks', () => {
  test('4: a service that does not answer is named', async () => {
    const { code, err } = await cli(['holds'], { PROOFGATE_REVIEW_URL: 'http://127.0.0.1:9' })
    expect(code).toBe(4)
    expect(err).toContain('http://127.0.0.1:9 cannot be reached')
  })

  test('4: something else that answers there is not taken for it', async () => {
    const other = createServer((_, response) => response.end('<html>hello</html>'))
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening))
    // The guarantee of the cast: it listens on a TCP port.
    const { port } = other.address() as AddressInfo
    const { code, err } = await cli(['holds', '--url', `http://127.0.0.1:${port}`])
    other.close()
    expect(code).toBe(4)
    expect(err).toContain('is not the review service')
  })

  test('4: a wrong token says where it came from', async () => {
    const { code, err } = await cli(['holds'], { PROOFGATE_TOKEN: 'pg_wrong' })
    expect(code).toBe(4)
    expect(err).toContain('PROOFGATE_TOKEN')
  })

  test('4: without any token it says how to give one', async () => {
    const { code, err } = await cli(['holds'], { PROOFGATE_TOKEN: '' })
    expect(code).toBe(4)
    expect(err).toContain('admin-token')
  })

  test('0: the token of this installation is found in its data folder', async () => {
    mkdirSync(join(folder, 'data'))
    writeFileSync(join(folder, 'data', 'admin-token'), `${token}\n`)
    expect((await cli(['holds', '--limit', '1'], { PROOFGATE_TOKEN: '' })).code).toBe(0)
    rmSync(join(folder, 'data'), { recursive: true })
  })

  test('0: flags stand above the environment', async () => {
    const env = { PROOFGATE_REVIEW_URL: 'http://127.0.0.1:9', PROOFGATE_TOKEN: 'pg_wrong' }
    expect((await cli(['holds', '--limit', '1', '--url', `${review.url}/`, '--token', token], env)).code).toBe(0)
  })
})
