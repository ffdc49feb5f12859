import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type RunningReview, serveReview } from '@proofgate/review'
import { openStore, type Store } from '@proofgate/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../../../test/support/at-end.ts'
import { customerMail } from '../../../../test/support/customer-mails.ts'
import { exchangeOnlineReport } from '../../../../test/support/journal-reports.ts'
import { installationFolder } from '../../../../test/support/proofgate.ts'
import { configWith, type SampleDesk, sampleDesk } from '../../../../test/support/sample-desk.ts'
import { runHere } from '../testing.ts'

const folder = temporaryFolder('cli-journal')
let desk: SampleDesk
let review: RunningReview
let token = ''

beforeAll(async () => {
  desk = await sampleDesk()
  const config = configWith({ 'review.url': null, 'review.port': 0, 'journal.size': '64KB' })
  review = await serveReview({ sql: desk.sql, config, log: desk.log, hostname: 'gate.example' })
  token = await desk.token('terminal', ['journal'])
})
afterAll(async () => {
  await review.close()
  await desk.close()
})

const journal = (args: readonly string[], env: Record<string, string> = {}, input: string | Buffer = '') =>
  runHere(['journal', ...args], {
    cwd: folder,
    env: { PROOFGATE_REVIEW_URL: review.url, PROOFGATE_TOKEN: token, ...env },
    input,
  })

function written(name: string, content: string | Buffer = customerMail().raw): string {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  writeFileSync(path.join(folder, name), content)
  return name
}

describe('proofgate journal FILE', () => {
  test('0: says of each whether it was new, and the turn it is', async () => {
    const [one, two] = [written('one.eml'), written('two.eml')]
    const first = await journal([one, two])
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.out).toMatch(
      /^taken {2}[0-9a-z]{26} {2}one\.eml\ntaken {2}[0-9a-z]{26} {2}two\.eml\n2 taken, 0 known already\.\n$/,
    )
    const [row] = await desk.sql`select count(*)::int from turns where id = ${/[0-9a-z]{26}/.exec(first.out)?.[0]}`
    expect(row).toEqual({ count: 1 })
    const again = await journal([one])
    expect(again.out).toBe(`known  ${/[0-9a-z]{26}/.exec(first.out)?.[0]}  one.eml\n0 taken, 1 known already.\n`)
  })

  test('0: reads folders, mboxes, journal reports and standard input', async () => {
    written('new/a.eml', exchangeOnlineReport(customerMail().raw))
    written(
      'new/b.mbox',
      [customerMail(), customerMail()].map(({ raw }) => `From kim@customer.example Tue\n${raw}\n`).join(''),
    )
    const { raw, messageId } = customerMail()
    expect((await journal(['new', '-'], {}, raw)).out).toMatch(/4 taken, 0 known already\.\n$/)
    expect(await desk.sql`select 1 from turns where header_message_id = ${messageId}`).toHaveLength(1)
  })

  test('3: one that is missing or too large is told, and the others are taken; json says the same', async () => {
    const files = [
      'missing.eml',
      written('large.eml', customerMail({ body: 'x'.repeat(70_000) }).raw),
      written('good.eml'),
    ]
    const { code, out } = await journal([...files, '--format', 'json'])
    expect(code).toBe(3)
    expect(JSON.parse(out)).toEqual([
      { file: 'missing.eml', error: 'is not there' },
      { file: 'large.eml', error: expect.stringContaining('larger than 65536 octets') },
      { file: 'good.eml', id: expect.any(String), isNew: true },
    ])
    const text = await journal(files)
    expect(text.code).toBe(3)
    expect(text.out).toMatch(
      /not taken {2}missing\.eml: is not there\n[\s\S]*0 taken, 1 known already, 2 not taken\.\n$/,
    )
  })

  test('4: a token that may not journal, and a service that is not there', async () => {
    const file = written('any.eml')
    const refused = await journal([file], { PROOFGATE_TOKEN: await desk.token('tina', ['reviewer']) })
    expect(refused).toMatchObject({ code: 4, err: expect.stringContaining('--role journal') })
    expect(await journal([file], { PROOFGATE_REVIEW_URL: 'http://127.0.0.1:9' })).toMatchObject({ code: 4 })
  })
})

describe('proofgate journal', () => {
  test('0: says when the latest mail came in', async () => {
    await journal([written('latest.eml')])
    const { code, out } = await journal([])
    expect(code).toBe(0)
    expect(out).toMatch(/^The latest mail came in 2\S+Z\.\n\d+ came in within 24 hours; \d+ wait to be read\.\n$/)
    const json = JSON.parse((await journal(['--format', 'json'])).out)
    expect(json.lastDay).toBeGreaterThan(0)
  })
})

describe('proofgate journal --store FILE', () => {
  let store: Store
  const data = path.join(installationFolder(), 'data')
  beforeAll(async () => {
    store = await openStore({ folder: path.join(data, 'postgres') }, 2)
  })
  afterAll(() => store.close())

  test('0: puts the mail into the record beside what runs there, without a service', async () => {
    const { raw, messageId } = customerMail()
    const ran = await runHere(['journal', '--store', '--data', data, written('stored.eml', raw)], {
      cwd: folder,
      env: {},
    })
    expect(ran).toMatchObject({ code: 0, out: expect.stringContaining('1 taken, 0 known already.') })
    const [turn] = await store.sql`select source from turns where header_message_id = ${messageId}`
    expect(turn).toEqual({ source: 'import' })
    expect(readFileSync(path.join(folder, 'stored.eml'), 'utf8')).toBe(raw)
  })

  test('2: without files', async () => {
    expect(await journal(['--store'])).toMatchObject({ code: 2, err: expect.stringContaining('name the files') })
  })
})
