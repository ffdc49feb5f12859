import type { Automatic } from './mail.ts'

/** What is asked of a message to tell whether a person wrote it. */
export type Traits = {
  readonly headers: ReadonlyMap<string, readonly string[]>
  /** Media type of the whole message, lower case. */
  readonly rootType: string
  /** `method` of its text/calendar part, lower case. */
  readonly calendarMethod: string | null
}

/** Why a message is no agent's writing (promise 9); `null` when a person seems to have written it. */
export function automaticOf({ headers, rootType, calendarMethod }: Traits): Automatic {
  const value = (name: string) => headers.get(name)?.[0]?.trim().toLowerCase() ?? null
  if (rootType === 'multipart/report') return 'delivery-report'
  const submitted = value('auto-submitted')
  if (submitted !== null && !submitted.startsWith('no')) return 'auto-submitted'
  if (value('return-path') === '<>') return 'null-sender'
  if (headers.has('list-id') || headers.has('list-post')) return 'list'
  if (calendarMethod !== null) return 'calendar'
  if (/^(?:bulk|list|junk)\b/.test(value('precedence') ?? '')) return 'bulk'
  return null
}
