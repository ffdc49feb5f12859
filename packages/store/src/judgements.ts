import type { Judgement } from '@proofgate/checks'
import type { NewEvent } from './events.ts'
import { newId } from './ids.ts'

import { insertRows } from './rows.ts'
import type { Sql } from './sql.ts'

/** Adds judgements and their findings. */
export async function insertJudgements(
  tx: Sql,
  judged: readonly { readonly id: string; readonly judgement: Judgement }[],
): Promise<void> {
  const rows = judged.map(({ id, judgement }) => ({
    id: newId(),
    message_id: id,
    verdict: judgement.verdict,
    score: judgement.score,
    policy: judgement.policy,
    engine: judgement.engine,
    judgement,
  }))
  const columns = ['id', 'message_id', 'verdict', 'score', 'policy', 'engine', 'judgement']
  const findings = rows.flatMap((row) =>
    row.judgement.findings.map((finding) => ({
      judgement_id: row.id,
      message_id: row.message_id,
      check_id: finding.check,
      group_name: finding.group,
      points: finding.points,
      confidence: finding.confidence,
      shadow: finding.shadow,
      excerpt: finding.excerpt,
    })),
  )
  await insertRows(tx, 'judgements', columns, rows)
  await insertRows(
    tx,
    'findings',
    ['judgement_id', 'message_id', 'check_id', 'group_name', 'points', 'confidence', 'shadow', 'excerpt'],
    findings,
  )
}

/** The event that tells of a judgement. */
export function judgedEvent(judgement: Judgement): Pick<NewEvent, 'kind' | 'data'> {
  const { verdict, score, policy, engine, exempt } = judgement
  return {
    kind: 'mail.judged',
    data: { verdict, score, policy, engine, exempt, checks: judgement.findings.map((f) => f.check) },
  }
}
