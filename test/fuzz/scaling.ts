import { CHECKS, judge, policyOf } from '@proofgate/checks'
import { FRAGMENTS } from './fragments.ts'

/** A text on which something takes far longer than its length explains. */
export type Slow = {
  readonly type: string
  /** What the text repeats. */
  readonly unit: string
  /** The check that is slow on it; null where it is none, so the reading of the message. */
  readonly check: string | null
  /** CPU milliseconds for a text of `SHORT` characters, and for one four times as long. */
  readonly shortMs: number
  readonly longMs: number
}

const SHORT = 20_000
/** Four times the text may take four times as long, and half as much again for the memory; a square takes sixteen times. */
const RATIO_MAX = 8
/** Below this nothing can be told from noise, and nobody waits. */
const NOTICEABLE_MS = 200

/** Judges texts that are one fragment again and again; which of them take more than their share. */
export async function slowTexts(step: (done: number, total: number) => void): Promise<readonly Slow[]> {
  const slow: Slow[] = []
  const units = FRAGMENTS.flatMap((fragment) => ['', ' ', '\n'].map((separator) => fragment + separator))
  for (const [i, unit] of units.entries()) {
    for (const type of ['text/plain', 'text/html']) slow.push(...(await slowOf(type, unit)))
    step(i + 1, units.length)
  }
  return slow
}

async function slowOf(type: string, unit: string): Promise<readonly Slow[]> {
  const whole = await slowTimes(type, unit, null)
  if (whole === null) return []
  const found: Slow[] = []
  for (const { id } of CHECKS) {
    const times = await slowTimes(type, unit, id)
    if (times !== null) found.push({ type, unit, check: id, ...times })
  }
  return found.length > 0 ? found : [{ type, unit, check: null, ...whole }]
}

type Times = { readonly shortMs: number; readonly longMs: number }

/** The times where they grow too fast, twice in a row, since a collection of garbage can look like that once; else `null`. */
async function slowTimes(type: string, unit: string, check: string | null): Promise<Times | null> {
  const times = await timesOf(type, unit, check, SHORT)
  if (!isSlow(times)) return null
  return isSlow(await timesOf(type, unit, check, 2 * SHORT)) ? times : null
}

const isSlow = ({ shortMs, longMs }: Times) => longMs > NOTICEABLE_MS && longMs > RATIO_MAX * shortMs

async function timesOf(type: string, unit: string, check: string | null, length: number): Promise<Times> {
  const of = (size: number) => cpuMsOf(type, unit.repeat(Math.ceil(size / unit.length)), check)
  return { shortMs: await of(length), longMs: await of(4 * length) }
}

/** CPU time, since a busy machine stretches every other. */
async function cpuMsOf(type: string, text: string, check: string | null): Promise<number> {
  const off = CHECKS.filter(({ id }) => check !== null && id !== check).map(({ id }) => [id, 'off'])
  const policy = policyOf(JSON.stringify({ version: 1, checks: Object.fromEntries(off) }), 'scaling')
  const head = `From: ann@desk.example\r\nTo: kim@customer.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: ${type}; charset=utf-8\r\n\r\n`
  const recipients = [{ address: 'kim@customer.example', notify: null, orcpt: null }]
  const options = { body: null, smtpUtf8: false, requireTls: false, ret: null, envid: null }
  const envelope = { from: 'ann@desk.example', recipients, ...options }
  const before = process.cpuUsage()
  await judge({ raw: Buffer.from(`${head}Hi Kim,\r\n\r\n${text}`), envelope, conversation: [QUESTION], policy })
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const QUESTION = Buffer.from(
  'From: Kim <kim@customer.example>\r\nTo: ann@desk.example\r\nSubject: x\r\n\r\nPlease cancel order 1234. When do I get my money back?\r\n',
)
