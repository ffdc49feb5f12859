/**
 * SMTP dialogues as text files. A line is
 *
 *   # why                the first comment is the guarantee, the name of the test
 *   ! from 127.0.0.9     the client's address; before anything else
 *   ! tls                goes over to TLS, after the 220 to STARTTLS
 *   C: EHLO desk         sent with CRLF
 *   C> NO                sent as it is
 *   S: 250 2.1.0         the next reply begins so; of a reply of several lines its last line
 *   S: 250-SIZE          a reply of several lines, each line named: `S: 250-…` and at last `S: 250 …`
 *   S: closed            the server ends the connection
 *   M: RCPT TO:<a@b>     the smarthost gets a command that begins so; `M: MAIL … BODY=7BIT`: and goes on so somewhere
 *   M> text              the smarthost gets a message that ends so
 *
 * In what is sent and in what the smarthost gets, `\r \n \t \0 \\ \xNN` are octets and `{x*300}` is 300 times x.
 */
import assert from 'node:assert/strict'
import type { Smarthost } from '../smarthost.ts'
import { openTalk, type SmtpReply, type SmtpTalk } from './smtp-talk.ts'

type Step =
  | { readonly kind: 'send'; readonly octets: Buffer }
  | { readonly kind: 'expect'; readonly lines: readonly string[] }
  | { readonly kind: 'closed' }
  | { readonly kind: 'tls' }
  | { readonly kind: 'command'; readonly text: string }
  | { readonly kind: 'message'; readonly end: Buffer }

/** A step and the line of the file it comes from, for the message of a failure. */
type Placed = Step & { readonly line: number }

export type Dialogue = {
  /** What it proves. */
  readonly guarantee: string
  readonly from: string | undefined
  readonly steps: readonly Placed[]
}

/** Reads a dialogue. @throws for a line of no known kind */
export function dialogueOf(text: string): Dialogue {
  const lines = text.split('\n')
  const steps: Placed[] = []
  let open: string[] = []
  let from: string | undefined
  for (const [i, content] of lines.entries()) {
    const line = i + 1
    if (content === '' || content.startsWith('#')) continue
    const [, mark = '', rest = ''] = /^(C:|C>|S:|M:|M>|!) (.*)$/.exec(content) ?? []
    if (mark === 'S:' && /^\d{3}-/.test(rest)) {
      open.push(rest)
      continue
    }
    if (mark === '!' && rest.startsWith('from ')) from = rest.slice(5)
    else steps.push({ ...stepOf(mark, rest, open, `line ${line}: ${content}`), line })
    open = []
  }
  return { guarantee: (lines[0] ?? '').replace(/^# */, ''), from, steps }
}

function stepOf(mark: string, rest: string, open: readonly string[], where: string): Step {
  switch (mark) {
    case 'C:':
      return { kind: 'send', octets: octetsOf(`${rest}\\r\\n`) }
    case 'C>':
      return { kind: 'send', octets: octetsOf(rest) }
    case 'S:':
      return rest === 'closed' ? { kind: 'closed' } : { kind: 'expect', lines: [...open, rest] }
    case 'M:':
      return { kind: 'command', text: octetsOf(rest).toString() }
    case 'M>':
      return { kind: 'message', end: octetsOf(rest) }
    default:
      if (mark === '!' && rest === 'tls') return { kind: 'tls' }
      throw new Error(`No line of a dialogue, ${where}`)
  }
}

const ESCAPES: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t', '0': '\0', '\\': '\\' }

/** UTF-8 of a text, its escapes as octets. */
function octetsOf(text: string): Buffer {
  const repeated = text.replace(/\{([^{}*]+)\*(\d+)\}/g, (_, what: string, times: string) => what.repeat(Number(times)))
  const latin1 = Buffer.from(repeated).toString('latin1')
  return Buffer.from(
    latin1.replace(/\\(?:x([0-9a-f]{2})|(.))/gi, (all, hex?: string, sign?: string) =>
      hex === undefined ? (ESCAPES[sign ?? ''] ?? all) : String.fromCharCode(Number.parseInt(hex, 16)),
    ),
    'latin1',
  )
}

/** Holds a dialogue with the server on `port`. Rejects at the first line that does not come as written. */
export async function hold(dialogue: Dialogue, port: number, smarthost: Smarthost): Promise<void> {
  const talk = await openTalk(port, '127.0.0.1', dialogue.from)
  try {
    for (const step of dialogue.steps) await take(step, talk, smarthost)
    if (dialogue.steps.at(-1)?.kind === 'closed') return
    // Whatever was answered beside what is written would come before this reply.
    expectReply(await talk.ask('QUIT'), ['221 2.0.0'], 'at the end')
  } finally {
    talk.close()
  }
}

async function take(step: Placed, talk: SmtpTalk, smarthost: Smarthost): Promise<void> {
  switch (step.kind) {
    case 'send':
      return talk.write(step.octets)
    case 'expect':
      return expectReply(await talk.reply(), step.lines, `line ${step.line}`)
    case 'closed':
      return assert.equal((await talk.reply()).text, 'closed', `line ${step.line}`)
    case 'tls':
      return talk.secure()
    case 'command':
      return smarthost.until(() => smarthost.commands.some((each) => isCommand(each.replace(/^\d+ /, ''), step.text)))
    case 'message':
      return smarthost.until(() => smarthost.messages.some(({ data }) => endsWith(data, step.end)))
  }
}

function isCommand(given: string, wanted: string): boolean {
  const [begin = '', ...parts] = wanted.split(' … ')
  return given.startsWith(begin) && parts.every((part) => given.slice(begin.length).includes(` ${part}`))
}

const endsWith = (data: Buffer, end: Buffer) => data.length >= end.length && data.subarray(-end.length).equals(end)

function expectReply(reply: SmtpReply, wanted: readonly string[], where: string): void {
  const lines = reply.lines.map((text, i) => `${reply.code}${i === reply.lines.length - 1 ? ' ' : '-'}${text}`)
  const got = lines.length === 0 ? [reply.text] : lines
  const compared = wanted.length === 1 ? got.slice(-1) : got
  const shortened = compared.map((line, i) => line.slice(0, wanted[i]?.length ?? line.length))
  if (shortened.join('\n') !== wanted.join('\n')) assert.deepEqual(got, wanted, where)
  for (const line of lines) expectWellFormed(line, where)
}

/** RFC 5321 §4.2: printable ASCII in at most 512 octets; RFC 2034 §4: an enhanced code is of the class of the code. */
function expectWellFormed(line: string, where: string): void {
  assert.match(line, /^[2345]\d\d[ -][\x20-\x7e]*$/, `${where}: octets of a reply`)
  assert.ok(line.length <= 510, `${where}: a reply line of ${line.length} octets`)
  const enhanced = /^\d{3}[ -](\d)\.\d{1,3}\.\d{1,3}( |$)/.exec(line)
  if (enhanced !== null) assert.equal(enhanced[1], line[0], `${where}: class of the enhanced code`)
}
