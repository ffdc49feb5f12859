import { parseMail } from '@proofgate/mail'
import { describe, expect, it } from 'vitest'
import { withOwnDomains } from './engine.ts'
import { isOurs, ownAddressesOf, ownDomainsOf } from './ours.ts'
import { DEFAULT_POLICY } from './policy.ts'
import { readingOf } from './reading.ts'
import { settingsFor } from './settings.ts'

const letter = (from: string, text: string, to = 'care@shop.example') =>
  parseMail(Buffer.from(`From: ${from}\r\nTo: ${to}\r\nSubject: x\r\n\r\n${text}`))

const US = 'Tom <care@shop.example>'
const ANA = 'Ana Ruiz <ana@mail.example>'

async function readingWith(reply: string, ...earlier: readonly (readonly [string, string])[]) {
  const mail = await letter(US, reply, ANA)
  const recipients = ['ana@mail.example']
  const settings = withOwnDomains(
    settingsFor(DEFAULT_POLICY, { sender: 'care@shop.example', recipients }),
    'care@shop.example',
  )
  return readingOf({
    mail,
    recipients,
    earlier: await Promise.all(earlier.map(([from, text]) => letter(from, text, from === US ? ANA : undefined))),
    settings,
  })
}

describe("the customer's words", () => {
  it('are those since our last answer, two mails in a row as one turn', async () => {
    const { customer } = await readingWith(
      'Hi',
      [ANA, 'Old question?'],
      [US, 'Old answer.'],
      [ANA, 'When?'],
      [ANA, 'And where?'],
    )
    expect(customer).toMatchObject({ source: 'conversation', text: 'When?\n\nAnd where?', name: 'Ana Ruiz' })
  })

  it('are known from the quote where no earlier message is', async () => {
    const { customer } = await readingWith(
      'It left.\n\nOn Mon, 2 Mar 2026, Ana Ruiz <ana@mail.example> wrote:\n> When?\n',
    )
    expect(customer).toMatchObject({ source: 'quote', text: 'When?', address: 'ana@mail.example' })
  })

  it('are not taken from a quote of our own mail', async () => {
    const { customer } = await readingWith(
      'One more thing.\n\nOn Mon, 2 Mar 2026, Tom <care@shop.example> wrote:\n> When?\n',
    )
    expect(customer).toBeNull()
  })

  it('are those below our own mail, where that is what the reply quotes first', async () => {
    const thread = (first: string, second: string) =>
      readingWith(
        `One more thing.\n\nOn Tue, 3 Mar 2026, ${first} wrote:\n> It left.\n>\n> On Mon, 2 Mar 2026, ${second} wrote:\n>> When?\n`,
      )
    const ours = 'Tom <care@shop.example>'
    expect((await thread(ours, ANA)).customer).toMatchObject({ text: 'When?', address: 'ana@mail.example' })
    expect((await thread(ours, 'Bo <bo@shop.example>')).customer).toBeNull()
    expect((await thread(ANA, ours)).customer).toMatchObject({ text: 'It left.' })
  })

  it('are not taken from our own mail that is quoted under our name without the address', async () => {
    expect((await readingWith('One more thing.\n\nOn 2 Mar 2026, at 10:04, Tom wrote:\n> When?\n')).customer).toBeNull()
  })

  it('are unknown where nothing is quoted', async () => {
    expect((await readingWith('It left.')).customer).toBeNull()
  })
})

describe('who is ours', () => {
  it('are whom teams name as well, not whom a pattern for everybody matches', () => {
    const teams = {
      night: ['Pia.Lund@gmail.com', 'desk-*@outlook.com', '*@*.calls.example'],
      all: ['*', 'x@*', '*@aol.com'],
    }
    const own = ownAddressesOf(teams)
    expect(own).toEqual(['pia.lund@gmail.com', 'desk-*@outlook.com', '*@*.calls.example'])
    const ours = ['PIA.lund@gmail.com', 'desk-2@outlook.com', 'a@uk.calls.example']
    expect(ours.map((address) => isOurs(address, own))).toEqual([true, true, true])
    const theirs = ['pia.lunde@gmail.com', 'ana@outlook.com', 'x@calls.example', 'ana@aol.com']
    expect(theirs.map((address) => isOurs(address, own))).toEqual([false, false, false, false])
  })

  it.each([
    ['care@shop.example', 'boss@shop.example', true],
    ['care@shop.example', 'it@eu.SHOP.example', true],
    ['care@shop.example', 'ana@myshop.example', false],
    ['shop@gmail.com', 'ana@gmail.com', false],
    ['shop@gmail.com', 'Shop@gmail.com', true],
  ])('of mail from %s, %s: %s', (from, address, ours) => {
    expect(isOurs(address, ownDomainsOf(from))).toBe(ours)
  })

  it.each(
    `gmail.com googlemail.com yahoo.de yahoo.com.ar hotmail.se outlook.com.br live.nl gmx.ch seznam.cz onet.pl op.pl ziggo.nl
     xs4all.nl bluewin.ch hispeed.ch telenet.be wp.pl interia.pl azet.sk freemail.hu citromail.hu abv.bg uol.com.br sapo.pt
     telia.com online.no mail.dk kolumbus.fi walla.co.il rediffmail.com bigpond.com xtra.co.nz rogers.com shaw.ca att.net
     cox.net duck.com pm.me tutanota.com posteo.de mailbox.org arcor.de aon.at chello.at sfr.fr bbox.fr libero.it tim.it
     telefonica.net otenet.gr siol.net inet.hr mynet.com ukr.net bk.ru yandex.kz hanmail.net docomo.ne.jp softbank.jp
     foxmail.com sohu.com mail.com fastmail.com hey.com proton.me icloud.com BLUEWIN.ch`.split(/\s+/),
  )('is one address only at the public provider %s', (domain) => {
    expect(isOurs(`ana@${domain}`, ownDomainsOf(`shop@${domain}`))).toBe(false)
    expect(isOurs(`shop@${domain}`, ownDomainsOf(`shop@${domain}`))).toBe(true)
  })

  it.each([
    'acme.com',
    'yahoo-parts.com',
    'mygmail.com',
    'outlook.acme.com',
    'shop.example',
    'example.com',
    'live-music.nl',
  ])('is the whole domain at %s', (domain) => {
    expect(isOurs(`ana@${domain}`, ownDomainsOf(`shop@${domain}`))).toBe(true)
  })

  it('is nobody where From has no address', () => {
    expect(isOurs('ana@mail.example', ownDomainsOf(''))).toBe(false)
    expect(isOurs('', ownDomainsOf(''))).toBe(false)
  })
})
