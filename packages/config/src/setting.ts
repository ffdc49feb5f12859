import { z } from 'zod'
import type { Kind } from './kinds.ts'

/** What is known of a setting besides its schema. */
export type About = {
  readonly kind: string
  readonly unit: string | null
  readonly bounds: string | null
  readonly isText: boolean
  /** The default as it would be written in YAML; `undefined` when the value must be given. */
  readonly default: unknown
  readonly description: string
  /** `whole`: never shown; `password`: a URL (or table of them) whose password is never shown. */
  readonly secret: 'whole' | 'password' | null
  /** Fields of a row, for a setting that is a table; else `null`. */
  readonly row: z.core.$ZodLooseShape | null
}

const abouts = z.registry<About>()
const sections = z.registry<{ readonly description: string; readonly shape: z.core.$ZodLooseShape }>()

/** A setting with a default, which is written as in YAML (`8s`) and read like a given value. */
export function setting<S extends z.ZodType>(
  kind: Kind<S>,
  about: {
    readonly default: z.core.util.NoUndefined<z.input<S>>
    readonly description: string
    readonly secret?: About['secret']
  },
): z.ZodPrefault<S> {
  const schema = z.prefault(kind.schema, () => about.default)
  abouts.add(schema, aboutOf(kind, about.default, about.description, about.secret ?? null))
  return schema
}

/** A field that has to be given; only within the rows of a table. */
export function required<S extends z.ZodType>(kind: Kind<S>, description: string): S {
  const schema = kind.schema.clone()
  abouts.add(schema, aboutOf(kind, undefined, description, null))
  return schema
}

const aboutOf = <S extends z.ZodType>(
  { name, unit, bounds, isText, row }: Kind<S>,
  fallback: unknown,
  description: string,
  secret: About['secret'],
): About => ({ kind: name, unit, bounds, isText, default: fallback, description, secret, row: row ?? null })

/** Settings that belong together. Its object must be there to be read; `partsOf` sees to that. */
export function section<Shape extends z.core.$ZodLooseShape>(description: string, shape: Shape) {
  const schema = z.strictObject(shape)
  sections.add(schema, { description, shape })
  return schema
}

/** A kind whose value is a list of rows, each with fields made by `setting` and `required`. */
export function tableOf<Shape extends z.core.$ZodLooseShape>(name: string, row: Shape) {
  return {
    schema: z.array(z.strictObject(row)),
    name: `list of ${name}s`,
    unit: null,
    bounds: null,
    isText: false,
    row,
  }
}

/** What is known of a schema that `setting` or `required` made; `undefined` for any other. */
export const aboutSchema = (schema: z.core.$ZodType): About | undefined => abouts.get(schema)

/** Description and fields of a schema that `section` made; `undefined` for any other. */
export const sectionSchema = (schema: z.core.$ZodType) => sections.get(schema)
