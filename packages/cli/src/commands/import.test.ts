import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { ensureDatabase, openDatabase } from '@proofgate/store'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../../../test/support/at-end.ts'
import { boxMail, mboxOf, writeZip } from '../../../../test/support/mailboxes.ts'
import { temporaryStore } from '../../../../test/support/temporary-store.ts'
import { runHere } from '../testing.ts'

const KIM = 'Kim Moor <kim@customer.example>'
const ANNA = 'Anna Ames <anna@acme.example>'
const DESK = 'help@acme.example'
const ASKED = boxMail({ id: 'q1', from: KIM, to: DESK, text: 'Hello,\n\nwhen do you open on Sundays?\n\nKim' })
const ANSWERED = boxMail({
  id: 'a1',
  from: ANNA,
  to: KIM,
  answers: 'q1',
  at: '2 11:30',
  text: "Dear Kim,\n\nwe open at eleven. I'll send you the new price list by Friday.\n\nAnna",
})
const JO = boxMail({
  id: 'q2',
  from: 'jo@other.example',
  to: DESK,
  subject: 'Tea cups',
  text: 'Do you ship to Norway?',
})

const { address } = await temporaryStore()
const socketFolder = 'socketFolder' in address ? address.socketFolder : ''

/** A folder with a policy that says who is ours and files in it, and a record of its own. */
async function desk(
  files: Readonly<Record<string, string>> = {},
  policy = 'version: 1\nown_domains: [acme.example]\n',
) {
  const folder = temporaryFolder('import')
  const name = path.basename(folder).toLowerCase()
  await ensureDatabase(socketFolder, name)
  await writeFile(path.join(folder, 'policy.yaml'), policy)
  for (const [file, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true })
    await writeFile(path.join(folder, file), content)
  }
  const env = {
    PROOFGATE_POLICY_FILE: path.join(folder, 'policy.yaml'),
    PROOFGATE_DATA: path.join(folder, 'data'),
    DATABASE_URL: `postgres://proofgate@localhost/${name}?host=${encodeURIComponent(socketFolder)}`,
  }
  return {
    folder,
    run: (...args: readonly string[]) => runHere(['import', ...args], { cwd: folder, env }),
    /** Rows of the record. */
    rows: async (query: string) => {
      const database = openDatabase({ socketFolder, name }, 1)
      try {
        return await database.sql.unsafe(query)
      } finally {
        await database.close()
      }
    },
  }
}

describe('import', () => {
  test('of a mailbox puts its mails into conversations, with what is asked, answered and promised', async () => {
    const { run, rows } = await desk({ 'support.mbox': mboxOf([ASKED, JO, ANSWERED]) })
    const ran = await run('support.mbox')
    expect(ran).toMatchObject({ code: 0 })
    expect(ran.out).toMatch(/^3 mails in .*\n {2}3 {2}taken in\n {2}0 {2}known already\n {2}0 {2}skipped\n$/)
    expect(
      await rows('select customer_address, waits_on, turn_count from conversations order by customer_address'),
    ).toEqual([
      { customer_address: 'jo@other.example', waits_on: 'us', turn_count: 1 },
      { customer_address: 'kim@customer.example', waits_on: null, turn_count: 2 },
    ])
    expect(await rows('select text, state from points order by text')).toEqual([
      { text: 'Do you ship to Norway?', state: 'open' },
      { text: 'when do you open on Sundays?', state: 'answered' },
    ])
    expect(await rows('select agent, due_at from promises')).toMatchObject([{ agent: 'anna@acme.example' }])
  })

  test('of the same mails again, in whatever kind of mailbox, takes none of them twice', async () => {
    const { folder, run, rows } = await desk({
      'support.mbox': mboxOf([ASKED, JO]),
      'Maildir/cur/1700000000.1.host:2,S': ASKED,
      'Maildir/.Sent/cur/1700000001.2.host:2,S': ANSWERED,
      'eml/deep/jo.eml': JO.replaceAll('\n', '\r\n'),
    })
    await writeZip(path.join(folder, 'all.zip'), { 'Takeout/Mail/All.mbox': mboxOf([ASKED, ANSWERED, JO]) })
    const ran = await run('--no-read', '--format', 'json', 'support.mbox', 'Maildir', 'eml', 'all.zip', 'support.mbox')
    expect(JSON.parse(ran.out)).toMatchObject({ mails: 10, taken: 3, known: 7, skipped: [], whole: true })
    const again = await run('--no-read', '--format', 'json', 'all.zip')
    expect(JSON.parse(again.out)).toMatchObject({ mails: 3, taken: 0, known: 3, resumed: false })
    expect(await rows('select count(*)::int as n from turns')).toEqual([{ n: 3 }])
  })

  test('tells what it left out and why, each with its place', async () => {
    const { run } = await desk({
      'box/all.mbox': mboxOf([
        ASKED,
        'Subject: nobody wrote this\n\nHello',
        boxMail({ id: 'd', from: ANNA, to: KIM, text: 'Half a', header: ['X-Gmail-Labels: Drafts,Opened'] }),
        boxMail({
          id: 's',
          from: 'win@spam.example',
          to: DESK,
          text: 'Buy',
          header: ['X-Gmail-Labels: =?UTF-8?Q?Spam?='],
        }),
        boxMail({ id: 'm', from: KIM, to: DESK, text: 'Moved', header: ['X-Mozilla-Status: 0009'] }),
      ]),
      'box/Maildir/cur/1700000000.1.host:2,DS': boxMail({ id: 'md', from: ANNA, to: KIM, text: 'Half b' }),
      'box/Maildir/cur/1700000000.2.host:2,ST': boxMail({ id: 'mt', from: KIM, to: DESK, text: 'Thrown away' }),
      'box/Junk': mboxOf([boxMail({ id: 'j', from: 'win@spam.example', to: DESK, text: 'Buy more' })]),
      'box/empty.eml': '',
      'box/note.eml': 'just some words',
      'box/old.pst': '!BDN',
    })
    const ran = await run('--no-read', '--format', 'json', 'box')
    expect(ran.code).toBe(3)
    expect(JSON.parse(ran.out)).toMatchObject({
      mails: 11,
      taken: 1,
      skipped: [
        { reason: 'unreadable', count: 1, places: [expect.stringMatching(/^box\/old\.pst is an Outlook data file/)] },
        { reason: 'no-mail', count: 1, places: ['box/note.eml'] },
        { reason: 'no-author', count: 1, places: ['box/all.mbox#2'] },
        { reason: 'empty', count: 1, places: ['box/empty.eml is empty'] },
        { reason: 'draft', count: 2, places: ['box/all.mbox#3', 'box/Maildir/cur/1700000000.1.host:2,DS'] },
        { reason: 'spam', count: 2, places: ['box/all.mbox#4', 'box/Junk#1'] },
        { reason: 'deleted', count: 2 },
      ],
    })
    const text = (await run('--no-read', 'box')).out
    expect(text).toContain('1 no author: neither From nor Sender names anybody\n')
    expect(text).toContain('box/all.mbox#2\n')
  })

  test('of a mail above journal.size skips it with its place, and ends with 3', async () => {
    const { folder, run } = await desk({
      'big.eml': boxMail({ id: 'b', from: KIM, to: DESK, text: 'x'.repeat(70_000) }),
    })
    await writeFile(path.join(folder, 'proofgate.yaml'), 'journal: { size: 64KB }\n')
    const ran = await run('--no-read', '--format', 'json', 'big.eml')
    expect(ran.code).toBe(3)
    expect(JSON.parse(ran.out)).toMatchObject({ skipped: [{ reason: 'too-large', count: 1 }] })
  })

  test('of a mail without a date takes the day it came, by the last host or the mbox, and skips one that nothing dates', async () => {
    const undated = { from: KIM, to: DESK, at: null }
    const received = boxMail({
      ...undated,
      id: 'r',
      text: 'By the host',
      header: [
        'Received: from a by b; Tue, 3 Mar 2026 10:00:00 +0100',
        'Received: from c; Mon, 2 Mar 2026 09:00:00 +0000',
      ],
    })
    const { run, rows } = await desk({
      'a.mbox': mboxOf(
        [received, boxMail({ ...undated, id: 'f', text: 'By the mbox' })],
        'From kim@x Wed Mar  4 08:00:00 2026',
      ),
      'b.eml': boxMail({ ...undated, id: 'n', text: 'By nothing' }),
      'c.eml': boxMail({ id: 'w', from: KIM, to: DESK, text: 'From 2099' }).replace('Mar 2026', 'Mar 2099'),
    })
    const ran = await run('--no-read', '--format', 'json', 'a.mbox', 'b.eml', 'c.eml')
    expect(JSON.parse(ran.out)).toMatchObject({
      taken: 2,
      skipped: [{ reason: 'no-date', places: ['b.eml', 'c.eml'] }],
    })
    const written = await rows('select written_at from turns order by written_at')
    expect(written.map(({ written_at }) => written_at.toISOString())).toEqual([
      '2026-03-03T09:00:00.000Z',
      '2026-03-04T08:00:00.000Z',
    ])
  })

  test('with --dry-run says what would be taken, and writes nothing', async () => {
    const { folder, run, rows } = await desk({ 'a.mbox': mboxOf([ASKED, ASKED, JO]), 'b.eml': ANSWERED })
    const nowhere = { PROOFGATE_DATA: path.join(folder, 'none') }
    const ran = await runHere(['import', '--dry-run', 'a.mbox'], { cwd: folder, env: nowhere })
    expect(ran.out).toMatch(/2 {2}would be taken\n {2}1 {2}known already/)
    expect(existsSync(nowhere.PROOFGATE_DATA)).toBe(false)
    await run('--no-read', 'b.eml')
    const second = await run('--dry-run', '--format', 'json', 'a.mbox', 'b.eml')
    expect(JSON.parse(second.out)).toMatchObject({ taken: 2, known: 2, dryRun: true })
    expect(await rows('select count(*)::int as n from turns')).toEqual([{ n: 1 }])
  })

  test('refuses to read where nothing says who is ours, and names whom the mails are from and to', async () => {
    const { run, rows } = await desk({ 'support.mbox': mboxOf([ASKED, JO, ANSWERED]) }, 'version: 1\n')
    const ran = await run('support.mbox')
    expect(ran).toMatchObject({ code: 2, out: '' })
    expect(ran.err).toContain('100 % of these mails are from or to acme.example')
    expect(await run('--own-domain', 'acme.example', 'support.mbox')).toMatchObject({ code: 0 })
    expect(await rows(`select by, count(*)::int as n from turns group by by order by by`)).toEqual([
      { by: 'customer', n: 2 },
      { by: 'us', n: 1 },
    ])
  })

  test('with --no-read leaves that to a later import', async () => {
    const { run, rows } = await desk({ 'support.mbox': mboxOf([ASKED]) })
    const ran = await run('--no-read', 'support.mbox')
    expect(ran.err).toContain('They wait to be read')
    expect(await rows('select count(*)::int as n from turns where read_at is null')).toEqual([{ n: 1 }])
    await run('support.mbox')
    expect(await rows('select count(*)::int as n from turns where read_at is null')).toEqual([{ n: 0 }])
  })

  test('of what is not there ends with 3, and takes the rest', async () => {
    const { run } = await desk({ 'a.eml': ASKED })
    const ran = await run('--no-read', 'missing.mbox', 'a.eml')
    expect(ran.code).toBe(3)
    expect(ran.out).toMatch(/1 {2}taken in[\s\S]*missing\.mbox is not there/)
  })

  test('is on record', async () => {
    const { folder, run, rows } = await desk({ 'a.eml': ASKED })
    await run('--no-read', 'a.eml')
    expect(await rows(`select actor, data from events where kind = 'mails.imported'`)).toMatchObject([
      { actor: 'user:command line', data: { path: path.join(folder, 'a.eml'), mails: 1, taken: 1, known: 0 } },
    ])
  })
})
