import { isRegion, isTimeZone } from '@proofgate/calendar'
import { CHECKS } from './list.ts'
import { nearest, type Path, settingOf, type Words } from './policy-mistakes.ts'
import { BOUNCE_AT, HOLD_AT, POINTS_MAX, ResponseTarget } from './policy-schema.ts'
import { weekOf } from './response-target.ts'

/** What a policy file says as plain data, nothing of it checked yet. */
type Raw = Readonly<Record<string, unknown>>

/** A place of the file that may set thresholds and checks: the file itself, or one of its scopes. */
type Layer = { readonly path: Path; readonly said: Raw }

/**
 * Rules that span two settings and that a schema cannot say. They look at the file as it was written, so that they are
 * told together with the mistakes of the schema; a value that is a mistake by itself is passed over.
 */
export function contradictionsOf(content: unknown): readonly Words[] {
  const file = rawOf(content)
  const scopes = Array.isArray(file.scopes) ? file.scopes : []
  const layers = [
    { path: [], said: file },
    ...scopes.map((scope: unknown, i): Layer => ({ path: ['scopes', i], said: rawOf(scope) })),
  ]
  return [
    ...layers.flatMap((layer) => [
      ...thresholdsAgainstEachOther(layer, file),
      ...milderAtRisk(layer, file),
      ...weightsBeyondMaximum(layer, file),
      ...unknownTeams(layer, file),
      ...targetsThatCannotBe(layer, file),
    ]),
    ...factsOverBeforeTheyBegin(file),
  ]
}

function factsOverBeforeTheyBegin({ facts }: Raw): Words[] {
  return (Array.isArray(facts) ? facts : []).flatMap((fact: unknown, i): Words[] => {
    const { topic, valid_from: from, valid_until: until } = rawOf(fact)
    // Days in ISO 8601 compare as text; anything else is a mistake of its own.
    if (typeof from !== 'string' || typeof until !== 'string' || from <= until) return []
    return [
      {
        path: ['facts', i, 'valid_until'],
        message: `The fact "${String(topic)}" is true until ${until} but only from ${from}, so it never is.`,
        remedy: 'Let valid_from be at most valid_until.',
      },
    ]
  })
}

function thresholdsAgainstEachOther({ path, said }: Layer, file: Raw): Words[] {
  if (said.thresholds === undefined) return []
  const own = rawOf(said.thresholds)
  const base = rawOf(file.thresholds)
  const hold = pointsOf(own.hold ?? base.hold ?? HOLD_AT)
  const bounce = pointsOf(own.bounce ?? base.bounce ?? BOUNCE_AT)
  if (hold === null || bounce === null || hold <= bounce) return []
  const at = [...path, 'thresholds']
  return [
    {
      path: at,
      message: `Here ${settingOf(at)} holds at ${hold} but bounces at ${bounce}, so nothing would ever be held.`,
      remedy: 'Let hold be at most bounce.',
    },
  ]
}

/** A weight that no finding could ever count. A maximum below the weight is sound: it caps what the check can do. */
function weightsBeyondMaximum({ path, said }: Layer, file: Raw): Words[] {
  return Object.entries(rawOf(said.checks)).flatMap(([id, one]) => {
    const { weight, max } = rawOf(one)
    const written = max ?? rawOf(rawOf(file.checks)[id]).max
    const points = pointsOf(weight)
    const most = pointsOf(written ?? CHECKS.find((check) => check.id === id)?.max)
    if (points === null || most === null || points <= most) return []
    const at = [...path, 'checks', id]
    const whose = written === undefined ? ', its own maximum' : ''
    return [
      {
        path: [...at, 'weight'],
        message: `In ${settingOf(at)} one finding counts ${points} points, but all of them together at most ${most}${whose}.`,
        remedy: 'Raise max as well, or lower weight.',
      },
    ]
  })
}

function unknownTeams({ path, said }: Layer, file: Raw): Words[] {
  const teams = rawOf(file.teams)
  return [rawOf(said.match).team]
    .flat()
    .filter((team) => typeof team === 'string' && !Object.hasOwn(teams, team))
    .map((team) => ({
      path: [...path, 'match', 'team'],
      message: `There is no team "${team}".`,
      remedy: `Add it under teams${nearest(String(team), Object.keys(teams))}`,
    }))
}

/** Nobody means to be milder with a customer who is about to leave. */
function milderAtRisk({ path, said }: Layer, file: Raw): Words[] {
  const atRisk = pointsOf(rawOf(said.at_risk).hold)
  const hold = pointsOf(rawOf(said.thresholds).hold ?? rawOf(file.thresholds).hold ?? HOLD_AT)
  if (atRisk === null || hold === null || atRisk <= hold) return []
  const at = [...path, 'at_risk', 'hold']
  return [
    {
      path: at,
      message: `${settingOf(at)} is ${atRisk}, but every message is held from ${hold}.`,
      remedy: 'Let it be at most thresholds.hold; the same number treats customers at risk as all others.',
    },
  ]
}

/** Opening hours in which nobody is ever there, and zones and regions that there are not. */
function targetsThatCannotBe({ path, said }: Layer, file: Raw): Words[] {
  const own = rawOf(said.response_target)
  const at = [...path, 'response_target']
  const wrong = (key: string, message: string, remedy: string): Words => ({ path: [...at, key], message, remedy })
  const { timezone, region } = own
  const unknown = [
    ...(typeof timezone === 'string' && !isTimeZone(timezone)
      ? [wrong('timezone', `There is no time zone "${timezone}".`, 'Write its IANA name, for example Europe/Berlin.')]
      : []),
    ...(typeof region === 'string' && !isRegion(region)
      ? [
          wrong(
            'region',
            `No public holidays are known for a region "${region}".`,
            'Write a country or a part of it (ISO 3166), for example DE, DE-BY or GB-SCT.',
          ),
        ]
      : []),
  ]
  const whole = ResponseTarget.safeParse({ ...rawOf(file.response_target), ...own })
  if (!whole.success || said.response_target === undefined) return unknown
  const week = Object.entries(weekOf(whole.data))
  const [backwards] = week.filter(([, { opens, closes }]) => opens >= closes)
  if (backwards !== undefined) {
    const [day] = backwards
    const key = Object.hasOwn(rawOf(own.hours_on), day) ? 'hours_on' : own.closes === undefined ? 'opens' : 'closes'
    const remedy = 'Let a day open before it closes; for nights write two days, or calendar: clock.'
    return [...unknown, wrong(key, `On ${day} ${settingOf(at)} closes before it opens.`, remedy)]
  }
  if (week.length > 0) return unknown
  return [
    ...unknown,
    wrong('hours_on', `By ${settingOf(at)} you are never open.`, 'Leave a day open, or write calendar: clock.'),
  ]
}

/** A number of points that the schema accepts; `null` for anything else. */
const pointsOf = (value: unknown) => (typeof value === 'number' && value > 0 && value <= POINTS_MAX ? value : null)

const rawOf = (value: unknown): Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {}
