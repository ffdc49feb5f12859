import { createHash } from 'node:crypto'
import type { CorpusCase } from './case.ts'
import { type Letter, rawOf } from './letter.ts'
import { quoted } from './quoting.ts'

/** A case as messages: the reply to be judged and the thread before it, oldest first. */
export type Built = {
  readonly raw: Uint8Array
  readonly conversation: readonly Uint8Array[]
  readonly from: string
  readonly recipients: readonly string[]
  /** The policy that holds the case's facts, as YAML. */
  readonly policy: string
}

/** Builds the messages of a case. The same case always gives the same bytes. */
export function built({ id, customer, earlier = [], reply, facts = {} }: CorpusCase): Built {
  const desk = { name: '', email: reply.agent.email }
  const ids = [...earlier, customer].map((message, i) => `${id}.${i}@${message.email.split('@')[1]}`)
  const letter = (message: CorpusCase['customer'] & { readonly from?: 'customer' | 'agent' }, i: number): Letter => ({
    messageId: ids[i] ?? '',
    references: ids.slice(0, i),
    from: { name: message.name, email: message.email },
    to: [message.from === 'agent' ? { name: customer.name, email: customer.email } : desk],
    cc: [],
    subject: message.subject,
    date: message.date,
    text: message.body,
    html: null,
    attachments: [],
  })
  const named = (email: string) => ({ name: email === customer.email ? customer.name : '', email })
  const answer: Letter = {
    messageId: `${id}.reply@${reply.agent.email.split('@')[1]}`,
    references: ids,
    from: reply.agent,
    to: reply.to.map(named),
    cc: reply.cc.map(named),
    subject: reply.subject,
    date: reply.date,
    ...quoted(reply.quote, customer, reply),
    attachments: reply.attachments,
  }
  return {
    raw: rawOf(answer, boundary),
    conversation: [...earlier, customer].map((message, i) => rawOf(letter(message, i), boundary)),
    from: reply.agent.email,
    recipients: [...reply.to, ...reply.cc],
    policy: policyYaml(facts),
  }
}

const boundary = (seed: string) => `=_${createHash('sha256').update(seed).digest('hex').slice(0, 28)}`

/** JSON is YAML, so values need no quoting rules of their own. */
function policyYaml(facts: Readonly<Record<string, string>>): string {
  const list = (key: string) =>
    (facts[key] ?? '')
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '')
  const special = ['dictionary', 'products', 'tracking redirectors']
  return JSON.stringify({
    version: 1,
    dictionary: list('dictionary'),
    // The labels count a late reply by the clock.
    response_target: { hours: 24, calendar: 'clock' },
    products: list('products'),
    tracking_redirectors: list('tracking redirectors'),
    facts: Object.entries(facts)
      .filter(([topic]) => !special.includes(topic))
      .map(([topic, value]) => ({ topic, value })),
  })
}
