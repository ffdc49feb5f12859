type CamelName<Name extends string> = Name extends `${infer Head}_${infer Rest}`
  ? `${Head}${Capitalize<CamelName<Rest>>}`
  : Name

/** A value read from proofgate.yaml as code sees it: `tls_port` is `tlsPort`, everything read-only. */
export type Camel<T> = T extends readonly (infer Item)[]
  ? readonly Camel<Item>[]
  : T extends object
    ? { readonly [Name in keyof T as Name extends string ? CamelName<Name> : never]: Camel<T[Name]> }
    : T

/** The one place where names of the file become names of the code. */
export function camelOf<T>(value: T): Camel<T> {
  // The guarantee: `renamed` changes keys exactly as `Camel` does and copies everything else.
  return renamed(value) as Camel<T>
}

function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [camelName(name), renamed(inner)]))
}

const camelName = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
