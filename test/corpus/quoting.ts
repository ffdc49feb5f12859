import type { CorpusCase } from './case.ts'

type Bodies = { readonly text: string; readonly html: string | null }

/** The bodies of a reply with the customer's message quoted below, as Gmail, Outlook or a plain program does it. */
export function quoted(
  style: CorpusCase['reply']['quote'],
  theirs: CorpusCase['customer'],
  { text, html }: Bodies,
): Bodies {
  if (style === 'none') return { text, html }
  const date = new Date(theirs.date)
  const marked = theirs.body
    .split('\n')
    .map((line) => (line === '' ? '>' : line.startsWith('>') ? `>${line}` : `> ${line}`))
    .join('\n')
  const who = theirs.name === '' ? theirs.email : `${theirs.name} <${theirs.email}>`
  const inHtml = (more: string) => (html === null ? null : inserted(html, more))
  switch (style) {
    case 'gmail': {
      const intro = `On ${formatted(date, 'short')} at ${clock(date)} ${who} wrote:`
      return {
        text: `${text}\n\n${wrapped(intro, 76)}\n\n${marked}\n`,
        html: inHtml(
          `<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">${escaped(intro)}<br></div><blockquote class="gmail_quote" style="margin:0 0 0 0.8ex;border-left:1px solid #ccc;padding-left:1ex"><div dir="ltr">${lines(theirs.body)}</div></blockquote></div>`,
        ),
      }
    }
    case 'outlook': {
      const head = {
        From: who,
        Sent: `${formatted(date, 'long')} ${clock(date)}`,
        To: 'Support',
        Subject: theirs.subject,
      }
      const fields = Object.entries(head)
      return {
        text: `${text}\n\n________________________________\n${fields.map(([key, value]) => `${key}: ${value}`).join('\n')}\n\n${theirs.body}\n`,
        html: inHtml(
          `<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${fields.map(([key, value]) => `<b>${key}:</b> ${escaped(value)}`).join('<br>')}</p></div><p class="MsoNormal">${lines(theirs.body)}</p>`,
        ),
      }
    }
    case 'plain': {
      const intro = `On ${theirs.date.slice(0, 16).replace('T', ' ')}, ${theirs.name || theirs.email} wrote:`
      return {
        text: `${text}\n\n${intro}\n${marked}\n`,
        html: inHtml(`<p>${escaped(intro)}</p><blockquote type="cite">${lines(theirs.body)}</blockquote>`),
      }
    }
  }
}

/** A whole document gets the quotation inside its body. */
function inserted(html: string, more: string): string {
  const at = html.lastIndexOf('</body>')
  return at < 0 ? `${html}\n${more}` : html.slice(0, at) + more + html.slice(at)
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const lines = (text: string) => text.split('\n').map(escaped).join('<br>\n')

const formatted = (date: Date, width: 'short' | 'long') =>
  date.toLocaleDateString('en-US', { weekday: width, month: width, day: 'numeric', year: 'numeric', timeZone: 'UTC' })
const clock = (date: Date) =>
  date.toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).replace(/\s/g, ' ')

function wrapped(text: string, width: number): string {
  return text.split(' ').reduce((sum, word) => {
    const line = sum.slice(sum.lastIndexOf('\n') + 1)
    if (sum === '') return word
    return line.length + 1 + word.length > width ? `${sum}\n${word}` : `${sum} ${word}`
  }, '')
}
