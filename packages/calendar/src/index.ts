export { isRegion } from './holidays.ts'
export { DEFAULT_TARGET, type OpeningHours, type ResponseTarget, WEEKDAYS, type Weekday } from './target.ts'
export { dueAt, openMs, waitMs } from './wait.ts'
export { hourAt, isTimeZone } from './zones.ts'
