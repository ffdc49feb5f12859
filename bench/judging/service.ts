/**
 * A process that judges as the product does, with one judging thread and the language model's thread; what it measured
 * goes to standard output as JSON. `node service.ts COUNT MODELS`. Of its own, so that memory and start are its own.
 */
import { DEFAULT_POLICY } from '@proofgate/checks'
import { openJudges } from '@proofgate/policy'
import { type BenchMessage, benchMessages } from './messages.ts'
import { type Times, timed, timesOf } from './times.ts'

/** What is known of a process that judged. Times are wall and processor time of one message, in milliseconds. */
export type ServiceResult = {
  readonly readyMs: number
  readonly readyCpuMs: number
  readonly unseen: { readonly wall: Times; readonly cpu: Times }
  readonly seen: { readonly wall: Times; readonly cpu: Times }
  readonly memoryMb: number
  readonly memoryMaxMb: number
  /** Sentences the model read of a message, on average. */
  readonly sentencesRead: number
  /** Why the model read none or not all; null where it did. */
  readonly why: string | null
}

/** Before these the compiler has not seen enough to be fast. */
const WARMUP = 60

const [count = '200', models = ''] = process.argv.slice(2)
const judges = openJudges({
  threads: 1,
  budgetMs: 60_000,
  waitMs: 60_000,
  waitingMax: 1,
  models: models === '' ? null : models,
  onFault: (error) => console.error(error),
})
await judges.ready
// Both clocks begin with the process.
const readyMs = performance.now()
const readyCpuMs = cpuMs()
const messages = benchMessages(WARMUP + Number(count))
let sentencesRead = 0
let why: string | null = null
for (const message of messages.slice(0, WARMUP)) await judge(message)
const unseen = await judgedAll(messages.slice(WARMUP))
const read = sentencesRead
const seen: { readonly wall: number; readonly cpu: number }[] = []
// At once, so that they are still remembered, as a message that is sent again or a phrase that all agents use.
for (const message of messages.slice(WARMUP)) {
  await judge(message)
  seen.push(await timed(() => judge(message)))
}
const result: ServiceResult = {
  readyMs,
  readyCpuMs,
  unseen: both(unseen),
  seen: both(seen),
  memoryMb: process.memoryUsage().rss / 1024 ** 2,
  memoryMaxMb: process.resourceUsage().maxRSS / 1024,
  sentencesRead: read / messages.length,
  why,
}
console.log(JSON.stringify(result))
await judges.close()

async function judgedAll(list: readonly BenchMessage[]) {
  const times: { readonly wall: number; readonly cpu: number }[] = []
  for (const message of list) times.push(await timed(() => judge(message)))
  return times
}

/** Copies: what is judged is handed over to the thread. */
async function judge({ raw, conversation }: BenchMessage): Promise<void> {
  const { model } = await judges.judge({
    raw: raw.slice(),
    envelope: null,
    conversation: conversation.map((one) => one.slice()),
    policy: DEFAULT_POLICY,
  })
  sentencesRead += model?.read ?? 0
  why ??= model?.why ?? null
}

function both(list: readonly { readonly wall: number; readonly cpu: number }[]) {
  return { wall: timesOf(list.map(({ wall }) => wall)), cpu: timesOf(list.map(({ cpu }) => cpu)) }
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
