import { describe, expect, test } from 'vitest'
import type { Principal } from '../smtp/gatekeeper.ts'
import { wireText } from '../smtp/reply.ts'
import { senderFaultOf } from './sender.ts'

const DESK = { login: 'desk', addresses: ['*@acme.example'] }
const HOST = { login: null, addresses: ['desk@acme.example'] }
const fault = (header: string, envelopeFrom = 'desk@acme.example', principal: Principal = DESK) =>
  senderFaultOf(principal, '192.0.2.7', envelopeFrom, Buffer.from(`${header}Subject: x\r\n\r\nHello\r\n`))

describe('a message', () => {
  test('whose senders are all the login’s own may go', () => {
    expect(fault('From: "Hart, Anna" <anna@acme.example>\r\nSender: desk@acme.example\r\n')).toBeNull()
  })

  test('without From goes by its envelope', () => {
    expect(fault('')).toBeNull()
  })

  test('without From and envelope sender is refused', () => {
    expect(fault('', '')).toBe(
      'There is no From, which a mail without an envelope sender needs. Name in it one of the senders the login desk may use',
    )
  })

  test.each([
    ['From: CEO <ceo@victim.example>\r\n', 'From: ceo@victim.example'],
    ['From: desk@acme.example\r\nSender: ceo@victim.example\r\n', 'Sender: ceo@victim.example'],
    ['From: desk@acme.example\r\nResent-From: ceo@victim.example\r\n', 'Resent-From: ceo@victim.example'],
  ])('that shows another sender (%j) is refused, which one and what to do told', (header, which) => {
    expect(fault(header)).toBe(
      `${which} is not among the senders the login desk may use. Send as one of them, or have it added to them`,
    )
  })

  test('of a host is held to the senders of its network', () => {
    expect(fault('From: anna@acme.example\r\n', '', HOST)).toMatch(/^From: anna@.* the host 192\.0\.2\.7 may use/)
  })

  test('of one who may send as anybody may have an odd From', () => {
    expect(fault('From: <a@b.example> c\r\n', '', { login: null, addresses: ['*'] })).toBeNull()
  })

  test.each([
    'From: CEO <=?utf-8?q?ceo=40victim.example?=>\r\n',
    `From: CEO${`\r\n${' '.repeat(900)}`.repeat(150)}<ceo@victim.example>\r\n`,
    `From: (${'a'.repeat(135_000)}) ceo@victim.example\r\n`,
    `From: ${'desk@acme.example,'.repeat(2000)}ceo@victim.example\r\n`,
    'From: <desk@acme.example> <ceo@victim.example>\r\n',
    'From: ceo@victim.example@acme.example\r\n',
    'From\r\n : ceo@victim.example\r\n',
    'From: ceo\r\n',
  ])('whose From could hide another sender (%.60j) is refused, with and without envelope sender', (header) => {
    for (const envelopeFrom of ['desk@acme.example', '']) {
      const said = fault(header, envelopeFrom)
      expect(said).toMatch(/^From .*\. (?:Write|Give)/)
      expect(wireText(said ?? '')).toBe(said)
    }
  })
})
