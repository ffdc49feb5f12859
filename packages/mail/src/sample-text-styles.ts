/** Answers as mail programs and ticket tools send them as plain text. Marks as in `segments.test.ts`. */
export const TEXT_STYLES: Readonly<Record<string, string>> = {
  'Gmail: signature between the answer and the quote, with a signature in the quote': `
o|Hi Ann,
 |
o|The kettle was posted this morning.
 |
o|Best,
o|Jo
s|
s|-- 
s|Jo Hart
s|Customer Care, Acme
 |
q0|On Tue, Mar 3, 2026 at 10:04 AM Ann Lee <ann@fern.example> wrote:
 |
q1|> Where is my kettle?
q1|>
q1|> --
q1|> Ann Lee
q1|> Fern Ltd`,
  'Gmail: answer below the quote, name and signature last': `
q0|On Tue, Mar 3, 2026 at 10:04 AM Ann Lee <ann@fern.example> wrote:
q1|> Where is my kettle?
q1|> Ann
 |
o|It was posted this morning.
 |
o|Best,
o|Jo Hart
s|Acme Support
s|+44 20 7946 0000`,
  'Gmail: three answers between the quotes, one a single word': `
o|Hi Ann, answers below.
 |
q0|On Tue, Mar 3, 2026 at 10:04 AM Ann Lee <ann@fern.example> wrote:
 |
q1|> 1. Is it in stock?
q1|>
 |
o|Yes.
 |
q1|> 2. How long is the cable?
 |
o|Two metres.
 |
q1|> 3. Can I return it?
q1|> Thanks, Ann
 |
o|Within 30 days, free of charge.
 |
o|Jo`,
  'Outlook: warning banner inside the quoted mail': `
o|Hi Ann,
o|done.
o|Jo
 |
q0|From: Ann Lee <ann@fern.example>
q0|Sent: 03 March 2026 10:04
q0|To: Acme Help <help@acme.example>
q0|Cc: Bo Lee <bo@fern.example>
q0|Subject: [EXTERNAL] Kettle
q0|Importance: High
 |
q1|CAUTION: This email originated from outside of the organisation.
 |
q1|Where is my kettle?`,
  'Outlook for Mac': `
o|It was posted.
 |
o|Thanks,
o|Jo
 |
q0|From: Ann Lee <ann@fern.example>
q0|Date: Tuesday, 3 March 2026 at 10:04
q0|To: Acme Help <help@acme.example>
q0|Subject: Kettle
 |
q1|Where is it?`,
  'Apple Mail on a telephone: the introduction is quoted with an odd gap': `
o|On its way.
 |
s|Sent from my iPhone
 |
q0|> On 3 Mar 2026, at 10:04, Ann Lee <ann@fern.example> wrote:
q0|> 
q1|> ﻿Where is it?`,
  'Zendesk: an update with the whole thread': `
b|##- Please type your reply above this line -##
 |
b|Your request (4711) has been updated. To add additional comments, reply to this email.
 |
b|----------------------------------------------
b|Jo Hart (Acme)
b|Mar 3, 2026, 10:02 AM GMT+1
 |
o|Hi Ann,
 |
o|The kettle was posted this morning.
 |
o|Jo
 |
q0|----------------------------------------------
q0|Ann Lee
q0|Mar 2, 2026, 9:00 AM GMT+1
 |
q1|Where is my kettle?
 |
b|--------------------------------
b|This email is a service from Acme. Delivered by Zendesk`,
  'Freshdesk: agent signature, then the ticket link': `
o|Hi Ann,
 |
o|The kettle was posted this morning.
 |
o|Kind regards,
o|Jo Hart
s|Acme Support
 |
b|Ticket: https://acme.freshdesk.example/helpdesk/tickets/4711
 |
q0|On Tue, 3 Mar at 9:04 AM , Ann Lee <ann@fern.example> wrote:
q1|Where is my kettle?`,
  'Help Scout: the conversation tag at the end': `
o|Hi Ann,
 |
o|The kettle was posted this morning.
 |
s|--
s|Jo Hart
s|Acme Support
 |
q0|On Tue, Mar 3, 2026 at 10:04 AM GMT+1, Ann Lee <ann@fern.example> wrote:
q1|> Where is my kettle?
 |
b|{#HS:2912345678-4711#}`,
  Front: `
o|Hi Ann,
 |
o|The kettle was posted this morning.
 |
o|Jo
 |
q0|On March 3, 2026 at 10:04 AM GMT+1 Ann Lee <ann@fern.example> wrote:
 |
q1|> Where is my kettle?`,
  'Proton Mail': `
o|The kettle was posted.
 |
s|Sent with Proton Mail secure email.
 |
q0|On Tuesday, March 3rd, 2026 at 10:04 AM, Ann Lee <ann@fern.example> wrote:
 |
q1|> Where is it?`,
  'eM Client': `
o|The kettle was posted.
 |
q0|------ Original Message ------
q0|From "Ann Lee" <ann@fern.example>
q0|To help@acme.example
q0|Date 03/03/2026 10:04:12
q0|Subject Kettle
 |
q1|Where is it?`,
  'Lotus Notes': `
o|The kettle was posted.
 |
q0|From:	"Ann Lee" <ann@fern.example>
q0|To:	help@acme.example
q0|Date:	03/03/2026 10:04
q0|Subject:	Kettle
 |
q1|Where is it?`,
  'a legal notice between signature and quote': `
o|The kettle was posted.
 |
o|Regards,
o|Jo Hart
s|Acme Ltd | +44 20 7946 0000
 |
b|This email and any attachments are confidential and intended only for the addressee. If you
b|are not the intended recipient, please delete it and notify the sender.
 |
b|Acme Ltd is registered in England, company number 00551188.
 |
q0|On Tue, Mar 3, 2026 at 10:04 AM Ann Lee <ann@fern.example> wrote:
 |
q1|> Where is it?`,
  'a letter that speaks of what somebody wrote': `
o|Hi Ann,
 |
o|On Tuesday, 3 March 2026 at 10:04 your neighbour Bo wrote to us:
o|he has the parcel and keeps it for you.
 |
o|Our courier wrote: left with neighbour.
 |
o|Jo`,
  'a letter with words of thanks in the middle': `
o|Hi Ann,
 |
o|Thanks,
 |
o|that helps a lot. Please send the receipt to returns@acme.example or call +44 20 7946 0000.
 |
o|Regards,
o|Jo`,
  'a letter with an address to send things to': `
o|Please send the kettle to:
 |
o|Acme Returns Department
o|12 Mill Lane
o|Leeds LS1 4AP
 |
o|Write the number 4711 on the box.
 |
o|Jo`,
  'steps that point through a menu': `
o|Open Settings > Billing > Invoices.
 |
o|Then choose:
o|- From: 1 March
o|- To: 31 March
o|- Subject: all
 |
o|Press Export.
 |
o|Jo`,
  'a copy of the customer in quotation marks': `
o|You wrote "where is my kettle?" on Tuesday at 10:04.
 |
o|It was posted this morning.
 |
o|Jo`,
  'a reply of one word, and a device': `
o|Yes
 |
s|Get Outlook for Android<https://aka.ms/AAb9ysg>
q0|________________________________
q0|From: Ann Lee <ann@fern.example>
q0|Sent: Tuesday, March 3, 2026 10:04:12 AM
q0|To: help@acme.example <help@acme.example>
q0|Subject: Kettle
 |
q1|Is it posted?`,
  'a customer who signs with a notice: all of it quoted': `
o|Yes, it is.
 |
o|Jo
 |
q0|On Tue, Mar 3, 2026 at 10:04 AM Ann Lee <ann@fern.example> wrote:
 |
q1|> Is it posted?
q1|>
q1|> Kind regards,
q1|> Ann Lee
q1|> Head of Kettles, Fern Ltd
q1|>
q1|> CONFIDENTIAL: This e-mail is intended for the recipient only.`,
  'a letter that retells dates and people': `
o|Hi Ann,
 |
o|On 3 March 2026 at 10:04, our warehouse received the parcel. Bo signed for it.
 |
o|Here is what the courier told us on 4 March:
 |
o|The van broke down near Leeds.
 |
o|We send a new one today.
 |
o|Best wishes,
o|Jo`,
  'customer words copied below "you wrote", answer after': `
o|Hi Ann,
 |
q0|On 3 March at 10:04 you wrote:
 |
q1|> Where is my kettle?
 |
o|It was posted this morning.
 |
o|Jo`,
  'copied words without marks': `
o|Hi Ann,
 |
o|On 3 March at 10:04 you wrote:
 |
o|"Where is my kettle?"
 |
o|It was posted this morning.
 |
o|Jo`,
  'Gmail app, name with comma and quotation marks': `
o|Sure, done.
 |
q0|On Tue, 3 Mar 2026, 10:04 "Lee, Ann (Accounts)", <ann@fern.example> wrote:
 |
q1|> Please cancel it.`,
  'Outlook, header without address, one recipient list over two lines': `
o|Done.
 |
q0|From: Lee, Ann
q0|Sent: 03 March 2026 10:04
q0|To: Acme Help; Acme Returns; Bo Lee; Cy Hall;
q0|Dee Moss
q0|Subject: RE: Kettle
 |
q1|Please cancel it.`,
  Intercom: `
o|Hi Ann,
 |
o|the kettle was posted this morning.
 |
o|Jo from Acme
 |
b|Powered by Intercom`,
  'Jira Service Management': `
b|—-—-—-—
b|Reply above this line.
 |
o|Hi Ann, the kettle was posted this morning.
 |
o|Jo
 |
b|View request · Turn off this request's notifications`,
  'Gorgias: quote and survey line': `
o|Hi Ann,
 |
o|posted this morning.
 |
o|Kind regards,
o|Jo
 |
q0|On Tue, Mar 3, 2026 at 10:04 AM Ann Lee <ann@fern.example> wrote:
q1|> Where is it?`,
  'signature with pipe lines and a slogan': `
o|Posted this morning.
 |
o|Many thanks,
 |
o|Jo Hart
s|Senior Support Specialist | Acme Ltd
s|M: 07700 900123 | E: jo@acme.example
s|Boiling water since 1987`,
  'no signature, a list of opening hours at the end': `
o|You can collect it here:
 |
o|Monday to Friday: 9 to 5
o|Saturday: 10 to 2
 |
o|Phone: +44 20 7946 0000
 |
o|See you soon`,
  'thanks in the middle, question at the end': `
o|Hi Ann,
 |
o|Thank you!
 |
o|Could you tell us the serial number?
 |
o|Jo`,
  'sign-off then a last question': `
o|Posted this morning.
 |
o|Kind regards,
o|Jo
 |
o|PS: would you also like the lid?`,
  'quoted log the agent pasted': `
o|Please run this:
 |
o|    ping acme.example
 |
o|and send us what it prints.
 |
o|Jo`,
  'Gmail: bottom answers with snipped quote': `
q0|On Tue, Mar 3, 2026 at 10:04 AM Ann Lee <ann@fern.example> wrote:
 |
q1|> The lid does not close.
q1|> [...]
 |
o|We send a new one.
 |
o|Cheers,
o|Jo`,
  'Outlook French thread of three': `
o|C'est parti ce matin.
 |
o|Cordialement,
o|Jo Hart
s|Service client
 |
q0|De : Ann Lee <ann@fern.example>
q0|Envoyé : mardi 3 mars 2026 10:04
q0|À : aide@acme.example
q0|Objet : RE: Bouilloire
 |
q1|Quand ?
 |
q2|De : Jo Hart <jo@acme.example>
q2|Envoyé : lundi 2 mars 2026 09:00
q2|À : Ann Lee <ann@fern.example>
q2|Objet : Bouilloire
 |
q2|Bien reçu.`,
  Spark: `
o|It was posted.
q0|On 3 Mar 2026, 10:04 +0000, Ann Lee <ann@fern.example>, wrote:
q1|> Where is it?`,
  Airmail: `
o|It was posted.
 |
q0|On 3 March 2026 at 10:04:35, Ann Lee (ann@fern.example) wrote:
 |
q1|Where is it?`,
  'Mailspring, Superhuman tail': `
o|It was posted.
 |
s|Sent via Superhuman
 |
q0|On Tue, Mar 03, 2026 at 10:04 AM, Ann Lee <ann@fern.example> wrote:
 |
q1|> Where is it?`,
  Kayako: `
o|Hi Ann, posted this morning.
 |
o|Regards,
o|Jo Hart
s|Acme Support Team
 |
b|Ticket #4711`,
  'Lotus in-line header': `
o|Done.
 |
q0|-----Ann Lee <ann@fern.example> wrote: -----
q0|To: help@acme.example
q0|From: Ann Lee <ann@fern.example>
q0|Date: 03/03/2026 10:04AM
q0|Subject: Kettle
 |
q1|Please cancel it.`,
  'environment plea': `
o|Done.
 |
o|Best wishes
o|Jo Hart
s|Acme Ltd
 |
b|Please consider the environment before printing this email.`,
  'numbered answers under own copied headings': `
o|1. Is it in stock?
o|Yes.
 |
o|2. When does it come?
o|On Thursday.
 |
o|Jo`,
  'thanks line with name of the customer': `
o|Thanks, Ann!
 |
o|The kettle was posted. Could you tell us the colour of the lid?
 |
o|Jo`,
}
