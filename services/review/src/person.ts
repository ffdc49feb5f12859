import type { Role, SessionHolder, Token, User } from '@proofgate/store'

/** Whoever makes a request, once that is known. */
export type Person = {
  /** Name in the record: `user:…` or `token:…`, `token:NAME (anna)` where a program says for whom it acts. */
  readonly actor: string
  /** SMTP login of a user; `null` for tokens and sign-in links. */
  readonly login: string | null
  /** For people to read. */
  readonly name: string
  readonly roles: readonly Role[]
}

/** The record's name for whoever came by a sign-in link: no person is known, only that the terminal was theirs. */
export const LINK_ACTOR = 'token:sign-in-link'

export const personOfUser = ({ login, name, roles }: Pick<User, 'login' | 'name' | 'roles'>): Person => ({
  actor: `user:${login}`,
  login,
  name: name === '' ? login : name,
  roles,
})

/** @param claimed whom the bearer says to act for: shown in the record beside the token, never believed for rights */
export const personOfToken = (
  { name, roles }: Pick<Token, 'name' | 'roles'>,
  claimed: string | null = null,
): Person => ({
  actor: claimed === null ? `token:${name}` : `token:${name} (${claimed})`,
  login: null,
  name,
  roles,
})

export const personOfLink = (): Person => ({
  actor: LINK_ACTOR,
  login: null,
  name: 'Administrator (sign-in link)',
  roles: ['admin'],
})

/** The person a session was opened for. */
export function personOf(holder: SessionHolder): Person {
  switch (holder.kind) {
    case 'user':
      return personOfUser({ login: holder.login ?? '', name: holder.name, roles: holder.roles })
    case 'token':
      return personOfToken(holder)
    case 'link':
      return personOfLink()
  }
}

/** Reviewers and administrators see everything and decide holds; who only sends sees the own messages. */
export const mayReview = (person: Person): boolean =>
  person.roles.includes('reviewer') || person.roles.includes('admin')

/** Who may hand in copies of customers' mail, and see nothing of them. */
export const mayJournal = (person: Person): boolean =>
  person.roles.includes('journal') || person.roles.includes('admin')

/** True for what was sent with the person's own login. A message of a host trusted by network is nobody's. */
export function isOwn(message: { readonly login: string | null }, person: Person): boolean {
  return person.login !== null && message.login?.toLowerCase() === person.login.toLowerCase()
}

/** The name behind an actor of the record: `user:tina` is tina. */
export const nameOfActor = (actor: string): string =>
  actor === LINK_ACTOR ? 'an administrator (sign-in link)' : actor.replace(/^(?:user|token|login):/, '')
