import { type CsvValue, csvOf } from '@proofgate/review'
import type { Judged } from './judge-replies.ts'
import { type Naming, verdictOf, weekOf } from './preview.ts'

/** A line for each reply, to be summed up in a spreadsheet; the first call of `line` gives the head too. */
export function previewCsv(naming: Naming): (judged: Judged) => string {
  let hasHead = false
  const columns: Readonly<Record<string, (judged: Judged) => CsvValue>> = {
    day: ({ reply }) => reply.writtenAt.toISOString().slice(0, 10),
    week: ({ reply }) => weekOf(reply.writtenAt),
    agent: ({ reply }) => naming.agent(reply.agent),
    team: ({ reply }) => reply.team,
    subject: ({ reply }) => (reply.subject === null ? null : naming.words(reply.subject, reply)),
    verdict: (judged) =>
      'error' in judged ? 'not judged' : judged.judgement.exempt === null ? verdictOf(judged.judgement) : 'exempt',
    score: (judged) => ('error' in judged ? null : judged.judgement.score),
    checks: (judged) =>
      'error' in judged ? null : [...new Set(judged.judgement.findings.map(({ check }) => check))].sort(),
    waited_minutes: ({ reply }) => (reply.answer === null ? null : Math.round(reply.answer.clockMs / 60_000)),
    late: ({ reply }) => reply.answer?.isLate ?? null,
    reply: ({ reply }) => (naming.isHidden ? null : reply.id),
    conversation: ({ reply }) => (naming.isHidden ? null : reply.conversationId),
  }
  return (judged) => {
    const text = csvOf([judged], columns)
    if (hasHead) return text.slice(text.indexOf('\r\n') + 2)
    hasHead = true
    return text
  }
}
