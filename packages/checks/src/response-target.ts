import { DEFAULT_TARGET, type OpeningHours, type ResponseTarget, WEEKDAYS, type Weekday } from '@proofgate/calendar'
import { z } from 'zod'
import type { ResponseTargetPolicy } from './policy-schema.ts'

const minute = z.int().min(0).max(1440)

/** A response target as it travels with what is read of a mail. */
export const ResponseTargetRead = z.object({
  hours: z.number(),
  calendar: z.enum(['business', 'clock']),
  timezone: z.string(),
  week: z
    .partialRecord(z.enum(WEEKDAYS), z.object({ opens: minute, closes: minute }))
    .describe('Opening hours in minutes from midnight; closed on days that are missing'),
  region: z.string().nullable(),
  closedOn: z.array(z.string()).readonly(),
})

const WORKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri'] as const satisfies readonly Weekday[]

/** The target that a policy sets by its `response_target` and those of the scopes that apply, later ones last. */
export function responseTargetOf(layers: readonly (ResponseTargetPolicy | undefined)[]): ResponseTarget {
  const said: ResponseTargetPolicy = Object.assign({}, ...layers)
  return {
    hours: said.hours ?? DEFAULT_TARGET.hours,
    calendar: said.calendar ?? DEFAULT_TARGET.calendar,
    timezone: said.timezone ?? DEFAULT_TARGET.timezone,
    week: weekOf(said),
    region: said.region ?? null,
    closedOn: said.closed_on ?? [],
  }
}

/** The opening hours of a policy's target by weekday. */
export function weekOf({ opens, closes, days, hours_on }: ResponseTargetPolicy): ResponseTarget['week'] {
  const usual: OpeningHours = { opens: minutesOf(opens ?? '00:00'), closes: minutesOf(closes ?? '24:00') }
  const week = (days ?? WORKDAYS).map((day): [Weekday, OpeningHours] => [day, usual])
  const others = WEEKDAYS.flatMap((day): [Weekday, OpeningHours | null][] => {
    const hours = hours_on?.[day]
    return hours === undefined ? [] : [[day, hoursOf(hours)]]
  })
  const all = new Map<Weekday, OpeningHours | null>([...week, ...others])
  return Object.fromEntries([...all].filter(([, hours]) => hours !== null))
}

function hoursOf(text: string): OpeningHours | null {
  const [opens, closes] = text.split('-')
  return opens === undefined || closes === undefined ? null : { opens: minutesOf(opens), closes: minutesOf(closes) }
}

/** Minutes from midnight of `9:00`. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
