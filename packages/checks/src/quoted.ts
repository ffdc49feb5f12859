import { type Body, bestBodyOf, type Mail, type Mailbox } from '@proofgate/mail'

/** The mail a reply quotes: its words, and who wrote it as far as the introduction says. */
export type Quoted = { readonly text: string; readonly by: Mailbox | null }

const LEVEL_MAX = 20

/** What the reply quotes of the mail it answers, quote marks taken off; `null` when it quotes nothing. */
export function quotedOf(mail: Mail): Quoted | null {
  const body = bestBodyOf(mail)
  if (body === null) return null
  const at = (level: number) => stretches(body, level)
  const text = at(1).map(unmarked).join('\n').trim()
  return text === '' ? null : { text, by: writerOf(at(0)[0] ?? '') }
}

/** Text of the quotes of one level: 0 is what introduces the quote, 1 the mail being answered. */
function stretches(body: Body, level: number): string[] {
  return body.segments
    .filter((segment) => segment.kind === 'quote' && (segment.level ?? 1) === level)
    .map(({ start, end }) => body.text.slice(start, end))
}

function unmarked(quote: string): string {
  const marks = new RegExp(`^(?: ?>){1,${LEVEL_MAX}} ?`)
  return quote
    .split('\n')
    .map((line) => line.replace(marks, ''))
    .join('\n')
    .trim()
}

/** `On Mon, 2 Mar 2026, Jane Roe <jane@example.org> wrote:` or a `From:` line. */
const NAMED =
  /(?:^|, |: |\b(?:AM|PM) )\*?([^<>,:\n]{0,80}?)\*? {0,3}(?:<|\[mailto:)\s?([^\s<>@]{1,64}@[^\s<>\]]{1,255})[>\]]/im

function writerOf(introduction: string): Mailbox | null {
  const [, name = '', address] = NAMED.exec(introduction.replace(/\s+/g, ' ').slice(0, 600)) ?? []
  return address === undefined ? null : { name: name.trim().replace(/^["']|["']$/g, ''), address }
}
