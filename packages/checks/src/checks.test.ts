import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Check, Example } from './check.ts'
import { judge } from './engine.ts'
import { caseOf } from './example-case.ts'
import { CHECK_IDS, IDS_BY_GROUP } from './ids.ts'
import { CHECKS } from './list.ts'

const idsFoundIn = async (example: Example) => (await judge(caseOf(example))).findings.map((finding) => finding.check)
const shown = (example: Example) => JSON.stringify(example)

describe.each(CHECKS.map((check): [string, Check] => [check.id, check]))('%s', (id, check) => {
  it.each(check.examples.wrong.map((example) => [shown(example), example] as const))(
    'objects to %s',
    async (_, example) => expect(await idsFoundIn(example)).toContain(id),
  )

  it.each(check.examples.right.map((example) => [shown(example), example] as const))(
    'has nothing against %s',
    async (_, example) => expect(await idsFoundIn(example)).not.toContain(id),
  )

  it('has at least four examples each way, a reason and a source', () => {
    expect(check.examples.wrong.length).toBeGreaterThanOrEqual(4)
    expect(check.examples.right.length).toBeGreaterThanOrEqual(4)
    for (const words of [check.summary, check.reason, check.source]) expect(words).toMatch(/\S.{10}/)
  })
})

describe('the list of checks', () => {
  it('holds every file of checks/ once, named by its id', () => {
    const files = readdirSync(new URL('./checks', import.meta.url)).filter((name) => !name.includes('.test.'))
    expect(CHECKS.map((check) => `${check.id}.ts`).toSorted()).toEqual(files.toSorted())
  })

  it.each(CHECKS.map((check): [string, Check] => [check.id, check]))('has %s in the group of its id', (id, check) => {
    expect(IDS_BY_GROUP[check.group]).toContain(id)
  })

  it('follows the order of the known ids', () => {
    const known = CHECK_IDS.filter((id) => CHECKS.some((check) => check.id === id))
    expect(CHECKS.map((check) => check.id)).toEqual(known)
  })
})
