import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKS, Judgement } from '@proofgate/checks'
import { beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../../../test/support/at-end.ts'
import { type Ran, runCli, runHere } from '../testing.ts'

const folder = temporaryFolder('check')

const mailOf = (body: string, subject = 'Re: your order') =>
  `From: Sam <sam@desk.example>\r\nTo: Jane Roe <jane@customer.example>\r\nSubject: ${subject}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${body.replaceAll('\n', '\r\n')}\r\n`

const GOOD = mailOf('Dear Jane,\n\nyour parcel left today and arrives on Friday.\n\nSam')
const BAD = mailOf('Dear Jane,\n\n\u65e5\u672c\u8a9e, your parcel {{tracking_id}} left today.\n\nSam')
/** Held by the policy below: one placeholder counts 6 points. */
const POLICY = 'version: 1\nchecks: { placeholder: { weight: 6, max: 6 } }\n'
const QUESTION = `From: Jane Roe <jane@customer.example>\r\nTo: desk@desk.example\r\nSubject: your order\r\n\r\nHello,\r\n\r\nhow much does a gift voucher cost?\r\n\r\nJane\r\n`

const files = {
  'good.eml': GOOD,
  'bad.eml': BAD,
  'policy.yaml': POLICY,
  'question.eml': QUESTION,
  'wrong-policy.yaml': 'version: 1\nthreshold: { hold: 4 }\n',
  'empty.eml': '',
  'encrypted.eml': GOOD.replace('text/plain; charset=utf-8', 'application/pkcs7-mime; name=smime.p7m'),
}

beforeAll(() => {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
})

const check = (...args: string[]): Promise<Ran> => runHere(['check', ...args], { cwd: folder })

describe('exit codes', () => {
  test('0: a sound message is forwarded', async () => {
    expect(await check('good.eml')).toMatchObject({ code: 0, err: '', out: expect.stringContaining('→ forward') })
  })

  test('1: a held message, by the policy given', async () => {
    expect(await check('--policy', 'policy.yaml', 'bad.eml')).toMatchObject({
      code: 1,
      out: expect.stringContaining('→ hold'),
    })
  })

  test('2: a bounced message; as a process of its own, as every code here ends one', async () => {
    expect(await runCli(['check', 'bad.eml'], { cwd: folder })).toMatchObject({
      code: 2,
      out: expect.stringContaining('→ bounce'),
    })
  })

  test('1: a message that cannot be read whole is held, and what could not be read is told', async () => {
    expect(await check('encrypted.eml')).toMatchObject({
      code: 1,
      out: expect.stringMatching(/→ hold[\s\S]*could not be read whole\n +written as application\/pkcs7-mime\n/),
    })
    expect((await check('good.eml', 'encrypted.eml')).out).toMatch(/^hold +0 +encrypted\.eml +\(not read whole\)$/m)
  })

  test('the worst of several counts, and a table shows them all', async () => {
    const { code, out } = await check('good.eml', 'bad.eml', 'good.eml')
    expect(code).toBe(2)
    expect(out).toMatch(/^forward +0 +good\.eml\nbounce +10 +bad\.eml +placeholder\nforward +0 +good\.eml$/m)
    expect(out).toContain('3 messages: 2 forward, 0 hold, 1 bounce')
  })

  test('3: a file that cannot be read is named, and the others are judged all the same', async () => {
    const { code, out, err } = await check('none.eml', 'empty.eml', 'bad.eml')
    expect(code).toBe(3)
    expect(err).toBe('proofgate: none.eml is not there\nproofgate: empty.eml is empty\n')
    expect(out).toContain('1 bounce, 2 failed')
  })

  test('4: mistakes of typing, and in the policy file', async () => {
    expect(await check()).toMatchObject({ code: 4, err: expect.stringMatching(/^proofgate: name a message to judge/) })
    expect(await check('--formt', 'json', 'good.eml')).toMatchObject({
      code: 4,
      err: expect.stringContaining('Did you mean --format?'),
    })
    expect(await check('--format', 'xml', 'good.eml')).toMatchObject({
      code: 4,
      err: expect.stringContaining('text, json, jsonl'),
    })
    expect(await check('--policy', 'none.yaml', 'good.eml')).toMatchObject({
      code: 4,
      err: expect.stringContaining('none.yaml'),
    })
    const wrong = await check('--policy', 'wrong-policy.yaml', 'good.eml')
    expect(wrong).toMatchObject({
      code: 4,
      out: '',
      err: expect.stringMatching(/wrong-policy\.yaml:2:1: .*thresholds/),
    })
  })

  test('a missing message of the conversation is an error, not a judgement without it', async () => {
    expect(await check('--conversation', 'none.eml', 'good.eml')).toMatchObject({
      code: 3,
      out: '',
      err: "proofgate: the conversation's none.eml is not there\n",
    })
  })
})

describe('text', () => {
  test('a finding stands under its line, marked exactly, also behind wide characters', async () => {
    const { out } = await check('bad.eml')
    const lines = out.split('\n')
    const at = lines.findIndex((line) => line.includes('{{tracking_id}}'))
    expect(lines[at]).toBe('     3 │ \u65e5\u672c\u8a9e, your parcel {{tracking_id}} left today.')
    // Each of the three wide characters takes two columns.
    const column = (lines[at]?.indexOf('{{') ?? 0) + 3
    expect(lines[at + 1]).toBe(`${'       │ '.padEnd(column)}${'^'.repeat('{{tracking_id}}'.length)}`)
    expect(out).toMatch(/placeholder {2}10 points {2}line 3 of the text, \d+ % sure/)
    expect(out).toMatch(/→ bounce \(hold at 5, bounce at 10\)/)
  })

  test("the customer's questions and what became of them are listed", async () => {
    const { code, out } = await check('--conversation', 'question.eml', 'good.eml')
    expect(code).toBe(1)
    expect(out).toMatch(/✗ missing +how much does a gift voucher cost\?/)
    expect(out).toContain('unanswered-question')
  })

  test('colours come with FORCE_COLOR and never with NO_COLOR or into a pipe', async () => {
    const coloured = async (env: Record<string, string>) =>
      (await runCli(['check', 'bad.eml'], { cwd: folder, env })).out.includes('\u001b[')
    expect(await coloured({ FORCE_COLOR: '1' })).toBe(true)
    expect(await coloured({})).toBe(false)
    expect(await coloured({ NO_COLOR: '1' })).toBe(false)
  })

  test('a message cannot command the terminal', async () => {
    const hostile = mailOf('Dear [NAME]\u001b]0;owned\u0007\u009b31m\u202egnp.exe', '=?utf-8?q?hi=1B[2J?=')
    const { out } = await runHere(['check', '-'], { input: hostile })
    expect(out).toContain('NAME')
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
  })
})

describe('json', () => {
  test('one message gives one judgement of the public shape', async () => {
    const { code, out } = await check('--format', 'json', 'bad.eml')
    expect(code).toBe(2)
    expect(Judgement.strict().parse(JSON.parse(out)).verdict).toBe('bounce')
  })

  test('one that cannot be read gives its file and why, as among several', async () => {
    const failed = { file: 'none.eml', error: 'is not there' }
    const { code, out } = await check('--format', 'json', 'none.eml')
    expect([code, JSON.parse(out)]).toEqual([3, failed])
    expect(JSON.parse((await check('--format', 'jsonl', 'none.eml')).out)).toEqual(failed)
  })

  test('several messages give an array, failures among them', async () => {
    const { code, out } = await check('--format', 'json', 'bad.eml', 'none.eml', 'good.eml')
    expect(code).toBe(3)
    expect(JSON.parse(out)).toEqual([
      expect.objectContaining({ file: 'bad.eml', verdict: 'bounce' }),
      { file: 'none.eml', error: 'is not there' },
      expect.objectContaining({ file: 'good.eml', verdict: 'forward' }),
    ])
  })

  test('jsonl gives one line for each message, with its file', async () => {
    const { out } = await check('--format', 'jsonl', 'good.eml', 'bad.eml')
    const rows = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(rows.map(({ file, verdict }) => [file, verdict])).toEqual([
      ['good.eml', 'forward'],
      ['bad.eml', 'bounce'],
    ])
  })
})

describe('where messages come from', () => {
  test('standard input', async () => {
    expect(await runCli(['check', '-', '--format', 'json'], { input: BAD })).toMatchObject({ code: 2 })
    expect(await runHere(['check', '-'], { input: '' })).toMatchObject({ code: 3, err: 'proofgate: - is empty\n' })
  })

  test('an mbox, by file or standard input, with >From lines given back', async () => {
    const mbox = `From sam@desk.example Mon Nov  2 09:00:00 2026\n${GOOD.replaceAll('\r\n', '\n')}\nFrom x Mon Nov  2 09:00:01 2026\n${BAD.replace('Dear Jane', '>From us {{x_y}}').replaceAll('\r\n', '\n')}\n`
    writeFileSync(join(folder, 'out.mbox'), mbox)
    const rows = (out: string) =>
      JSON.parse(out).map(({ file, verdict }: { file: string; verdict: string }) => [file, verdict])
    const { code, out } = await check('--format', 'json', 'out.mbox')
    expect(code).toBe(2)
    expect(rows(out)).toEqual([
      ['out.mbox#1', 'forward'],
      ['out.mbox#2', 'bounce'],
    ])
    expect(out).toContain('{{x_y}}')
    const piped = await runHere(['check', '-', '--format', 'json'], { input: mbox })
    expect(rows(piped.out)).toEqual([
      ['-#1', 'forward'],
      ['-#2', 'bounce'],
    ])
  })

  test('a folder is walked: .eml files, mboxes without ending, Maildirs; other files and links that lead round are not', async () => {
    const tree = join(folder, 'tree')
    for (const part of ['a', 'Maildir/cur', 'Maildir/new', 'Maildir/tmp'])
      mkdirSync(join(tree, part), { recursive: true })
    const put = (name: string, content: string) => writeFileSync(join(tree, name), content)
    put('a/2.eml', GOOD)
    put('a/10.eml', BAD)
    put('a/notes.txt', 'From nobody')
    put('a/Sent', `From x Mon Nov  2 09:00:00 2026\n${GOOD}`)
    put('Maildir/cur/1.host:2,S', GOOD)
    put('Maildir/new/2.host', GOOD)
    put('Maildir/tmp/3.host', BAD)
    symlinkSync(tree, join(tree, 'a/round'))
    const { code, out } = await check('--format', 'jsonl', 'tree')
    const names = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).file)
    expect(names).toEqual(
      [
        'tree/a/2.eml',
        'tree/a/10.eml',
        'tree/a/Sent#1',
        'tree/Maildir/cur/1.host:2,S',
        'tree/Maildir/new/2.host',
      ].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })),
    )
    expect(code).toBe(2)
  })

  test('a folder without messages is an error', async () => {
    mkdirSync(join(folder, 'nothing'))
    expect(await check('nothing')).toMatchObject({ code: 3, err: expect.stringContaining('nothing holds no messages') })
  })

  test('no progress bar is drawn where nobody sees it', async () => {
    expect((await check('tree')).err).toBe('')
  })
})

describe('--explain', () => {
  test('a check says what it finds, why, and what it costs, without any message', async () => {
    const { code, out } = await check('--explain', 'placeholder')
    expect(code).toBe(0)
    expect(out).toMatch(/points +10 each, 10 in one message/)
    expect(out).toContain('objects to')
    expect(out).toContain('checks: { placeholder: off }')
  })

  test('every check can be explained, with all that its examples consist of', async () => {
    for (const { id, examples } of CHECKS) {
      const { code, out } = await check('--explain', id)
      expect(code).toBe(0)
      for (const example of [...examples.wrong, ...examples.right]) {
        const given = typeof example === 'string' ? { reply: example } : example
        const texts = [given.reply, given.customer, given.agent, given.from, ...(given.cc ?? [])]
        const more = [
          ...(given.earlier ?? []).map(({ text }) => text),
          ...(given.facts ?? []).map(({ value }) => value),
        ]
        const lines = [...texts, ...more].flatMap((text) => text?.split('\n') ?? []).map((line) => line.trim())
        for (const line of lines) expect(out).toContain(line)
      }
    }
  })

  test('a check that is none is corrected', async () => {
    expect(await check('--explain', 'placeholdr')).toMatchObject({
      code: 4,
      err: 'proofgate: "placeholdr" is no check: did you mean placeholder?\n',
    })
  })
})
