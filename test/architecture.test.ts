import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')

/** Which packages a package may use (ARCHITECTURE.md, "The house"). Services may use every package but the cli, and no service. */
const USES: Record<string, readonly string[]> = {
  calendar: [],
  mail: [],
  language: ['mail'],
  checks: ['calendar', 'language', 'mail'],
  conversations: ['calendar', 'checks', 'language', 'mail'],
  config: [],
  telemetry: [],
  ledger: [],
  store: ['ledger'],
}

/** What may be imported as type besides: types are gone when the program runs, and tie nothing together. */
const USES_TYPES_OF: Record<string, readonly string[]> = { store: ['checks', 'conversations', 'mail'] }

const packages = foldersIn('packages')
const services = foldersIn('services')

/** One import or re-export of a source file. */
type Import = {
  readonly file: string
  /** `packages/store`, `services/relay`. */
  readonly owner: string
  readonly from: string
  readonly isType: boolean
  readonly isTest: boolean
}

const sources = [...packages, ...services].flatMap((owner) =>
  filesIn(`${owner}/src`)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ owner, file })),
)
const imports = sources.flatMap(({ owner, file }) => importsOf(owner, file))

describe('imports', () => {
  test('are found at all: this test reads them with a pattern', () => {
    expect(imports.filter(({ from }) => from.startsWith('@proofgate/')).length).toBeGreaterThan(30)
    expect(imports.some(({ isType }) => isType)).toBe(true)
  })

  test('go downwards only: cli → services → packages, store → ledger, checks → language → mail', () => {
    expect(imports.filter((one) => !isAllowed(one)).map(({ file, from }) => `${file} imports ${from}`)).toEqual([])
  })

  test('never reach into another package by path; tests may use what lies in test/', () => {
    const outside = imports.filter(({ file, owner, from, isTest: mayTest }) => {
      const target = resolve(ROOT, dirname(file), from)
      const homes = mayTest ? [owner, 'test'] : [owner]
      return from.startsWith('.') && !homes.some((home) => target.startsWith(join(ROOT, home, '/')))
    })
    expect(outside.map(({ file, from }) => `${file} imports ${from}`)).toEqual([])
  })

  test('name only packages that the own package.json declares', () => {
    const root = declaredBy('.')
    const undeclared = imports.filter(({ owner, from, isTest }) => {
      if (
        from.startsWith('.') ||
        from.startsWith('@proofgate/') ||
        from.startsWith('node:') ||
        builtinModules.includes(from)
      )
        return false
      const name = from
        .split('/')
        .slice(0, from.startsWith('@') ? 2 : 1)
        .join('/')
      return !declaredBy(owner).has(name) && !(isTest && root.has(name))
    })
    expect(undeclared.map(({ file, from }) => `${file} imports ${from}`)).toEqual([])
  })

  test('of a package go through its one index.ts, which lists what it exports by name', () => {
    for (const owner of [...packages, ...services]) {
      const indexes = filesIn(owner).filter((file) => basename(file) === 'index.ts')
      if (filesIn(owner).some((file) => file.endsWith('.ts'))) expect(indexes, owner).toEqual([`${owner}/src/index.ts`])
      for (const index of indexes) expect(read(index), index).not.toMatch(/export \*/)
    }
  })
})

describe('below the command line', () => {
  test.each([
    ['reads the environment', /\bprocess\.env\b/],
    ['prints', /\bconsole\.|\bprocess\.std(?:out|err)\b/],
    ['ends the process', /\bprocess\.(?:exit|abort)\b/],
  ])('nothing %s', (_, pattern) => {
    const guilty = sources.filter(
      ({ owner, file }) => owner !== 'packages/cli' && !isTest(file) && pattern.test(code(file)),
    )
    expect(guilty.map(({ file }) => file)).toEqual([])
  })
})

test('no folder is a drawer for things without a name', () => {
  const drawers = sources.filter(({ file }) => /\/(?:utils?|helpers?|common|shared|misc|lib)\//.test(file))
  expect(drawers.map(({ file }) => file)).toEqual([])
})

test('every path that a page names is there', () => {
  const pages = ['.', ...packages, ...services, 'docs', 'test', 'scripts'].flatMap((folder) =>
    filesIn(folder, folder !== '.').filter((file) => file.endsWith('.md')),
  )
  const missing = pages.flatMap((page) =>
    pathsIn(page)
      .filter((path) => !existsSync(join(ROOT, path)))
      .map((path) => `${page} names ${path}`),
  )
  expect(missing).toEqual([])
})

/** What a package's package.json lets others import: `.` is its index; more is for threads that must stay small. */
function entriesOf(name: string): readonly string[] {
  const { exports = {} }: { exports?: Readonly<Record<string, string>> } = JSON.parse(
    read(`${packages.includes(`packages/${name}`) ? 'packages' : 'services'}/${name}/package.json`),
  )
  return Object.keys(exports)
}

function isAllowed({ owner, from, isType, isTest }: Import): boolean {
  const target = /^@proofgate\/([a-z]+)(\/.*)?$/.exec(from)
  if (target === null) return true
  const [, name = '', inside] = target
  if (inside !== undefined && !entriesOf(name).includes(`.${inside}`)) return false
  const [kind, own = ''] = owner.split('/')
  const isService = services.includes(`services/${name}`)
  if (own === 'cli') return true
  if (name === 'cli') return false
  if (kind === 'services') return !isService || isType
  if (isService) return false
  // A package's tests may make their inputs with any other package.
  return isTest || (USES[own] ?? []).includes(name) || (isType && (USES_TYPES_OF[own] ?? []).includes(name))
}

function importsOf(owner: string, file: string): Import[] {
  const statements = read(file).matchAll(/^\s*(?:import|export)\s+(type\s+)?(?:[^'"`;()]*?\sfrom\s+)?'([^'\n$]+)'/gm)
  const lazy = read(file).matchAll(/\bimport\('([^'\n]+)'\)/g)
  return [
    ...Array.from(statements, ([, type, from = '']) => ({
      file,
      owner,
      from,
      isType: type !== undefined,
      isTest: isTest(file),
    })),
    ...Array.from(lazy, ([, from = '']) => ({ file, owner, from, isType: false, isTest: isTest(file) })),
  ]
}

/** Tests, and what only they use: `x.test.ts`, `obedient.test-worker.ts`, `testing.ts`. */
function isTest(file: string): boolean {
  return /\.test(?:-[a-z]+)?\.ts$|\/testing\.ts$/.test(file)
}

function declaredBy(owner: string): ReadonlySet<string> {
  const manifest: Record<string, Record<string, string> | undefined> = JSON.parse(read(`${owner}/package.json`))
  return new Set(
    ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) => Object.keys(manifest[kind] ?? {})),
  )
}

/** Links and paths in code marks, from the root. Patterns and placeholders are no paths. */
function pathsIn(page: string): string[] {
  const text = read(page).replace(/^```[\s\S]*?^```/gm, '')
  const links = Array.from(text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g), ([, to = '']) => to)
    .filter((to) => !/^[a-z]+:/.test(to))
    .map((to) => join(dirname(page), to))
  const marks = Array.from(
    text.matchAll(/`((?:packages|services|test|scripts|docs|bench|infra)\/[^`\s:]+)`/g),
    ([, path = '']) => path,
  )
  return [...links, ...marks].filter((path) => !/[*<>{}…]/.test(path))
}

/** A file's text without comments and string literals, which may speak of what code may not do. */
const code = (file: string) =>
  read(file)
    .replace(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm, '')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''")

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8')
}

function foldersIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${folder}/${entry.name}`)
}

/** Files below a folder, from the root. */
function filesIn(folder: string, recursive = true): string[] {
  return readdirSync(join(ROOT, folder), { recursive, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
}
