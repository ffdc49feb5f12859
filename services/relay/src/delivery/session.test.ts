import { networkInterfaces } from 'node:os'
import { afterEach, describe, expect, test } from 'vitest'
import { cleanUp, talkTo } from '../../../../test/delivery-talk.ts'

afterEach(cleanUp)

describe('TLS', () => {
  test('opportunistic uses it where it is offered, with any certificate', async () => {
    const { session, smarthost } = await talkTo({ tls: 'starttls' })
    const opened = await session({ tls: 'opportunistic', ca: null })
    expect(opened.tls).toBe('TLSv1.3')
    expect(opened.wire.isVerified).toBe(false)
    expect(opened.extensions.has('STARTTLS')).toBe(false)
    expect(smarthost.commands).toEqual(['1 EHLO relay.test', '1 STARTTLS', '1 EHLO relay.test'])
  })

  test('opportunistic goes on without where it is not offered, or refused', async () => {
    const plain = await talkTo({})
    expect((await plain.session({ tls: 'opportunistic' })).tls).toBeNull()
    const refusing = await talkTo({ tls: 'starttls' })
    refusing.smarthost.fault('starttls', { reply: '454 4.7.0 not now' })
    expect((await refusing.session({ tls: 'opportunistic' })).tls).toBeNull()
  })

  test('none never asks for it', async () => {
    const { session, smarthost } = await talkTo({ tls: 'starttls' })
    expect((await session({ tls: 'none' })).tls).toBeNull()
    expect(smarthost.commands).toEqual(['1 EHLO relay.test'])
  })

  test.each(['require', 'verify'] as const)('%s is no session without it', async (tls) => {
    const plain = await talkTo({})
    await expect(plain.session({ tls })).rejects.toThrow(/offers no STARTTLS/)
    const refusing = await talkTo({ tls: 'starttls' })
    refusing.smarthost.fault('starttls', { reply: '454 4.7.0 not now' })
    await expect(refusing.session({ tls })).rejects.toThrow(/refused STARTTLS: 454/)
    const helo = await talkTo({ tls: 'starttls' })
    helo.smarthost.fault('ehlo', { reply: '502 5.5.1 no' })
    await expect(helo.session({ tls })).rejects.toThrow(/offers no STARTTLS/)
  })

  test('verify wants a certificate that is trusted and made out to the name', async () => {
    const { session } = await talkTo({ tls: 'starttls' })
    await expect(session({ tls: 'verify', ca: null })).rejects.toThrow(/TLS could not be set up.*self-signed/)
    expect((await session({ tls: 'verify' })).wire.isVerified).toBe(true)
    const localhost = await talkTo({ tls: 'implicit' })
    expect((await localhost.session({ tls: 'verify', host: 'localhost' })).wire.isVerified).toBe(true)
    // 127.0.0.2 reaches the same smarthost, but is not in its certificate.
    const elsewhere = await talkTo({ tls: 'implicit', host: '0.0.0.0' })
    await expect(elsewhere.session({ tls: 'verify', host: '127.0.0.2' })).rejects.toThrow(/TLS could not be set up/)
  })

  test('from the first byte it needs no STARTTLS', async () => {
    const { session, smarthost } = await talkTo({ tls: 'implicit' })
    expect((await session({ tls: 'verify' })).tls).toBe('TLSv1.3')
    expect(smarthost.commands).toEqual(['1 EHLO relay.test'])
  })

  test.each(['inject', 'plain'] as const)(
    'text behind the consent to STARTTLS (%s) ends the session',
    async (fault) => {
      const { session, smarthost } = await talkTo({ tls: 'starttls' })
      smarthost.fault('starttls', fault)
      await expect(session({ tls: 'opportunistic' })).rejects.toThrow(/plaintext behind|TLS could not be set up/)
      expect(smarthost.commands.filter((line) => line.includes('MAIL'))).toEqual([])
    },
  )
})

describe('a login', () => {
  const login = { user: 'me@acme.example', password: 'p:ß/@' }

  test.each(['PLAIN LOGIN', 'LOGIN'])('is made with %s', async (mechanisms) => {
    const { session, send, smarthost } = await talkTo({ tls: 'starttls', login, mechanisms })
    await session({ login })
    await send(await session({ login }))
    expect(smarthost.messages[0]?.login).toBe(login.user)
  })

  test('is wrong: no session, and the password is not repeated', async () => {
    const { session } = await talkTo({ tls: 'starttls', login })
    const failure = session({ login: { ...login, password: 'secret' } })
    await expect(failure).rejects.toThrow(/did not take our login: 535 5.7.8 wrong login/)
    await expect(failure).rejects.not.toThrow(/secret|c2VjcmV0/)
  })

  const outside = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')?.address

  test.skipIf(outside === undefined)('goes over a network without TLS only where the setting says so', async () => {
    const { session, smarthost } = await talkTo({ login, host: '0.0.0.0' })
    const host = outside ?? ''
    await expect(session({ login, host })).rejects.toThrow(/password is not sent in plaintext/)
    await session({ login, host, tls: 'none' })
    expect(smarthost.commands.filter((line) => line.includes('AUTH'))).toHaveLength(1)
  })

  test('is not offered: no session', async () => {
    const { session } = await talkTo({})
    await expect(session({ login })).rejects.toThrow(/no way to log in/)
    const strange = await talkTo({ tls: 'starttls', login, mechanisms: 'GSSAPI NTLM' })
    await expect(strange.session({ login })).rejects.toThrow(/only "GSSAPI NTLM"/)
  })
})

describe('a smarthost that', () => {
  const SLOW = { connect: 5_000, greeting: 150, command: 150, data: 150 }

  test.each([
    ['banner', 'hang', /no answer within 150 ms/],
    ['banner', 'close', /closed the connection/],
    ['banner', 'rst', /reset/],
    ['banner', 'garbage', /no SMTP reply/],
    ['banner', { reply: '554 5.3.2 no mail here' }, /turned us away: 554/],
    ['banner', { reply: '421 4.3.2 busy' }, /421/],
    ['ehlo', 'hang', /no answer within 150 ms/],
    ['ehlo', 'close', /closed the connection/],
    ['ehlo', { reply: '421 4.3.2 busy' }, /421/],
    ['ehlo', { reply: '451 4.3.0 later' }, /EHLO: 451/],
    ['starttls', 'hang', /no answer within 150 ms/],
    ['starttls', 'close', /closed the connection/],
    ['starttls', 'garbage', /no SMTP reply/],
    ['starttls', { reply: '421 4.3.2 busy' }, /421/],
    ['auth', 'hang', /no answer within 150 ms/],
    ['auth', { reply: '454 4.7.0 later' }, /login: 454/],
  ] as const)('fails at %s (%j) gives no session', async (stage, fault, words) => {
    const login = { user: 'a', password: 'b' }
    const { session, smarthost } = await talkTo({ tls: 'starttls', login })
    smarthost.fault(stage, fault)
    await expect(session({ login, timeouts: SLOW })).rejects.toThrow(words)
    await smarthost.until(() => smarthost.connections.open === 0 || fault === 'hang')
  })

  test('knows HELO only gets mail without any parameter', async () => {
    const { session, send, smarthost } = await talkTo({})
    smarthost.fault('ehlo', { reply: '502 5.5.1 no' })
    const { results } = await send(await session(), { envelope: { body: '8BITMIME', ret: 'FULL', envid: 'e' } })
    expect(results[0]?.outcome).toBe('sent')
    expect(smarthost.messages[0]?.parameters).toEqual([])
  })

  test.each(['drip', 'long', { lines: 500 }] as const)('answers with much ado (%j) is understood', async (fault) => {
    const { session, send, smarthost } = await talkTo({})
    for (const stage of ['banner', 'ehlo', 'mail', 'rcpt', 'data', 'end'] as const) smarthost.fault(stage, fault)
    const { results } = await send(await session())
    expect(results[0]?.outcome).toBe('sent')
  })

  test('drips for ever is given up in the time of one answer', async () => {
    const { session, smarthost } = await talkTo({})
    smarthost.fault('banner', 'drip-on')
    await expect(session({ timeouts: SLOW })).rejects.toThrow(/no answer within 150 ms/)
  })

  test('is not there is named', async () => {
    const { session, smarthost } = await talkTo({})
    await smarthost.close()
    await expect(session()).rejects.toThrow(/refused/)
  })
})
