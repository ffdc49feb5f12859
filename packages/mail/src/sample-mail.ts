/** What a test's mail is made of; header fields and bodies as they stand in the message, line ends `\n`. */
export type SampleMail = {
  readonly fields?: string
  readonly text?: string
  readonly html?: string
}

/** A message for a test, with CRLF line ends: text, HTML, or both as alternatives. */
export function sampleMail({ fields = '', text, html }: SampleMail): Buffer {
  const head = `From: Jo Hart <jo@acme.example>\nTo: Ann Lee <ann@fern.example>\nSubject: Re: Order\n${fields === '' ? '' : `${fields}\n`}`
  const plainPart = `Content-Type: text/plain; charset=utf-8\n\n${text ?? ''}`
  const htmlPart = `Content-Type: text/html; charset=utf-8\n\n${html ?? ''}`
  const body =
    html === undefined
      ? plainPart
      : text === undefined
        ? htmlPart
        : `Content-Type: multipart/alternative; boundary=b\n\n--b\n${plainPart}\n--b\n${htmlPart}\n--b--\n`
  return Buffer.from(`${head}MIME-Version: 1.0\n${body}`.replaceAll('\n', '\r\n'))
}
