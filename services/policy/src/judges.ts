import type { MessagePort } from 'node:worker_threads'
import type { Judgement, Policy, TurnReading } from '@proofgate/checks'
import PQueue from 'p-queue'
import { Piscina } from 'piscina'
import type { Case } from './judge-one.ts'
import type { Task, TurnTask, TurnToRead } from './judge-worker.ts'
import { openSharedModel, type SharedModel } from './shared-model.ts'

/** Why there is no judgement: too many wait, waited too long, took too long, or the judge itself failed. */
export type NoJudgementKind = 'busy' | 'late' | 'slow' | 'broken'

/** Thrown when a message could not be judged; the message is for people, `cause` for the log. */
export class NoJudgement extends Error {
  readonly kind: NoJudgementKind

  constructor(kind: NoJudgementKind, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'NoJudgement'
    this.kind = kind
  }
}

export type JudgesOptions = {
  /** Threads, 1 or more. */
  readonly threads: number
  /** Time a message may be read before its thread is killed, in milliseconds. */
  readonly budgetMs: number
  /** Time a message may wait for a thread before that, in milliseconds. */
  readonly waitMs: number
  /** Messages that may wait before more are turned away. */
  readonly waitingMax: number
  /** Told when a thread dies other than by our hand. */
  readonly onFault: (error: Error) => void
  /** Folder in which the language model is kept; without it checks go by rules. @default null */
  readonly models?: string | null
  /** Module whose default export judges a `Task`. @default judge-worker.ts */
  readonly worker?: URL
}

/** How a task reaches its thread. */
type Way = {
  /** The worker's function; its default export when not given. */
  readonly name?: string
  /** Buffers and ports that move with it. */
  readonly moved: readonly (ArrayBuffer | MessagePort)[]
}

/** Threads that judge. */
export type Judges = {
  /**
   * Judges one message. `raw` and the conversation are handed over to the thread and empty afterwards.
   * @throws NoJudgement
   */
  readonly judge: (task: Case) => Promise<Judgement>
  /**
   * Reads one mail of a conversation, behind messages that wait to be judged. `raw` is handed over to the thread and
   * empty afterwards.
   * @throws NoJudgement
   */
  readonly read: (task: TurnToRead) => Promise<TurnReading>
  /** Resolves when every thread has read its first message; rejects when the judge cannot be loaded. */
  readonly ready: Promise<void>
  /** Lets running judgements end, then stops the threads. */
  readonly close: () => Promise<void>
}

/** A thread may use this much for its objects; one that needs more ends, and only its message is not judged. */
const HEAP_MB_MAX = 1024
/**
 * Room for new objects. V8's own bound lets a thread keep some 100 MB more that hold nothing, and saves no time that could
 * be measured (`npm run bench:judge`).
 */
const YOUNG_MB_MAX = 24

/** In the line for a thread, an agent who waits for an answer comes before old mail that is read at leisure. */
const FIRST = 1
const AT_LEISURE = 0

const JUDGE_WORKER = new URL('./judge-worker.ts', import.meta.url)

/** Starts threads that judge, and replaces those that hang or die. */
export function openJudges({
  threads,
  budgetMs,
  waitMs,
  waitingMax,
  onFault,
  models = null,
  worker = JUDGE_WORKER,
}: JudgesOptions): Judges {
  const pool = new Piscina({
    filename: worker.href,
    minThreads: threads,
    maxThreads: threads,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX, maxYoungGenerationSizeMb: YOUNG_MB_MAX },
  })
  pool.on('error', onFault)
  const model = models === null ? null : openSharedModel({ folder: models, onFault })
  // Our own line of waiting: the pool would count the waiting into the time a task has, and kill a sound thread.
  const line = new PQueue({ concurrency: threads })
  const jsonOf = memorised((policy: Policy) => JSON.stringify(policy))

  const textOf = (policy: Policy) => ({ digest: policy.digest, json: jsonOf(policy) })

  const run = async (task: Task | TurnTask, { name, moved }: Way) => {
    const signal = AbortSignal.timeout(budgetMs)
    try {
      return await pool.run(task, { signal, transferList: [...moved], ...(name === undefined ? {} : { name }) })
    } catch (error) {
      if (signal.aborted)
        throw new NoJudgement('slow', `Reading the message took more than ${budgetMs} ms.`, { cause: error })
      throw new NoJudgement('broken', 'The message could not be judged.', { cause: error })
    }
  }

  const inLine = async <T>(priority: number, work: () => Promise<T>): Promise<T> => {
    if (line.size >= waitingMax) throw new NoJudgement('busy', `${line.size} messages wait to be judged already.`)
    const waiting = new AbortController()
    const timer = setTimeout(() => waiting.abort(), waitMs)
    try {
      return await line.add(
        () => {
          clearTimeout(timer)
          return work()
        },
        { signal: waiting.signal, priority },
      )
    } catch (error) {
      if (waiting.signal.aborted)
        throw new NoJudgement('late', `No thread was free for ${waitMs} ms.`, { cause: error })
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  const judge = ({ policy, ...task }: Case): Promise<Judgement> =>
    inLine(FIRST, () => {
      const toModel = model?.line() ?? null
      const moved = [...movable([task.raw, ...task.conversation]), ...(toModel === null ? [] : [toModel])]
      return run({ ...task, policy: textOf(policy), line: toModel }, { moved })
    })

  const read = ({ policy, ...task }: TurnToRead): Promise<TurnReading> =>
    inLine(AT_LEISURE, () => {
      const toModel = model?.line() ?? null
      const moved = [...movable([task.raw]), ...(toModel === null ? [] : [toModel])]
      return run({ ...task, policy: textOf(policy), line: toModel }, { name: 'readTask', moved })
    })

  return {
    judge,
    read,
    ready: warm(pool, threads, model),
    close: async () => {
      await line.onIdle()
      await pool.destroy()
      await model?.close()
    },
  }
}

/** One task per thread: the pool gives each to a thread that has none. */
async function warm(pool: Piscina, threads: number, model: SharedModel | null): Promise<void> {
  const { DEFAULT_POLICY } = await import('@proofgate/checks')
  const first = () => {
    const line = model?.line() ?? null
    const task = {
      raw: Buffer.from('From: a@a.example\r\nTo: b@b.example\r\n\r\nHello\r\n'),
      envelope: null,
      conversation: [],
      policy: { digest: DEFAULT_POLICY.digest, json: JSON.stringify(DEFAULT_POLICY) },
      line,
    }
    return pool.run(task, { transferList: line === null ? [] : [line] })
  }
  await Promise.all(Array.from({ length: threads }, first))
}

/** Buffers that own their memory can move; a slice of a bigger one (Node's small buffers) is copied. */
const movable = (parts: readonly Uint8Array[]): ArrayBuffer[] => [
  ...new Set(
    parts.flatMap(({ buffer, byteLength }) =>
      buffer instanceof ArrayBuffer && byteLength > 0 && byteLength === buffer.byteLength ? [buffer] : [],
    ),
  ),
]

/** Remembers the result for the last argument. */
function memorised<A, R>(fn: (argument: A) => R): (argument: A) => R {
  let last: { readonly argument: A; readonly result: R } | null = null
  return (argument) => {
    last = last?.argument === argument ? last : { argument, result: fn(argument) }
    return last.result
  }
}
