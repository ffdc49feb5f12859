import { describe, expect, test } from 'vitest'
import type { Mail } from './mail.ts'
import { bestBodyOf, ownTextOf } from './own-text.ts'
import { parseMail } from './parse.ts'
import { randomOf } from './random.ts'
import { sampleMail } from './sample-mail.ts'

describe('the fields', () => {
  test('are decoded, and ids kept as written', async () => {
    const mail = await read(
      'From: =?utf-8?Q?J=C3=B6rg?= <jo@acme.example>\nReply-To: help@acme.example\nTo: "Lee, Ann" <ann@fern.example>, b@fern.example\nCc: team: c@acme.example, d@acme.example;\n' +
        'Subject: =?iso-8859-1?B?S+RzZQ==?= =?utf-8?Q?_und_Brot?=\nDate: Tue, 3 Mar 2026 10:04:00 +0100 (CET)\nMessage-ID: <1@acme.example>\nIn-Reply-To: <0@fern.example>\nReferences: <a@fern.example>\n <0@fern.example>\nX-Twice: one\nX-Twice: two\n\nHello\n',
    )
    expect(mail.subject).toBe('Käse und Brot')
    expect(mail.from).toEqual([{ name: 'Jörg', address: 'jo@acme.example' }])
    expect(mail.replyTo).toEqual([{ name: '', address: 'help@acme.example' }])
    expect(mail.to).toEqual([
      { name: 'Lee, Ann', address: 'ann@fern.example' },
      { name: '', address: 'b@fern.example' },
    ])
    expect(mail.cc.map(({ address }) => address)).toEqual(['c@acme.example', 'd@acme.example'])
    expect(mail.date?.toISOString()).toBe('2026-03-03T09:04:00.000Z')
    expect([mail.messageId, mail.inReplyTo, mail.references]).toEqual([
      '<1@acme.example>',
      '<0@fern.example>',
      ['<a@fern.example>', '<0@fern.example>'],
    ])
    expect(mail.headers.get('x-twice')).toEqual(['one', 'two'])
    expect(mail.defects).toEqual([])
  })

  test('that stand twice, or cannot be read, are named', async () => {
    const mail = await read(
      'From: a@acme.example\nFrom: b@acme.example\nSubject: One\nSubject: Two\nDate: tomorrow noonish\n\nx\n',
    )
    expect(mail.subject).toBe('One')
    expect(mail.from).toHaveLength(2)
    expect(mail.date).toBeNull()
    expect(mail.defects).toEqual(['2 From fields', '2 Subject fields', 'unreadable Date'])
  })

  test('cannot smuggle a line end out of an encoded word', async () => {
    const mail = await read('From: a@acme.example\nSubject: =?utf-8?Q?Hi=0D=0ABcc:_evil@x.example?=\n\nx\n')
    expect(mail.subject).toBe('Hi Bcc: evil@x.example')
  })
})

describe('the text', () => {
  test.each([
    [
      'quoted-printable',
      'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable',
      'Gr=C3=BC=C3=9Fe und=\n mehr',
      'Grüße und mehr',
    ],
    ['base64', 'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64', 'R3LDvMOfZQ==', 'Grüße'],
    ['ISO-2022-JP', 'Content-Type: text/plain; charset=iso-2022-jp', '\u001b$B$3$s$K$A$O\u001b(B', 'こんにちは'],
    ['a charset nobody knows', 'Content-Type: text/plain; charset=x-klingon', 'Hello', 'Hello'],
    ['UTF-7, which is refused', 'Content-Type: text/plain; charset=utf-7', '+ADw-b+AD4-', '+ADw-b+AD4-'],
    ['no charset, UTF-8', 'Content-Type: text/plain', 'Grüße', 'Grüße'],
    [
      'flowed lines',
      'Content-Type: text/plain; charset=utf-8; format=flowed',
      'One \ntwo \nthree\n> q1 \n> q2',
      'One two three\n> q1 q2',
    ],
    [
      'flowed lines without blanks',
      'Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes',
      'Donau \ndampf',
      'Donaudampf',
    ],
  ])('is decoded: %s', async (_, fields, body, text) => {
    expect((await read(`From: a@acme.example\n${fields}\n\n${body}`)).text?.text).toBe(text)
  })

  test('without charset that is not UTF-8 is read as windows-1252, and said so', async () => {
    const mail = await parseMail(Buffer.from('From: a@acme.example\r\n\r\nGr\xfc\xdfe \x93so\x94', 'latin1'))
    expect(mail.text?.text).toBe('Grüße “so”')
    expect(mail.defects).toEqual(['text without charset read as windows-1252'])
  })

  test('has line feeds only, whatever the message had', async () => {
    const mail = await parseMail(Buffer.from('From: a@acme.example\r\n\r\none\r\ntwo\rthree\nfour\r\r\nfive'))
    expect(mail.text?.text).toBe('one\ntwo\nthree\nfour\nfive')
  })

  test('is absent where there is none', async () => {
    const mail = await read('From: a@acme.example\n\n')
    expect([mail.text, mail.html, mail.htmlSource]).toEqual([null, null, null])
  })
})

describe('the bodies', () => {
  test('of alternatives are both told, each with its segments', async () => {
    const mail = await parseMail(
      sampleMail({ text: 'Hello\n\nAnn wrote:\n> hi', html: '<p>Hello</p><blockquote>hi</blockquote>' }),
    )
    expect(mail.text?.segments.map(({ kind }) => kind)).toEqual(['own', 'quote', 'quote'])
    expect(mail.html).toMatchObject({ part: 'html', text: 'Hello\n\nhi' })
    expect(mail.html?.segments.map(({ kind }) => kind)).toEqual(['own', 'quote'])
  })

  test('of a mixed message are joined, so that nothing shown is missed', async () => {
    const mail = await read(
      `${MIXED}${part('text/html', '<p>Hello Ann</p>')}${part('text/plain', 'A notice & a footer <added> on the way')}--m--`,
    )
    expect(mail.text).toBeNull()
    expect(mail.html?.text).toBe('Hello Ann\n\nA notice & a footer <added> on the way')
  })

  test('of a text with an attachment between its parts are joined', async () => {
    const mail = await read(
      `${MIXED}${part('text/plain', 'One')}${part('application/pdf; name=a.pdf', 'PDF')}${part('text/plain', 'Two')}--m--`,
    )
    expect(mail.text?.text).toBe('One\nTwo')
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(['a.pdf'])
  })

  test('do not hold a forwarded message: it is an attachment', async () => {
    const inner = 'From: evil@x.example\nSubject: Inner\nContent-Type: text/plain\n\nYou must pay'
    const mail = await read(
      `${MIXED}${part('text/plain', 'See attached')}${part('message/rfc822', inner)}${part('message/rfc822\nContent-Disposition: inline', inner)}--m--`,
    )
    expect(mail.text?.text).toBe('See attached')
    expect(mail.attachments.map(({ contentType }) => contentType)).toEqual(['message/rfc822', 'message/rfc822'])
  })

  test('do not hold the messages of a digest', async () => {
    const mail = await read(
      `From: a@acme.example\nContent-Type: multipart/digest; boundary=m\n\n--m\n\nFrom: x@fern.example\n\nYou must pay\n--m--`,
    )
    expect(mail.text).toBeNull()
    expect(mail.attachments.map(({ contentType }) => contentType)).toEqual(['message/rfc822'])
  })

  test('do not hold a text file, even one shown inline', async () => {
    const mail = await read(
      `${MIXED}${part('text/plain', 'See the log')}${part('text/plain; name=app.log\nContent-Disposition: inline; filename=app.log', 'TODO')}--m--`,
    )
    expect(mail.text?.text).toBe('See the log')
    expect(mail.attachments).toEqual([{ filename: 'app.log', contentType: 'text/plain', sizeBytes: 4, inline: false }])
  })

  test('with hidden words say so', async () => {
    const mail = await parseMail(sampleMail({ html: '<div style="display:none">Peek</div><p>Hello</p>' }))
    expect(mail.html?.text).toBe('Hello')
    expect(mail.defects).toEqual(['hidden text: Peek'])
  })
})

describe('the best body', () => {
  const html = '<p>Hello Ann</p>'
  test.each([
    ['the text where it says something', 'Hello Ann, in plain words', html, 'text'],
    ['the HTML where the text is empty', '\n \n', html, 'html'],
    [
      'the HTML where the text only asks for it',
      'Please view this message in an HTML-capable mail reader.',
      html,
      'html',
    ],
    ['the HTML where the text only asks for it, in German', 'Ihr Programm zeigt kein HTML an.', html, 'html'],
    [
      'the text where it speaks of HTML at length',
      `How do I see HTML in a browser? ${'You asked us about it. '.repeat(30)}`,
      html,
      'text',
    ],
    ['the text where the HTML shows nothing', 'Hello', '<img src="cid:1">', 'text'],
  ])('is %s', async (_, text, source, part) => {
    expect(bestBodyOf(await parseMail(sampleMail({ text, html: source })))?.part).toBe(part)
  })

  test('is nothing where nothing is written', async () => {
    expect(bestBodyOf(await read('From: a@acme.example\n\n'))).toBeNull()
  })

  test('gives its own words with their places', async () => {
    const { text } = await parseMail(sampleMail({ text: 'Hello\n-- \nJo' }))
    expect(text && ownTextOf(text)).toEqual([{ start: 0, end: 6, text: 'Hello\n' }])
  })
})

describe('a message without a letter shown', () => {
  const fields = 'From: a@acme.example\nTo: b@fern.example\nSubject: x\nMIME-Version: 1.0\n'

  test.each([
    ['text/html', 'attachment'],
    ['text/plain', 'attachment; filename=letter.txt'],
    ['text/plain', 'unheard-of'],
  ])('has its only part %s read, whatever its disposition: %s', async (type, disposition) => {
    const mail = await read(`${fields}Content-Type: ${type}\nContent-Disposition: ${disposition}\n\nDear [NAME],\n`)
    expect(bestBodyOf(mail)?.text.trim()).toBe('Dear [NAME],')
    expect(mail.attachments).toEqual([])
  })

  test('has its nameless text parts read, and files left files', async () => {
    const part = (disposition: string, text: string) =>
      `--b\nContent-Type: text/plain\nContent-Disposition: ${disposition}\n\n${text}\n`
    const mail = await read(
      `${fields}Content-Type: multipart/mixed; boundary=b\n\n${part('attachment', 'Dear Kim,')}${part('attachment; filename=a.log', 'error 7')}--b--\n`,
    )
    expect(bestBodyOf(mail)?.text.trim()).toBe('Dear Kim,')
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(['a.log'])
  })
})

describe('the attachments', () => {
  test('are told by decoded name, type, size, and whether the HTML shows them', async () => {
    const mail = await read(
      `From: a@acme.example\nContent-Type: multipart/related; boundary=m\n\n${part('text/html', '<p>Hi <img src="cid:logo@acme"></p>')}` +
        part('image/png\nContent-ID: <logo@acme>\nContent-Transfer-Encoding: base64', 'iVBORw0KGgo=') +
        part(
          "application/pdf\nContent-Disposition: attachment; filename*=utf-8''K%C3%A4se.pdf\nContent-Transfer-Encoding: base64",
          'AAAA\nAAA=',
        ) +
        part(
          'text/csv; name="=?utf-8?Q?gr=C3=BCn.csv?="\nContent-Disposition: attachment\nContent-Transfer-Encoding: quoted-printable',
          'a=3Db=\nc',
        ) +
        '--m--',
    )
    expect(mail.attachments).toEqual([
      { filename: null, contentType: 'image/png', sizeBytes: 8, inline: true },
      { filename: 'Käse.pdf', contentType: 'application/pdf', sizeBytes: 5, inline: false },
      { filename: 'grün.csv', contentType: 'text/csv', sizeBytes: 4, inline: false },
    ])
  })

  test('have names without control characters', async () => {
    const mail = await read(
      `${MIXED}${part('text/plain', 'Hi')}${part("application/pdf\nContent-Disposition: attachment; filename*=utf-8''a%0D%0Ab%00.pdf", 'x')}--m--`,
    )
    expect(mail.attachments[0]?.filename).toBe('a b .pdf')
  })
})

describe('the limits', () => {
  test('a message of too many parts keeps those before the limit, and says so', async () => {
    const mail = await read(`${MIXED}${part('text/plain', 'Hello')}${part('image/png', 'x').repeat(1100)}--m--`)
    expect(mail.text?.text).toBe('Hello')
    expect(mail.attachments.length).toBeGreaterThan(900)
    expect(mail.defects).toEqual(['structure cut: Max allowed child nodes exceeded'])
  })

  test('parts nested too deep are left out, and that is said', async () => {
    let body = part('text/plain', 'deep', 'b0')
    for (let i = 1; i <= 120; i++) body = `--b${i}\nContent-Type: multipart/mixed; boundary=b${i - 1}\n\n${body}\n`
    const mail = await read(
      `From: a@acme.example\nContent-Type: multipart/mixed; boundary=b120\n\n${part('text/plain', 'Hello', 'b120')}${body}`,
    )
    expect(mail.text?.text).toBe('Hello')
    expect(mail.defects).toEqual(['nested deeper than 100'])
  })

  test('a long text is cut, never inside a character, and that is said', async () => {
    const mail = await parseMail(sampleMail({ text: `x${'💥'.repeat(300_000)}` }))
    expect(mail.text?.text.length).toBe(512 * 1024 - 1)
    expect(mail.text?.text.isWellFormed()).toBe(true)
    expect(mail.defects).toEqual(['text/plain cut at 524288 characters'])
  })

  test('a huge header is cut, and that is said', async () => {
    const mail = await read(`From: a@acme.example\n${'X-Filler: y\n'.repeat(30_000)}Subject: too late\n\nHello\n`)
    expect(mail.from).toHaveLength(1)
    expect(mail.subject).toBe('')
    expect(mail.defects).toContain('header cut at 262144 bytes')
  })
})

test.each([
  ['text', { text: 'x\n'.repeat(20_000) }, 'text/plain cut at 10000 lines'],
  ['HTML', { html: 'x<br>'.repeat(20_000) }, 'text/html cut at 10000 lines'],
])('the lines of %s beyond ten thousand are not read, and that is said', async (_, letter, note) => {
  const mail = await parseMail(sampleMail(letter))
  expect(bestBodyOf(mail)?.text.split('\n').length).toBeLessThanOrEqual(10_001)
  expect(mail.unread).toEqual([note])
})

describe('what could not be read', () => {
  const DEEP = Array.from({ length: 300 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`).join(
    '',
  )
  const LETTER = 'From: a@acme.example\nTo: c@fern.example\nSubject: Order\n'

  test.each([
    ['text below the limit of nesting', `${LETTER}${DEEP}Content-Type: text/plain\n\nHi {{name}}\n`, 'nested deeper'],
    [
      'text below too many elements of HTML',
      `${LETTER}Content-Type: text/html\n\n${'<div>'.repeat(50_000)}Hi {{name}}`,
      'text/html nested deeper than 500',
    ],
    ['a huge header', `${LETTER}${'X-Filler: y\n'.repeat(30_000)}\nHi {{name}}`, 'header cut at 262144 bytes'],
    ['text behind a long line', `${LETTER}\n${'x'.repeat(5_000_000)}\nHi {{name}}`, 'text/plain cut at 524288'],
    ['line ends of bare CR', `${LETTER}\nHi {{name}}\n`.replaceAll('\n', '\r'), 'header with bare CR as line end'],
    ['no empty line before the letter', `${LETTER}Hi {{name}}\n`, 'header with a line that is no field'],
    ['a charset nobody knows', `${LETTER}Content-Type: text/plain; charset=x-own\n\nHi \x80`, 'unknown charset x-own'],
    [
      'a multipart whose parts never begin',
      `${LETTER}Content-Type: multipart/mixed; boundary=m\n\nHi`,
      'without parts',
    ],
    [
      'an encrypted letter',
      `${LETTER}Content-Type: application/pkcs7-mime; name=smime.p7m\nContent-Disposition: attachment\n\nMIIB`,
      'written as application/pkcs7-mime',
    ],
    [
      'an encrypted letter of two parts',
      `${LETTER}Content-Type: multipart/encrypted; boundary=m\n\n${part('application/pgp-encrypted', 'Version: 1')}--m--`,
      'written as multipart/encrypted',
    ],
    ['a letter in rich text', `${LETTER}Content-Type: text/enriched\n\n<bold>Hi</bold>`, 'written as text/enriched'],
  ])('is told: %s', async (_, raw, why) => {
    const { unread, defects } = await parseMail(Buffer.from(raw, 'latin1'))
    expect(unread).toContainEqual(expect.stringContaining(why))
    expect(defects).toEqual(expect.arrayContaining([...unread]))
  })

  test('is told of a file in UTF-16', async () => {
    const { unread } = await parseMail(Buffer.from(`\ufeff${LETTER}\nHi {{name}}\n`, 'utf16le'))
    expect(unread).toContain('header holds NUL')
  })

  test.each([
    ['two From fields and no Date', `From: b@acme.example\n${LETTER}\nHello`],
    ['hidden words', `${LETTER}Content-Type: text/html\n\n<p style="display:none">x</p><p>Hello</p>`],
    ['eight-bit text without a charset', `${LETTER}\nGr\xfc\xdfe`],
    ['plain text in a charset nobody knows', `${LETTER}Content-Type: text/plain; charset=x-own\n\nHello`],
    ['a file without a letter', `${LETTER}Content-Type: application/pdf; name=a.pdf\n\nJVBE`],
    ['a letter without words', `${LETTER}Content-Type: text/html\n\n<div><br></div>`],
    [
      'a letter with an encrypted one attached',
      `${LETTER}${MIXED.slice(MIXED.indexOf('\n') + 1)}${part('text/plain', 'Hi')}${part('application/pkcs7-mime', 'MIIB')}--m--`,
    ],
    ['a picture below the limit of nesting', `${LETTER}${DEEP}Content-Type: image/png\n\nx\n`],
    ['the first line of an mbox file', `From a@acme.example Mon Mar  2 10:00:00 2026\n${LETTER}\nHello`],
  ])('is nothing: %s', async (_, raw) => {
    expect((await parseMail(Buffer.from(raw, 'latin1'))).unread).toEqual([])
  })
})

test('words behind pictures of megabytes, written into the HTML, are read', async () => {
  const picture = `<img src="data:image/png;base64,${'iVBORw0KGgo'.repeat(300_000)}=">`
  const { html, unread } = await read(
    `From: a@acme.example\nContent-Type: text/html\n\n<p>Hello</p>${picture}<p>Ann</p>`,
  )
  expect(html?.text).toBe('Hello\n\nAnn')
  expect(unread).toEqual([])
})

test('nothing makes it throw: bytes, torn and twisted messages', async () => {
  const seeds = [
    sampleMail({
      text: 'Hello\n\nOn Mon, 3 Mar 2026, Ann <a@fern.example> wrote:\n> hi',
      html: '<p>Hello <b>Ann</b></p><table><tr><td>1</td></tr></table>',
    }),
    Buffer.from(
      `${MIXED}${part('text/plain; charset=utf-8; format=flowed', 'a \nb')}${part('text/html; charset=gbk\nContent-Transfer-Encoding: base64', 'PGI+eDwvYj4=')}${part('text/calendar; method=REQUEST', 'BEGIN:VCALENDAR')}--m--`,
    ),
    Buffer.from('\x00\xff\xfe', 'latin1'),
  ]
  for (let seed = 1; seed <= 400; seed++) {
    const raw = mutated(seeds[seed % seeds.length] ?? Buffer.alloc(0), seed)
    const mail = await parseMail(raw)
    for (const body of [mail.text, mail.html]) {
      expect(body?.segments.at(-1)?.end ?? 0, `seed ${seed}`).toBe(body?.text.length ?? 0)
    }
  }
})

const MIXED = 'From: a@acme.example\nContent-Type: multipart/mixed; boundary=m\n\n'

function part(fields: string, body: string, boundary = 'm'): string {
  return `--${boundary}\nContent-Type: ${fields}\n\n${body}\n`
}

function read(raw: string): Promise<Mail> {
  return parseMail(Buffer.from(raw))
}

/** Bytes changed, cut out, doubled or swapped for those that mean something to a parser. */
function mutated(raw: Buffer, seed: number): Buffer {
  const random = randomOf(seed)
  const bytes = [...raw]
  for (let i = random.below(30) + 1; i > 0; i--) {
    const at = random.below(bytes.length + 1)
    const spans = [
      [random.below(256)],
      [0x0d],
      [0x0a],
      [0x3d, 0x3f],
      [0x2d, 0x2d],
      [0x3c],
      [],
      bytes.slice(at, at + random.below(80)),
    ]
    bytes.splice(at, random.below(12), ...(spans[random.below(spans.length)] ?? []))
  }
  return Buffer.from(bytes)
}
