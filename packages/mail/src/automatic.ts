import type { Automatic } from './mail.ts'

/** What is asked of a message to tell whether a person wrote it. */
export type Traits = {
  /** Decoded header fields by lower-case name. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  /** Media type of the whole message, lower case. */
  readonly rootType: string
  /** `method` of the text/calendar part shown as the letter (RFC 5546), lower case; `null` without one. */
  readonly calendarMethod: string | null
}

/**
 * Ticket tools that mark all their mail as generated or bulk, agents' own words included: from them these marks
 * say nothing. Each is known by a field, and some need a value. Seen in mail of Zendesk, Freshdesk, Jira Service
 * Management, ServiceNow and Request Tracker.
 */
const TICKET_TOOLS: readonly (readonly [field: RegExp, value: RegExp])[] = [
  [/^x-mailer$/, /\bzendesk\b/i],
  [/^x-zendesk-/, /./],
  [/^x-(?:fd|freshdesk)-/, /./],
  [/^x-(?:jira-fingerprint|atlassian-mail-message-id)$/, /./],
  [/^x-servicenow-/, /./],
  [/^(?:x-)?rt-(?:ticket|originator|loop-prevention)$/, /./],
]

/** Fields of autoresponders from before RFC 3834; `no` and `false` deny. X-Auto-Response-Suppress is none of them:
 * it only asks the other side not to answer automatically, and Outlook and ticket tools set it on letters. */
const AUTORESPONDER = ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply', 'x-auto-respond']

/** Why a message is no agent's writing (promise 9); `null` when a person seems to have written it. */
export function automaticOf({ headers, rootType, calendarMethod }: Traits): Automatic {
  const value = (name: string) => headers.get(name)?.[0]?.trim().toLowerCase() ?? ''
  if (rootType === 'multipart/report' || rootType === 'message/delivery-status') return 'delivery-report'
  const fromTool = isFromTicketTool(headers)
  const submitted = keywordOf(value('auto-submitted'))
  if (submitted !== '' && submitted !== 'no' && !(fromTool && submitted === 'auto-generated')) return 'auto-submitted'
  if (AUTORESPONDER.some((name) => !/^(?:no|false|0)?$/.test(value(name)))) return 'auto-submitted'
  if (/^<\s*>/.test(value('return-path'))) return 'null-sender'
  // RFC 2919 and RFC 2369. List-Unsubscribe alone is put on letters too, by services that carry them.
  if (value('list-id') !== '' || value('list-post') !== '') return 'list'
  if (calendarMethod !== null) return 'calendar'
  const precedence = keywordOf(value('precedence'))
  if (precedence === 'auto_reply') return 'auto-submitted'
  return /^(?:bulk|list|junk)$/.test(precedence) && !fromTool ? 'bulk' : null
}

/** The first word of a value; RFC 3834 §5 allows parameters and comments behind it. */
function keywordOf(value: string): string {
  return /^[\w-]+/.exec(value.replace(/^(?:\([^()]{0,200}\)|\s)+/, ''))?.[0] ?? ''
}

function isFromTicketTool(headers: Traits['headers']): boolean {
  for (const [name, values] of headers) {
    for (const [field, value] of TICKET_TOOLS)
      if (field.test(name) && values.some((given) => value.test(given))) return true
  }
  return false
}
