import { describe, expect, test } from 'vitest'
import type { Body } from './mail.ts'
import { parseMail } from './parse.ts'
import { quotedAuthorOf } from './quoted.ts'
import { HTML_STYLES } from './sample-html-styles.ts'
import { LETTERS } from './sample-letters.ts'
import { sampleMail } from './sample-mail.ts'
import { TEXT_LANGUAGES } from './sample-text-languages.ts'
import { TEXT_STYLES } from './sample-text-styles.ts'
import { segmentsOf } from './segments.ts'

/**
 * Each line of a case says what it is: `o` own, `q0` quote introduction, `q1`… quoted text by depth, `f` forward,
 * `s` signature, `b` boilerplate or legal footer. Blank lines go with the line above and need no mark.
 */
const CASES: Record<string, string> = {
  'a letter without anything else': `
o|Hello Ann,
 |
o|your order left today.
 |
o|Kind regards,
o|Jo`,
  'Gmail, answer above': `
o|It is done.
 |
q0|On Mon, Mar 3, 2026 at 10:04 AM Ann Lee <ann@fern.example> wrote:
 |
q1|> Can you do it?
q1|>
q1|> Ann`,
  'Gmail, introduction over two lines, the address broken': `
o|It is done.
 |
q0|On Mon, Mar 3, 2026 at 10:04 AM Ann Lee from the accounts department <
q0|ann.lee.with.a.long.address@fern.example> wrote:
 |
q1|> Can you do it?`,
  'Gmail, introduction over three lines': `
o|It is done.
 |
q0|On Mon, Mar 3, 2026 at 10:04 AM Ann Lee
q0|<ann@fern.example>
q0|wrote:
 |
q1|> Can you do it?`,
  'an introduction right below the last sentence': `
o|See you on Monday
q0|On 3 Mar 2026, at 10:04, Ann Lee <ann@fern.example> wrote:
q1|> Can you do it?`,
  'answers between the quotes': `
q0|On 3 Mar 2026, at 10:04, Ann Lee <ann@fern.example> wrote:
q1|> Do you have it in red?
 |
o|Yes, two of them.
 |
q1|> And when would it come?
o|On Thursday.
q1|> Thanks, Ann
 |
o|Kind regards,
o|Jo`,
  'answer below': `
q0|Ann Lee wrote:
q1|> Do you have it in red?
 |
o|Yes, two of them.`,
  'a quote of a quote': `
o|Agreed.
 |
q0|On 3 Mar 2026, at 10:04, Ann Lee <ann@fern.example> wrote:
q1|> Fine with me.
q1|>
q2|> On 2 Mar 2026, at 09:00, Jo Hart <jo@acme.example> wrote:
q2|>> Shall we send it?`,
  'Apple Mail, introduction inside the quote': `
o|Done.
 |
q0|> On 3 Mar 2026, at 10:04, Ann Lee <ann@fern.example> wrote:
q0|>
q1|> Can you do it?`,
  Outlook: `
o|It is done.
 |
o|Kind regards,
o|Jo
 |
q0|________________________________
q0|From: Ann Lee <ann@fern.example>
q0|Sent: Monday, March 3, 2026 10:04 AM
q0|To: help@acme.example
q0|Subject: Order
 |
q1|Can you do it?
 |
q1|Kind regards,
q1|Ann`,
  'Outlook, a thread': `
o|It is done.
 |
q0|From: Ann Lee
q0|Sent: Monday, March 3, 2026 10:04 AM
q0|To: help@acme.example
q0|Subject: RE: Order
 |
q1|Can you do it?
 |
q2|From: help@acme.example
q2|Sent: Sunday, March 2, 2026 9:00 AM
q2|To: Ann Lee
q2|Subject: Order
 |
q2|Shall we send it?`,
  'Outlook of old': `
o|It is done.
 |
q0|-----Original Message-----
q0|From: Ann Lee [mailto:ann@fern.example]
q0|Sent: Monday, March 3, 2026 10:04 AM
q0|To: help@acme.example
q0|Subject: Order
 |
q1|Can you do it?`,
  'Outlook on a telephone': `
o|It is done.
 |
s|Get Outlook for iOS<https://aka.ms/o0ukef>
q0|________________________________
q0|From: Ann Lee <ann@fern.example>
q0|Sent: Monday, March 3, 2026 10:04:12 AM
q0|To: help@acme.example <help@acme.example>
q0|Subject: Order
 |
q1|Can you do it?`,
  Yahoo: `
o|It is done.
 |
q0|    On Monday, March 3, 2026 at 10:04:35 AM GMT+1, Ann Lee <ann@fern.example> wrote:
 |
q1| Can you do it?`,
  'Yahoo of old': `
o|It is done.
 |
q0|--- On Mon, 3/3/26, Ann Lee <ann@fern.example> wrote:
 |
q0|From: Ann Lee <ann@fern.example>
q0|Subject: Order
q0|To: help@acme.example
q0|Date: Monday, March 3, 2026, 10:04 AM
 |
q1|Can you do it?`,
  Freshdesk: `
o|It is done.
 |
o|Regards,
o|Jo
 |
q0|On Mon, 3 Mar at 10:04 AM , Ann Lee <ann@fern.example> wrote:
q1|Can you do it?`,
  Front: `
o|It is done.
 |
q0|On March 3, 2026 at 10:04 AM GMT+1 ann@fern.example wrote:
 |
q1|Can you do it?`,
  Zoho: `
o|It is done.
 |
q0|---- On Mon, 03 Mar 2026 10:04:50 +0100 Ann Lee <ann@fern.example> wrote ----
 |
q1|Can you do it?`,
  'Zendesk, a new answer': `
b|##- Please type your reply above this line -##
 |
o|Hello Ann,
o|it is done.
 |
b|This email is a service from Acme. Delivered by Zendesk`,
  'Zendesk, a thread of comments': `
b|##- Please type your reply above this line -##
 |
b|----------------------------------------------
b|Jo Hart, Mar 3, 2026, 10:02 AM GMT+1
 |
o|Hello Ann,
o|it is done.
 |
q0|----------------------------------------------
q0|Ann Lee, Mar 2, 2026, 9:00 AM GMT+1
 |
q1|Can you do it?`,
  'Zendesk, answered from above the line': `
o|Thank you!
 |
q0|##- Please type your reply above this line -##
 |
q1|Your request (4711) has been updated.`,
  'a forwarded mail': `
o|Can you look at this, please?
 |
f|---------- Forwarded message ---------
f|From: Ann Lee <ann@fern.example>
f|Date: Mon, Mar 3, 2026 at 10:04 AM
f|Subject: Order
f|To: <help@acme.example>
 |
f|Can you do it?`,
  'a mail forwarded with Apple Mail': `
o|See below.
 |
f|Begin forwarded message:
 |
f|From: Ann Lee <ann@fern.example>
f|Subject: Order
f|Date: 3 March 2026 at 10:04:00 CET
f|To: help@acme.example
 |
f|Can you do it?`,
  German: `
o|Ist erledigt.
 |
q0|Am Mo., 3. März 2026 um 10:04 Uhr schrieb Ann Lee <ann@fern.example>:
 |
q1|> Geht das?`,
  'German Outlook': `
o|Ist erledigt.
 |
o|Mit freundlichen Grüßen
o|Jo Hart
s|Kundenservice
 |
q0|Von: Ann Lee <ann@fern.example>
q0|Gesendet: Montag, 3. März 2026 10:04
q0|An: hilfe@acme.example
q0|Betreff: Bestellung
 |
q1|Geht das?`,
  French: `
o|C'est fait.
 |
q0|Le lun. 3 mars 2026 à 10:04, Ann Lee <ann@fern.example>
q0|a écrit :
 |
q1|> C'est possible ?`,
  'French Outlook': `
o|C'est fait.
 |
q0|De : Ann Lee <ann@fern.example>
q0|Envoyé : lundi 3 mars 2026 10:04
q0|À : aide@acme.example
q0|Objet : Commande
 |
q1|C'est possible ?`,
  Spanish: `
o|Ya está.
 |
q0|El lun, 3 mar 2026 a las 10:04, Ann Lee (<ann@fern.example>) escribió:
 |
q1|> ¿Es posible?`,
  Dutch: `
o|Het is klaar.
 |
q0|Op ma 3 mrt 2026 om 10:04 schreef Ann Lee <ann@fern.example>:
 |
q1|> Kan dat?`,
  'Dutch Outlook': `
o|Het is klaar.
 |
q0|Van: Ann Lee <ann@fern.example>
q0|Verzonden: maandag 3 maart 2026 10:04
q0|Aan: hulp@acme.example
q0|Onderwerp: Bestelling
 |
q1|Kan dat?`,
  Italian: `
o|Fatto.
 |
q0|Il giorno lun 3 mar 2026 alle ore 10:04 Ann Lee <ann@fern.example> ha
q0|scritto:
 |
q1|> È possibile?`,
  Portuguese: `
o|Está feito.
 |
q0|Em seg., 3 de mar. de 2026 às 10:04, Ann Lee <ann@fern.example>
q0|escreveu:
 |
q1|> É possível?`,
  Swedish: `
o|Det är klart.
 |
q0|Den mån 3 mars 2026 kl 10:04 skrev Ann Lee <ann@fern.example>:
 |
q1|> Går det?`,
  'an introduction of date, name and address only': `
o|Done.
 |
q0|03.03.2026, 10:04, "Ann Lee" <ann@fern.example>:
 |
q1|Can you do it?`,
  'signature below the delimiter': `
o|It is done.
 |
o|Jo
 |
s|-- 
s|Jo Hart | Acme
s|+44 20 7946 0000`,
  'particulars below the closing formula and the name': `
o|It is done.
 |
o|Kind regards,
 |
o|Jo Hart
s|Customer Care Manager
s|Acme Ltd
s|T: +44 20 7946 0000
s|www.acme.example`,
  "closing words of one's own": `
o|It is done.
 |
o|Fair winds,
o|Jo
s|Acme Games`,
  'closing formula and name on one line': `
o|It is done.
 |
o|Thanks, Jo
s|Acme Support
s|jo@acme.example`,
  'particulars without a closing formula': `
o|It is done, and the parcel leaves tomorrow.
 |
o|Jo Hart
s|jo@acme.example
s|+44 20 7946 0000`,
  "a postscript below the name is the writer's": `
o|It is done.
 |
o|Best,
o|Jo
 |
o|P.S. The blue one is back in stock.`,
  'an address in the letter is no signature': `
o|The courier's office is:
 |
o|Fast Parcels
o|+44 20 7946 0000
o|www.fastparcels.example`,
  'steps below a word of thanks are no signature': `
o|Thanks!
 |
o|Here are the steps:
o|1. Open the settings
o|2. Press Save`,
  'sent from a telephone': `
o|It is done.
 |
s|Sent from my iPhone
 |
q0|On 3 Mar 2026, at 10:04, Ann Lee <ann@fern.example> wrote:
 |
q1|> Can you do it?`,
  "a sentence that begins like a telephone's": `
o|Sent from my desk, is much easier than from my phone.`,
  'a confidentiality notice': `
o|It is done.
 |
o|Kind regards,
o|Jo
 |
b|CONFIDENTIALITY NOTICE: This e-mail is for the addressee only. You must not copy it.`,
  'a notice without a heading, in two paragraphs': `
o|It is done.
 |
o|Kind regards,
o|Jo
 |
b|________________________________
 |
b|This message and any attachments are confidential and intended solely for the
b|addressee. If you have received it in error, please notify the sender and delete it.
 |
b|Any views in this message are those of the author; unauthorised copying of this e-mail is forbidden.`,
  "a German firm's particulars": `
o|Ist erledigt.
 |
o|Viele Grüße
o|Jo Hart
 |
b|Acme GmbH | Sitz der Gesellschaft: Celle | HRB 4471 Amtsgericht Celle | Geschäftsführer: D. Krause`,
  'a letter that speaks of confidentiality': `
o|Hello Ann,
 |
o|The message you got by mistake was confidential; please delete it, it was intended for another recipient.
 |
o|Kind regards,
o|Jo`,
  'a letter that is nothing but a VAT number': `
o|Our VAT number is DE123456789, company number 00551188.
 |
o|Ann Lee`,
  'a journey is no mail header': `
o|Your booking:
 |
o|From: Hamburg
o|To: Berlin
o|Date: 3 May 2026
 |
o|Have a good trip!`,
  'an address named in a sentence is no header': `
o|From: jane@fern.example we got nothing.
o|To: see what happened, we looked at the log.`,
  'sentences that begin like an introduction': `
o|On Monday, 3 March 2026 we sent it.
o|On the other hand, it may be late:
o|the carrier wrote: no deliveries on Sunday.`,
  'a question that ends like an introduction': `
o|Seriously, when does the surveyor come? You wrote:
 |
q1|> Your survey has been booked for Tuesday.
 |
o|So?`,
  'a long quoted line that was wrapped on the way': `
q0|Ann Lee wrote:
q1|> I would like to know when the parcel with the two blue lamps and the
q1|green shade will arrive
q1|> at our house.
 |
o|On Thursday.`,
  'a line that mbox escaped': `
o|Hello Ann,
o|>From the warehouse we hear that it left.`,
  'rules and lists in the letter': `
o|Here is my analysis:
 |
o|----
 |
o|1. It works better by half.
o|2. It needs less memory.
 |
o|====
 |
o|These lines are drawn for order only.`,
}

describe('what a line is', () => {
  test.each(Object.entries(CASES))('%s', (_, marked) => {
    const { text, kinds } = unmarked(marked)
    expect(kindsOf(text)).toEqual(kinds)
  })
})

describe('what a line is in the letters of mail programs and ticket tools', () => {
  test.each(Object.entries({ ...TEXT_LANGUAGES, ...TEXT_STYLES, ...LETTERS }))('as text, %s', (_, marked) => {
    const { text, kinds } = unmarked(marked)
    expect(kindsOf(text)).toEqual(kinds)
  })

  test.each(Object.entries(HTML_STYLES))('as HTML, %s', async (_, [html, ...lines]) => {
    expect(markedLines(await htmlBody(html))).toEqual(lines)
  })

  test.each(
    Object.entries({ ...TEXT_LANGUAGES, ...TEXT_STYLES }).filter(([, marked]) => /^q0\|.*(?:Ann|ann@)/m.test(marked)),
  )('whom the text quotes, %s', (_, marked) => {
    const { text } = unmarked(marked)
    const author = quotedAuthorOf({ part: 'text', text, segments: segmentsOf(text) })
    expect(author?.name).toMatch(/^(?:Ann Lee|Lee, Ann)$/)
    expect(author?.address).toBe(text.includes('ann@fern.example') ? 'ann@fern.example' : '')
  })
})

async function htmlBody(html: string): Promise<Body> {
  const { html: body } = await parseMail(sampleMail({ html }))
  return body ?? { part: 'html', text: '', segments: [] }
}

function markedLines({ text, segments }: Body): string[] {
  return segments.flatMap(({ start, end, kind, level }) =>
    text
      .slice(start, end)
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => `${MARKS[kind]}${level ?? ''}|${line.trim()}`),
  )
}

function unmarked(marked: string): { text: string; kinds: string[] } {
  const lines = marked
    .slice(1)
    .split('\n')
    .map((line) => ({ mark: line.slice(0, line.indexOf('|')).trim(), text: line.slice(line.indexOf('|') + 1) }))
  let above = ''
  const kinds = lines.map(({ mark }) => {
    above = mark === '' ? above : mark
    return above
  })
  return { text: lines.map(({ text }) => text).join('\n'), kinds }
}

const MARKS = { own: 'o', quote: 'q', forward: 'f', signature: 's', footer: 'b' } as const

function kindsOf(text: string): string[] {
  return segmentsOf(text).flatMap(({ start, end, kind, level }) =>
    text
      .slice(start, end)
      .replace(/\n$/, '')
      .split('\n')
      .map(() => `${MARKS[kind]}${level ?? ''}`),
  )
}
