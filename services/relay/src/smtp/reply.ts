/** A reply to an SMTP command: US-ASCII text, each line within the 512 octets of RFC 5321 §4.5.3.1.5. */
export type Reply = {
  readonly code: number
  /** Enhanced status code (RFC 3463), its class that of the code. */
  readonly enhanced: string
  /** One line, or several for a multi-line reply. */
  readonly lines: readonly string[]
}

/** Octets left for text in a line: 512 less code, separator, enhanced code, space and CRLF. */
const LINE_MAX = 490

/** Most lines of a reply: mail tools show a person the first few and cut the rest. */
const LINES_MAX = 20

/** A reply of one line. */
export function reply(code: number, enhanced: string, text: string): Reply {
  return { code, enhanced, lines: [text] }
}

/**
 * A refusal as smtp-server wants it: an error with a code and the text to send. Line feeds in the text are the line
 * ends of a multi-line reply; SmtpSession.send takes it apart again.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly responseCode: number
  constructor(refused: Reply) {
    super(textOf(refused))
    this.responseCode = refused.code
  }
}

/** The text of a reply, every line with its enhanced code and fit for the wire, joined by line feeds. */
export function textOf({ enhanced, lines }: Reply): string {
  return lines
    .slice(0, LINES_MAX)
    .map((line) => `${enhanced} ${wireText(line)}`)
    .join('\n')
}

/** Text as it may stand in a reply: US-ASCII without control characters, cut to the line. */
export function wireText(text: string): string {
  const ascii = text
    .normalize('NFKD')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u2013\u2014]/g, '-')
    .replace(/\u2026/g, '...')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\x20-\x7e]+/g, (run) => (/^\s+$/.test(run) ? ' ' : '?'))
  return ascii.length <= LINE_MAX ? ascii : `${ascii.slice(0, LINE_MAX - 3)}...`
}
