/** Days of the week as a policy writes them, Monday first (ISO 8601). */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** When a day's work begins and ends, in minutes from midnight on the wall clock, 0 to 1440. */
export type OpeningHours = { readonly opens: number; readonly closes: number }

/** Within what time a customer is to be answered. Plain JSON: it travels with what is read of a mail. */
export type ResponseTarget = {
  readonly hours: number
  /** Which hours count: those we are open, or all. */
  readonly calendar: 'business' | 'clock'
  /** IANA name of the zone whose wall clocks the opening hours are on. */
  readonly timezone: string
  /** Opening hours by weekday; closed on days that are missing. */
  readonly week: Readonly<Partial<Record<Weekday, OpeningHours>>>
  /** Where public holidays are kept: `DE`, `DE-BY`, `GB-SCT` (ISO 3166); `null` for nowhere. */
  readonly region: string | null
  /** Further days on which we are closed, as `2026-12-24`. */
  readonly closedOn: readonly string[]
}

const ALL_DAY: OpeningHours = { opens: 0, closes: 1440 }

/** The target where nobody set one: 24 hours, of which those of Saturday and Sunday (UTC) do not count. */
export const DEFAULT_TARGET: ResponseTarget = {
  hours: 24,
  calendar: 'business',
  timezone: 'UTC',
  week: { mon: ALL_DAY, tue: ALL_DAY, wed: ALL_DAY, thu: ALL_DAY, fri: ALL_DAY },
  region: null,
  closedOn: [],
}
