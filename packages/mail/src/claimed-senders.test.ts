import { describe, expect, test } from 'vitest'
import { claimedSendersOf } from './claimed-senders.ts'

const TAIL = 'To: kim@customer.example\r\nSubject: hello\r\n\r\nFrom: body@elsewhere.example\r\n'
const read = (header: string, encoding: BufferEncoding = 'utf8') =>
  claimedSendersOf(Buffer.from(`${header}${TAIL}`, encoding))
const addresses = (header: string, encoding: BufferEncoding = 'utf8') => {
  const found = read(header, encoding)
  return 'fault' in found ? `${found.field}: ${found.fault}` : found.map(({ address }) => address)
}
const FOLD = `\r\n${' '.repeat(900)}`

describe('senders are read from', () => {
  test.each<[string, string, string[]]>([
    ['a plain address', 'From: desk@acme.example\r\n', ['desk@acme.example']],
    ['Gmail', 'From: Anna Hart <anna@acme.example>\r\n', ['anna@acme.example']],
    ['Outlook', 'From: "Hart, Anna" <anna@acme.example>\r\n', ['anna@acme.example']],
    [
      'Outlook, address as name',
      "From: 'desk@acme.example' <desk@acme.example>\r\n",
      ['desk@acme.example', 'desk@acme.example'],
    ],
    ['Outlook, encoded', 'From: =?iso-8859-1?Q?J=F6rg_Hart?= <joerg@acme.example>\r\n', ['joerg@acme.example']],
    ['Zendesk', 'From: "Anna (Acme Support)" <support@acme.example>\r\n', ['support@acme.example']],
    ['Freshdesk', 'From: Acme Support\r\n <support+id42@acme.example>\r\n', ['support+id42@acme.example']],
    [
      'a variable envelope path',
      'From: Desk <bounce+7=kim=customer.example@acme.example>\r\n',
      ['bounce+7=kim=customer.example@acme.example'],
    ],
    ['smtplib', 'From: desk@acme.example\r\nReply-To: elsewhere@other.example\r\n', ['desk@acme.example']],
    ['nodemailer', 'From: =?UTF-8?Q?J=C3=B6rg_=22X=22?= <joerg@acme.example>\r\n', ['joerg@acme.example']],
    ['a quoted @', 'From: "kim@customer.example via Acme" <desk@acme.example>\r\n', ['desk@acme.example']],
    ['an encoded @', 'From: =?utf-8?q?kim=40customer.example?= <desk@acme.example>\r\n', ['desk@acme.example']],
    ['an encoded name in base64', 'From: =?utf-8?B?SsO2cmcsIEBBY21l?= <desk@acme.example>\r\n', ['desk@acme.example']],
    [
      'a sloppy encoded comma',
      'From: =?utf-8?Q?Hart,_J=C3=B6rg_(Acme)?= <joerg@acme.example>\r\n',
      ['joerg@acme.example'],
    ],
    [
      'two encoded words, folded',
      'From: =?utf-8?q?J=C3=B6?=\r\n =?utf-8?q?rg?= <joerg@acme.example>\r\n',
      ['joerg@acme.example'],
    ],
    ['a name with an @ and no domain', 'From: Anna @ Acme <anna@acme.example>\r\n', ['anna@acme.example']],
    ['an escaped quote', 'From: "Anna \\"Annie\\" Hart" <anna@acme.example>\r\n', ['anna@acme.example']],
    ['initials and apostrophes', "From: Dr. A. O'Neil <anna@acme.example>\r\n", ['anna@acme.example']],
    ['an unquoted colon', 'From: Acme: Support <support@acme.example>\r\n', ['support@acme.example']],
    ['brackets', 'From: [EXT] Anna <anna@acme.example>\r\n', ['anna@acme.example']],
    ['cron', 'From: desk@acme.example (Cron Daemon)\r\n', ['desk@acme.example']],
    ['a comment behind', 'From: Anna <anna@acme.example> (out (today))\r\n', ['anna@acme.example']],
    ['a group', 'From: Desk: anna@acme.example, "B" <b@acme.example>;\r\n', ['anna@acme.example', 'b@acme.example']],
    ['a trailing comma', 'From: anna@acme.example,\r\n', ['anna@acme.example']],
    ['a quoted local part', 'From: "anna hart"@acme.example\r\n', ['"anna hart"@acme.example']],
    ['SMTPUTF8', 'From: Jörg <jörg@bücher.example>\r\n', ['jörg@bücher.example']],
    ['an address literal', 'From: <desk@[192.0.2.1]>\r\n', ['desk@[192.0.2.1]']],
    ['old white space before the colon', 'FROM\t: desk@acme.example\r\n', ['desk@acme.example']],
    ['several fields', 'From: a@acme.example\r\nfrom: b@acme.example\r\n', ['a@acme.example', 'b@acme.example']],
    ['Sender', 'Sender: a@acme.example\r\nFrom: b@acme.example\r\n', ['a@acme.example', 'b@acme.example']],
    ['an empty Sender', 'Sender: \r\nFrom: b@acme.example\r\n', ['b@acme.example']],
    [
      'Resent fields',
      'Resent-From: a@acme.example\r\nResent-Sender: b@acme.example\r\n',
      ['a@acme.example', 'b@acme.example'],
    ],
    ['none', '', []],
    [
      'an mbox line',
      'From anna@acme.example Tue Nov 24 10:00:00 2026\r\nFrom: anna@acme.example\r\n',
      ['anna@acme.example'],
    ],
  ])('%s', (_, header, expected) => {
    expect(addresses(header)).toEqual(expected)
  })

  test('a name in Latin-1', () => {
    expect(addresses('From: J\xf6rg <joerg@acme.example>\r\n', 'latin1')).toEqual(['joerg@acme.example'])
  })
})

/** Each of these shows a forged sender to some reader; the door sees it, or a fault. */
describe('nothing hides a sender:', () => {
  const VISIBLE = [expect.stringMatching(/^ceo@victim\.example$/)]
  test.each<[string, string, unknown]>([
    ['an encoded address', 'From: CEO <=?utf-8?q?ceo=40victim.example?=>\r\n', 'From: no-address'],
    ['an encoded local part', 'From: CEO <=?utf-8?q?ceo?=@victim.example>\r\n', 'From: no-address'],
    ['an encoded mailbox', 'From: =?utf-8?q?ceo=40victim.example?=\r\n', 'From: no-address'],
    ['an encoded end', 'From: <desk@acme.example=?x?q?y?=>\r\n', 'From: no-address'],
    ['150 folded lines', `From: CEO${FOLD.repeat(150)}<ceo@victim.example>\r\n`, 'From: too-long'],
    ['a long comment', `From: (${'a'.repeat(135_000)}) ceo@victim.example\r\n`, 'From: too-long'],
    ['2000 others', `From: ${'desk@acme.example,'.repeat(2000)}ceo@victim.example\r\n`, 'From: too-long'],
    ['300 others', `From: ${'a@acme.example,'.repeat(300)}ceo@victim.example\r\n`, 'From: too-many'],
    ['two in angle brackets', 'From: <desk@acme.example> <ceo@victim.example>\r\n', 'From: text-behind'],
    ['text behind', 'From: <desk@acme.example> ceo@victim.example\r\n', 'From: text-behind'],
    ['a quoted text behind', 'From: <desk@acme.example> "ceo@victim.example"\r\n', 'From: text-behind'],
    ['two @', 'From: ceo@victim.example@acme.example\r\n', 'From: no-address'],
    ['two @ in angle brackets', 'From: <ceo@victim.example@acme.example>\r\n', 'From: no-address'],
    ['a second @ in another form', 'From: <ceo\uff20victim.example@acme.example>\r\n', 'From: odd-character'],
    ['a folded name', 'From\r\n : ceo@victim.example\r\n', 'From: odd-name'],
    ['a name folded far', `From${FOLD.repeat(3)}: ceo@victim.example\r\n`, 'From: odd-name'],
    ['a name spaced apart', 'F rom: ceo@victim.example\r\n', 'From: odd-name'],
    ['a name with a control character', 'From\x0b: ceo@victim.example\r\n', 'From: odd-name'],
    ['a name that begins with a blank', ' From: ceo@victim.example\r\n', 'From: odd-name'],
    ['no domain', 'From: ceo\r\n', 'From: no-address'],
    ['an empty From', 'From:\r\n', 'From: no-address'],
    ['an empty group', 'From: nobody:;\r\n', 'From: no-address'],
    ['empty brackets', 'From: CEO <>\r\n', 'From: no-address'],
    ['a name without an address, then one', 'From: CEO, desk@acme.example\r\n', 'From: no-address'],
    ['blanks in the address', 'From: <ceo @victim.example>\r\n', 'From: no-address'],
    ['comments in the address', 'From: ceo(x)@(y)victim.example\r\n', 'From: no-address'],
    ['a comment in the brackets', 'From: <ceo@victim.example(a@acme.example)>\r\n', 'From: no-address'],
    ['a route', 'From: <@acme.example:ceo@victim.example>\r\n', 'From: no-address'],
    ['a quoted local part with an address', 'From: "ceo@victim.example x"@acme.example\r\n', 'From: no-address'],
    ['an unclosed bracket', 'From: <ceo@victim.example\r\n', 'From: unclosed'],
    ['an unclosed quote', 'From: "ceo@victim.example\r\n', 'From: unclosed'],
    ['an unclosed comment', 'From: desk@acme.example (<ceo@victim.example>\r\n', 'From: unclosed'],
    ['an escape outside quotes', 'From: \\"x" <ceo@victim.example>\r\n', 'From: odd-character'],
    [
      'an escape code of ISO-2022',
      'From: \x1b$B"<ceo@victim.example>\x1b(B <a@acme.example>\r\n',
      'From: odd-character',
    ],
    ['a mark of direction', 'From: <desk\u202e@acme.example>\r\n', 'From: odd-character'],
    ['a comment first', 'From: (a@acme.example) ceo@victim.example\r\n', VISIBLE],
    ['brackets in a comment', 'From: (<ceo@victim.example>) <a@acme.example>\r\n', [...VISIBLE, 'a@acme.example']],
    ['brackets in quotes', 'From: "<ceo@victim.example>" <a@acme.example>\r\n', [...VISIBLE, 'a@acme.example']],
    ['an address as the name', 'From: ceo@victim.example <a@acme.example>\r\n', [...VISIBLE, 'a@acme.example']],
    ['a spaced address as the name', 'From: ceo @ victim.example <a@acme.example>\r\n', [...VISIBLE, 'a@acme.example']],
    [
      'a bare address in an encoded word',
      'From: =?utf-8?q?,ceo@victim.example,?= <a@acme.example>\r\n',
      [...VISIBLE, 'a@acme.example'],
    ],
    [
      'an escaped backslash',
      'From: "x\\\\" <ceo@victim.example>, "a" <a@acme.example>\r\n',
      [...VISIBLE, 'a@acme.example'],
    ],
    ['a semicolon', 'From: a@acme.example; ceo@victim.example\r\n', ['a@acme.example', ...VISIBLE]],
    ['an open group', 'From: friends: ceo@victim.example\r\n', VISIBLE],
    ['a second From', 'From: a@acme.example\r\nX: y\r\nFrom: ceo@victim.example\r\n', ['a@acme.example', ...VISIBLE]],
    [
      'a From behind a line that is no field',
      'From: a@acme.example\r\nnot a field\r\nFrom: ceo@victim.example\r\n',
      ['a@acme.example', ...VISIBLE],
    ],
    ['Sender', 'From: a@acme.example\r\nSender: ceo@victim.example\r\n', ['a@acme.example', ...VISIBLE]],
    ['Sender without a domain', 'From: a@acme.example\r\nSender: ceo\r\n', 'Sender: no-address'],
    ['Resent-From', 'Resent-From: ceo@victim.example\r\n', VISIBLE],
    ['Resent-Sender', 'Resent-Sender: ceo@victim.example\r\n', VISIBLE],
    ['30 From fields', 'From: a@acme.example\r\n'.repeat(30), 'From: too-many-fields'],
  ])('%s', (_, header, expected) => {
    expect(addresses(header)).toEqual(expected)
  })
})
