import { describe, expect, test } from 'vitest'
import { mailCommandOf, recipientOf } from './parameters.ts'
import { pathCommandOf } from './path.ts'

const mail = (text: string, secure = false) => {
  const path = pathCommandOf(Buffer.from(`MAIL FROM:${text}`), 'MAIL FROM')
  if (path === null) throw new Error(`no path: ${text}`)
  return mailCommandOf(path, { secure, sizeMax: 1000 })
}
const rcpt = (text: string, smtpUtf8 = false) => {
  const path = pathCommandOf(Buffer.from(`RCPT TO:${text}`), 'RCPT TO')
  if (path === null) throw new Error(`no path: ${text}`)
  return recipientOf(path, smtpUtf8)
}

describe('MAIL parameters', () => {
  test('known ones are kept, xtext as it came', () => {
    expect(mail('<a@b.c> SIZE=99 BODY=8bitmime SMTPUTF8 RET=hdrs ENVID=a+2Bb AUTH=<>')).toEqual({
      from: 'a@b.c',
      body: '8BITMIME',
      smtpUtf8: true,
      requireTls: false,
      ret: 'HDRS',
      envid: 'a+2Bb',
      size: 99,
    })
  })

  test.each([
    ['FOO=bar', 555],
    ['RCPT TO:<c@d>', 555],
    ['SIZE=abc', 501],
    ['SIZE=-1', 501],
    ['SIZE=1001', 552],
    ['SIZE=99999999999999999999', 552],
    ['SIZE=1 SIZE=1', 501],
    ['BODY=BINARYMIME', 501],
    ['SMTPUTF8=1', 501],
    ['RET=SOME', 501],
    ['ENVID=a+0D+0AX-Evil:1', 501],
    ['ENVID=ab=c', 501],
    ['REQUIRETLS', 530],
  ])('%s is refused with %i', (parameter, code) => {
    expect(mail(`<a@b.c> ${parameter}`)).toMatchObject({ code })
  })

  test('REQUIRETLS is taken over TLS', () => {
    expect(mail('<a@b.c> REQUIRETLS', true)).toMatchObject({ requireTls: true })
  })

  test('an address outside ASCII needs SMTPUTF8', () => {
    expect(mail('<jörg@b.c>')).toMatchObject({ code: 553, enhanced: '5.6.7' })
    expect(mail('<jörg@b.c> SMTPUTF8')).toMatchObject({ from: 'jörg@b.c' })
  })
})

describe('RCPT parameters', () => {
  test('DSN wishes are kept', () => {
    expect(rcpt('<x@y.z> NOTIFY=success,failure ORCPT=rfc822;jo+2Bx@y.z')).toEqual({
      address: 'x@y.z',
      notify: 'SUCCESS,FAILURE',
      orcpt: 'rfc822;jo+2Bx@y.z',
    })
  })

  test.each(['NOTIFY=NEVER,SUCCESS', 'NOTIFY=', 'NOTIFY=WHENEVER', 'ORCPT=x@y.z', 'ORCPT=rfc822;a+0Ab', 'ORCPT'])(
    '%s is refused',
    (parameter) => {
      expect(rcpt(`<x@y.z> ${parameter}`)).toMatchObject({ code: 501 })
    },
  )

  test('unknown parameters are refused', () => {
    expect(rcpt('<x@y.z> FOO=1')).toMatchObject({ code: 555 })
  })
})
