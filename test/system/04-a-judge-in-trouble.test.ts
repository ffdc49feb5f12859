import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Received, type Smarthost, startSmarthost } from '../smarthost.ts'
import { installationFolder, type Proofgate, startProofgate } from '../support/proofgate.ts'
import { bouncedReply, goodReply } from '../support/replies.ts'
import { sendMail } from '../support/smtp-talk.ts'

/** A policy service that is down, hangs, or passes on to the real one of the installation. */
let judge: Server
let answer: (response: ServerResponse, body: Buffer, headers: Record<string, string>) => void
let smarthost: Smarthost
// One folder for all: PostgreSQL sets itself up once.
const folder = installationFolder()

beforeAll(async () => {
  smarthost = await startSmarthost()
  judge = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    answer(response, Buffer.concat(chunks), { 'proofgate-envelope': String(request.headers['proofgate-envelope']) })
  })
  judge.listen(0, '127.0.0.1')
  await once(judge, 'listening')
})
afterAll(async () => {
  judge.closeAllConnections()
  judge.close()
  await smarthost.close()
})

const hang = () => {}
const fail = (response: ServerResponse) => void response.writeHead(500).end('broken')
const nonsense = (response: ServerResponse) => void response.writeHead(200).end('{"verdict":"fine"}')

async function start(env: Record<string, string> = {}): Promise<Proofgate> {
  const address = judge.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return startProofgate({
    smarthost: smarthost.url,
    folder,
    env: {
      PROOFGATE_JUDGE_URL: `http://127.0.0.1:${port}`,
      PROOFGATE_JUDGE_BUDGET: '300ms',
      PROOFGATE_POLICY_LISTEN: 'true',
      PROOFGATE_POLICY_PORT: '0',
      ...env,
    },
  })
}

/** What arrives from now on: waits for `count` messages. */
function arrivals(): (count: number) => Promise<readonly Received[]> {
  const before = smarthost.messages.length
  return async (count) => (await smarthost.received(before + count)).slice(before)
}

/** The installation's own policy service, asked as the relay would. */
function passOn(gate: Proofgate) {
  const at = gate.log.find((entry) => entry.event === 'service.started' && entry.service === 'policy')?.at
  return (response: ServerResponse, body: Buffer, headers: Record<string, string>) => {
    fetch(`${at}/v1/judge`, { method: 'POST', headers: { ...headers, 'content-type': 'message/rfc822' }, body })
      .then(async (real) =>
        response.writeHead(real.status, { 'content-type': 'application/json' }).end(await real.text()),
      )
      .catch(() => response.destroy())
  }
}

const idOf = (text: string) => /[0-9a-z]{26}/.exec(text)?.[0] ?? ''

describe('promise 7: no silent fail-open', () => {
  describe('kept, as is the default', () => {
    let gate: Proofgate
    beforeAll(async () => {
      gate = await start()
    })
    afterAll(() => gate.stop())

    test.each([
      ['hangs', hang],
      ['fails', fail],
      ['answers nonsense', nonsense],
    ])(
      'a judge that %s: the message is accepted, kept unjudged, and judged as soon as it can be',
      async (_, broken) => {
        answer = broken
        const arrived = arrivals()
        const mail = goodReply()
        const reply = await sendMail(gate.port, mail)
        expect(reply.code).toBe(250)
        expect((await gate.api(`/v1/messages/${idOf(reply.text)}`)).body.state).toBe('unjudged')
        expect(await arrived(0)).toEqual([])
        answer = passOn(gate)
        const [first] = await arrived(1)
        expect(first?.data.toString().endsWith(mail.raw)).toBe(true)
      },
    )

    test('a bounce that comes too late for 550 is returned to the agent by mail', async () => {
      answer = hang
      const arrived = arrivals()
      const reply = await sendMail(gate.port, bouncedReply())
      expect(reply.code).toBe(250)
      answer = passOn(gate)
      const [notice] = await arrived(1)
      expect(notice?.recipients).toMatchObject([{ address: 'anna@acme.example' }])
      expect((await gate.api(`/v1/messages/${idOf(reply.text)}`)).body.state).toBe('returned')
    })
  })

  describe('otherwise', () => {
    let gate: Proofgate | null = null
    afterEach(() => gate?.stop())

    test('after the set time it is held for a person, and the agent hears of it', async () => {
      answer = hang
      const arrived = arrivals()
      gate = await start({ PROOFGATE_JUDGE_HOLD_UNJUDGED_AFTER: '1s' })
      const reply = await sendMail(gate.port, goodReply())
      const [notice] = await arrived(1)
      expect(notice?.recipients).toMatchObject([{ address: 'anna@acme.example' }])
      expect((await gate.api(`/v1/holds/${idOf(reply.text)}`)).body).toMatchObject({
        reason: 'unjudged',
        state: 'held',
        judgement: null,
      })
    })

    test('forward, when so configured, is counted', async () => {
      answer = hang
      const arrived = arrivals()
      gate = await start({ PROOFGATE_JUDGE_ON_FAILURE: 'forward' })
      const mail = goodReply()
      await sendMail(gate.port, mail)
      await arrived(1)
      expect(gate.log.some((entry) => entry.event === 'mail.unjudged' && entry.action === 'forward')).toBe(true)
    })

    test('tempfail, when so configured, answers 451 and keeps nothing', async () => {
      answer = hang
      const arrived = arrivals()
      gate = await start({ PROOFGATE_JUDGE_ON_FAILURE: 'tempfail' })
      const { port } = gate
      const mail = goodReply()
      expect(await sendMail(port, mail)).toMatchObject({ code: 451 })
      answer = passOn(gate)
      // A mail tool comes again until it is taken; on a busy machine the first judgement outlasts the budget.
      await expect.poll(async () => (await sendMail(port, mail)).code, { timeout: 20_000 }).toBe(250)
      await arrived(1)
    })
  })
})
