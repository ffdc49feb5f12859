import { availableParallelism } from 'node:os'
import type { Judgement, Policy } from '@proofgate/checks'
import { openJudges } from '@proofgate/policy'
import {
  octetsOfTurn,
  type PreviewFilter,
  type PreviewReply,
  promisesOpenAt,
  type ReplyPage,
  repliesAfter,
  type Sql,
  saidBefore,
} from '@proofgate/store'

/** A reply with what the gate would have said of it, or why nobody can say. */
export type Judged = { readonly reply: PreviewReply } & ({ readonly judgement: Judgement } | { readonly error: string })

export type JudgeReplies = {
  readonly sql: Sql
  readonly filter: PreviewFilter
  readonly policy: Policy
  /** Folder in which the language model is kept. */
  readonly models: string
  readonly stopped: AbortSignal
}

/** One reply may take this long to read; then its thread is killed and the reply counts as not judged. */
const BUDGET_MS = 60_000
/** Conversations read at a time. */
const PAGE = 100
/** Earlier mails of a conversation that are looked at, as at the gate. */
const EARLIER_MAX = 20
/** What a writer wrote stands at the front of a mail; behind this come the files. */
const EARLIER_BYTES_MAX = 256 * 1024

/**
 * Judges replies of ours on all cores, each with its conversation as it was known when it was written. Only reads the
 * record. Outcomes come in the order of the conversations; when stopped, those that were begun still come.
 */
export async function* judgedReplies(given: JudgeReplies): AsyncGenerator<Judged> {
  const threads = Math.max(1, Math.min(8, availableParallelism()))
  const ahead = threads * 4
  const judges = openJudges({
    threads,
    budgetMs: BUDGET_MS,
    waitMs: BUDGET_MS,
    waitingMax: ahead,
    models: given.models,
    onFault: () => {},
  })
  const coming: Promise<Judged>[] = []
  try {
    await judges.ready
    for await (const reply of repliesOf(given)) {
      coming.push(judgedOne(reply, given, judges.judge))
      const first = coming.length >= ahead ? coming.shift() : undefined
      if (first !== undefined) yield await first
    }
    for (const one of coming.splice(0)) yield await one
  } finally {
    await Promise.allSettled(coming)
    await judges.close()
  }
}

async function* repliesOf({ sql, filter, stopped }: JudgeReplies): AsyncGenerator<PreviewReply> {
  let next: string | null = null
  do {
    const page: ReplyPage = await repliesAfter(sql, filter, next, PAGE)
    for (const reply of page.replies) {
      if (stopped.aborted) return
      yield reply
    }
    next = page.next
  } while (next !== null)
}

async function judgedOne(
  reply: PreviewReply,
  { sql, policy }: JudgeReplies,
  judge: ReturnType<typeof openJudges>['judge'],
): Promise<Judged> {
  try {
    const raw = await octetsOfTurn(sql, reply.id)
    if (raw === null) return { reply, error: 'its octets are no longer on record' }
    const [conversation, memory] = await Promise.all([conversationOf(sql, reply.id), memoryOf(sql, reply)])
    const envelope = envelopeOf(reply)
    return { reply, judgement: await judge({ raw: Uint8Array.from(raw), envelope, conversation, memory, policy }) }
  } catch (error) {
    return { reply, error: error instanceof Error ? error.message : String(error) }
  }
}

async function conversationOf(sql: Sql, id: string): Promise<Uint8Array[]> {
  const octets: Uint8Array[] = []
  for (const earlier of await saidBefore(sql, id, EARLIER_MAX)) {
    const raw = await octetsOfTurn(sql, earlier)
    // Copied: a large mail must not be kept for its beginning.
    if (raw !== null) octets.push(Uint8Array.from(raw.subarray(0, EARLIER_BYTES_MAX)))
  }
  return octets
}

async function memoryOf(sql: Sql, { conversationId, writtenAt }: PreviewReply) {
  const open = await promisesOpenAt(sql, conversationId, writtenAt)
  const openPromises = open.map(({ id, text, timeWords, madeAt, dueAt, agent }) => ({
    id,
    text,
    timeWords,
    agent,
    madeAt: madeAt.toISOString(),
    dueAt: dueAt.toISOString(),
  }))
  return { conversation: conversationId, facts: [], twin: null, openPromises, people: [], answerDueAt: null }
}

function envelopeOf({ envelope }: PreviewReply) {
  if (envelope === null) return null
  const recipients = envelope.recipients.map((address) => ({ address, notify: null, orcpt: null }))
  return { from: envelope.from, recipients, body: null, smtpUtf8: false, requireTls: false, ret: null, envid: null }
}
