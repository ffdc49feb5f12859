/** An old mailbox is taken in: the process is killed in the middle, Ctrl-C is pressed, or a relay runs beside it. */
import type { ChildProcess } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { findEmbedded, openDatabase } from '@proofgate/store'
import { expect, test } from 'vitest'
import { runBeside, startCommand } from '../support/command-line.ts'
import { boxMail, mboxOf } from '../support/mailboxes.ts'
import { installationFolder, startProofgate } from '../support/proofgate.ts'

const MAILS = 8000
const mailbox = mboxOf(
  Array.from({ length: MAILS }, (_, i) =>
    boxMail({ id: `m${i}`, from: `kim${i}@customer.example`, to: 'help@acme.example', text: `Where is parcel ${i}?` }),
  ),
)

/** An import of the mailbox, as a process of its own. */
function importing(folder: string) {
  const env = { PROOFGATE_DATA: path.join(folder, 'data') }
  return startCommand(folder, ['import', '--no-read', '--format', 'json', 'support.mbox'], { env })
}

/** What the record holds. */
async function recorded(folder: string): Promise<{ turns: number; identities: number; bodies: number } | null> {
  const server = await findEmbedded(path.join(folder, 'data/postgres')).catch(() => null)
  if (server === null) return null
  const database = openDatabase({ socketFolder: server.socketFolder, name: 'proofgate' }, 1)
  try {
    const [row] = await database.sql<{ turns: number; identities: number; bodies: number }[]>`
      select count(*)::int as turns, count(distinct identity)::int as identities,
        (select count(*)::int from turn_bodies) as bodies from turns`
    return row ?? null
  } catch {
    // It is only starting, or has no tables yet.
    return null
  } finally {
    await database.close()
  }
}

/** Resolves when some mails are on record, and not all. */
async function inTheMiddle(folder: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const turns = (await recorded(folder))?.turns ?? 0
    if (turns > 0) return expect(turns).toBeLessThan(MAILS)
  }
  throw new Error('it came to its end before anybody looked')
}

test('killed in the middle, it goes on where it was: nothing twice, nothing missing, and the count is right', async () => {
  const folder = installationFolder()
  await writeFile(path.join(folder, 'support.mbox'), mailbox)
  const first = importing(folder)
  await inTheMiddle(folder, first.child)
  first.child.kill('SIGKILL')
  await first.ended

  const second = await importing(folder).ended
  expect(second).toMatchObject({ code: 0 })
  expect(JSON.parse(second.out)).toMatchObject({ mails: MAILS, taken: MAILS, known: 0, skipped: [], resumed: true })

  const third = importing(folder)
  let seen = null
  while (third.child.exitCode === null) seen = (await recorded(folder)) ?? seen
  expect(JSON.parse((await third.ended).out)).toMatchObject({ mails: MAILS, taken: 0, known: MAILS, resumed: false })
  expect(seen).toEqual({ turns: MAILS, identities: MAILS, bodies: MAILS })
})

test('Ctrl-C ends it cleanly, and it says how to go on', async () => {
  const folder = installationFolder()
  await writeFile(path.join(folder, 'support.mbox'), mailbox)
  const first = importing(folder)
  await inTheMiddle(folder, first.child)
  first.child.kill('SIGINT')
  const stopped = await first.ended
  expect(stopped.code).toBe(130)
  expect(stopped.err).toContain('to go on: proofgate import support.mbox')
  const { taken } = JSON.parse(stopped.out)
  expect(taken).toBeLessThan(MAILS)
  expect(await findEmbedded(path.join(folder, 'data/postgres'))).toBeNull()

  const second = await importing(folder).ended
  expect(JSON.parse(second.out)).toMatchObject({ taken: MAILS, known: 0, whole: true, resumed: true })
})

test('beside a running installation it only takes in: the relay reads, by its own policy', async () => {
  const proofgate = await startProofgate({
    smarthost: 'smtp://127.0.0.1:9',
    policy: 'version: 1\nown_domains: [acme.example]\n',
  })
  const beside = (...args: readonly string[]) => runBeside(proofgate, ['import', ...args])
  const box = boxMail({ id: 'q', from: 'kim@customer.example', to: 'help@acme.example', text: 'When do you open?' })
  await writeFile(path.join(proofgate.folder, 'one.eml'), box)
  await writeFile(path.join(proofgate.folder, 'proofgate.yaml'), 'policy: { file: policy.yaml }\n')
  expect(await beside('--own-domain', 'other.example', 'one.eml')).toMatchObject({ code: 2 })
  const ran = await beside('one.eml')
  expect(ran).toMatchObject({ code: 0 })
  expect(ran.err).toContain('The running installation reads them now')
  let found = []
  while (found.length === 0) found = (await proofgate.api('/v1/conversations?status=waiting')).body.conversations
  expect(found).toMatchObject([{ openPoints: 1, waitsOn: 'us' }])
  expect(await proofgate.stop()).toBe(0)
})
