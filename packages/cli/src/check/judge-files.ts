import { availableParallelism } from 'node:os'
import type { Judgement } from '@proofgate/checks'
import { judgeOne, type LoadedPolicy, modelIn, openJudges } from '@proofgate/policy'
import type { Found } from '../mailbox/messages.ts'

/** What came of one message. */
export type Outcome = { readonly name: string; readonly sizeBytes: number; readonly raw: Buffer | null } & (
  | { readonly judgement: Judgement }
  | { readonly error: string }
)

/** How to judge. */
export type Judging = {
  readonly policy: LoadedPolicy
  readonly conversation: readonly Buffer[]
  /** Folder in which the language model is kept. */
  readonly models: string
}

/** One message may take this long to read; then its thread is killed and the message counts as failed. */
const BUDGET_MS = 60_000

/** Judges messages in this process, one after the other: for a few of them threads cost more than they save. */
export async function* judgedHere(
  messages: AsyncIterable<Found>,
  { policy, conversation, models }: Judging,
): AsyncGenerator<Outcome> {
  const model = modelIn(models)
  for await (const found of messages) {
    if ('error' in found) yield { ...found, raw: null }
    else
      yield {
        ...found,
        judgement: await judgeOne({ raw: found.raw, envelope: null, conversation, policy: policy.policy }, model),
      }
  }
}

/** Judges messages in as many threads as there are processor cores; outcomes come in the order of the messages. */
export async function* judgedInThreads(messages: AsyncIterable<Found>, judging: Judging): AsyncGenerator<Outcome> {
  const threads = Math.max(1, Math.min(8, availableParallelism()))
  const ahead = threads * 4
  const judges = openJudges({
    threads,
    budgetMs: BUDGET_MS,
    waitMs: BUDGET_MS,
    waitingMax: ahead,
    models: judging.models,
    onFault: () => {},
  })
  const coming: Promise<Outcome>[] = []
  try {
    await judges.ready
    for await (const found of messages) {
      coming.push(outcomeOf(found, judging, judges.judge))
      if (coming.length >= ahead) yield* first(coming)
    }
    while (coming.length > 0) yield* first(coming)
  } finally {
    await Promise.allSettled(coming)
    await judges.close()
  }
}

async function* first(coming: Promise<Outcome>[]): AsyncGenerator<Outcome> {
  const outcome = coming.shift()
  if (outcome !== undefined) yield await outcome
}

async function outcomeOf(
  found: Found,
  { policy, conversation }: Judging,
  judge: ReturnType<typeof openJudges>['judge'],
): Promise<Outcome> {
  if ('error' in found) return { ...found, raw: null }
  try {
    // What is handed to a thread is gone here; the report still needs the message.
    const copies = { raw: Uint8Array.from(found.raw), conversation: conversation.map((one) => Uint8Array.from(one)) }
    return { ...found, judgement: await judge({ ...copies, envelope: null, policy: policy.policy }) }
  } catch (error) {
    return {
      name: found.name,
      sizeBytes: found.sizeBytes,
      raw: null,
      error: error instanceof Error ? error.message : String(error),
    }
  }
}
