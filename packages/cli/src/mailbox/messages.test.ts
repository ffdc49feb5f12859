import { createWriteStream } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { temporaryFolder } from '../../../../test/support/at-end.ts'
import { writeZip } from '../../../../test/support/mailboxes.ts'
import { type Found, messagesOf, type Reading } from './messages.ts'
import { sourcesOf } from './sources.ts'

const MARK = 'From a@b Mon Nov  2 09:00:00 2026'
const mbox = (...texts: readonly string[]) => texts.map((text) => `${MARK}\nSubject: ${text}\n\n${text}\n\n`).join('')

/** Writes files, folders made as needed, and gives the folder. */
async function folderOf(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const folder = temporaryFolder('mailbox')
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
    await writeFile(path.join(folder, name), content)
  }
  return folder
}

const read = async (paths: readonly string[], reading: Reading = {}): Promise<Found[]> =>
  Array.fromAsync(messagesOf(await sourcesOf(paths, Readable.from([])), reading))

/** `name: subject` or `name: why not`, names below the folder. */
const told = (folder: string, found: readonly Found[]) =>
  found.map((one) => {
    const what = 'error' in one ? one.error : /^Subject: (.*)$/m.exec(one.raw.toString())?.[1]
    return `${one.name.slice(folder.length + 1)}: ${what}${one.folder === null ? '' : ` (${one.folder})`}`
  })

describe('messagesOf', () => {
  test('a Maildir with subfolders is read, and what its folders are for is known', async () => {
    const folder = await folderOf({
      'cur/1700000000.1.host:2,S': 'Subject: read\n\n1',
      'new/1700000001.2.host': 'Subject: unread\n\n2',
      'tmp/1700000002.3.host': 'Subject: half delivered\n\n3',
      '.Sent/cur/1700000003.4.host:2,S': 'Subject: sent\n\n4',
      '.INBOX.Drafts/cur/1700000004.5.host:2,D': 'Subject: never sent\n\n5',
      '.Papierkorb/new/1700000005.6.host': 'Subject: thrown away\n\n6',
      'dovecot.index': 'no mail',
    })
    expect(told(folder, await read([folder])).sort()).toEqual([
      '.INBOX.Drafts/cur/1700000004.5.host:2,D: never sent (draft)',
      '.Papierkorb/new/1700000005.6.host: thrown away (deleted)',
      '.Sent/cur/1700000003.4.host:2,S: sent',
      'cur/1700000000.1.host:2,S: read',
      'new/1700000001.2.host: unread',
    ])
  })

  test('a Thunderbird profile and a folder of .eml files in folders are read', async () => {
    const folder = await folderOf({
      Inbox: mbox('one', 'two'),
      'Inbox.msf': '// <!-- <mdb:mork:z v="1.4"/> -->',
      'Inbox.sbd/Claims': mbox('three'),
      'Inbox.sbd/Trash': mbox('four'),
      'saved/deep/5.eml': 'Subject: five\n\n5',
    })
    expect(told(folder, await read([folder]))).toEqual([
      'Inbox#1: one',
      'Inbox#2: two',
      'Inbox.sbd/Claims#1: three',
      'Inbox.sbd/Trash#1: four (deleted)',
      'saved/deep/5.eml: five',
    ])
  })

  test('an archive of all these is read like the folder it was made of', async () => {
    const folder = temporaryFolder('mailbox')
    const files = {
      'Takeout/Mail/All mail Including Spam and Trash.mbox': mbox('one', 'two'),
      'Takeout/Mail/Spam.mbox': mbox('buy now'),
      'Takeout/archive_browser.html': '<html>',
      'Maildir/cur/1700000000.1.host:2,S': 'Subject: three\n\n3',
      'letters/4.eml': 'Subject: four\n\n4',
      'letters/5.EML': '',
      'more.zip': 'PK',
      'old.pst': '!BDN',
      '__MACOSX/letters/._4.eml': 'fork',
    }
    await writeZip(path.join(folder, 'all.zip'), files)
    expect(told(folder, await read([folder]))).toEqual([
      'all.zip!/Takeout/Mail/All mail Including Spam and Trash.mbox#1: one',
      'all.zip!/Takeout/Mail/All mail Including Spam and Trash.mbox#2: two',
      'all.zip!/Takeout/Mail/Spam.mbox#1: buy now (spam)',
      'all.zip!/Maildir/cur/1700000000.1.host:2,S: three',
      'all.zip!/letters/4.eml: four',
      'all.zip!/letters/5.EML: is empty',
      'all.zip!/more.zip: is an archive in an archive; unpack the outer one',
      expect.stringMatching(/^all\.zip!\/old\.pst: is an Outlook data file/),
    ])
  })

  test('from any place the rest follows: in an mbox, a folder, and an mbox in an archive', async () => {
    const folder = await folderOf({
      'a/1.eml': 'Subject: x\n\n',
      'a/2.eml': 'Subject: y\n\n',
      'b.mbox': mbox('z', 'å'),
    })
    await writeZip(path.join(folder, 'f.zip'), { 'c/d.mbox': mbox('1', '2', '3'), 'e.eml': 'Subject: 4\n\n' })
    const all = await read([folder])
    expect(all.length).toBe(8)
    for (const [i, { place }] of all.entries())
      expect(told(folder, await read([folder], { after: place }))).toEqual(told(folder, all.slice(i + 1)))
  })

  test('from a place that is no longer there all is read again', async () => {
    const folder = await folderOf({ '1.eml': 'Subject: x\n\n' })
    await writeZip(path.join(folder, '3.zip'), { '2.eml': 'Subject: y\n\n' })
    const gone = (source: string) => read([folder], { after: { source, at: null, number: 0 } })
    expect((await gone(`${folder}/0.eml`)).length).toBe(2)
    expect(told(folder, await gone(`${folder}/3.zip!/0.eml`))).toEqual(['3.zip!/2.eml: y'])
  })

  test('a message above the limit is told of with its place, wherever it is', async () => {
    const folder = await folderOf({ '1.eml': 'x'.repeat(5000), '2.mbox': mbox('y'.repeat(5000), 'small') })
    await writeZip(path.join(folder, '4.zip'), { '3.eml': 'z'.repeat(5000) })
    const found = await read([folder], { bytesMax: 4096 })
    expect(found.map((one) => ('reason' in one ? one.reason : 'read'))).toEqual([
      'too-large',
      'too-large',
      'read',
      'too-large',
    ])
  })

  test('a file of another program is told of with what to do', async () => {
    const folder = await folderOf({ 'mail.pst': '!BDN', 'one.msg': 'x', 'takeout.tgz': 'x' })
    expect((await read([folder])).map((one) => 'error' in one && one.error.split(';')[0])).toEqual([
      'is an Outlook data file',
      'is a mail in Outlook’s own format',
      'is an archive of a kind that is not read here',
    ])
  })
})

describe('archives that mean harm', () => {
  test('a zip bomb is refused before it is unpacked, and what comes before and after is read', async () => {
    const folder = temporaryFolder('mailbox')
    const bomb = Buffer.alloc(200 * 1024 * 1024)
    const file = await writeZip(path.join(folder, 'b.zip'), {
      '1.eml': 'Subject: a\n\n',
      'bomb.mbox': bomb,
      '2.eml': 'Subject: b\n\n',
    })
    expect(told(folder, await read([file]))).toEqual([
      'b.zip!/1.eml: a',
      expect.stringContaining('as zip bombs do'),
      'b.zip!/2.eml: b',
    ])
  })

  test('one that says less than it unpacks to ends with an error, not with its octets', async () => {
    const folder = temporaryFolder('mailbox')
    const file = await writeZip(path.join(folder, 'l.zip'), { 'lie.eml': Buffer.alloc(50_000, 'x') })
    const octets = await readFile(file)
    // The size as the directory and the local header say it.
    for (let at = octets.indexOf('PK\u0001\u0002'); at !== -1; at = octets.indexOf('PK\u0001\u0002', at + 1))
      octets.writeUInt32LE(10, at + 24)
    await writeFile(file, octets)
    const [only] = await read([file])
    expect(only).toMatchObject({ reason: 'unreadable' })
  })

  test('a damaged mail is told of', async () => {
    const folder = temporaryFolder('mailbox')
    const zip = new ZipFile()
    zip.addBuffer(Buffer.from('Subject: sound\n\nPay 100 pounds.'), '1.eml', { compress: false })
    zip.end()
    const file = path.join(folder, 'd.zip')
    await pipeline(zip.outputStream, createWriteStream(file))
    const octets = await readFile(file)
    octets.write('900', octets.indexOf('100 pounds'))
    await writeFile(file, octets)
    expect(told(folder, await read([file]))).toEqual(['d.zip!/1.eml: is damaged: its checksum is another'])
  })

  test.each([
    ['cut off', (octets: Buffer) => octets.subarray(0, octets.length - 30)],
    ['no archive at all', () => Buffer.from('PK\u0003\u0004 and then nothing')],
  ])('one that is %s is told of', async (_, change) => {
    const folder = temporaryFolder('mailbox')
    const file = await writeZip(path.join(folder, 'c.zip'), { '1.eml': 'Subject: a\n\n' })
    await writeFile(file, change(await readFile(file)))
    expect((await read([file])).map((one) => 'reason' in one && one.reason)).toEqual(['unreadable'])
  })
})
