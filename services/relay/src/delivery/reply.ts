/** A reply of a smarthost (RFC 5321 §4.2). Its text is a stranger's: cut, and free of control characters. */
export type Reply = {
  /** 200 to 599. */
  readonly code: number
  /** Enhanced code (RFC 3463) whose class fits the code; `null` when there is none. */
  readonly enhanced: string | null
  /** Text of each line behind the code, printable ASCII; of a long reply only its first lines. */
  readonly lines: readonly string[]
}

/** What a smarthost sent is no reply. */
export class ReplyError extends Error {
  override readonly name = 'ReplyError'
}

/** What is kept of a line and of a reply. RFC 5321 §4.5.3.1.5 allows 512 octets a line; EHLO has a line per extension. */
const LINE_MAX = 1024
const LINES_MAX = 100
/** A reply is read to its end however long it is, or a 250 with a mad text would be taken for a failure; but not for ever. */
const REPLY_MAX = 2 * 1024 * 1024
/** Longest text on record. */
const TEXT_MAX = 998

const LF = 0x0a

/** Puts replies together from the octets as they come in. Memory stays bounded whatever comes. */
export class ReplyReader {
  #line: Buffer[] = []
  #lineLength = 0
  #replyLength = 0
  #code = ''
  #lines: string[] = []

  /** True while a line or a reply is incomplete. */
  get isInside(): boolean {
    return this.#lineLength > 0 || this.#code !== ''
  }

  /**
   * The replies that are complete with these octets, in order.
   * @throws ReplyError when they are no replies; the reader is of no use any more
   */
  push(octets: Buffer): Reply[] {
    const replies: Reply[] = []
    let from = 0
    for (let end = octets.indexOf(LF); end >= 0; end = octets.indexOf(LF, from)) {
      this.#keep(octets.subarray(from, end))
      from = end + 1
      const reply = this.#endLine()
      if (reply !== null) replies.push(reply)
    }
    this.#keep(octets.subarray(from))
    return replies
  }

  #keep(octets: Buffer): void {
    const room = LINE_MAX - this.#lineLength
    if (room > 0 && octets.length > 0) this.#line.push(octets.subarray(0, room))
    this.#lineLength += octets.length
    this.#replyLength += octets.length
    if (this.#replyLength > REPLY_MAX) throw new ReplyError(`a reply of more than ${REPLY_MAX} octets`)
  }

  #endLine(): Reply | null {
    const line = Buffer.concat(this.#line).toString('latin1').replace(/\r$/, '')
    this.#line = []
    this.#lineLength = 0
    const match = /^([2-5]\d\d)(?:([ -])(.*))?$/s.exec(line)
    if (match === null) throw new ReplyError(`"${printable(line.slice(0, 60))}", which is no SMTP reply`)
    const [, code = '', separator = ' ', text = ''] = match
    if (this.#code !== '' && this.#code !== code)
      throw new ReplyError(`a reply that begins with ${this.#code} and goes on with ${code}`)
    if (this.#lines.length < LINES_MAX) this.#lines.push(printable(text))
    this.#code = separator === '-' ? code : ''
    if (separator === '-') return null
    const reply = replyOf(Number(code), this.#lines)
    this.#lines = []
    this.#replyLength = 0
    return reply
  }
}

function replyOf(code: number, lines: readonly string[]): Reply {
  const enhanced = /^([245])\.\d{1,3}\.\d{1,3}(?= |$)/.exec(lines[0] ?? '')
  return { code, enhanced: enhanced?.[1] === String(code)[0] ? (enhanced?.[0] ?? null) : null, lines }
}

/** The reply in one line for the record: `550 5.1.1 no such user`. At most 998 characters. */
export function textOf(reply: Reply): string {
  const [first = '', ...others] = reply.lines
  // Each line of a multi-line reply repeats the enhanced code (RFC 2034 §4).
  const rest = others.map((line) => (reply.enhanced === null ? line : line.replace(`${reply.enhanced} `, '')))
  return [reply.code, first, ...rest].join(' ').replace(/ +/g, ' ').trim().slice(0, TEXT_MAX)
}

/** Printable ASCII of a text from outside: it gets into records, logs, DSNs and terminals. */
export function printable(text: string): string {
  return text
    .replace(/[\t ]+/g, ' ')
    .replace(/[^\x20-\x7e]/g, '?')
    .trim()
}
