import type { Check, Example, PolicySetting } from './check.ts'

/** An example in words: what belongs to it, a line each or a few, and the reply. */
export type ExampleText = { readonly about: readonly string[]; readonly reply: string }

/** One way to change what a check does. */
export type Tuning = {
  /** What one wants, behind "to". */
  readonly to: string
  /** The policy file's lines, below `version: 1`. */
  readonly policy: string
}

/** Tells everything an example consists of, in the order in which it came to be: facts, thread, reply. */
export function exampleText(example: Example): ExampleText {
  if (typeof example === 'string') return { about: [], reply: example }
  const { customer, customerDate, customerAttachments, earlier = [], reply } = example
  const isDated = customerDate !== undefined || earlier.length > 0
  const theirs = who(example.customerName, customer === undefined ? undefined : example.customerAddress)
  const ours = who(example.agent, example.from)
  return {
    about: [
      ...(example.facts ?? []).map(
        ({ topic, value, valid_from, valid_until }) =>
          `Fact of the policy: ${topic}: ${value}${validity(valid_from, valid_until)}`,
      ),
      ...earlier.map(({ agent, date, text }) => `${on(date)}, ${agent ?? 'the customer'} wrote: ${text}`),
      ...(customer === undefined
        ? []
        : [`${isDated ? `${on(customerDate ?? REPLIED)}, the` : 'The'} customer${spaced(theirs)} wrote: ${customer}`]),
      ...(customerAttachments === undefined ? [] : [`The customer attached: ${customerAttachments.join(', ')}`]),
      ...(isDated ? [`${on(REPLIED)}, the reply:`] : []),
      ...field('From', ours),
      ...field('To', customer === undefined ? who(example.customerName, example.customerAddress) : ''),
      ...field('Cc', example.cc?.join(', ') ?? ''),
      ...field('Subject', example.subject ?? ''),
      ...field('Attached', example.attachments?.join(', ') ?? ''),
      ...(example.sentToOthers === undefined ? [] : [`The same words went to ${example.sentToOthers} other customers`]),
      ...(example.html === true ? ['As HTML, without plain text'] : []),
    ],
    reply,
  }
}

/** Ways to let a check count less or more, to silence it, and to feed it, each as a policy of its own. */
export function tuningOf({ id, weight, max, options = [] }: Check): readonly Tuning[] {
  const set = (to: string, how: string): Tuning => ({ to, policy: `checks: { ${id}: ${how} }` })
  return [
    ...(weight > 0 ? [set('let it count half as much', `{ weight: ${weight / 2}, max: ${max / 2} }`)] : []),
    set('hear only what it is surer of', '{ min_confidence: 0.8 }'),
    set('see what it finds, without points', '{ action: note }'),
    set('stop every message it objects to, whatever the score', '{ action: hold }'),
    set('record what it finds, and tell no agent', '{ shadow: true }'),
    set('silence it', 'off'),
    {
      to: 'silence it for some senders (or a `team`, or a `recipient_domain`)',
      policy: `scopes: [{ match: { sender: "sales@acme.example" }, checks: { ${id}: off } }]`,
    },
    ...options.map((option) => OPTIONS[option]),
  ]
}

/** What the settings mean that only some checks go by. */
const OPTIONS: Readonly<Record<PolicySetting, Tuning>> = {
  own_domains: { to: 'say which domains are ours, subdomains included', policy: 'own_domains: [acme.example]' },
  dictionary: { to: 'name words that are right as they are', policy: 'dictionary: [flexitank, Oakhurst]' },
  products: { to: 'name products and services', policy: 'products: [CloudSync Pro]' },
  tracking_redirectors: {
    to: 'name hosts whose links lead elsewhere on purpose',
    policy: 'tracking_redirectors: [click.mailer.example]',
  },
  facts: { to: 'say what is true', policy: 'facts: [{ topic: return window, value: 30 days }]' },
  response_target: {
    to: 'say how soon a customer is to be answered',
    policy: 'response_target: { hours: 48, calendar: business }',
  },
}

/** When replies of examples are written. */
const REPLIED = '2026-11-24T10:00:00Z'

/** `Fri 20 Nov 2026, 12:00 UTC`. */
function on(date: string): string {
  const [day = '', number = '', month = '', year = '', time = ''] = new Date(date)
    .toUTCString()
    .replace(',', '')
    .split(' ')
  return `${day} ${Number(number)} ${month} ${year}, ${time.slice(0, 5)} UTC`
}

function validity(from: string | undefined, until: string | undefined): string {
  const bounds = [from === undefined ? null : `from ${from}`, until === undefined ? null : `until ${until}`]
  const known = bounds.filter((bound) => bound !== null)
  return known.length === 0 ? '' : ` (${known.join(' ')})`
}

function who(name = '', address = ''): string {
  if (address === '') return name
  return name === '' ? address : `${name} <${address}>`
}

const spaced = (text: string) => (text === '' ? '' : ` ${text}`)

const field = (name: string, value: string) => (value === '' ? [] : [`${name}: ${value}`])
