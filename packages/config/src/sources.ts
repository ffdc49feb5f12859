import { parse } from 'yaml'
import { closestOf } from './closest.ts'
import type { Mistake } from './mistake.ts'
import { SECTIONS, SETTINGS, type Setting } from './settings.ts'
import { unknownKey, type YamlFile, yamlFileOf } from './yaml-mistakes.ts'

/** A value that somebody gave for a setting, and where. */
export type Given = {
  /** As given, in the form of the file (`8s`); text of a variable already read as YAML where that is needed. */
  readonly value: unknown
  readonly from: 'file' | 'env' | 'override'
  /** File and line, name of the variable, or the flag. */
  readonly where: string
}

/** A value that stands above file and environment: a flag of the command line. */
export type Override = {
  /** Dotted name of the setting: `delivery.smarthost`. */
  readonly setting: string
  /** Text as typed, or the value itself. */
  readonly value: unknown
  /** The flag, for messages: `--smarthost`. */
  readonly from: string
}

/** Values given for settings by name, and what was wrong with the way they were given. */
export type Givens = { readonly values: ReadonlyMap<string, Given>; readonly mistakes: readonly Mistake[] }

const BY_NAME = new Map(SETTINGS.map((setting) => [setting.name, setting]))
const SECTION_NAMES = new Set(SECTIONS.map((section) => section.name))
const BY_VARIABLE = new Map(SETTINGS.map((setting) => [setting.variable, setting]))

/** Other names for a variable: the one every host of PostgreSQL sets. */
const ALIASES = new Map([['DATABASE_URL', 'PROOFGATE_DATABASE_URL']])

/** Names with our prefix that are no setting: where the file lies, and the API token of commands. */
const NO_SETTING = new Set(['PROOFGATE_CONFIG', 'PROOFGATE_TOKEN', 'PROOFGATE_TOKEN_FILE'])

/** The settings a file gives. */
export function givenByFile(file: {
  readonly path: string
  readonly text: string
}): Givens & { readonly yaml: YamlFile } {
  const yaml = yamlFileOf(file)
  const values = new Map<string, Given>()
  const mistakes = [...yaml.mistakes]
  const names = [...BY_NAME.keys(), ...SECTION_NAMES]

  const visit = (part: unknown, path: readonly string[]) => {
    if (part === null || part === undefined) return
    if (typeof part !== 'object' || Array.isArray(part)) {
      const setting = path.length === 0 ? null : path.join('.')
      mistakes.push({
        where: yaml.whereOf(path),
        setting,
        says: setting === null ? 'the file holds no settings' : 'is a section, not a value',
        remedy: `write its settings below it, one per line: "name: value"`,
      })
      return
    }
    for (const [key, value] of Object.entries(part)) {
      const here = [...path, key]
      const name = here.join('.')
      if (SECTION_NAMES.has(name)) visit(value, here)
      else if (BY_NAME.has(name)) values.set(name, { value, from: 'file', where: yaml.whereOf(here) })
      else mistakes.push(unknownKey(path, key, { names, whereOfKey: yaml.whereOfKey }))
    }
  }
  visit(yaml.value, [])
  return { values, mistakes, yaml }
}

/** The settings environment variables give: `PROOFGATE_…`, `…_FILE` for what lies in a file, `DATABASE_URL`. */
export function givenByEnv(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): Givens {
  const values = new Map<string, Given>()
  const mistakes: Mistake[] = []
  for (const [variable, content] of Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (content === undefined || content === '' || NO_SETTING.has(variable)) continue
    const named = settingOfVariable(variable)
    if (named === null) {
      if (variable.startsWith('PROOFGATE_')) mistakes.push(unknownVariable(variable))
      continue
    }
    const { setting, isFile } = named
    const text = isFile ? contentOf(content, variable, setting, readFile) : content
    if (typeof text !== 'string') mistakes.push(text)
    else if (text !== '') take(setting, variable, text, values, mistakes)
  }
  return { values, mistakes }
}

function take(setting: Setting, where: string, text: string, values: Map<string, Given>, mistakes: Mistake[]): void {
  const earlier = values.get(setting.name)
  if (earlier !== undefined)
    mistakes.push({
      where,
      setting: setting.name,
      says: `is also given by ${earlier.where}`,
      remedy: 'unset one of them',
    })
  const read = readText(setting, text)
  if ('value' in read) values.set(setting.name, { value: read.value, from: 'env', where })
  else mistakes.push({ where, setting: setting.name, ...read })
}

function settingOfVariable(variable: string): { setting: Setting; isFile: boolean } | null {
  const whole = BY_VARIABLE.get(ALIASES.get(variable) ?? variable)
  if (whole !== undefined) return { setting: whole, isFile: false }
  if (!variable.endsWith('_FILE')) return null
  const base = variable.slice(0, -'_FILE'.length)
  const setting = BY_VARIABLE.get(ALIASES.get(base) ?? base)
  return setting === undefined ? null : { setting, isFile: true }
}

function contentOf(
  path: string,
  variable: string,
  setting: Setting,
  readFile: (path: string) => string,
): string | Mistake {
  try {
    return readFile(path).replace(/\r?\n$/, '')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return {
      where: variable,
      setting: setting.name,
      says: `cannot be read from its file: ${why}`,
      remedy: 'name a file this process may read',
    }
  }
}

function unknownVariable(variable: string): Mistake {
  const sameEnd = SETTINGS.find((setting) => setting.variable.endsWith(variable.slice('PROOFGATE'.length)))
  const meant = sameEnd?.variable ?? closestOf(variable, [...BY_VARIABLE.keys()])
  return {
    where: variable,
    setting: null,
    says: 'is the variable of no setting',
    remedy: meant === null ? 'unset it' : `did you mean ${meant}?`,
  }
}

/** The settings flags give; text is read as that of a variable. */
export function givenByOverrides(overrides: readonly Override[]): Givens {
  const values = new Map<string, Given>()
  const mistakes: Mistake[] = []
  for (const { setting: name, value, from } of overrides) {
    const setting = BY_NAME.get(name)
    if (setting === undefined) {
      mistakes.push({
        where: from,
        setting: name,
        says: 'is no setting',
        remedy: `did you mean ${closestOf(name, [...BY_NAME.keys()])}?`,
      })
      continue
    }
    const read = typeof value === 'string' ? readText(setting, value) : { value }
    if ('value' in read) values.set(name, { value: read.value, from: 'override', where: from })
    else mistakes.push({ where: from, setting: name, ...read })
  }
  return { values, mistakes }
}

/** Text from a variable or flag as the value it stands for: lists and tables are YAML or JSON, a list of words may be `a,b`. */
function readText(setting: Setting, text: string): { value: unknown } | { says: string; remedy: string } {
  if (setting.isText) return { value: text }
  try {
    const value: unknown = parse(text, { maxAliasCount: 0 })
    const isList = setting.kind.startsWith('list') && setting.columns.length === 0
    return { value: isList && typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value }
  } catch {
    return { says: 'is neither JSON nor YAML', remedy: `write it on one line, like ${JSON.stringify(setting.default)}` }
  }
}
