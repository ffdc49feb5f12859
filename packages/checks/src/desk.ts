import type { ResponseTarget } from '@proofgate/calendar'
import { matchesAddress } from '@proofgate/mail'
import type { Policy } from './policy.ts'
import { settingsFor } from './settings.ts'

/** Who of us answers, and within what time. */
export type Desk = { readonly team: string | null; readonly target: ResponseTarget }

/**
 * The team and the response target for a mail between addresses of ours and a customer.
 * @param ours the address that decides first: the agent's, then the mailbox the customer wrote to
 */
export function deskOf(policy: Policy, ours: readonly string[], customer: string | null): Desk {
  const teams = Object.entries(policy.content.teams ?? {})
  const teamOf = (address: string) =>
    teams.find(([, patterns]) => patterns.some((pattern) => matchesAddress(pattern, address)))?.[0]
  const team = ours.map(teamOf).find((name) => name !== undefined) ?? null
  const sender = ours.find((address) => teamOf(address) !== undefined) ?? ours[0] ?? ''
  const recipients = customer === null ? [] : [customer]
  return { team, target: settingsFor(policy, { sender, recipients }).responseTarget }
}
