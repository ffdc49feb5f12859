import { expect, test } from 'vitest'
import { traceOf } from './trace.ts'

const input = {
  id: '01abc',
  hostname: 'gate.acme.example',
  clientName: 'desk.acme.example',
  clientAddress: '192.0.2.7',
  protocol: 'ESMTPSA',
  onlyRecipient: 'kim@customer.example',
  at: new Date('2026-03-05T09:04:05Z'),
  idHeader: true,
}

test('a Received field names client, us, protocol, id, the only recipient and the time', () => {
  expect(traceOf(input)).toBe(
    'Received: from desk.acme.example ([192.0.2.7])\r\n' +
      '\tby gate.acme.example (Proofgate) with ESMTPSA id 01abc\r\n' +
      '\tfor <kim@customer.example>;\r\n' +
      '\tThu, 05 Mar 2026 09:04:05 +0000\r\n' +
      'X-Proofgate-Id: 01abc\r\n',
  )
})

test('with several recipients none is named, so that no Bcc shows', () => {
  expect(traceOf({ ...input, onlyRecipient: null })).not.toContain('for <')
})

test('the id field can be left out', () => {
  expect(traceOf({ ...input, idHeader: false })).not.toContain('X-Proofgate-Id')
})

test.each(['a\r\nX-Evil: 1', '<script>', '"; rm -rf', 'é'.repeat(300), ''])(
  'the name %j a client gives itself injects nothing and makes no long line',
  (clientName) => {
    const lines = traceOf({ ...input, clientName }).split('\r\n')
    expect(lines).toHaveLength(6)
    expect(lines[0]).toMatch(/^Received: from [\w.:[\]?-]{1,64} \(\[192\.0\.2\.7\]\)$/)
  },
)
