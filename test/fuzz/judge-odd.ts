import { failedChecksOf, Judgement, judge, policyOf } from '@proofgate/checks'
import type { Odd } from './messages.ts'

const POLICY = policyOf('version: 1', 'fuzz')

/** Judges an odd message; why the judgement is none to be trusted, empty when it is sound. */
export async function faultsOf({ raw, conversation, from, recipients }: Odd): Promise<readonly string[]> {
  const options = { body: null, smtpUtf8: false, requireTls: false, ret: null, envid: null }
  const to = recipients.map((address) => ({ address, notify: null, orcpt: null }))
  try {
    const judgement = await judge({ raw, conversation, envelope: { from, recipients: to, ...options }, policy: POLICY })
    return [...shapeFaults(judgement), ...failedChecksOf(judgement).map((id) => `the check ${id} failed`)]
  } catch (error) {
    return [`judge threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`]
  }
}

function shapeFaults(judgement: Judgement): readonly string[] {
  const parsed = Judgement.safeParse(judgement)
  if (!parsed.success) return [`no judgement by its own schema: ${parsed.error.message}`]
  return judgement.findings.flatMap(({ check, start, end }) =>
    start !== null && (end === null || end < start) ? [`${check} ends before it begins: ${start}…${end}`] : [],
  )
}
