import { type Body, bestBodyOf, type Mail, parseMail, type SegmentKind } from '@proofgate/mail'
import { type DataFile, filesBelow } from '../data-files.ts'
import type { Figure } from '../figures.ts'
import type { Measure } from '../measure.ts'
import type { Progress } from '../progress.ts'

/** A message and the words in it that are the writer's own, as the fixtures' own tests have it. */
type Example = {
  readonly name: string
  readonly raw: Buffer
  readonly own: string
  /** What of the body counts as own: with the signature, where the tests leave it in. */
  readonly kinds: readonly SegmentKind[]
}

const REPLY = ['own'] as const
const REPLY_AND_SIGNATURE = ['own', 'signature', 'footer'] as const

/** Is what the writer wrote told from quotes and signature, to the letter? Spaces and line ends do not count. */
export const replyParsing: Measure = {
  id: 'reply-parsing',
  title: 'Own text told from quotes and signature, to the letter',
  needs: ['reply-parsing'],
  async run(folderOf, progress) {
    const folder = `${folderOf('reply-parsing')}/dev`
    const groups: readonly [string, readonly Example[], number | null][] = [
      ['quotes in many languages', paragraphs(folder), 0.95],
      ['quotes of mail programs, text', programs(folder), 1],
      ['quotes of mail programs, HTML', htmlPrograms(folder), 1],
      // A lone name under a reply is the writer's own words here and a signature there.
      ['signatures', signatures(folder), null],
    ]
    const figures: Figure[] = []
    const mistakes: string[] = []
    for (const [name, examples, aim] of groups) {
      const wrong = await wrongOf(examples, progress)
      const count = examples.length
      figures.push({ name, value: 1 - wrong.length / Math.max(1, count), count, better: 'higher', aim })
      mistakes.push(...wrong)
    }
    return { figures, mistakes }
  },
}

async function wrongOf(examples: readonly Example[], progress: Progress): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const [i, { name, raw, kinds, own }] of examples.entries()) {
    const text = textOf(await parseMail(raw), kinds)
    if (squeezed(text) !== squeezed(own)) wrong.push(`wrong   ${name}: ${JSON.stringify(text.slice(-300))}`)
    progress.step(i + 1, examples.length)
  }
  return wrong
}

/** crisp: the reply is one known paragraph; what stands below it is quoted, or a signature. */
function paragraphs(folder: string): Example[] {
  const own = /^Fusce bibendum[\s\S]{0,700}?nec nec nibh\./m
  return filesBelow(`${folder}/crisp-oss__email-reply-parser`, /\.txt$/).flatMap(({ name, bytes }) => {
    const [paragraph] = own.exec(bytes.toString('utf8')) ?? []
    return paragraph === undefined ? [] : [{ name, raw: mailOf('text/plain', bytes), own: paragraph, kinds: REPLY }]
  })
}

/** talon: the reply is "Hello", or what stands in the file beside it. */
function programs(folder: string): Example[] {
  const all = filesBelow(`${folder}/mailgun__talon/tests/fixtures/standard_replies`, /./)
  const besides = new Map(all.map(({ name, bytes }) => [name, bytes.toString('utf8')]))
  return all
    .filter(({ name }) => name.endsWith('.eml'))
    .map(({ name, bytes }) => {
      const own = besides.get(name.replace('.eml', '_reply_text')) ?? 'Hello'
      return { name, raw: bytes, own, kinds: REPLY_AND_SIGNATURE }
    })
}

function htmlPrograms(folder: string): Example[] {
  const own = 'Hi. I am fine.\n\nThanks,\nAlex'
  return filesBelow(`${folder}/mailgun__talon/tests/fixtures/html_replies`, /\.html$/).map(({ name, bytes }) => ({
    name,
    raw: mailOf('text/html', bytes),
    own,
    kinds: REPLY_AND_SIGNATURE,
  }))
}

/** talon: a body, and the signature that ends it. Some lines carry a mark for a trainer. */
function signatures(folder: string): Example[] {
  const all = filesBelow(`${folder}/mailgun__talon/tests/fixtures/signature/emails/stripped`, /./)
  const text = new Map(all.map(({ name, bytes }) => [name, bytes.toString('utf8')]))
  return all.filter(isBody).flatMap(({ name, bytes }) => {
    const signature = text.get(name.replace('_body', '_signature'))?.trim()
    const body = bytes.toString('utf8').replaceAll('#sig#', '').trimEnd()
    if (signature === undefined || !body.endsWith(signature)) return []
    return [{ name, raw: mailOf('text/plain', Buffer.from(body)), own: body.slice(0, -signature.length), kinds: REPLY }]
  })
}

const isBody = ({ name }: DataFile) => name.endsWith('_body')

function mailOf(type: string, body: Buffer): Buffer {
  const head = `From: a@example.com\r\nTo: b@example.org\r\nSubject: Re: x\r\nMIME-Version: 1.0\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n`
  return Buffer.from(head + body.toString('base64').replace(/.{76}/g, '$&\r\n'))
}

function textOf(mail: Mail, kinds: readonly SegmentKind[]): string {
  const body: Body | null = bestBodyOf(mail)
  if (body === null) return ''
  return body.segments
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ start, end }) => body.text.slice(start, end))
    .join('')
}

const squeezed = (text: string) => text.replace(/\s+/g, '')
