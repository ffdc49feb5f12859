import { isSharedDomain, type Policy } from '@proofgate/checks'
import type { TurnHeader } from '@proofgate/mail'

/** True when a policy says who is ours. Without that nothing tells an agent from a customer in a mailbox. */
export function namesUs({ content }: Policy): boolean {
  return (content.own_domains ?? []).length > 0 || Object.values(content.teams ?? {}).flat().length > 0
}

/** Whom most mails of a mailbox are from or to. */
export type Guess = {
  /** A domain; at a public mail provider an address. */
  readonly name: string
  /** Share of the mails, 0 to 1. */
  readonly share: number
}

/** Below it the mailbox is nobody's in particular. */
const SHARE_MIN = 0.5

/** Guesses whose mailbox it is: every mail in it is from them or to them. `null` when no name stands out. */
export function guessOf(headers: readonly Pick<TurnHeader, 'author' | 'recipients'>[]): Guess | null {
  const counts = new Map<string, number>()
  for (const { author, recipients } of headers) {
    const names = [author?.address.toLowerCase() ?? '', ...recipients].map(ownerOf).filter((name) => name !== '')
    for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const [first] = [...counts].toSorted(([, a], [, b]) => b - a)
  if (first === undefined) return null
  const share = first[1] / headers.length
  return share < SHARE_MIN ? null : { name: first[0], share }
}

function ownerOf(address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  return isSharedDomain(domain) ? address : domain
}
