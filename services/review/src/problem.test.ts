import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { PROBLEMS } from './problem.ts'

const PAGE = readFileSync(path.join(import.meta.dirname, '../../../docs/api.md'), 'utf8')
const [OURS = ''] = PAGE.split('The [policy service]')

describe('problems', () => {
  test('are all on the page of the API with their status, and no others', () => {
    const rows = [...OURS.matchAll(/^\| `([a-z-]+)` +\| (\d{3}) +\|/gm)].map(([, kind, status]) => [
      kind,
      Number(status),
    ])
    expect(rows).toEqual(Object.entries(PROBLEMS).map(([kind, { status }]) => [kind, status]))
  })

  test('each say what to do now', () => {
    for (const { remedy } of Object.values(PROBLEMS)) expect(remedy).toMatch(/\.$/)
  })
})
