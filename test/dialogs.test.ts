/** Every dialogue of test/dialogs, held with one real installation. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Smarthost, startSmarthost } from './smarthost.ts'
import { addLogin } from './support/command-line.ts'
import { dialogueOf, hold } from './support/dialogue.ts'
import { type Proofgate, startProofgate } from './support/proofgate.ts'
import { goodReply } from './support/replies.ts'
import { sendMail } from './support/smtp-talk.ts'

const FOLDER = path.join(import.meta.dirname, 'dialogs')
const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.txt'))
  .sort()
  .map((name) => ({ name, ...dialogueOf(readFileSync(path.join(FOLDER, name), 'utf8')) }))

let smarthost: Smarthost
let proofgate: Proofgate

beforeAll(async () => {
  smarthost = await startSmarthost()
  proofgate = await startProofgate({
    smarthost: smarthost.url,
    env: {
      PROOFGATE_INTAKE_SIZE: '64KB',
      PROOFGATE_INTAKE_RECIPIENTS: '100',
      PROOFGATE_INTAKE_AUTH_FAILURES: '3',
      PROOFGATE_INTAKE_AUTH_FAILURES_PER_ADDRESS: '1000',
      PROOFGATE_REVIEW_URL: 'http://console.test',
    },
  })
  await addLogin(proofgate, 'desk', 'correct horse', 'desk@acme.example')
})
afterAll(() => smarthost.close())

describe('dialogues', () => {
  test.each(files)('$name: $guarantee', async (dialogue) => {
    await hold(dialogue, proofgate.port, smarthost)
  })

  test('nothing that a dialogue marks as refused was sent on', async () => {
    const last = goodReply()
    await sendMail(proofgate.port, last)
    await smarthost.until(() => smarthost.messages.some(({ data }) => data.includes(last.messageId)))
    expect(smarthost.messages.filter(({ data }) => data.includes('never to arrive'))).toEqual([])
    expect(smarthost.commands.filter((line) => line.includes('never@'))).toEqual([])
  })
})
