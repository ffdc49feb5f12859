import type { z } from 'zod'
import type { Camel } from './camel.ts'
import { camelOf } from './camel.ts'
import { type Clash, clashesOf } from './combinations.ts'
import { ConfigError, type Mistake } from './mistake.ts'
import { SECTIONS, SETTINGS, type Setting } from './settings.ts'
import { type Given, type Givens, givenByEnv, givenByFile, givenByOverrides, type Override } from './sources.ts'
import { Table } from './table.ts'
import { mistakesOf, nameOf, type Path, type YamlFile } from './yaml-mistakes.ts'

/** Every setting with a valid value. Durations are milliseconds, sizes are bytes, `null` means what the reference page says. */
export type Config = Camel<z.output<typeof Table>>

/** What the configuration is read from; nothing else is looked at. */
export type ConfigInput = {
  /** The configuration file; `null` when there is none. Its path is only used in messages. */
  readonly file?: { readonly path: string; readonly text: string } | null
  readonly env: Readonly<Record<string, string | undefined>>
  /** Flags of the command line; they stand above the environment, which stands above the file. */
  readonly overrides?: readonly Override[]
  /** Name of this machine, the default of `hostname`. */
  readonly hostname: string
  /** Reads the file a `…_FILE` variable names; its error becomes a mistake. */
  readonly readFile: (path: string) => string
  /** True to ask also for what only running services need: a smarthost. @default false */
  readonly forStart?: boolean
}

/** A setting with the value in force and where it comes from. */
export type Effective = {
  readonly setting: Setting
  /** As it would be written in the file: `8s`. Secrets are not masked here. */
  readonly value: unknown
  readonly from: Given['from'] | 'default'
  /** File and line, variable or flag; `default`. */
  readonly where: string
}

/**
 * The configuration in force.
 * @throws ConfigError with every mistake at once
 */
export const configOf = (input: ConfigInput): Config => readConfig(input).config

/**
 * The configuration in force, and where each value comes from.
 * @throws ConfigError with every mistake at once
 */
export function readConfig(input: ConfigInput): { readonly config: Config; readonly settings: readonly Effective[] } {
  const file = input.file == null ? null : givenByFile(input.file)
  const sources: Givens[] = [
    file,
    givenByEnv(input.env, input.readFile),
    givenByOverrides(input.overrides ?? []),
  ].filter((source) => source !== null)
  const values = new Map(sources.flatMap((source) => [...source.values]))
  const nowhere = input.file?.path ?? 'configuration'
  const mistakes = sources.flatMap((source) => source.mistakes)

  const parsed = Table.safeParse(partsOf(values, input.hostname))
  const wrong = parsed.success ? [] : mistakesOf(parsed.error.issues, placesOf(values, file?.yaml ?? null, nowhere))
  mistakes.push(...wrong)

  const faulty = new Set(mistakes.map(({ setting }) => topOf(setting ?? '')))
  const sound = (file?.yaml.mistakes.length ?? 0) > 0 ? null : soundOf(values, faulty, input.hostname)
  const clashes = sound === null ? [] : clashesOf(sound, input.forStart ?? false, (name) => values.has(name))
  mistakes.push(
    ...clashes
      .filter((clash) => isSure(clash, faulty))
      .map((clash) => mistakeOf(clash, values, file?.yaml ?? null, nowhere)),
  )
  if (mistakes.length > 0 || !parsed.success) throw new ConfigError(mistakes.sort(byPlace), sound)
  return {
    config: camelOf(parsed.data),
    settings: SETTINGS.map((setting) => effectiveOf(setting, values, input.hostname)),
  }
}

/** The nested object zod reads: all sections, and the values given. */
function partsOf(values: ReadonlyMap<string, Given>, hostname: string): Record<string, unknown> {
  const root: Record<string, unknown> = {}
  const parts = new Map<string, Record<string, unknown>>([['', root]])
  for (const { name } of SECTIONS) {
    const part: Record<string, unknown> = {}
    parts.set(name, part)
    const { parent, last } = splitName(name)
    const above = parts.get(parent)
    if (above !== undefined) above[last] = part
  }
  for (const [name, { value }] of [['hostname', { value: hostname }] as const, ...values]) {
    const { parent, last } = splitName(name)
    const part = parts.get(parent)
    if (part !== undefined) part[last] = value
  }
  return root
}

function splitName(name: string): { parent: string; last: string } {
  const dot = name.lastIndexOf('.')
  return { parent: dot === -1 ? '' : name.slice(0, dot), last: name.slice(dot + 1) }
}

function placesOf(values: ReadonlyMap<string, Given>, yaml: YamlFile | null, nowhere: string) {
  const whereOf = (path: Path) => whereOfPath(path, values, yaml, nowhere)
  return {
    whereOf,
    whereOfKey: (path: Path, key: string) =>
      givenAt(path, values)?.from === 'file' && yaml !== null ? yaml.whereOfKey(path, key) : whereOf(path),
    names: SETTINGS.flatMap((setting) => [setting.name, ...setting.columns.map((column) => column.name)]),
    valueAt: (path: Path) => valueAt(path, values),
    isSecret,
  }
}

function whereOfPath(path: Path, values: ReadonlyMap<string, Given>, yaml: YamlFile | null, nowhere: string): string {
  const given = givenAt(path, values)
  if (given === null) return nowhere
  return given.from === 'file' && yaml !== null ? yaml.whereOf(path) : given.where
}

/** The setting a path leads into, `delivery.routes` for `delivery.routes[0].tls`. */
const settingAt = (path: Path): Setting | null => {
  const name = topOf(nameOf(path))
  return SETTINGS.find((setting) => name === setting.name) ?? null
}

const topOf = (name: string) => name.replace(/\[.*/, '')

function givenAt(path: Path, values: ReadonlyMap<string, Given>): Given | null {
  return values.get(settingAt(path)?.name ?? '') ?? null
}

function valueAt(path: Path, values: ReadonlyMap<string, Given>): unknown {
  let value = givenAt(path, values)?.value
  for (const step of path.slice(settingAt(path)?.path.length ?? 0)) {
    if (value === null || typeof value !== 'object') return undefined
    value = Object.entries(value).find(([key]) => key === String(step))?.[1]
  }
  return value
}

function isSecret(path: Path): boolean {
  const setting = settingAt(path)
  if (setting === null || setting.secret === null) return false
  const column = setting.columns.find((field) => field.path.at(-1) === path.at(-1))
  return column === undefined || column.secret !== null
}

/** The configuration without the values that are wrong. */
function soundOf(values: ReadonlyMap<string, Given>, faulty: ReadonlySet<string>, hostname: string): Config | null {
  const right = new Map([...values].filter(([name]) => !faulty.has(name)))
  const parsed = Table.safeParse(partsOf(right, hostname))
  return parsed.success ? camelOf(parsed.data) : null
}

const isSure = (clash: Clash, faulty: ReadonlySet<string>) =>
  [clash.setting, ...clash.with].every((name) => !faulty.has(topOf(name)))

function mistakeOf(clash: Clash, values: ReadonlyMap<string, Given>, yaml: YamlFile | null, nowhere: string): Mistake {
  const path = clash.setting
    .split(/[.[\]]+/)
    .filter((step) => step !== '')
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step))
  return {
    where: whereOfPath(path, values, yaml, nowhere),
    setting: clash.setting,
    says: clash.says,
    remedy: clash.remedy,
  }
}

function effectiveOf(setting: Setting, values: ReadonlyMap<string, Given>, hostname: string): Effective {
  const given = values.get(setting.name)
  const fallback = setting.name === 'hostname' ? hostname : setting.default
  return given === undefined
    ? { setting, value: fallback, from: 'default', where: 'default' }
    : { setting, value: given.value, from: given.from, where: given.where }
}

const byPlace = (a: Mistake, b: Mistake) => a.where.localeCompare(b.where, 'en', { numeric: true })
