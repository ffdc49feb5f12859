import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { createLog, type LogOptions } from './log.ts'

function logTo(options: Partial<LogOptions> = {}) {
  const lines: string[] = []
  const destination = { write: (line: string) => lines.push(line), isTTY: false }
  return { lines, log: createLog({ level: 'debug', format: 'json', destination, ...options }) }
}

const ID = '01JBXW5T7Y'

test('an event is one line of JSON with level, time, name and fields', () => {
  const { lines, log } = logTo()
  log.mailHeld({ id: ID, score: 6, tookMs: 41, reason: 'verdict' })
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    event: 'mail.held',
    id: ID,
    score: 6,
    tookMs: 41,
    reason: 'verdict',
  })
})

test('what is below the level is not written', () => {
  const { lines, log } = logTo({ level: 'warn' })
  log.mailForwarded({ id: ID, score: 0, tookMs: 1 })
  log.mailUnjudged({ id: ID, why: 'slow', action: 'keep' })
  expect(lines).toHaveLength(1)
})

test('auto is pretty on a terminal and JSON elsewhere', () => {
  const lines: string[] = []
  const terminal = { write: (line: string) => lines.push(line), isTTY: true }
  createLog({ level: 'info', format: 'auto', destination: terminal }).mailDuplicate({ id: ID })
  expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d\.\d{3} mail\.duplicate id=01JBXW5T7Y\n$/)
  const { lines: piped, log } = logTo({ format: 'auto' })
  log.mailDuplicate({ id: ID })
  expect(piped[0]).toMatch(/^\{/)
})

test('colours are used only when asked for', () => {
  const write = (colour: boolean) => {
    const { lines, log } = logTo({ format: 'pretty', colour })
    log.fault('the disk is full', new Error('ENOSPC'))
    return lines[0]?.includes('\u001b[') ?? null
  }
  expect([write(true), write(false)]).toEqual([true, false])
})

test.each(['json', 'pretty'] as const)('%s: no text can break the line or command a terminal', (format) => {
  const { lines, log } = logTo({ format })
  const hostile = 'a\nb\rc\u0000\u001b[31m\u007f\u009b31m\u2028\u2029\u202eend'
  log.authFailed({ address: '192.0.2.1', login: hostile })
  log.fault(hostile, 'x')
  log.notice(hostile)
  expect(lines).toHaveLength(3)
  for (const line of lines) {
    expect(line.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e]/)
    expect(line.endsWith('\n')).toBe(true)
    if (format === 'json') expect(line.includes('end') && JSON.stringify(JSON.parse(line))).toContain('\\u001b[31m')
  }
})

test('text from strangers is cut', () => {
  const { lines, log } = logTo()
  log.mailRefused({ address: '192.0.2.1', why: 'x'.repeat(100_000) })
  expect(lines[0]?.length).toBeLessThan(600)
})

test('a fault tells the error, its causes, its code and where it was thrown', () => {
  const { lines, log } = logTo()
  const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  log.fault('the record cannot be written', new Error('no connection', { cause }), { id: ID })
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'error',
    event: 'fault',
    what: 'the record cannot be written',
    id: ID,
    error: 'Error: no connection < Error: connect ECONNREFUSED',
    code: 'ECONNREFUSED',
    stack: expect.stringMatching(/^at .*log\.test\.ts/),
  })
})

test('a failed statement is logged without its values, which are mail', () => {
  const { lines, log } = logTo()
  const cause = Object.assign(new Error('duplicate key value'), { detail: 'Key (body)=(dear Jane) exists.' })
  const message = 'Failed query: insert into messages values ($1)\nparams: dear Jane'
  const error = Object.assign(new Error(message, { cause }), {
    query: 'insert into messages values ($1)',
    params: ['dear Jane'],
  })
  log.fault('a message could not be put on record', error)
  expect(lines[0]).toContain('insert into messages')
  expect(lines[0]).toContain('duplicate key value')
  expect(lines[0]).not.toContain('Jane')
})

test('whatever is thrown can be logged', () => {
  const { lines, log } = logTo()
  const circular = new Error('round')
  circular.cause = circular
  for (const thrown of [undefined, null, 5, 'text', {}, circular, Object.create(null, { code: { get: () => 'x' } })])
    log.fault('odd', thrown)
  expect(lines).toHaveLength(7)
})

test('a destination that throws or fails loses lines and nothing else', () => {
  const listeners: ((error: Error) => void)[] = []
  const destination = {
    write: () => {
      throw new Error('EPIPE')
    },
    on: (_event: 'error', listener: (error: Error) => void) => listeners.push(listener),
  }
  const log = createLog({ level: 'info', format: 'json', destination })
  expect(() => log.mailDuplicate({ id: ID })).not.toThrow()
  expect(() => listeners[0]?.(new Error('EPIPE'))).not.toThrow()
})

test('a process whose standard output is closed goes on', async () => {
  const script = `
    import { createLog } from '${new URL('log.ts', import.meta.url).href}'
    const log = createLog({ level: 'info', format: 'json', destination: process.stdout })
    process.stdin.once('data', () => {
      for (let i = 0; i < 1000; i++) log.mailDuplicate({ id: String(i) })
      setImmediate(() => { process.stderr.write('still here'); process.exit(0) })
    })`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'pipe' })
  child.stdout.destroy()
  const errors: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
  child.stdin.write('go\n')
  const [code] = await once(child, 'close')
  expect(Buffer.concat(errors).toString()).toBe('still here')
  expect(code).toBe(0)
})
