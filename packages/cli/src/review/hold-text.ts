import type { HoldView } from '@proofgate/review'
import { reportOf } from '../check/report.ts'
import type { Paint } from '../cli.ts'
import { ageOf, STALE_WORDS } from './hold-table.ts'
import { bodyText, customerText, type Fact, factsText, mailFacts, senderFact } from './mail-text.ts'

/** A held message for people: what it is, what stands in it, and what is the matter with it. */
export function holdText(hold: HoldView, now: Date, paint: Paint, width: number): string {
  const parts = [
    factsText(factsOf(hold, now), paint),
    customerText(hold.customer, hold.mail, paint),
    bodyText('The reply', hold.mail, paint),
  ]
  if (hold.judgement !== null) parts.push(reportOf(hold.id, hold.mail, hold.judgement, paint, width))
  else parts.push(paint('yellow', 'It could not be judged in time: read it as if nobody had.\n'))
  return parts.filter((part) => part !== '').join('\n')
}

function factsOf(hold: HoldView, now: Date): Fact[] {
  return [
    ['id', hold.id],
    ['state', stateOf(hold, now)],
    ...(hold.stale === null || hold.decidedAt !== null ? [] : [['stale', staleText(hold.stale)] satisfies Fact]),
    senderFact(hold),
    ['to', hold.recipients.join(', ')],
    ...mailFacts(hold.mail),
    ['sha-256', `${hold.sha256}, ${hold.sizeBytes} bytes, unchanged since they came in`],
  ]
}

function staleText({ why, judgedAt }: NonNullable<HoldView['stale']>): string {
  return `${STALE_WORDS[why]} while it waited; ${judgedAt === null ? 'it is being judged again' : 'judged again with that'}`
}

function stateOf(hold: HoldView, now: Date): string {
  if (hold.decidedAt !== null) {
    const did = hold.decision === 'release' ? 'released' : 'returned'
    return `${did} by ${hold.decidedBy} at ${hold.decidedAt}${hold.note === null ? '' : `: ${hold.note}`}`
  }
  return `has waited ${ageOf(now.getTime() - Date.parse(hold.heldAt))}${hold.verdict === null ? '' : `, verdict ${hold.verdict}`}`
}
