import { type RunningReview, serveReview } from '@proofgate/review'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { temporaryFolder } from '../../../../test/support/at-end.ts'
import { configWith, type SampleDesk, sampleDesk } from '../../../../test/support/sample-desk.ts'
import { putTheme } from '../../../../test/support/sample-themes.ts'
import { sparkLine } from '../review/theme-table.ts'
import { runHere } from '../testing.ts'

const folder = temporaryFolder('cli-themes')
let desk: SampleDesk
let review: RunningReview
let token = ''

beforeAll(async () => {
  desk = await sampleDesk()
  const config = configWith({ 'review.url': null, 'review.port': 0 })
  review = await serveReview({ sql: desk.sql, config, log: desk.log, hostname: 'gate.example' })
  token = await desk.token('terminal', ['reviewer'])
})
afterAll(async () => {
  await review.close()
  await desk.close()
})
beforeEach(() => desk.sql`truncate theme_members, themes`)

const cli = (...args: readonly string[]) =>
  runHere(args, { cwd: folder, env: { PROOFGATE_REVIEW_URL: review.url, PROOFGATE_TOKEN: token } })
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)

test('0: a table with bars by week, the trend and the telling words', async () => {
  const id = await putTheme(desk.sql, { words: ['kettle', 'leaks'], days: [1, 2, 10, 17, 24].map(daysAgo) })
  const young = await putTheme(desk.sql, { words: ['late\u001b[31m'], days: [daysAgo(1)] })
  const { code, out, err } = await cli('themes')
  expect([code, err]).toEqual([0, ''])
  expect(out).toMatch(
    new RegExp(`^ID +KIND +MAILS +WEEKS +TREND +SINCE +THEME\n${id.slice(-8)} +problem +5 +·+[·▁-█]+ +x\\d`),
  )
  expect(out).toMatch(/kettle, leaks\n/)
  expect(out).toMatch(new RegExp(`${young.slice(-8)} .* new `))
  expect(out).not.toContain('\u001b[31m')
})

test('0: a name, by the id of the list; json and csv hold it; nothing is no error', async () => {
  expect((await cli('themes')).out).toMatch(/^No theme fits/)
  const id = await putTheme(desk.sql, { days: [daysAgo(1)] })
  expect((await cli('themes', 'name', id.slice(-8), 'Leaking kettles')).out).toBe(
    `Theme ${id} is called: Leaking kettles\n`,
  )
  expect(JSON.parse((await cli('themes', '--format', 'json')).out)).toMatchObject([{ id, name: 'Leaking kettles' }])
  expect((await cli('themes', '--format', 'csv')).out).toContain(`${id},problem,Leaking kettles,kettle,1,`)
  expect((await cli('themes', 'name', id)).out).toBe(`Theme ${id} is called: kettle\n`)
  expect((await cli('themes', 'name', '01kas2v4m8q1xw3c5e7g9j0n2p', 'x')).code).toBe(3)
})

test('bars are as high as their share of the highest; nothing is a dot', () => {
  expect(sparkLine([0, 1, 4, 8])).toBe('·▁▄█')
  expect(sparkLine([0, 0])).toBe('··')
})
