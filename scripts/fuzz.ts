/**
 * Judges random and mutated messages, and says which of them broke something or took too long.
 *
 *   npm run fuzz -- [--count 10000] [--seed 1] [--seconds 600]   stops after so many messages or seconds
 *   npm run fuzz -- --seed 1 --only 4711                        one of them, to look into
 *   npm run fuzz -- --seed 1 --only 4711 --write odd.eml        and its octets
 *   npm run fuzz -- --scaling                                   texts on which a check is slower than their length explains
 *
 * Exits 1 when a message broke something. A message that takes longer than --patience seconds of processor time, or six
 * times as long by the clock (a busy machine stretches that), counts as hanging.
 */
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { casesIn } from '../test/corpus/case.ts'
import { oddMessage } from '../test/fuzz/messages.ts'
import { slowTexts } from '../test/fuzz/scaling.ts'
import { progressOf } from './eval/progress.ts'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '600' },
    patience: { type: 'string', default: '10' },
    only: { type: 'string' },
    write: { type: 'string' },
    scaling: { type: 'boolean', default: false },
  },
})
const seed = Number(values.seed)
const only = values.only === undefined ? null : Number(values.only)
const end = only === null ? Number(values.count) : only + 1
const PATIENCE_MS = Number(values.patience) * 1000
/** By the clock a message may take this many times as long. */
const CLOCK_PER_CPU = 6
const deadline = Date.now() + Number(values.seconds) * 1000

/** What the worker tells: a beginning, or an end with what was wrong. */
const News = z.object({
  i: z.number(),
  how: z.string(),
  faults: z.array(z.string()).optional(),
  tookMs: z.number().optional(),
  bytes: z.number().optional(),
})

const broken: string[] = []
const times: { readonly i: number; readonly tookMs: number; readonly bytes: number }[] = []
const progress = progressOf(`seed ${seed}`)

if (only !== null && values.write !== undefined) {
  writeFileSync(values.write, oddMessage(seed, only, casesIn(new URL('../test/corpus/cases/', import.meta.url))).raw)
}
if (values.scaling) await reportScaling()
else {
  let next = only ?? 0
  while (next < end && Date.now() < deadline) next = await runFrom(next)
  progress.end()
  report()
}

async function reportScaling(): Promise<void> {
  const slow = await slowTexts(progress.step)
  progress.end()
  for (const { type, unit, check, shortMs, longMs } of slow) {
    const [short, long] = [shortMs, longMs].map(Math.round)
    console.log(
      `${check ?? 'the reading'}: ${JSON.stringify(unit)} again and again as ${type}: ${short} ms, four times as long ${long} ms`,
    )
  }
  console.log(`${slow.length} texts take more than their share`)
  if (slow.length > 0) process.exitCode = 1
}

/** Judges on in a thread of its own, since nothing else can stop a hanging pattern; the number of the message to go on with. */
async function runFrom(from: number): Promise<number> {
  const worker = new Worker(new URL('../test/fuzz/worker.ts', import.meta.url), { workerData: { seed, from, to: end } })
  let at = from
  let how = ''
  // A thread that still starts is not judging.
  let since: { readonly at: number; readonly cpu: number } | null = null
  worker.on('message', (told) => {
    const news = News.parse(told)
    since = { at: Date.now(), cpu: cpuMs() }
    how = news.how
    if (news.faults === undefined) return
    at = news.i + 1
    times.push({ i: news.i, tookMs: news.tookMs ?? 0, bytes: news.bytes ?? 0 })
    if (news.faults.length > 0) broken.push(`message ${news.i} (${how}): ${news.faults.join('; ')}`)
    progress.step(at, end)
  })
  const watch = setInterval(() => {
    const hangs =
      since !== null && (cpuMs() - since.cpu > PATIENCE_MS || Date.now() - since.at > CLOCK_PER_CPU * PATIENCE_MS)
    if (hangs) broken.push(`message ${at} (${how}) takes longer than ${values.patience} s of processor time`)
    if (hangs) at++
    if (hangs || Date.now() > deadline) void worker.terminate()
  }, 200)
  try {
    await once(worker, 'exit')
  } finally {
    clearInterval(watch)
  }
  return at
}

/** Processor time of this process, its threads included. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function report(): void {
  const slowest = times.toSorted((a, b) => b.tookMs - a.tookMs).slice(0, 5)
  console.log(`${times.length} messages of seed ${seed} judged, ${broken.length} broke something`)
  for (const { i, tookMs, bytes } of slowest)
    console.log(`slowest: message ${i}, ${bytes} bytes, ${Math.round(tookMs)} ms`)
  for (const one of broken) console.log(one)
  if (broken.length > 0) {
    console.error(`Look at one with npm run fuzz -- --seed ${seed} --only NUMBER --write odd.eml`)
    process.exitCode = 1
  }
}
