/**
 * How long judging takes: 150-word replies to 80-word mails, all checks, on one core, in a process with one judging thread
 * and the language model's thread. Prints the whole, each part and each check, memory, and the time until the process
 * can judge. Clock times mean something on an idle machine only; processor times and ratios always do.
 *
 *   npm run bench:judge -- [--messages 200] [--models DIR] [--json]
 *
 * --models is where the language model is kept; it is built there the first time. `--models ''` judges by rules alone.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs, promisify } from 'node:util'
import type { PartsResult } from './judging/parts.ts'
import type { ServiceResult } from './judging/service.ts'
import type { Times } from './judging/times.ts'

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '200' },
    models: { type: 'string', default: path.join(import.meta.dirname, '../node_modules/.cache/proofgate/models') },
    json: { type: 'boolean', default: false },
  },
})

/** Of the issue: what one core should do. */
const AIMS = { unseenMs: 60, seenMs: 10, p99Ms: 150, memoryMb: 450, readyMs: 5000 } as const

const HEAD = ['median', 'p95', 'p99', 'mean']

/** Keeps a process on one core, where the system has that. */
const ONE_CORE = existsSync('/usr/bin/taskset') ? ['/usr/bin/taskset', '-c', '0'] : []

// The first start builds the network, which is no part of a usual one.
if (values.models !== '') await run('service.ts', '1')
const service: ServiceResult = JSON.parse(await run('service.ts', values.messages))
const parts: PartsResult = JSON.parse(await run('parts.ts', values.messages))

if (values.json) console.log(JSON.stringify({ service, parts }, null, 2))
else report()

async function run(file: string, count: string): Promise<string> {
  const [program = process.execPath, ...rest] = [
    ...ONE_CORE,
    process.execPath,
    path.join(import.meta.dirname, 'judging', file),
    count,
    values.models,
  ]
  return (await promisify(execFile)(program, rest)).stdout
}

function report(): void {
  const { unseen, seen, readyMs, readyCpuMs, memoryMb, memoryMaxMb, sentencesRead, why } = service
  console.log(`${values.messages} messages, ${ONE_CORE.length > 0 ? 'one core' : 'any core'}; milliseconds\n`)
  console.log(line('', HEAD, 'CPU mean'))
  console.log(line('unseen sentences', cells(unseen.wall), ms(unseen.cpu.mean)), aim(unseen.wall.median, AIMS.unseenMs))
  console.log(line('seen sentences', cells(seen.wall), ms(seen.cpu.mean)), aim(seen.wall.median, AIMS.seenMs))
  console.log(`unseen, 99th percentile: ${ms(unseen.wall.p99)} ${aim(unseen.wall.p99, AIMS.p99Ms)}`)
  console.log(`ready to judge after ${ms(readyMs)} (${ms(readyCpuMs)} CPU) ${aim(readyMs, AIMS.readyMs)}`)
  const most = Math.max(memoryMb, memoryMaxMb)
  console.log(`memory ${memoryMb.toFixed(0)} MB, at most ${most.toFixed(0)} MB ${aim(most, AIMS.memoryMb)}`)
  const model =
    sentencesRead === 0
      ? 'read nothing: no check asked, or it is not there'
      : `read ${ms(sentencesRead)} sentences of a message`
  console.log(`the language model ${model}${why === null ? '' : ` (${why})`}\n`)
  console.log(line('unseen, by part', HEAD))
  for (const [name, times] of Object.entries(parts.parts)) console.log(line(name, cells(times)))
  console.log(`\n${line('unseen, by check, alone', HEAD, 'in turn, mean')}`)
  for (const [id, times] of Object.entries(parts.alone).toSorted(([, a], [, b]) => b.mean - a.mean))
    console.log(line(id, cells(times), ms(parts.inTurn[id]?.mean ?? Number.NaN)))
}

function cells({ median, p95, p99, mean }: Times): readonly string[] {
  return [median, p95, p99, mean].map(ms)
}

function ms(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1)
}

function aim(value: number, most: number): string {
  return `(aim: at most ${most}${value <= most ? '' : ', missed'})`
}

function line(name: string, numbers: readonly string[], last = ''): string {
  return name.padEnd(48) + numbers.map((one) => one.padStart(8)).join('') + last.padStart(15)
}
