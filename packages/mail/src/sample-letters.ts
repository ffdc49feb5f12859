/** Letters whose own words look like quotes, signatures, headers or footers. Marks as in `segments.test.ts`. */
export const LETTERS: Readonly<Record<string, string>> = {
  'greeting then copied order block': `
o|Hi Ann,
 |
o|Here is what we have on file:
 |
o|Order: 4711
o|Date: 3 March 2026
o|To: Ann Lee, 12 Mill Lane, Leeds
o|Status: posted
 |
o|Is that right?
 |
o|Jo`,
  'mail settings to type in': `
o|Use these settings:
 |
o|From: help@acme.example
o|Reply-To: help@acme.example
o|Subject: Your order
 |
o|Then press Save and send a test.
 |
o|Jo`,
  'sign-off words open the letter': `
o|Thanks for your patience.
 |
o|Best regards to Bo as well.
 |
o|The lamp is posted.
 |
o|Jo`,
  'contact lines in the middle': `
o|You can reach the courier:
 |
o|Fast Parcels
o|Tel: +44 20 7946 0000
o|Web: www.fastparcels.example
 |
o|They keep it until Friday.
 |
o|Kind regards,
o|Jo`,
  'contact lines after the sign-off, then a note': `
o|Posted.
 |
o|Kind regards,
o|Jo Hart
s|Acme Support
s|+44 20 7946 0000
 |
o|PS: I forgot: the lid follows on Friday.`,
  'rule drawn between two topics': `
o|About the kettle: it was posted.
 |
o|--------------------
 |
o|About the lamp: we do not have it any more. Would you like the blue one?
 |
o|Jo`,
  'two hyphens as a dash line': `
o|Posted today.
 |
o|--
o|One more thing: the lid comes separately, because it is sent from our other warehouse in Leeds.
o|It will arrive on Friday. You do not need to be at home for it, since it fits the letter box.
o|Please tell us should it be missing. We would then send another one at once, free of charge.
o|We are sorry for the trouble.
 |
o|Jo`,
  'words that sound like a notice': `
o|Hi Ann,
 |
o|This message is to confirm that your account data stay confidential and that we delete them on 3 May.
 |
o|Kind regards,
o|Jo`,
  'confidential attachment told about': `
o|Hi Ann,
 |
o|The attached report is confidential. Please do not disclose it, and delete it if it was not intended for you.
 |
o|Jo`,
  'German retelling': `
o|Hallo Ann,
 |
o|am 3. März um 10:04 schrieben Sie uns wegen der Lampe: sie ist da.
 |
o|Viele Grüße
o|Jo`,
  'unsubscribe instructions': `
o|Hi Ann,
 |
o|To unsubscribe, press the link in any newsletter.
 |
o|Jo`,
  'ticket number first': `
o|Ticket: 4711 is solved.
 |
o|Jo`,
  'sent from in a sentence': `
o|The parcel was
o|Sent from our Leeds warehouse
 |
o|yesterday.
 |
o|Jo`,
  'the answer is a name': `
o|Jo Hart`,
  'forwarded text below, comment under it': `
o|Please see below.
 |
f|---------- Forwarded message ---------
f|From: Bo <bo@fast.example>
f|Date: Tue, Mar 3, 2026 at 10:04 AM
f|Subject: Lost
f|To: <help@acme.example>
 |
f|We lost it.`,
  'arrows in a shell session': `
o|Type this:
 |
o|$ ls > files.txt
o|$ cat files.txt
 |
o|Jo`,
  'chevrons inside a line': `
o|Go to Home >> Account >> Orders and press Cancel.
 |
o|Jo`,
  'thread with an agent in the middle': `
o|Any news on the serial number?
 |
o|Jo
 |
q0|On Wed, Mar 4, 2026 at 10:04 AM Jo Hart <jo@acme.example> wrote:
 |
q1|> What is the serial number?
q1|>
q2|> On Tue, Mar 3, 2026 at 10:04 AM Ann Lee <ann@fern.example> wrote:
q2|>
q2|>> The kettle leaks.`,
  'appointment head': `
o|Jo Hart
o|Mar 3, 2026, 10:02 AM
 |
o|is your appointment. Please be on time.`,
}
