import { z } from 'zod'
import { durationMsOf, sizeBytesOf } from './quantities.ts'

/** A kind of value a setting can have: how it is read and how the reference page names it. */
export type Kind<S extends z.ZodType> = {
  readonly schema: S
  /** `port`, `duration`, `list of address patterns`. */
  readonly name: string
  /** How a value is written: `8s, 15m, 1h`; `null` when the name says it. */
  readonly unit: string | null
  /** Smallest and largest value, or the words allowed; `null` when any will do. */
  readonly bounds: string | null
  /** True when an environment variable holds the value itself; false when it holds YAML or JSON of it. */
  readonly isText: boolean
  /** Fields of a row, for a kind that is a table. */
  readonly row?: z.core.$ZodLooseShape
}

type Reading<T> = { readonly value: T } | { readonly says: string; readonly remedy: string }

/** A schema that reads a value by a function of ours, which words its own mistake. */
const readBy = <T>(read: (value: unknown) => Reading<T>) =>
  z.unknown().transform((value, context): T => {
    const reading = read(value)
    if ('value' in reading) return reading.value
    context.addIssue({ code: 'custom', message: reading.says, params: { remedy: reading.remedy } })
    return z.NEVER
  })

/** A length of time such as `8s`; in code: milliseconds. Both bounds are allowed values. */
export const duration = (min: string, max: string) => ({
  schema: readBy((value) => within(durationMsOf(value), durationMsOf(min), durationMsOf(max), min, max)),
  name: 'duration',
  unit: 'ms, s, m, h, d',
  bounds: `${min} to ${max}`,
  isText: true,
})

/** A size such as `35MB` (1 KB = 1024 bytes); in code: bytes. Both bounds are allowed values. */
export const size = (min: string, max: string) => ({
  schema: readBy((value) => within(sizeBytesOf(value), sizeBytesOf(min), sizeBytesOf(max), min, max)),
  name: 'size',
  unit: 'B, KB, MB, GB',
  bounds: `${min} to ${max}`,
  isText: true,
})

function within(
  read: Reading<number>,
  min: Reading<number>,
  max: Reading<number>,
  minText: string,
  maxText: string,
): Reading<number> {
  if (!('value' in read) || !('value' in min) || !('value' in max)) return read
  if (read.value < min.value) return { says: 'is too small', remedy: `give ${minText} or more` }
  if (read.value > max.value) return { says: 'is too large', remedy: `give ${maxText} or less` }
  return read
}

/** A whole number between two bounds, both allowed. */
export const count = (min: number, max: number) => ({
  schema: z.int().min(min).max(max),
  name: 'number',
  unit: null,
  bounds: `${min} to ${max}`,
  isText: false,
})

/** A TCP port; 0 lets the system choose a free one. */
export const port = () => ({ ...count(0, 65_535), name: 'port' })

/** true or false. */
export const flag = () => ({ schema: z.boolean(), name: 'true or false', unit: null, bounds: null, isText: false })

/** Text that says something: at least one character, no control characters. */
export const text = (name = 'text') => ({
  schema: z
    .string()
    .min(1)
    .max(4096)
    .refine(hasNoControls, {
      message: 'holds a control character',
      params: { remedy: 'take the line break, tab or NUL out' },
    }),
  name,
  unit: null,
  bounds: null,
  isText: true,
})

const hasNoControls = (value: string) => !/[\u0000-\u001f\u007f\u2028\u2029]/.test(value)

/** A bearer token: what RFC 6750 2.1 lets stand in the Authorization header. */
export const token = () => ({
  schema: z
    .string()
    .max(4096)
    .refine((value) => /^[A-Za-z0-9\-._~+/]+=*$/.test(value), {
      message: 'holds a character that no bearer token may have',
      params: { remedy: 'use letters, digits and - . _ ~ + / only, for example of "openssl rand -hex 32"' },
    }),
  name: 'token',
  unit: null,
  bounds: null,
  isText: true,
})

/** One word of a closed list. */
export const oneOf = <const W extends readonly [string, ...string[]]>(words: W) => ({
  schema: z.enum(words),
  name: 'word',
  unit: null,
  bounds: words.join(', '),
  isText: true,
})

/** An absolute URL with one of the schemes, e.g. `['smtp', 'smtps']`; kept as the text it was given as. */
export const url = (...schemes: readonly string[]) => ({
  schema: readBy((value): Reading<string> => {
    const form = `write it as ${schemes.map((scheme) => `${scheme}://…`).join(' or ')}`
    if (typeof value !== 'string') return { says: 'is not a URL', remedy: form }
    const parsed = URL.parse(value)
    if (parsed === null)
      return { says: 'is not a URL', remedy: `${form}; in a user or password write @ as %40, : as %3A, / as %2F` }
    if (!schemes.includes(parsed.protocol.slice(0, -1)))
      return { says: `starts with ${parsed.protocol}//`, remedy: form }
    if (parsed.hostname === '') return { says: 'names no host', remedy: form }
    return { value }
  }),
  name: 'URL',
  unit: null,
  bounds: schemes.map((scheme) => `${scheme}://`).join(', '),
  isText: true,
})

/** Any number of values of a kind. */
export const listOf = <S extends z.ZodType>(kind: Kind<S>, min = 0) => ({
  schema: z.array(kind.schema).min(min),
  name: `list of ${plural(kind.name)}`,
  unit: kind.unit,
  bounds: kind.bounds,
  isText: false,
})

const plural = (name: string) => (name === 'address' ? 'addresses' : name === 'text' ? 'texts' : `${name}s`)

/** A kind that may also be null, which has a meaning of its own. */
export const orNull = <S extends z.ZodType>(kind: Kind<S>) => ({
  ...kind,
  schema: kind.schema.nullable(),
  name: `${kind.name} or null`,
})
