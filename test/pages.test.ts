import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { policyOf } from '@proofgate/checks'
import { readConfig } from '@proofgate/config'
import { describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

/** Examples in YAML on the pages for people, each with the page it stands on. */
const examples = ['README.md', ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`)]
  .filter((page) => page.endsWith('.md'))
  .flatMap((page) => Array.from(read(page).matchAll(/^```yaml\n([\s\S]*?)^```/gm), ([, text = '']) => ({ page, text })))
const isPolicy = ({ text }: { readonly text: string }) => /^version: /m.test(text)

/** Secrets stand on no page: they are given in files, as the pages say. */
const SECRETS = { PROOFGATE_POLICY_TOKEN: 'x'.repeat(32), PROOFGATE_JUDGE_TOKEN: 'x'.repeat(32) }

describe('an example on a page', () => {
  test('is found at all: this test reads pages with a pattern', () => {
    expect(examples.filter(isPolicy).length).toBeGreaterThan(0)
    expect(examples.filter((one) => !isPolicy(one)).length).toBeGreaterThan(2)
  })

  test.each(examples.filter(isPolicy))('of a policy is one that Proofgate takes ($page)', ({ page, text }) => {
    expect(policyOf(text, page).content.version).toBe(1)
  })

  test.each(examples.filter((one) => !isPolicy(one)))('of settings is one that it takes ($page)', ({ page, text }) => {
    const given = { file: { path: page, text }, env: SECRETS, overrides: [], hostname: 'gate.test', readFile: read }
    expect(readConfig(given).config).toBeDefined()
  })
})

describe('the page on operations', () => {
  const page = read('docs/operations.md')

  test.each([
    ['event of the log', 'packages/telemetry/src/log.ts'],
    ['kind of event of the record', 'packages/store/src/events.ts'],
  ])('names every %s', (_, source) => {
    const names = Array.from(read(source).matchAll(/'([a-z]+\.[a-z-]+)'/g), ([, name = '']) => name)
    expect(names.length).toBeGreaterThan(15)
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
  })
})
