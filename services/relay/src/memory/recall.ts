/** Looks up what is known of the conversation that a message goes into. */
import type { Memory } from '@proofgate/checks'
import { threadKeysOf } from '@proofgate/conversations'
import { type Envelope, turnHeaderOf } from '@proofgate/mail'
import { conversationFor, type Fact, type RecalledConversation, type Sql, type Twin } from '@proofgate/store'
import type { Log } from '@proofgate/telemetry'
import { twinOf } from './twin.ts'

/** Earlier mails, oldest first, and what else is known. */
export type Recalled = { readonly turns: readonly Buffer[]; readonly memory: Memory }

/** What is known; `null` for nothing. Never rejects, and takes two seconds at most: a judgement can do without, but is better with. */
export type Recall = (raw: Buffer, envelope: Envelope) => Promise<Recalled | null>

const GIVE_UP_MS = 2000
/** Recipients that may be the customer; a mail to more is no conversation. */
const CUSTOMERS_MAX = 20

/** Recalls from the store. @param facts those that people keep by the API, as they stand at the moment */
export function recallFrom(sql: Sql, facts: () => readonly Fact[], log: Log): Recall {
  return async (raw, envelope) => {
    const late = Promise.withResolvers<null>()
    const timer = setTimeout(() => {
      log.fault('a message is judged without its conversation', new Error(`not found within ${GIVE_UP_MS} ms`))
      late.resolve(null)
    }, GIVE_UP_MS)
    const found = recalled(sql, facts(), raw, envelope).catch((error) => {
      log.fault('a message is judged without its conversation', error)
      return null
    })
    return Promise.race([found, late.promise]).finally(() => clearTimeout(timer))
  }
}

async function recalled(sql: Sql, facts: readonly Fact[], raw: Buffer, envelope: Envelope): Promise<Recalled | null> {
  const header = turnHeaderOf(raw, new Date())
  if (header.automatic !== null) return null
  // Tags behind the plus of recipients are the customers' own.
  const keys = threadKeysOf({ ...header, recipients: [] }, null)
  const addresses = [...header.recipients, ...envelope.recipients.map(({ address }) => address.toLowerCase())]
  const customers = [...new Set(addresses)].slice(0, CUSTOMERS_MAX)
  const { writtenAt, identity } = header
  const [known, twin] = await Promise.all([
    conversationFor(sql, { keys, customers, by: 'us', writtenAt, turnId: null, identity }),
    twinOf(sql, raw, addresses, new Date()),
  ])
  if (known === null && twin === null && facts.length === 0) return null
  return { turns: known?.turns ?? [], memory: memoryOf(known, twin, facts) }
}

function memoryOf(known: RecalledConversation | null, twin: Twin | null, facts: readonly Fact[]): Memory {
  return {
    conversation: known?.id ?? null,
    facts: facts.slice(0, FACTS_MAX).map(factOf),
    twin: twin === null ? null : { ...twin, sentAt: twin.sentAt.toISOString() },
    openPromises: (known?.openPromises ?? []).map(({ text, timeWords, agent, ...promise }) => ({
      id: promise.id,
      text: text.slice(0, 10_000),
      timeWords: timeWords?.slice(0, 1000) ?? null,
      madeAt: promise.madeAt.toISOString(),
      dueAt: promise.dueAt.toISOString(),
      agent: agent?.slice(0, 1000) ?? null,
    })),
    people: [...(known?.people ?? [])],
    answerDueAt: known?.answerDueAt?.toISOString() ?? null,
  }
}

/** As many as the policy service takes. */
const FACTS_MAX = 5000

function factOf({ id, topic, statement, value, validFrom, validUntil }: Fact): Memory['facts'][number] {
  return { id, topic, statement, value, valid_from: validFrom, valid_until: validUntil }
}
