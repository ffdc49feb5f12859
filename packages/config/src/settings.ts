import type { z } from 'zod'
import { type About, aboutSchema, sectionSchema } from './setting.ts'
import { Table } from './table.ts'

/** A setting with its names. */
export type Setting = About & {
  /** Dotted name in the file: `intake.tls_port`; of a row's field: `delivery.routes[].tls`. */
  readonly name: string
  readonly path: readonly string[]
  /** Environment variable: `PROOFGATE_INTAKE_TLS_PORT`. A row's field has none of its own: `''`. */
  readonly variable: string
  /** The fields of a row, for a setting that is a table; else empty. */
  readonly columns: readonly Setting[]
}

/** A part of the file: `intake` or `intake.tls`. */
export type Section = { readonly name: string; readonly description: string }

const walked = walk(Table.shape, [])

/** Every setting, in the order of the table. */
export const SETTINGS: readonly Setting[] = walked.settings

/** Every section, in the order of the table. */
export const SECTIONS: readonly Section[] = walked.sections

function walk(shape: z.core.$ZodLooseShape, path: readonly string[]): { settings: Setting[]; sections: Section[] } {
  const settings: Setting[] = []
  const sections: Section[] = []
  for (const [key, schema] of Object.entries(shape)) {
    const here = [...path, key]
    const section = sectionSchema(schema)
    const about = aboutSchema(schema)
    if (section !== undefined) {
      const inner = walk(section.shape, here)
      sections.push({ name: here.join('.'), description: section.description }, ...inner.sections)
      settings.push(...inner.settings)
    } else if (about !== undefined) {
      settings.push(settingOf(about, here))
    }
  }
  return { settings, sections }
}

function settingOf(about: About, path: readonly string[]): Setting {
  const name = path.join('.')
  const columns = Object.entries(about.row ?? {}).flatMap(([key, schema]): Setting[] => {
    const column = aboutSchema(schema)
    return column === undefined
      ? []
      : [{ ...column, name: `${name}[].${key}`, path: [...path, key], variable: '', columns: [] }]
  })
  return { ...about, name, path, variable: `PROOFGATE_${path.join('_').toUpperCase()}`, columns }
}
