import { WEEKDAYS } from '@proofgate/calendar'
import { closest, distance } from 'fastest-levenshtein'
import type { z } from 'zod'
import { CHECK_IDS } from './ids.ts'
import { PolicyFile } from './policy-schema.ts'

/** Steps from the top of the file to a setting: keys and, in lists, positions from 0. */
export type Path = readonly PropertyKey[]

/** A mistake in words, and which setting it is in. */
export type Words = { readonly path: Path; readonly message: string; readonly remedy: string }

type Issue = z.core.$ZodIssue

/** What the schema has against a policy file's content, in the words of the file; empty when it has nothing. */
export function mistakesOf(read: z.ZodSafeParseResult<PolicyFile>): readonly Words[] {
  return read.success ? [] : read.error.issues.flatMap(flat).flatMap(wordsOf)
}

/** A union's issues come nested: take the branch that came nearest, which is the one with the deepest issue. */
function flat(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue]
  const depth = (branch: Issue[]) =>
    Math.max(...branch.map((one) => one.path.length + (one.code === 'invalid_type' ? 0 : 0.5)))
  const branches = issue.errors.filter(
    (branch) => branch.length > 0 && !branch.every((one) => one.path.length === 0 && one.code !== 'unrecognized_keys'),
  )
  const best = branches.toSorted((a, b) => depth(b) - depth(a))[0]
  if (!best) return [{ ...issue, errors: [] }]
  return best.flatMap((one) => flat({ ...one, path: [...issue.path, ...one.path] }))
}

function wordsOf(issue: Issue): Words[] {
  const { path } = issue
  const setting = settingOf(path)
  const wrong = (message: string, remedy: string) => [{ path, message, remedy }]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        message:
          path.at(-1) === 'checks'
            ? `There is no check "${key}".`
            : `There is no setting "${key}"${path.length > 0 ? ` in ${setting}` : ''}.`,
        remedy: meant(key, knownKeys(path)),
      }))
    case 'invalid_key':
      return wrong(`There is no check "${String(path.at(-1))}".`, meant(String(path.at(-1)), CHECK_IDS))
    case 'invalid_type':
      return wrong(`${setting} must be ${nounOf(issue.expected)}.`, example(path))
    case 'invalid_value':
      return wrong(`${setting} must be ${issue.values.map(String).join(', ')}.`, example(path))
    case 'too_big':
      return wrong(`${setting} may be at most ${issue.maximum}.`, example(path))
    case 'too_small':
      return wrong(
        `${setting} must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${issue.origin === 'string' ? ' character long' : ''}.`,
        example(path),
      )
    case 'invalid_union':
      return wrong(`${setting} has a value of the wrong kind.`, example(path))
    default:
      return wrong(`${setting}: ${issue.message}.`, example(path))
  }
}

const TOP = Object.keys(PolicyFile.shape)
const KEYS: readonly [RegExp, readonly string[]][] = [
  [/^$/, TOP],
  [/thresholds$/, ['hold', 'bounce']],
  [/at_risk$/, ['hold']],
  [/response_target$/, ['hours', 'calendar', 'timezone', 'opens', 'closes', 'days', 'hours_on', 'region', 'closed_on']],
  [/hours_on$/, WEEKDAYS],
  [/facts\.\d+$/, ['topic', 'statement', 'value', 'valid_from', 'valid_until']],
  [/checks\.[^.]+$/, ['weight', 'max', 'action', 'shadow', 'min_confidence']],
  [/checks$/, CHECK_IDS],
  [/match$/, ['sender', 'team', 'recipient_domain']],
  [
    /scopes\.\d+$/,
    ['match', 'thresholds', 'at_risk', 'min_confidence', 'unread', 'exempt', 'response_target', 'checks', 'shadow'],
  ],
]

const knownKeys = (path: Path) => KEYS.find(([where]) => where.test(path.map(String).join('.')))?.[1] ?? []

/** What a right value looks like, by the last named step of the path. */
const EXAMPLES: Readonly<Record<string, string>> = {
  version: 'Write "version: 1" at the top.',
  thresholds: 'Write for example { hold: 5, bounce: 10 }.',
  at_risk: 'Write for example { hold: 3 }.',
  hold: 'Write a number of points, for example 5.',
  bounce: 'Write a number of points, for example 10.',
  weight: 'Write a number of points from 0 to 100.',
  max: 'Write a number of points from 0 to 100.',
  min_confidence: 'Write a number from 0 to 1, for example 0.5.',
  own_domains: 'Write a list of domains, for example [acme.example].',
  tracking_redirectors: 'Write a list of hosts, for example [click.acme.example].',
  dictionary: 'Write a list of words, for example [Dicehollow].',
  products: 'Write a list of names, for example [Lantern Tides].',
  teams: 'Write for example { trainees: ["*@trainees.acme.example"] }.',
  facts: 'Write a list like [ { topic: return window, value: 30 days } ].',
  topic: 'Write what the fact is about, for example "return window".',
  value: 'Write the fact as text; quote it if it is a bare number, for example "30 days".',
  statement: 'Write the fact as a sentence, or leave it out.',
  valid_from: 'Write a day as year-month-day, for example 2026-03-01.',
  valid_until: 'Write a day as year-month-day, for example 2026-03-31.',
  response_target: 'Write for example { hours: 24, calendar: business }.',
  hours: 'Write a number of hours, for example 24.',
  calendar: 'Write business or clock.',
  timezone: 'Write the IANA name of a time zone, for example Europe/Berlin.',
  opens: 'Write a time from 00:00 to 23:59, for example 09:00.',
  closes: 'Write a time from 00:01 to 24:00, for example 17:30.',
  days: 'Write a list of days, for example [mon, tue, wed, thu, fri].',
  hours_on: 'Write for example { sat: 10:00-13:00, fri: closed }.',
  region: 'Write a country or a part of it (ISO 3166), for example DE, DE-BY or GB-SCT.',
  closed_on: 'Write a list of days, for example [2026-12-24].',
  checks: 'Write for example "rude: { weight: 6, max: 9 }", or "spelling: off".',
  action: 'Write note, hold or bounce.',
  shadow: 'Write true or false.',
  scopes: 'Write a list of scopes, each with match and what it changes.',
  unread: 'Write hold or forward.',
  exempt: 'Write [] to judge everything, or those that pass, for example [internal, auto-submitted].',
  match: 'Write at least one of sender, team and recipient_domain.',
  sender: 'Write an address pattern, for example "*@trainees.acme.example" (in quotes, as it begins with *).',
  team: 'Write the name of a team under teams.',
  recipient_domain: 'Write a domain, for example vip.example.',
}

function example(path: Path): string {
  const named = path.map(String).filter((step) => !/^\d+$/.test(step))
  const last = named.at(-1) ?? ''
  return EXAMPLES[last] ?? EXAMPLES[named.at(-2) ?? ''] ?? 'See the policy reference.'
}

/** A setting as people write it: `scopes[0].match.team`. */
export const settingOf = (path: Path) =>
  path.length === 0
    ? 'The policy'
    : path.reduce<string>(
        (sum, step) => (typeof step === 'number' ? `${sum}[${step}]` : sum ? `${sum}.${String(step)}` : String(step)),
        '',
      )

const nounOf = (type: string) =>
  ({ object: 'a group of settings', array: 'a list', string: 'text', number: 'a number', boolean: 'true or false' })[
    type
  ] ?? type

const meant = (key: string, known: readonly string[]) => {
  const hint = nearest(key, known)
  return hint === '.'
    ? `Known here: ${known.slice(0, 12).join(', ')}${known.length > 12 ? ', …' : ''}.`
    : `Did you mean${hint.slice(1)}`
}

/** `: "nearest"?` for a word that could be a slip of another, else `.`. */
export function nearest(word: string, known: readonly string[]): string {
  if (known.length === 0) return '.'
  const near = closest(word.toLowerCase(), known)
  return distance(word.toLowerCase(), near) <= Math.max(2, word.length / 3) ? `: "${near}"?` : '.'
}
