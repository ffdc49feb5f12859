/** The thread in which mail is read: a hostile message can hang or fill it, and nothing else. */
import type { MessagePort } from 'node:worker_threads'
import { DEFAULT_POLICY, type Judgement, type Policy, readTurn, type TurnReading } from '@proofgate/checks'
import { type Case, judgeOne } from './judge-one.ts'
import { modelOver } from './model-over.ts'

/** A policy as JSON: text crosses to another thread faster than objects, and is read once per version. */
type PolicyText = { readonly digest: string; readonly json: string }

/** A case with its policy as text. */
export type Task = Omit<Case, 'policy'> & {
  readonly policy: PolicyText
  /** To the language model; `null` where there is none. Closed when the message is judged. */
  readonly line: MessagePort | null
}

/** A mail of a conversation to be read, with its policy as text. */
export type TurnTask = Omit<TurnToRead, 'policy'> & {
  readonly policy: PolicyText
  /** As that of a `Task`. */
  readonly line: MessagePort | null
}

/** What `readTurn` is given. */
export type TurnToRead = {
  /** RFC 5322 octets. */
  readonly raw: Uint8Array
  readonly policy: Policy
  /** Reverse-path of a submission; `null` for a copy. */
  readonly envelopeFrom: string | null
  /** When it was taken in; `null` when not known. */
  readonly receivedAt: Date | null
}

/** Reads one message of everyday kind, so that word lists, models and compiled code are there before the first real one. */
const SAMPLE = [
  'From: Sam <sam@desk.example>',
  'To: Jane Roe <jane@customer.example>',
  'Subject: Re: Parcel 1234',
  '',
  'Hi Jane,',
  '',
  'I have asked the courier; your parcel arrives on Friday. Is the address on the order still right?',
  '',
  'Kind regards,',
  'Sam',
  '',
  'On Mon, 2 Nov 2026 at 09:00, Jane Roe <jane@customer.example> wrote:',
  '> Where is my parcel? Can you send me the invoice, please?',
].join('\r\n')

let latest: Policy = DEFAULT_POLICY

function known({ digest, json }: PolicyText): Policy {
  if (latest.digest !== digest) latest = JSON.parse(json)
  return latest
}

async function judgeTask({ policy, line, ...task }: Task): Promise<Judgement> {
  try {
    return await judgeOne({ ...task, policy: known(policy) }, line === null ? null : modelOver(line))
  } finally {
    line?.close()
  }
}

/** Reads one mail of a conversation. */
export async function readTask({ policy, raw, envelopeFrom, receivedAt, line }: TurnTask): Promise<TurnReading> {
  try {
    return await readTurn(raw, known(policy), envelopeFrom, receivedAt, line === null ? null : modelOver(line))
  } finally {
    line?.close()
  }
}

async function warmed() {
  await judgeOne({ raw: Buffer.from(SAMPLE), envelope: null, conversation: [], policy: DEFAULT_POLICY })
  return judgeTask
}

// The pool awaits a promised function before it counts the thread as started.
export default warmed()
