import { describe, expect, test } from 'vitest'
import { domainOf, pathCommandOf } from './path.ts'

const mailFrom = (text: string) => pathCommandOf(Buffer.from(`MAIL FROM:${text}`), 'MAIL FROM')
const rcptTo = (text: string) => pathCommandOf(Buffer.from(`RCPT TO:${text}`), 'RCPT TO')

describe('paths', () => {
  test.each([
    ['<anna@acme.example>', 'anna@acme.example'],
    ['<Anna.B@ACME.example>', 'Anna.B@ACME.example'],
    ['<>', ''],
    [' <a@b.example>', 'a@b.example'],
    ['<"john doe"@b.example>', '"john doe"@b.example'],
    ['<"a@b>c"@d.example>', '"a@b>c"@d.example'],
    ['<"a\\"b"@d.example>', '"a\\"b"@d.example'],
    ['<user@[192.0.2.1]>', 'user@[192.0.2.1]'],
    ['<user@[IPv6:2001:db8::1]>', 'user@[IPv6:2001:db8::1]'],
    ['<@a.test,@b.test:user@c.example>', 'user@c.example'],
    ['<user.@docomo.example>', 'user.@docomo.example'],
    ['<jörg@exämple.org>', 'jörg@exämple.org'],
    ['<a+b=c@xn--exmple-cua.org>', 'a+b=c@xn--exmple-cua.org'],
  ])('%s is read as it stands', (text, address) => {
    expect(mailFrom(text)?.address).toBe(address)
  })

  test('the postmaster may be named without a domain', () => {
    expect(rcptTo('<Postmaster>')?.address).toBe('Postmaster')
    expect(rcptTo('<someone>')).toBeNull()
  })

  test.each([
    '<a@b',
    'a@b.example',
    '<a b@c.example>',
    '<a@b..example>',
    '<a@.example>',
    '<@b.example>',
    '<a@[300.1.1.1]>',
    '<a@b@c.example>',
    '<a\u0000b@c.example>',
    '<a\rb@c.example>',
    '<a\u007fb@c.example>',
    '<a\u200bb@c.example>',
    '<@a.test:>',
    `<${'a'.repeat(321)}@b.example>`,
    '<a@b.example>SIZE=1',
    '<a@b.example>\tSIZE=1',
  ])('%j is no path', (text) => {
    expect(mailFrom(text)).toBeNull()
  })

  test('bytes that are not UTF-8 are no path', () => {
    expect(pathCommandOf(Buffer.from('MAIL FROM:<j\xf6rg@b.example>', 'latin1'), 'MAIL FROM')).toBeNull()
  })

  test('parameters come with upper-case keys and values as received', () => {
    expect(mailFrom('<a@b.example> size=12  body=8bitmime SMTPUTF8')?.parameters).toEqual([
      { key: 'SIZE', value: '12' },
      { key: 'BODY', value: '8bitmime' },
      { key: 'SMTPUTF8', value: null },
    ])
  })
})

test('the domain is what stands behind the last at sign, in lower case', () => {
  expect(domainOf('"a@b"@Acme.EXAMPLE')).toBe('acme.example')
  expect(domainOf('')).toBe('')
})
