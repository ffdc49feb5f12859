import { isDeepStrictEqual } from 'node:util'
import type { CheckFigures, Figure, Figures, SetFigures } from './figures.ts'
import { f1Of, precisionOf, recallOf } from './figures.ts'

/** What is worse now than it was recorded, in words; empty when nothing is. Sets that were not measured now do not count. */
export function dropsOf(before: Figures, now: Figures): readonly string[] {
  return [
    ...pairs(before.corpus, now.corpus).flatMap(([name, was, is]) => setDrops(name, was, is)),
    ...pairs(before.public, now.public).flatMap(([name, was, is]) => publicDrops(name, was, is)),
  ]
}

/** True when the record is not what was measured now, be it better or worse. */
export function isOutdated(before: Figures, now: Figures): boolean {
  return !isDeepStrictEqual(before, { ...now, public: { ...before.public, ...now.public } })
}

function setDrops(name: string, was: SetFigures, is: SetFigures): string[] {
  const lower = (label: string, key: 'verdictsRight' | 'verdictsRightButForDebatable' | 'stopsRight') =>
    drop(`${name}: ${label}`, was[key] / was.cases, is[key] / is.cases)
  return [
    ...lower('verdicts right', 'verdictsRight'),
    ...lower('verdicts right but for debatable findings', 'verdictsRightButForDebatable'),
    ...lower('rightly forwarded or stopped', 'stopsRight'),
    ...drop(`${name}: clean replies forwarded`, 1 - was.cleanStopped / was.clean, 1 - is.cleanStopped / is.clean),
    ...pairs(was.checks, is.checks).flatMap(([id, a, b]) => checkDrops(`${name}: ${id}`, a, b)),
  ]
}

function checkDrops(name: string, was: CheckFigures, is: CheckFigures): string[] {
  return [
    ...drop(`${name} precision`, precisionOf(was), precisionOf(is)),
    ...drop(`${name} recall`, recallOf(was), recallOf(is)),
    ...drop(`${name} F1`, f1Of(was), f1Of(is)),
  ]
}

function publicDrops(name: string, was: readonly Figure[], is: readonly Figure[]): string[] {
  return is.flatMap((figure) => {
    const old = was.find((one) => one.name === figure.name)
    if (old === undefined || figure.aim === null) return []
    const sign = figure.better === 'higher' ? 1 : -1
    return figure.value * sign < old.value * sign - 1e-9
      ? [`${name}: ${figure.name} ${shown(old.value)} → ${shown(figure.value)}`]
      : []
  })
}

function drop(name: string, was: number | null, is: number | null): string[] {
  return was !== null && is !== null && is < was - 1e-9 ? [`${name} ${shown(was)} → ${shown(is)}`] : []
}

const shown = (value: number) => value.toFixed(3)

function pairs<T>(a: Readonly<Record<string, T>>, b: Readonly<Record<string, T>>): [string, T, T][] {
  return Object.entries(b).flatMap(([key, is]) => {
    const was = a[key]
    return was === undefined ? [] : [[key, was, is] satisfies [string, T, T]]
  })
}
