import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { ZodType } from 'zod'

/** The records of a JSON Lines file. */
export function recordsIn<T>(path: string, shape: ZodType<T>): readonly T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => shape.parse(JSON.parse(line)))
}

/** A file of a data folder. `name` is its path from there. */
export type DataFile = { readonly name: string; readonly bytes: Buffer }

/** All files below a folder whose path from there matches, by name. */
export function filesBelow(folder: string, matches: RegExp): readonly DataFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, name: relative(folder, path) }))
    .filter(({ name }) => matches.test(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ path, name }) => ({ name, bytes: readFileSync(path) }))
}
