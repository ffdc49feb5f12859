import path from 'node:path'
import { DEFAULT_POLICY } from '@proofgate/checks'
import { afterEach, expect, test } from 'vitest'
import { type Judges, type JudgesOptions, NoJudgement, openJudges } from './judges.ts'

let judges: Judges
const faults: Error[] = []
afterEach(() => judges.close())

/** Threads that obey: see obedient.test-worker.ts. */
async function open(options: Partial<JudgesOptions> = {}) {
  const worker = new URL('./obedient.test-worker.ts', import.meta.url)
  const onFault = (error: Error) => faults.push(error)
  judges = openJudges({ threads: 1, budgetMs: 20_000, waitMs: 20_000, waitingMax: 10, onFault, worker, ...options })
  await judges.ready
}

const ask = (text: string) =>
  judges.judge({ raw: Buffer.from(text), envelope: null, conversation: [], policy: DEFAULT_POLICY })

/** `kind` of the NoJudgement, or the answer. */
const outcome = (text: string): Promise<unknown> =>
  ask(text).catch((error: unknown) => (error instanceof NoJudgement ? error.kind : error))

test('a message that hangs its thread ends after the budget, and the next one is judged by a new thread', async () => {
  await open({ budgetMs: 1000 })
  expect(await outcome('hang')).toBe('slow')
  expect(await outcome('hello')).toMatchObject({ text: 'hello' })
})

test('a message that ends its thread or fills its memory is not judged, and the next one is', async () => {
  await open()
  expect(await outcome('end')).toBe('broken')
  expect(await outcome('fill')).toBe('broken')
  expect(await outcome('hello')).toMatchObject({ text: 'hello' })
})

test('a failing judge is told with its cause', async () => {
  await open()
  await expect(ask('fail')).rejects.toMatchObject({ kind: 'broken', cause: { message: 'no' } })
})

test('whoever waits too long is told so, and the waiting kills no thread', async () => {
  await open({ budgetMs: 1500, waitMs: 50 })
  const hanging = outcome('hang')
  expect(await outcome('hello')).toBe('late')
  expect(await hanging).toBe('slow')
})

test('more than may wait are turned away at once', async () => {
  await open({ budgetMs: 1000, waitingMax: 2 })
  const answers = await Promise.all(['hang', 'a', 'b', 'c'].map(outcome))
  expect(answers).toEqual([
    'slow',
    expect.objectContaining({ text: 'a' }),
    expect.objectContaining({ text: 'b' }),
    'busy',
  ])
})

test('mail that is read at leisure waits behind what is to be judged', async () => {
  await open({ budgetMs: 1000 })
  const order: unknown[] = []
  const read = { raw: Buffer.from('old'), policy: DEFAULT_POLICY, envelopeFrom: null, receivedAt: null }
  const noted = (answer: Promise<unknown>) => answer.then((one) => order.push(one))
  await Promise.all([noted(outcome('hang')), noted(judges.read(read)), noted(outcome('hello'))])
  expect(order).toEqual(['slow', expect.objectContaining({ text: 'hello' }), { read: 'old' }])
})

test('the policy travels with the message', async () => {
  await open()
  expect(await outcome('hello')).toEqual({ text: 'hello', policy: DEFAULT_POLICY.digest })
})

test('a judge that cannot be loaded is never ready', async () => {
  const options = {
    threads: 1,
    budgetMs: 1000,
    waitMs: 1000,
    waitingMax: 1,
    onFault: (error: Error) => faults.push(error),
  }
  judges = openJudges({ ...options, worker: new URL('./no-such-file.ts', import.meta.url) })
  await expect(judges.ready).rejects.toThrow()
})

const reading = new URL('./reading.test-worker.ts', import.meta.url)
const models = path.join(import.meta.dirname, '../../../node_modules/.cache/proofgate/models')

test('a thread can be ended while the language model reads for it, and the model reads on for others', async () => {
  await open({ threads: 2, budgetMs: 10_000, models, worker: reading })
  expect(await Promise.all(['for ever', 'Where is it?'].map(outcome))).toEqual(['slow', { length: 384 }])
  expect(await outcome('And now?')).toEqual({ length: 384 })
})

test('where the language model cannot run, its reason reaches the judging thread', async () => {
  await open({ models: '/proc/nowhere', worker: reading })
  expect(await outcome('Where is it?')).toEqual({ why: expect.stringContaining('ENOENT') })
})

test("a customer's problems are read with the language model, and where it cannot run without", async () => {
  const raw = () =>
    Buffer.from('From: jane@customer.example\r\nTo: desk@acme.example\r\n\r\nThe kettle leaks at the handle.\r\n')
  const read = () => judges.read({ raw: raw(), policy: DEFAULT_POLICY, envelopeFrom: null, receivedAt: null })
  const worker = new URL('./judge-worker.ts', import.meta.url)
  await open({ models, worker })
  const { said, vectorsBy } = await read()
  expect(vectorsBy).toMatch(/^minilm/)
  expect(said).toMatchObject([{ kind: 'problem', text: 'The kettle leaks at the handle.' }])
  expect(Buffer.from(said[0]?.vector ?? '', 'base64')).toHaveLength(384 * 4)
  await judges.close()
  await open({ models: '/proc/nowhere', worker })
  expect(await read()).toMatchObject({ vectorsBy: null, said: [{ vector: null }] })
})
