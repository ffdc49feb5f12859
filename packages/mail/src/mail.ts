/** A mailbox of a header: `Jane Roe <jane@example.org>`. */
export type Mailbox = {
  /** Display name, decoded; `''` when the header gives none. */
  readonly name: string
  /** The addr-spec, as written. */
  readonly address: string
}

/** Half-open span of UTF-16 code units `[start, end)` in a part's text. */
export type Span = { readonly start: number; readonly end: number }

/**
 * What a stretch of a body is. Only `own` is the agent's writing; nothing else is ever held against the agent.
 * - `own`: greeting, body and sign-off line the agent wrote here
 * - `quote`: text quoted from earlier mail, attribution line included
 * - `forward`: a forwarded message's text
 * - `signature`: the block after the sign-off (name, title, phone…) or after `-- `
 * - `footer`: legal notice, ticket-tool boilerplate ("type your reply above this line")
 */
export type SegmentKind = 'own' | 'quote' | 'forward' | 'signature' | 'footer'

/** A stretch of a body's text; a body's segments cover its text without gap, in order. */
export type Segment = Span & {
  readonly kind: SegmentKind
  /**
   * Of a quote: how deep it is quoted. 0 is the line or block that introduces the quoted text ("On … wrote:"),
   * 1 the mail being answered (also when not given), 2 what that mail quoted, and so on.
   */
  readonly level?: number
}

/** A displayable body, as the reader sees it. */
export type Body = {
  /** Where the text comes from: a text/plain part, or a text/html part rendered to text. */
  readonly part: 'text' | 'html'
  /** Decoded text with `\n` line ends. Offsets of findings are into this string. */
  readonly text: string
  readonly segments: readonly Segment[]
}

export type Attachment = {
  /** Decoded file name; `null` when none is given. */
  readonly filename: string | null
  /** Media type in lower case, without parameters: `application/pdf`. */
  readonly contentType: string
  readonly sizeBytes: number
  /** True for a part shown inside the HTML body by its Content-ID. */
  readonly inline: boolean
}

/** A hyperlink of the HTML body, for checks that compare what is shown with where it leads. */
export type Link = { readonly href: string; readonly text: string; readonly at: Span }

/** Why a message is no agent's writing and passes unjudged (promise 9); `null` when it is one. */
export type Automatic = 'auto-submitted' | 'null-sender' | 'delivery-report' | 'list' | 'calendar' | 'bulk' | null

/** A message as the reader sees it. Everything is decoded; nothing here is ever sent on. */
export type Mail = {
  readonly subject: string
  readonly from: readonly Mailbox[]
  readonly replyTo: readonly Mailbox[]
  readonly to: readonly Mailbox[]
  readonly cc: readonly Mailbox[]
  /** Instant of the Date header; `null` when absent or unreadable. */
  readonly date: Date | null
  /** With angle brackets, as written; `null` when absent. */
  readonly messageId: string | null
  readonly inReplyTo: string | null
  readonly references: readonly string[]
  /** Decoded header fields by lower-case name, values in order of appearance. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  /** The text/plain body; `null` when there is none. */
  readonly text: Body | null
  /** The text/html body rendered to text; `null` when there is none. */
  readonly html: Body | null
  /** The HTML source of the html body; `null` when there is none. */
  readonly htmlSource: string | null
  readonly attachments: readonly Attachment[]
  readonly links: readonly Link[]
  readonly automatic: Automatic
  /** What the parser had to guess or cut: `two From fields`, `nested deeper than 100`…; empty for sound mail. */
  readonly defects: readonly string[]
  /**
   * Of `defects`, those that kept the writer's words from being read: cut by a limit, undecodable, in a form that is no
   * text. Empty when everything was read.
   */
  readonly unread: readonly string[]
}
