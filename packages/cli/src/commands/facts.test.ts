import { type RunningReview, serveReview } from '@proofgate/review'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { temporaryFolder } from '../../../../test/support/at-end.ts'
import { putConversation, putTurn } from '../../../../test/support/sample-conversations.ts'
import { configWith, type SampleDesk, sampleDesk } from '../../../../test/support/sample-desk.ts'
import { runHere } from '../testing.ts'

const folder = temporaryFolder('cli-facts')
let desk: SampleDesk
let review: RunningReview
let token = ''
beforeAll(async () => {
  desk = await sampleDesk()
  const config = configWith({ 'review.url': null, 'review.port': 0 })
  review = await serveReview({ sql: desk.sql, config, log: desk.log, hostname: 'gate.example' })
  token = await desk.token('terminal', ['admin'])
})
afterAll(async () => {
  await review.close()
  await desk.close()
})
beforeEach(() => desk.sql`delete from facts`)

const run = (args: readonly string[], input?: string) =>
  runHere(args, {
    cwd: folder,
    env: { PROOFGATE_REVIEW_URL: review.url, PROOFGATE_TOKEN: token },
    ...(input === undefined ? {} : { input }),
  })
const cli = (...args: readonly string[]) => run(args)

test('a fact is added, changed, listed, retired and its history told', async () => {
  const added = await cli('facts', 'add', 'return window', '30 days', '--until', '2026-12-31')
  expect(added).toMatchObject({ code: 0, err: '' })
  const id = /^Added ([0-9a-z]{26})\.\n$/.exec(added.out)?.[1] ?? ''
  const changed = await cli('facts', 'change', id, '--value', '60 days', '--until', 'always')
  expect(changed.err).toBe('')
  expect(changed.out).toMatch(new RegExp(`^${id} is now [0-9a-z]{26}: return window 60 days\\.\n$`))
  const now = /now ([0-9a-z]{26})/.exec(changed.out)?.[1] ?? ''
  expect((await cli('facts')).out).toMatch(new RegExp(`^ID .*\n${now} +return window +60 days +- +- +token:terminal`))
  const late = await cli('facts', 'change', id, '--value', '90 days')
  expect([late.code, late.err]).toEqual([3, expect.stringContaining('proofgate facts history')])
  expect((await cli('facts', 'retire', now)).out).toBe(`Retired ${now}.\n`)
  expect((await cli('facts')).out).toBe('No fact fits.\n')
  const history = JSON.parse((await cli('facts', 'history', id, '--format', 'json')).out)
  expect(history.map(({ value }: { value: string }) => value)).toEqual(['60 days', '30 days'])
  const csv = await cli('facts', '--status', 'all', '--format', 'csv')
  expect(csv.out.trimEnd().split('\r\n')).toHaveLength(3)
})

test('2, 3: mistakes in what was typed, and facts that stand already, are told', async () => {
  expect((await cli('facts', 'add', 'dogs', 'allowed', '--from', 'soon')).code).toBe(2)
  await cli('facts', 'add', 'dogs', 'allowed')
  const again = await cli('facts', 'add', 'Dogs', 'two at most')
  expect([again.code, again.err]).toEqual([3, expect.stringMatching(/"dogs" is "allowed" \(fact [0-9a-z]{26}\)/)])
  expect((await cli('facts', 'change', 'none', '--value', '1')).code).toBe(3)
})

test('erase tells what goes, wants the address once more, and erases', async () => {
  const conversation = await putConversation(desk.sql)
  await putTurn(desk.sql, conversation, { text: 'Where is it?' })
  const address = 'Kim@customer.example'
  const told = 'Of kim@customer.example would go: 1 conversation, 1 mail.\n'
  expect(await cli('erase', address, '--dry-run')).toEqual({ code: 0, out: told, err: '' })
  const unsure = await run(['erase', address], 'yes\n')
  expect([unsure.code, unsure.err]).toEqual([3, expect.stringContaining('not confirmed, nothing was erased')])
  expect((await run(['erase', address])).code).toBe(3)
  const done = await run(['erase', address], 'kim@customer.example\n')
  expect([done.code, done.err]).toEqual([0, ''])
  expect(done.out).toMatch(
    /Erased 1 conversation, 1 mail\.\nThey count as erased-[0-9a-z]{26}@erased\.invalid from now on\.\n$/,
  )
  const gone = await cli('erase', address, '--yes')
  expect([gone.code, gone.err]).toEqual([3, expect.stringContaining('No mail of or to')])
})

test('erase is refused while a mail is held, and names it', async () => {
  const id = await desk.hold({ recipients: ['lee@customer.example'] })
  const refused = await cli('erase', 'lee@customer.example', '--yes')
  expect([refused.code, refused.err]).toEqual([3, expect.stringContaining(id)])
})
