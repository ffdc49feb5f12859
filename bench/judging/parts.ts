/**
 * Times of the parts of judging, in this process: reading, languages, each check; `node parts.ts COUNT MODELS` prints them
 * as JSON. Checks share work: what comes first pays for it, so each check is timed alone as well as in its turn; alone
 * it finds sentences cut and grammar read that the turn before has paid for.
 */
import { CHECKS, DEFAULT_POLICY, settingsFor } from '@proofgate/checks'
import { openSentenceModel } from '@proofgate/language'
import { parseMail } from '@proofgate/mail'
import type { Reading } from '../../packages/checks/src/check.ts'
import { withLanguages, withOwnDomains } from '../../packages/checks/src/engine.ts'
import { readingOf } from '../../packages/checks/src/reading.ts'
import { customerSentencesOf, ownSentencesOf } from '../../packages/checks/src/senses.ts'
import { type BenchMessage, benchMessages } from './messages.ts'
import { type Times, timesOf } from './times.ts'

/** Milliseconds for one message, unseen before, by part. By the clock: processor time is counted in steps of 4 ms on some machines. */
export type PartsResult = {
  readonly parts: Readonly<Record<string, Times>>
  readonly inTurn: Readonly<Record<string, Times>>
  /** As the only check. */
  readonly alone: Readonly<Record<string, Times>>
}

const WARMUP = 60
const SENDER = 'anna@acme.example'
const RECIPIENTS = ['kim@customer.example']

const [count = '200', models = ''] = process.argv.slice(2)
const settings = withOwnDomains(settingsFor(DEFAULT_POLICY, { sender: SENDER, recipients: RECIPIENTS }), SENDER)
const times = {
  parts: new Map<string, number[]>(),
  inTurn: new Map<string, number[]>(),
  alone: new Map<string, number[]>(),
}
const model = models === '' ? null : await openSentenceModel({ folder: models })
for (const [i, message] of benchMessages(WARMUP + Number(count)).entries()) {
  if (i === WARMUP) for (const list of Object.values(times)) list.clear()
  await measure(message)
}
if (model !== null && !('why' in model)) await model.close()
const told = (list: ReadonlyMap<string, number[]>) =>
  Object.fromEntries([...list].map(([id, all]) => [id, timesOf(all)]))
console.log(
  JSON.stringify({
    parts: told(times.parts),
    inTurn: told(times.inTurn),
    alone: told(times.alone),
  } satisfies PartsResult),
)

async function measure({ raw, conversation }: BenchMessage): Promise<void> {
  const parts = (name: string, took: number) => add(times.parts, name, took)
  const began = performance.now()
  const mail = await parseMail(raw)
  const earlier = await Promise.all(conversation.map((one) => parseMail(one)))
  const parsed = performance.now()
  const bare = readingOf({ mail, recipients: RECIPIENTS, earlier, settings })
  const laidOut = performance.now()
  const reading = await withLanguages(bare)
  parts('parsing the mails', parsed - began)
  parts('own text and quotes', laidOut - parsed)
  parts('languages', performance.now() - laidOut)
  const all = performance.now()
  for (const check of CHECKS) run(check, reading, times.inTurn)
  parts('all checks', performance.now() - all)
  // A copy is a reading that nobody has seen (`once.ts`).
  for (const one of CHECKS) run(one, { ...reading }, times.alone)
  if (model === null || 'why' in model) return
  const sentences = [...new Set([...ownSentencesOf(reading), ...customerSentencesOf(reading)])]
  const before = performance.now()
  await model.read(sentences)
  parts('the language model, if it read every sentence', performance.now() - before)
}

function run(check: (typeof CHECKS)[number], reading: Reading, into: Map<string, number[]>): void {
  const before = performance.now()
  Array.from(check.find(reading))
  check.ledger?.(reading)
  add(into, check.id, performance.now() - before)
}

function add(list: Map<string, number[]>, name: string, took: number): void {
  const all = list.get(name)
  if (all === undefined) list.set(name, [took])
  else all.push(took)
}
