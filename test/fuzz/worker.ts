import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { casesIn } from '../corpus/case.ts'
import { faultsOf } from './judge-odd.ts'
import { oddMessage } from './messages.ts'

/** Judges the messages `from` to below `to` of a seed; tells before each that it begins, and after it what was wrong. */
const Task = z.object({ seed: z.number(), from: z.number(), to: z.number() })

const { seed, from, to } = Task.parse(workerData)
const cases = casesIn(new URL('../corpus/cases/', import.meta.url))

for (let i = from; i < to; i++) {
  const odd = oddMessage(seed, i, cases)
  parentPort?.postMessage({ i, how: odd.how })
  const began = performance.now()
  const faults = await faultsOf(odd)
  parentPort?.postMessage({ i, how: odd.how, faults, tookMs: performance.now() - began, bytes: odd.raw.length })
}
