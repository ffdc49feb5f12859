import {
  type Body,
  bestBodyOf,
  isSignOff,
  isSignOffWithName,
  type Mail,
  parseMail,
  type SegmentKind,
} from '@proofgate/mail'
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
  /** True where closing words and a lone name count as signature; here they are the writer's. */
  readonly unsigned?: true
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
      ['replies with signatures, text', github(folder), 1],
      // Trained on for a statistical model: some letters end in prose that is called a signature.
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
  for (const [i, { name, raw, kinds, own, unsigned }] of examples.entries()) {
    const whole = textOf(await parseMail(raw), kinds)
    const text = unsigned && whole.startsWith(own.trimEnd()) ? withoutClosing(whole, own.trimEnd().length) : whole
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

/** github: the first words and the last words of what the writer wrote, as its tests name them. */
const GITHUB: readonly (readonly [file: string, first: string, last: string])[] = [
  ['correct_sig', 'this is an email', '-- signature.'],
  ['email_1_1', 'Hi folks', '-Abhishek Kona'],
  ['email_1_3', 'Oh thanks.', '-Abhishek Kona'],
  ['email_1_4', 'Awesome!', 'problem with it.'],
  ['email_1_5', 'One: Here', 'for a while.'],
  ['email_1_6', 'I get proper', 'as well.'],
  ['email_1_7', ':+1:', ':+1:'],
  ['email_2_1', 'Outlook with', 'a reply'],
  ['email_2_2', 'Outlook with', 'directly above line'],
  ['email_2_3', 'Outlook with', 'directly above line'],
  ['email_BlackBerry', 'Here is', 'another email'],
  ['email_bullets', 'test 2', '- and another'],
  ['email_iPhone', 'Here is', 'another email'],
  ['email_multi_word_sent_from_my_mobile_device', 'Here is', 'another email'],
  ['email_one_is_not_on', 'Thank, this', 'when I run...'],
  ['email_sent_from_my_not_signature', 'Here is', 'my mobile phone.'],
  ['email_sig_delimiter_in_middle_of_line', 'Hi there!', 'kthxbai'],
  ['greedy_on', 'On your remote', 'is not working.'],
  ['pathological', "I think you're", 'back to a computer.'],
]

function github(folder: string): Example[] {
  const texts = new Map(
    filesBelow(`${folder}/github__email_reply_parser/test/emails`, /\.txt$/).map(({ name, bytes }) => [
      name.replace(/^.*\/|\.txt$/g, ''),
      bytes,
    ]),
  )
  return GITHUB.flatMap(([name, first, last]) => {
    const bytes = texts.get(name)
    const text = bytes?.toString('utf8') ?? ''
    const own = text.slice(text.indexOf(first), text.indexOf(last, text.indexOf(first)) + last.length)
    return bytes === undefined ? [] : [{ name: `github ${name}`, raw: mailOf('text/plain', bytes), own, kinds: REPLY }]
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
    return [
      {
        name,
        raw: mailOf('text/plain', Buffer.from(body)),
        own: body.slice(0, -signature.length),
        kinds: REPLY,
        unsigned: true,
      },
    ]
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

/** The text less the lines from `from` on, if they are only closing words and a name. */
function withoutClosing(text: string, from: number): string {
  const rest = text
    .slice(from)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const isClosing = (line: string) => isSignOff(line) || isSignOffWithName(line) || line.split(/\s+/).length <= 3
  return rest.length <= 2 && rest.every(isClosing) ? text.slice(0, from) : text
}

const squeezed = (text: string) => text.replace(/\s+/g, '')
