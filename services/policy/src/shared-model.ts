import { once } from 'node:events'
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import { newGate, shut } from './model-gate.ts'
import type { Errand } from './model-talk.ts'

/** The language model in a thread of its own. */
export type SharedModel = {
  /** A line to the model for one message, to be moved to the thread that judges it (`modelOver`). */
  readonly line: () => MessagePort
  /** Lets it finish what it reads, then ends the thread. */
  readonly close: () => Promise<void>
}

const THREAD = new URL('./model-thread.ts', import.meta.url)

/** Starts the thread; when it dies, messages under way are judged by rules, and the next one starts another. */
export function openSharedModel(options: {
  readonly folder: string
  readonly onFault: (error: Error) => void
}): SharedModel {
  const { folder, onFault } = options
  const gate = newGate()
  const beforeExit = () => shut(gate)
  process.on('exit', beforeExit)
  const started = () => {
    const thread = new Worker(THREAD, { workerData: { folder, gate }, resourceLimits: { maxYoungGenerationSizeMb: 8 } })
    thread.on('error', onFault)
    thread.on('exit', () => {
      if (current === thread) current = null
    })
    return thread
  }
  let current: Worker | null = started()
  return {
    line: () => {
      current ??= started()
      const { port1, port2 } = new MessageChannel()
      current.postMessage({ port: port2 } satisfies Errand, [port2])
      return port1
    },
    close: async () => {
      process.off('exit', beforeExit)
      if (current === null) return
      const gone = once(current, 'exit')
      current.postMessage({ close: true } satisfies Errand)
      await gone
    },
  }
}
