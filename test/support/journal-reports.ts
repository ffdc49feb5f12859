/** Journal reports as mail servers write them, around a mail of the test's own. */

/** Whom the report says the mail was from and for. */
export type Reported = {
  readonly sender?: string
  /** Lines of the report's text: `To: anna@acme.example, Expanded: support@acme.example`. */
  readonly recipients?: readonly string[]
  readonly messageId?: string
  readonly subject?: string
}

let count = 0

/** Exchange Online: the header names the writer, a text names the envelope, and the mail is enclosed as it was. */
export function exchangeOnlineReport(original: string | Buffer, reported: Reported = {}): Buffer {
  const boundary = `_000_${++count}journalreport_`
  return joined(
    `Received: from AM0PR02MB0001.eurprd02.prod.outlook.com (2603:10a6:208::1)\r\n by gate.test; Tue, 24 Nov 2026 09:00:03 +0000\r\n`,
    fieldsOf(original),
    `Sender: <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@acme.onmicrosoft.example>\r\n`,
    `Message-ID: <${count}-4df5-41e1-871c@journal.report.generator>\r\n`,
    `Date: Tue, 24 Nov 2026 09:00:02 +0000\r\nMIME-Version: 1.0\r\nX-MS-PublicTrafficType: Email\r\nX-MS-Journal-Report:\r\n`,
    `X-MS-Exchange-Parent-Message-Id: ${reported.messageId ?? idOf(original)}\r\n`,
    `Auto-Submitted: auto-generated\r\nX-MS-Exchange-Generated-Message-Source: Journal Agent\r\n`,
    `Content-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n`,
    `--${boundary}\r\nContent-Type: text/plain; charset="us-ascii"\r\nContent-Transfer-Encoding: 7bit\r\n\r\n`,
    textOf(original, reported),
    `\r\n--${boundary}\r\nContent-Type: message/rfc822\r\n\r\n`,
    original,
    `\r\n--${boundary}--\r\n`,
  )
}

/** Exchange 2016 on the own premises: text in base64 where the subject is not ASCII, an older name for Message-ID. */
export function exchange2016Report(original: string | Buffer, reported: Reported = {}): Buffer {
  const boundary = `_7e${++count}-5a3f-4a10-8a55_`
  const text = Buffer.from(textOf(original, reported).replace('Message-ID:', 'Message-Id:')).toString('base64')
  return joined(
    fieldsOf(original),
    `Sender: <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@acme.example>\r\n`,
    `Message-ID: <${count}@journal.report.generator>\r\nDate: Tue, 24 Nov 2026 10:00:02 +0100\r\nMIME-Version: 1.0\r\n`,
    `X-MS-Journal-Report: \r\nContent-Type: multipart/mixed;\r\n\tboundary="${boundary}"\r\n\r\n`,
    `--${boundary}\r\nContent-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n`,
    `${text.replace(/(.{76})/g, '$1\r\n')}\r\n`,
    `--${boundary}\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment;\r\n\tcreation-date="Tue, 24 Nov 2026 10:00:01 GMT"\r\n\r\n`,
    original,
    `\r\n--${boundary}--\r\n`,
  )
}

/** Exchange 2003: another mark, names beside addresses, and the recipients in a list. */
export function exchange2003Report(original: string | Buffer, reported: Reported = {}): Buffer {
  const boundary = `----_=_NextPart_${++count}`
  const recipients = (reported.recipients ?? []).map((each) => `\t"Desk" <${each}>\r\n`).join('')
  return joined(
    fieldsOf(original),
    `Content-Identifier: ExJournalReport\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n`,
    `--${boundary}\r\nContent-Type: text/plain\r\n\r\n`,
    `Sender:\t"Kim" <${reported.sender ?? 'kim@customer.example'}>\r\nMessage-ID: ${idOf(original)}\r\nRecipients:\r\n${recipients}`,
    `\r\n--${boundary}\r\nContent-Type: message/rfc822\r\n\r\n`,
    original,
    `\r\n--${boundary}--\r\n`,
  )
}

/** A report without Microsoft's mark, as other servers write them in the same form: known by what it says. */
export function unmarkedReport(original: string | Buffer, reported: Reported = {}): Buffer {
  const boundary = `journal${++count}`
  return joined(
    `From: Journal <journal@acme.example>\r\nTo: archive@gate.test\r\nSubject: Journal report\r\nMIME-Version: 1.0\r\n`,
    `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n--${boundary}\r\n\r\n`,
    textOf(original, reported),
    `\r\n--${boundary}\r\nContent-Type: message/rfc822\r\n\r\n`,
    original,
    `\r\n--${boundary}--\r\n`,
  )
}

/** A copy as Gmail's routing sends it to a further recipient: the mail itself, with the first recipient named before it. */
export function googleCopy(original: string | Buffer, recipient: string): Buffer {
  return joined(
    `Received: from mail-wr1-f69.google.com (209.85.221.69) by gate.test; Tue, 24 Nov 2026 09:00:03 +0000\r\n`,
    `X-Gm-Original-To: ${recipient}\r\nX-Received: by 2002:a5d:4810:: with SMTP id l16mr1; Tue, 24 Nov 2026 01:00:02 -0800 (PST)\r\n`,
    original,
  )
}

function textOf(original: string | Buffer, { sender, recipients, messageId, subject }: Reported): string {
  return [
    `Sender: ${sender ?? 'kim@customer.example'}`,
    `Subject: ${subject ?? /^Subject: (.*)$/im.exec(String(original))?.[1]?.trim() ?? ''}`,
    `Message-ID: ${messageId ?? idOf(original)}`,
    ...(recipients ?? ['To: support@acme.example']),
    '',
  ].join('\r\n')
}

/** The fields that Exchange writes over its report from the mail it reports. */
function fieldsOf(original: string | Buffer): string {
  return Array.from(String(original).matchAll(/^(?:From|To|Cc|Subject): .*\r\n/gm), ([line]) => line).join('')
}

const idOf = (original: string | Buffer) => /^Message-ID: (.*)$/im.exec(String(original))?.[1]?.trim() ?? ''

const joined = (...pieces: readonly (string | Buffer)[]) =>
  Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)))
