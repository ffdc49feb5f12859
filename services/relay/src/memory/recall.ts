/** Looks up what is known of the conversation that a message goes into. */
import type { Memory } from '@proofgate/checks'
import { threadKeysOf } from '@proofgate/conversations'
import { type Envelope, turnHeaderOf } from '@proofgate/mail'
import { conversationFor, type Sql } from '@proofgate/store'
import type { Log } from '@proofgate/telemetry'

/** Earlier mails, oldest first, and what else is known. */
export type Recalled = { readonly turns: readonly Buffer[]; readonly memory: Memory }

/** What is known; `null` for nothing. Never rejects, and takes half a second at most: a judgement can do without. */
export type Recall = (raw: Buffer, envelope: Envelope) => Promise<Recalled | null>

const GIVE_UP_MS = 500
/** Recipients that may be the customer; a mail to more is no conversation. */
const CUSTOMERS_MAX = 20

/** Recalls from the store. */
export function recallFrom(sql: Sql, log: Log): Recall {
  return async (raw, envelope) => {
    const late = Promise.withResolvers<null>()
    const timer = setTimeout(() => {
      log.fault('a message is judged without its conversation', new Error(`not found within ${GIVE_UP_MS} ms`))
      late.resolve(null)
    }, GIVE_UP_MS)
    const found = recalled(sql, raw, envelope).catch((error) => {
      log.fault('a message is judged without its conversation', error)
      return null
    })
    return Promise.race([found, late.promise]).finally(() => clearTimeout(timer))
  }
}

async function recalled(sql: Sql, raw: Buffer, envelope: Envelope): Promise<Recalled | null> {
  const header = turnHeaderOf(raw, new Date())
  if (header.automatic !== null) return null
  // Tags behind the plus of recipients are the customers' own.
  const keys = threadKeysOf({ ...header, recipients: [] }, null)
  const addresses = [...header.recipients, ...envelope.recipients.map(({ address }) => address.toLowerCase())]
  const customers = [...new Set(addresses)].slice(0, CUSTOMERS_MAX)
  const { writtenAt, identity } = header
  const known = await conversationFor(sql, { keys, customers, by: 'us', writtenAt, turnId: null, identity })
  if (known === null) return null
  const memory: Memory = {
    conversation: known.id,
    facts: [],
    twin: null,
    openPromises: known.openPromises.map(({ text, timeWords, agent, ...promise }) => ({
      id: promise.id,
      text: text.slice(0, 10_000),
      timeWords: timeWords?.slice(0, 1000) ?? null,
      madeAt: promise.madeAt.toISOString(),
      dueAt: promise.dueAt.toISOString(),
      agent: agent?.slice(0, 1000) ?? null,
    })),
    people: [...known.people],
    answerDueAt: known.answerDueAt?.toISOString() ?? null,
  }
  return { turns: known.turns, memory }
}
