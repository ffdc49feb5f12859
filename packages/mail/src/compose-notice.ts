import { withLineFeeds } from './body-text.ts'
import type { Mail } from './mail.ts'
import { type OutgoingFields, outgoingRoot } from './outgoing-fields.ts'

/** A notice to the agent. */
export type NoticeMail = OutgoingFields & {
  readonly text: string
  /** An HTML version of the text. */
  readonly html?: string
}

/**
 * Writes a notice as a message in ASCII with CRLF line ends, that threads under the agent's own mail. Send it
 * with the null envelope sender. Nothing in its fields can begin another field.
 */
export async function composeNotice(notice: NoticeMail): Promise<Buffer> {
  const { text, html } = notice
  if (html === undefined) return written(outgoingRoot('text/plain; charset=utf-8', notice), text).build()
  const root = outgoingRoot('multipart/alternative', notice)
  written(root.createChild('text/plain; charset=utf-8'), text)
  written(root.createChild('text/html; charset=utf-8'), html)
  return root.build()
}

/** The messages a mail answers, oldest first: its References, else its In-Reply-To (RFC 5322 §3.6.4). */
export function threadOf({ references, inReplyTo }: Pick<Mail, 'references' | 'inReplyTo'>): readonly string[] {
  if (references.length > 0) return references
  return inReplyTo === null ? [] : [inReplyTo]
}

type Node = ReturnType<typeof outgoingRoot>

/** Quoted-printable always: without it, long lines would be flowed, and a caret line would lose its place. */
function written(node: Node, content: string): Node {
  node.setHeader('Content-Transfer-Encoding', 'quoted-printable')
  return node.setContent(withLineFeeds(content.toWellFormed()))
}
