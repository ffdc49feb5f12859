import { describe, expect, test } from 'vitest'
import type { Body } from './mail.ts'
import { ownTextOf } from './own-text.ts'
import { parseMail } from './parse.ts'
import { quotedAuthorOf, quotedMailsOf, quotedTextOf } from './quoted.ts'
import { sampleMail } from './sample-mail.ts'
import { segmentsOf } from './segments.ts'

describe('the quoted words', () => {
  test('come without prefix, introduction, deeper quotes and the answers between', () => {
    const body = plain(
      'On 3 Mar 2026, at 10:04, Ann Lee <ann@fern.example> wrote:\n> In red?\n> \n> On 2 Mar 2026, at 09:00, Jo <jo@acme.example> wrote:\n>> Shall we?\n\nYes.\n\n> And when?\n\nOn Thursday.',
    )
    expect(quotedTextOf(body)).toBe('In red?\n\nAnd when?')
    expect(ownTextOf(body).map(({ text }) => text.trim())).toEqual(['Yes.', 'On Thursday.'])
  })

  test('are those of the latest mail only in an Outlook thread', () => {
    const body = plain(
      'Done.\n\nFrom: Ann Lee <ann@fern.example>\nSent: Monday\nTo: help@acme.example\nSubject: Order\n\nCan you do it?\n\nAnn\n\nFrom: help@acme.example\nSent: Sunday\nTo: Ann Lee\nSubject: Order\n\nShall we?',
    )
    expect(quotedTextOf(body)).toBe('Can you do it?\n\nAnn')
  })

  test('keep a prefix that the quoted mail itself had', () => {
    expect(quotedTextOf(plain('Ann wrote:\n> a > b\n> c'))).toBe('a > b\nc')
  })

  test('are nothing where nothing is quoted, or only forwarded', () => {
    expect(quotedTextOf(plain('Hello'))).toBe('')
    expect(
      quotedTextOf(
        plain(
          'See below.\n\n---------- Forwarded message ---------\nFrom: A <a@fern.example>\nDate: x\nSubject: y\nTo: z\n\nHello',
        ),
      ),
    ).toBe('')
  })

  test('are read from HTML too', async () => {
    const html =
      '<p>Done.</p><div class="gmail_quote"><div class="gmail_attr">On Mon, Mar 3, 2026 at 10:04 AM Ann Lee &lt;ann@fern.example&gt; wrote:<br></div><blockquote class="gmail_quote"><p>In red?</p><p>And when?</p></blockquote></div>'
    const { html: body } = await parseMail(sampleMail({ html }))
    expect(body && quotedTextOf(body)).toBe('In red?\n\nAnd when?')
    expect(body && quotedAuthorOf(body)).toEqual({ name: 'Ann Lee', address: 'ann@fern.example' })
  })
})

describe('the mails of a quoted thread', () => {
  const ANN = { name: 'Ann Lee', address: 'ann@fern.example' }
  const JO = { name: 'Jo Hart', address: 'jo@acme.example' }

  test('are told apart by who wrote them, prefixes gone', () => {
    const thread =
      'Any news?\n\nOn Wed, 4 Mar 2026 at 10:04, Jo Hart <jo@acme.example> wrote:\n> It is posted.\n>\n> On Tue, 3 Mar 2026 at 10:04, Ann Lee <ann@fern.example> wrote:\n>> Where is it?\n>> And the lid?'
    expect(quotedMailsOf(plain(thread))).toEqual([
      { level: 1, author: JO, text: 'It is posted.' },
      { level: 2, author: ANN, text: 'Where is it?\nAnd the lid?' },
    ])
  })

  test('are told apart in an Outlook thread', () => {
    const header = (from: string) => `From: ${from}\nSent: Monday\nTo: x@y.example\nSubject: Kettle\n\n`
    const thread = `Any news?\n\n${header('Jo Hart <jo@acme.example>')}It is posted.\n\n${header('Ann Lee <ann@fern.example>')}Where is it?\n\n${header('Jo Hart <jo@acme.example>')}Welcome!`
    expect(quotedMailsOf(plain(thread))).toEqual([
      { level: 1, author: JO, text: 'It is posted.' },
      { level: 2, author: ANN, text: 'Where is it?' },
      { level: 3, author: JO, text: 'Welcome!' },
    ])
  })

  test('are told apart in HTML, where no prefix tells the depth', async () => {
    const quote = (who: string, text: string) =>
      `<div class="gmail_quote"><div class="gmail_attr">On Tue, Mar 3, 2026 at 10:04 AM ${who} wrote:<br></div><blockquote class="gmail_quote">${text}</blockquote></div>`
    const html = `<div>Any news?</div>${quote('Jo Hart &lt;jo@acme.example&gt;', `<div>It is posted.</div>${quote('Ann Lee &lt;ann@fern.example&gt;', '<div>Where is it?</div>')}`)}`
    const { html: body } = await parseMail(sampleMail({ html }))
    expect(body && quotedMailsOf(body)).toEqual([
      { level: 1, author: JO, text: 'It is posted.' },
      { level: 2, author: ANN, text: 'Where is it?' },
    ])
  })

  test('are none where nothing is quoted', () => {
    expect(quotedMailsOf(plain('Hello'))).toEqual([])
  })
})

describe('the author of the quoted words', () => {
  test.each([
    ['On Mon, Mar 3, 2026 at 10:04 AM Ann Lee <ann@fern.example> wrote:\n> x', 'Ann Lee', 'ann@fern.example'],
    ['On Mon, Mar 3, 2026 at 10:04 AM Ann Lee\n<ann@fern.example> wrote:\n> x', 'Ann Lee', 'ann@fern.example'],
    ['On 3 Mar 2026, at 10:04, Ann Lee wrote:\n> x', 'Ann Lee', ''],
    ['On 2026-03-03 10:04, Ann Lee wrote:\n> x', 'Ann Lee', ''],
    [
      "On Dec 15, 2024, at 3:45 PM, O'Brien, Pat <p.o'brien@fern.example> wrote:\n> x",
      "O'Brien, Pat",
      "p.o'brien@fern.example",
    ],
    ['On March 3, 2026 at 10:04 AM GMT+1 ann@fern.example wrote:\n> x', '', 'ann@fern.example'],
    ['Am Mo., 3. März 2026 um 10:04 Uhr schrieb Ann Lee <ann@fern.example>:\n> x', 'Ann Lee', 'ann@fern.example'],
    ['Le lun. 3 mars 2026 à 10:04, Ann Lee <ann@fern.example> a écrit :\n> x', 'Ann Lee', 'ann@fern.example'],
    ['El lun, 3 mar 2026 a las 10:04, Ann Lee (<ann@fern.example>) escribió:\n> x', 'Ann Lee', 'ann@fern.example'],
    ['Op ma 3 mrt 2026 om 10:04 schreef Ann Lee <ann@fern.example>:\n> x', 'Ann Lee', 'ann@fern.example'],
    [
      'Il giorno lun 3 mar 2026 alle ore 10:04 Ann Lee <ann@fern.example> ha\nscritto:\n> x',
      'Ann Lee',
      'ann@fern.example',
    ],
    ['Em seg., 3 de mar. de 2026 às 10:04, Ann Lee <ann@fern.example>\nescreveu:\n> x', 'Ann Lee', 'ann@fern.example'],
    ['03.03.2026, 10:04, "Ann Lee" <ann@fern.example>:\n> x', 'Ann Lee', 'ann@fern.example'],
    ['Ann Lee wrote:\n> x', 'Ann Lee', ''],
    ['From: Ann Lee <ann@fern.example>\nSent: Monday\nTo: b\nSubject: c\n\nx', 'Ann Lee', 'ann@fern.example'],
    [
      '*From:* Ann Lee [mailto:ann@fern.example]\n*Sent:* Monday\n*To:* b\n*Subject:* c\n\nx',
      'Ann Lee',
      'ann@fern.example',
    ],
    ['Von: Ann Lee\nGesendet: Montag\nAn: b\nBetreff: c\n\nx', 'Ann Lee', ''],
  ])('%s', (text, name, address) => {
    expect(quotedAuthorOf(plain(`Done.\n\n${text}`))).toEqual({ name, address })
  })

  test('is unknown where nothing tells', () => {
    expect(quotedAuthorOf(plain('Done.\n\n> x'))).toBeNull()
    expect(quotedAuthorOf(plain('Done.'))).toBeNull()
  })
})

function plain(text: string): Body {
  return { part: 'text', text, segments: segmentsOf(text) }
}
