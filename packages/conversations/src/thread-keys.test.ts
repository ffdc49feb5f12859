import { describe, expect, test } from 'vitest'
import { threadKeysOf } from './thread-keys.ts'

const keysOf = (subject: string | null, recipients: readonly string[] = [], customer: string | null = null) =>
  threadKeysOf(
    { messageId: null, references: [], subject, author: { name: '', address: 'kim@customer.example' }, recipients },
    customer,
  )

describe('the subject key', () => {
  test.each([
    'Parcel is late',
    'Re: Parcel is late',
    'RE: AW: Re[2]: parcel  is late',
    'SV: VS: Odp: YNT: Parcel is late',
    'Antwort: Parcel is late',
    'Re : Parcel is late',
    '回复：Parcel is late',
    'Отв: Parcel is late',
    '[EXTERNAL] Re: Parcel is late',
    'Re: [EXT] Fwd: {Spam?} Parcel is late'.replace('{Spam?} ', '{Spam} '),
    'EXTERNAL: RE: Parcel is late',
    '*** SPAM *** Parcel is late',
    'WG: TR: RV: Parcel is late',
    'Re: [#12345] Parcel is late',
    '[Ticket: 12345] Re: Parcel is late',
    'Parcel is late [ ref:_00Dx0abcde._500x0abcde:ref ]',
    '##1234## Parcel is late',
    '[Ticket#2026030512345678] RE: Parcel is late',
  ])('of "%s" is the matter alone', (subject) => expect(keysOf(subject).subjectKey).toBe('parcel is late'))

  test('says whether it answers or passes on', () => {
    expect(keysOf('Re: Fwd: x')).toMatchObject({ isReply: true, isForward: false })
    expect(keysOf('WG: AW: x')).toMatchObject({ isReply: true, isForward: true })
    expect(keysOf('Reparatur: x')).toMatchObject({ isReply: false, isForward: false, subjectKey: 'reparatur: x' })
  })

  test.each([
    null,
    '',
    'Re:',
    'Question',
    'AW: Meine Bestellung',
    'my order #12',
    '(no subject)',
    'New message from Contact form',
    '...',
    'Hello, I need help',
    'Consulta',
  ])('"%s" is generic', (subject) => expect(keysOf(subject).isGeneric).toBe(true))
  test.each([
    'Parcel is late',
    'Order 4711882',
    'Rückgabe der blauen Jacke',
    '4711882',
    'Question about the blue jacket',
    '注文について',
  ])('"%s" is not generic', (subject) => expect(keysOf(subject).isGeneric).toBe(false))
})

describe('tickets', () => {
  test.each([
    ['Re: [#12345] x', ['12345']],
    ['[Ticket: 123] x', ['123']],
    ['AW: [Ticket#2026030512345678] x', ['2026030512345678']],
    ['x (Case 00123456)', ['00123456']],
    ['[Vorgang Nr. 7781] x', ['7781']],
    ['[help.acme.example #4711] x', ['4711']],
    ['[ABC-123] x', ['abc-123']],
    ['INC0012345 x', ['inc0012345']],
    ['##1234## x', ['1234']],
    ['x ref:_00Dx0abcde._500x0abcde:ref', ['ref:_00dx0abcde._500x0abcde']],
    ['x thread::AbC_123-xyz9::', ['ref:abc_123-xyz9']],
    ['Order #12345, 3 pieces (2 of them blue), 24-11', []],
    ['[2026] plans', []],
  ])('of "%s"', (subject, tickets) => expect(keysOf(subject).tickets).toEqual(tickets))

  test("stand behind the plus of our addresses, not of the customer's own", () => {
    expect(keysOf('x', ['support+id98765@acme.example']).tickets).toEqual(['+id98765'])
    expect(keysOf('x', ['help+4f9a8c7b1d@desk.example', 'team+news@acme.example']).tickets).toEqual(['+4f9a8c7b1d'])
    expect(keysOf('x', ['lee+id98765@home.example'], 'Lee+id98765@home.example').tickets).toEqual([])
  })
})

test('subjects of any length and kind are read in linear time', () => {
  for (const part of ['Re: ', '[', '[[((', '##', 'ref:_', '[Ticket: ', '\u0000', '::', `${'a'.repeat(64)}+`])
    expect(keysOf(part.repeat(5000)).subjectKey.length).toBeLessThanOrEqual(200)
})
