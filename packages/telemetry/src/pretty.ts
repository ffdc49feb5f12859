import { styleText } from 'node:util'

/** What a terminal or a line-wise reader would obey or lose: C0, DEL, C1, line separators, direction marks. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** A line of JSON with everything escaped that JSON itself lets pass: DEL, C1, U+2028, U+2029, direction marks. */
export const withEscapes = (line: string) => `${escaped(line.trimEnd())}\n`

const escaped = (text: string) =>
  text.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

const COLOURS = new Map<string, 'gray' | 'cyan' | 'yellow' | 'red'>([
  ['debug', 'gray'],
  ['info', 'cyan'],
  ['warn', 'yellow'],
  ['error', 'red'],
])

/** A line of JSON as one for people: `16:02:11.250 mail.held id=01J… score=6 reason=verdict`. Stack frames follow indented. */
export function prettyOf(line: string, colour: boolean): string {
  const { level, time, event, what, stack, ...fields }: Record<string, unknown> = JSON.parse(line)
  const paint = (style: 'gray' | 'cyan' | 'yellow' | 'red' | 'dim', text: string) =>
    colour ? styleText(style, text, { validateStream: false }) : text
  const clock = typeof time === 'string' ? time.slice(11, 23) : ''
  const words = [
    paint('dim', clock),
    paint(COLOURS.get(String(level)) ?? 'cyan', String(event)),
    ...(typeof what === 'string' ? [escaped(what)] : []),
    ...Object.entries(fields).map(([name, value]) => `${paint('dim', `${name}=`)}${shown(value)}`),
  ]
  const frames =
    typeof stack === 'string' ? stack.split('\n').map((frame) => `\n    ${paint('dim', escaped(frame))}`) : []
  return `${words.join(' ')}${frames.join('')}\n`
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return escaped(/^[^\s"=]+$/.test(text) ? text : JSON.stringify(text))
}
