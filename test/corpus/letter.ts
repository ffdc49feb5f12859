/** What a message is made of. */
export type Letter = {
  /** Without angle brackets. */
  readonly messageId: string
  readonly references: readonly string[]
  readonly from: Address
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  readonly subject: string
  /** Instant in ISO 8601, UTC. */
  readonly date: string
  readonly text: string
  readonly html: string | null
  readonly attachments: readonly File[]
}
type Address = { readonly name: string; readonly email: string }
type File = { readonly filename: string; readonly contentType: string; readonly cid?: string | undefined }

/** The message as RFC 5322 octets with CRLF line ends. `boundary` makes a MIME boundary of a seed. */
export function rawOf(letter: Letter, boundary: (seed: string) => string): Uint8Array {
  const { messageId, references, from, to, cc, subject, date } = letter
  const fields = [
    `Date: ${new Date(date).toUTCString().replace('GMT', '+0000')}`,
    `From: ${mailbox(from)}`,
    `To: ${to.map(mailbox).join(',\r\n ')}`,
    ...(cc.length > 0 ? [`Cc: ${cc.map(mailbox).join(',\r\n ')}`] : []),
    `Subject: ${encoded(subject)}`,
    `Message-ID: <${messageId}>`,
    ...(references.length > 0 ? [`In-Reply-To: <${references.at(-1)}>`] : []),
    ...(references.length > 0 ? [`References: ${references.map((id) => `<${id}>`).join('\r\n ')}`] : []),
    'MIME-Version: 1.0',
  ]
  return Buffer.from(`${fields.join('\r\n')}\r\n${bodyOf(letter, (kind) => boundary(messageId + kind))}\r\n`)
}

/** Text, beside it HTML with its inline images, beside both the files: the nesting every mail program makes. Empty text beside HTML: HTML alone. */
function bodyOf({ text, html, attachments }: Letter, boundary: (kind: string) => string): string {
  const inline = html === null ? [] : attachments.filter((file) => file.cid !== undefined)
  const files = attachments.filter((file) => !inline.includes(file))
  const plain = text === '' && html !== null ? [] : [leaf('text/plain', text)]
  const rich =
    html === null ? [] : [multipart('related', boundary('rel'), [leaf('text/html', html), ...inline.map(filePart)])]
  const both = multipart('alternative', boundary('alt'), [...plain, ...rich])
  return multipart('mixed', boundary('mix'), [both, ...files.map(filePart)])
}

/** A multipart of one part is that part. */
function multipart(subtype: string, boundary: string, parts: readonly string[]): string {
  const [only, ...more] = parts
  if (only !== undefined && more.length === 0) return only
  const inner = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')
  return `Content-Type: multipart/${subtype};\r\n boundary="${boundary}"\r\n\r\n${inner}--${boundary}--`
}

function leaf(type: string, content: string): string {
  const text = content.replace(/\r\n?|\n/g, '\r\n')
  return `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(Buffer.from(text))}`
}

function filePart({ filename, contentType, cid }: File): string {
  const disposition = `${cid === undefined ? 'attachment' : 'inline'};\r\n filename*=UTF-8''${encodeURIComponent(filename)}`
  return [
    `Content-Type: ${contentType}`,
    `Content-Disposition: ${disposition}`,
    ...(cid === undefined ? [] : [`Content-ID: <${cid}>`]),
    'Content-Transfer-Encoding: base64',
    '',
    base64(Buffer.from(`sample of ${filename}\n`)),
  ].join('\r\n')
}

const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/.{76}/g, '$&\r\n')

const mailbox = ({ name, email }: Address) =>
  name === ''
    ? email
    : `${/^[\w ]+$/.test(name) ? name : /^[\x20-\x7e]*$/.test(name) ? JSON.stringify(name) : encoded(name)} <${email}>`

/** RFC 2047 words where a value is not plain ASCII; each at most 75 characters, none cutting a character. */
function encoded(value: string): string {
  if (/^[\x20-\x7e]*$/.test(value)) return value
  const words = ['']
  for (const character of value) {
    const last = words.length - 1
    const longer = words[last] + character
    if (Buffer.byteLength(longer) > 42) words.push(character)
    else words[last] = longer
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ')
}
