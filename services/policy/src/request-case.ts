import { Memory } from '@proofgate/checks'
import type { Envelope } from '@proofgate/mail'
import { envelopeOf, partOf } from './envelope-schema.ts'
import { RouteProblem } from './problem.ts'

/** What a request asks to be judged. */
export type RequestCase = {
  readonly raw: Uint8Array
  readonly envelope: Envelope | null
  readonly conversation: readonly Uint8Array[]
  /** `null` when none was sent. */
  readonly memory: Memory | null
}

export type RequestLimits = { readonly messageBytesMax: number; readonly conversationMax: number }

/** Header that carries the envelope of a raw message, base64url of its JSON. */
export const ENVELOPE_HEADER = 'Proofgate-Envelope'

/**
 * Reads a message, its envelope and conversation from a request, raw or as a form. The body's size is bounded before.
 * @throws RouteProblem with words for the caller
 */
export async function caseOf(request: Request, limits: RequestLimits): Promise<RequestCase> {
  const type = (request.headers.get('content-type') ?? '').toLowerCase()
  if (/^message\/rfc822\s*(;|$)/.test(type)) return rawCase(request, limits)
  if (/^multipart\/form-data\s*;/.test(type)) return formCase(request, limits)
  throw new RouteProblem('unsupported-type', 'The Content-Type names neither a message nor a form.')
}

/**
 * Reads one mail of a conversation from a request, with the envelope of a submission where it has one.
 * @throws RouteProblem with words for the caller
 */
export async function turnOf(
  request: Request,
  limits: RequestLimits,
): Promise<{ readonly raw: Uint8Array; readonly envelopeFrom: string | null }> {
  const type = (request.headers.get('content-type') ?? '').toLowerCase()
  if (!/^message\/rfc822\s*(;|$)/.test(type))
    throw new RouteProblem('unsupported-type', 'The Content-Type is not message/rfc822.')
  const { raw, envelope } = await rawCase(request, limits)
  return { raw, envelopeFrom: envelope?.from ?? null }
}

async function rawCase(request: Request, limits: RequestLimits): Promise<RequestCase> {
  const header = request.headers.get(ENVELOPE_HEADER)
  const what = `The header ${ENVELOPE_HEADER} (base64url)`
  const envelope = header === null ? null : sound(Buffer.from(header, 'base64url').toString('utf8'), what)
  return {
    raw: message(new Uint8Array(await request.arrayBuffer()), 'The body', limits),
    envelope,
    conversation: [],
    memory: null,
  }
}

/** Parts a form may have beside the conversation's. */
const OTHER_PARTS = 3

async function formCase(request: Request, limits: RequestLimits): Promise<RequestCase> {
  const form = await formOf(request, limits.conversationMax + OTHER_PARTS)
  for (const name of form.keys())
    if (!['message', 'envelope', 'conversation', 'memory'].includes(name))
      throw new RouteProblem(
        'invalid-request',
        'The form has a field that is none of message, envelope, conversation and memory.',
      )
  const [file, ...more] = form.getAll('message')
  if (file === undefined || more.length > 0)
    throw new RouteProblem('invalid-request', 'The form needs exactly one file "message".')
  const conversation = form.getAll('conversation')
  if (conversation.length > limits.conversationMax) throw tooManyParts(limits.conversationMax)
  const [envelope, memory] = [await textOf(form, 'envelope'), await textOf(form, 'memory')]
  return {
    raw: await octets(file, 'message', limits),
    envelope: envelope === null ? null : sound(envelope, 'The field "envelope"'),
    memory: memory === null ? null : soundMemory(memory),
    conversation: await Promise.all(conversation.map((one) => octets(one, 'conversation', limits))),
  }
}

/** The text of a field that may stand once; `null` when it is not there. */
async function textOf(form: FormData, name: string): Promise<string | null> {
  const [field, ...more] = form.getAll(name)
  if (more.length > 0) throw new RouteProblem('invalid-request', `The form has more than one "${name}".`)
  if (field === undefined) return null
  return typeof field === 'string' ? field : field.text()
}

/** A form of very many tiny parts would take long to read: they are counted before. */
async function formOf(request: Request, partsMax: number): Promise<FormData> {
  const type = request.headers.get('content-type') ?? ''
  const boundary = /boundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(type)
  if (boundary === null) throw new RouteProblem('invalid-request', 'The content type of the form names no boundary.')
  const body = Buffer.from(await request.arrayBuffer())
  const mark = `--${boundary[1] ?? boundary[2]}`
  // Messages inside may hold the mark by chance or ill will; then the form is refused, never misread.
  if (occurrences(body, mark) > partsMax + 1) throw tooManyParts(partsMax - OTHER_PARTS)
  try {
    return await new Response(body, { headers: { 'content-type': type } }).formData()
  } catch (error) {
    throw new RouteProblem('invalid-request', 'The body is no sound multipart/form-data.', { cause: error })
  }
}

function occurrences(body: Buffer, mark: string): number {
  let count = 0
  for (let at = body.indexOf(mark); at !== -1; at = body.indexOf(mark, at + mark.length)) count++
  return count
}

const tooManyParts = (conversationMax: number) =>
  new RouteProblem('too-large', `A conversation may have ${conversationMax} messages: send the latest ones.`)

async function octets(field: File | string, name: string, limits: RequestLimits): Promise<Uint8Array> {
  if (typeof field === 'string')
    throw new RouteProblem(
      'invalid-request',
      `The field "${name}" must be a file: give it a file name, or its octets are changed on the way.`,
    )
  return message(new Uint8Array(await field.arrayBuffer()), `The file "${name}"`, limits)
}

function message(raw: Uint8Array, what: string, { messageBytesMax }: RequestLimits): Uint8Array {
  if (raw.byteLength === 0)
    throw new RouteProblem('invalid-request', `${what} is empty: it must be a message (RFC 5322).`)
  if (raw.byteLength > messageBytesMax)
    throw new RouteProblem('too-large', `${what} has more than ${messageBytesMax} bytes (intake.size).`)
  return raw
}

function sound(json: string, what: string): Envelope {
  const read = envelopeOf(json)
  if ('envelope' in read) return read.envelope
  throw new RouteProblem('invalid-request', `${what} is no envelope: ${read.wrong}.`)
}

function soundMemory(json: string): Memory {
  const read = partOf(Memory, json)
  if ('value' in read) return read.value
  throw new RouteProblem('invalid-request', `The field "memory" is no memory: ${read.wrong}.`)
}
