import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { ensureDatabase, openDatabase } from '@proofgate/store'
import { beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../../../test/support/at-end.ts'
import { boxMail, mboxOf } from '../../../../test/support/mailboxes.ts'
import { temporaryStore } from '../../../../test/support/temporary-store.ts'
import { runHere } from '../testing.ts'

const DESK = 'help@acme.example'
const ANNA = 'Anna Ames <anna@acme.example>'
const TOM = 'Tom Orr <tom@acme.example>'
const KIM = 'Kim Moor <kim@customer.example>'
const JO = 'Jo Lund <jo@other.example>'

const MAILS = [
  // Answered well.
  boxMail({ id: 'q1', from: KIM, to: DESK, subject: 'Sundays', at: '2 09:00', text: 'When do you open on Sundays?' }),
  boxMail({
    id: 'a1',
    from: ANNA,
    to: KIM,
    subject: 'Sundays',
    at: '2 10:00',
    answers: 'q1',
    text: 'Dear Kim,\n\nwe open at eleven on Sundays.\n\nKind regards,\nAnna',
  }),
  // Asked later: the reply before it is not to blame.
  boxMail({
    id: 'q2',
    from: KIM,
    to: DESK,
    subject: 'Sundays',
    at: '2 11:00',
    answers: 'a1',
    text: 'Thanks. And how much is a gift card, please?',
  }),
  // A field not filled in, and rude; four days late.
  boxMail({
    id: 'q3',
    from: JO,
    to: DESK,
    subject: 'Broken lid',
    at: '3 09:00',
    text: 'The lid is cracked. Can you send me a new one?',
  }),
  boxMail({
    id: 'a3',
    from: TOM,
    to: JO,
    subject: 'Broken lid',
    at: '12 16:00',
    answers: 'q3',
    text: 'Dear [INSERT CUSTOMER NAME],\n\nthat is your own stupid fault, as Tom Orr has told you.\n\nTom',
  }),
  // A promise that nothing keeps.
  boxMail({ id: 'q4', from: JO, to: DESK, subject: 'Invoice', at: '4 09:00', text: 'Could you send me the invoice?' }),
  boxMail({
    id: 'a4',
    from: TOM,
    to: JO,
    subject: 'Invoice',
    at: '4 10:00',
    answers: 'q4',
    text: 'Dear Jo,\n\nI will send you the invoice by Friday.\n\nKind regards,\nTom',
  }),
]

const { address } = await temporaryStore()
const socketFolder = 'socketFolder' in address ? address.socketFolder : ''
const folder = temporaryFolder('preview')
await ensureDatabase(socketFolder, 'preview')
await writeFile(
  path.join(folder, 'policy.yaml'),
  'version: 1\nown_domains: [acme.example]\nteams: { north: [tom@acme.example] }\n',
)
await writeFile(path.join(folder, 'support.mbox'), mboxOf(MAILS))
const env = {
  PROOFGATE_POLICY_FILE: path.join(folder, 'policy.yaml'),
  PROOFGATE_DATA: path.join(folder, 'data'),
  DATABASE_URL: `postgres://proofgate@localhost/preview?host=${encodeURIComponent(socketFolder)}`,
}
const run = (...args: readonly string[]) => runHere(args, { cwd: folder, env })
const preview = (...args: readonly string[]) => run('report', 'preview', ...args)
const rows = async (query: string) => {
  const database = openDatabase({ socketFolder, name: 'preview' }, 1)
  try {
    return await database.sql.unsafe(query)
  } finally {
    await database.close()
  }
}

describe('before anything is imported', () => {
  test('a preview says what to do', async () => {
    const ran = await preview()
    expect(ran).toMatchObject({ code: 3, out: '' })
    expect(ran.err).toContain('proofgate import support.mbox')
  })
})

describe('a preview of an imported mailbox', () => {
  beforeAll(async () => {
    expect(await run('import', 'support.mbox')).toMatchObject({ code: 0 })
  })

  test('says on its first screen what would have become of the replies, who waits, what was late and promised', async () => {
    const ran = await preview()
    expect(ran.code).toBe(0)
    const screen = ran.out.split('\n').slice(0, 24).join('\n')
    expect(screen).toContain('What Proofgate would have done with your replies, 2026-03-02 to 2026-03-12')
    expect(screen).toMatch(/3 replies judged\./)
    expect(screen).toMatch(/forward .* 2 {2}66\.7 %/)
    expect(screen).toMatch(/bounce .* 1 {2}33\.3 %/)
    expect(screen).toMatch(
      /unanswered {2}\d customers? waits? for an answer, \d past the response target, the longest since 2026-03-02/,
    )
    expect(screen).toMatch(/late {8}33\.3 % of 3 answers came after the response target/)
    expect(screen).toMatch(/promises {4}1 with a time were made: 1 broken/)
    expect(screen).toMatch(/placeholder +1 +33\.3 % +1 +“\[INSERT CUSTOMER NAME\]”/)
  })

  test('shows the worst with their words', async () => {
    const { out } = await preview()
    const worst = out.slice(out.indexOf('\nThe worst\n'))
    expect(worst).toContain('1. bounce')
    expect(worst).toContain('Re: Broken lid')
    expect(worst).toContain('“[INSERT CUSTOMER NAME]”')
  })

  test('judges each reply by what was known when it was written, and counts by agent, team and week', async () => {
    const json = JSON.parse((await preview('--format', 'json')).out)
    expect(json).toMatchObject({
      counts: { replies: 3, forward: 2, hold: 0, bounce: 1 },
      exempt: 0,
      failed: 0,
      isWhole: true,
      answers: { count: 3, late: 1 },
      agents: [
        {
          key: 'tom@acme.example',
          replies: 2,
          forward: 1,
          bounce: 1,
          answers: 2,
          late: 1,
          promises: { made: 1, broken: 1 },
        },
        { key: 'anna@acme.example', replies: 1, forward: 1, promises: { made: 0 } },
      ],
      weeks: [
        { key: '2026-W10', replies: 2 },
        { key: '2026-W11', replies: 1 },
      ],
    })
    expect(json.teams.map(({ key }: { key: string | null }) => key)).toContain('north')
    const blamed = json.checks.flatMap((line: { examples: { agent: string }[] }) =>
      line.examples.map(({ agent }) => agent),
    )
    expect(blamed).not.toContain('anna@acme.example')
  })

  test('narrows by time and agent, and takes another policy', async () => {
    const counts = async (...args: readonly string[]) =>
      JSON.parse((await preview('--format', 'json', ...args)).out).counts
    expect(await counts('--until', '2026-03-10', '--agent', 'TOM')).toMatchObject({ replies: 1, bounce: 0 })
    await writeFile(path.join(folder, 'watch.yaml'), 'version: 1\nshadow: true\n')
    expect(await counts('--policy', 'watch.yaml')).toMatchObject({ bounce: 1 })
  })

  test('as csv is a line for each reply', async () => {
    const lines = (await preview('--format', 'csv')).out.split('\r\n')
    expect(lines[0]).toBe('day,week,agent,team,subject,verdict,score,checks,waited_minutes,late,reply,conversation')
    expect(
      lines.filter((line) => /^2026-03-02,2026-W10,anna@acme\.example,,Re: Sundays,forward,0,,60,false,/.test(line)),
    ).toHaveLength(1)
    expect(lines).toHaveLength(5)
  })

  test.each(['text', 'json', 'csv'])('with --anonymous names no agent anywhere, as %s', async (format) => {
    const { out, code } = await preview('--anonymous', '--format', format)
    expect(code).toBe(0)
    expect(out).toMatch(/agent [0-9a-f]{4}/)
    expect(out).not.toMatch(/anna|tom@|\bTom\b|\bOrr\b/i)
    expect(out).not.toMatch(/[0-9a-hjkmnp-tv-z]{26}[^0-9a-f]*bounce/)
    expect(await preview('--anonymous', '--agent', 'tom')).toMatchObject({ code: 2 })
  })

  test('puts no judgement, message or hold on record, but that somebody looked', async () => {
    const [before] = await rows(`select count(*)::int as n from events where kind = 'conversation.viewed'`)
    await preview()
    expect(
      await rows(
        'select (select count(*) from judgements) + (select count(*) from messages) + (select count(*) from holds) as n',
      ),
    ).toEqual([{ n: 0 }])
    const [after] = await rows(`select count(*)::int as n from events where kind = 'conversation.viewed'`)
    expect(after?.n).toBeGreaterThan(before?.n)
  })
})
