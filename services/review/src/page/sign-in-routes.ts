import { authenticate, closeSession, findToken, openSession } from '@proofgate/store'
import { type Context, Hono } from 'hono'
import { clientAddressOf } from '../client-address.ts'
import type { Desk } from '../desk.ts'
import { LINK_ACTOR, mayReview, type Person, personOfUser } from '../person.ts'
import { ProblemError } from '../problem.ts'
import { dropSessionCookie, SESSION_LIMITS, sessionSecretOf, setSessionCookie } from '../session-cookie.ts'
import { type Env, personOfBearer, tooMany } from '../who.ts'
import { codePage, signInPage } from './sign-in-page.ts'

/** Signing in and out. A session is new at each sign-in (no fixation), and over on the server at sign-out. */
export function signInRoutes(desk: Desk) {
  return new Hono<Env>()
    .get('/sign-in', (c) => {
      const { code, next } = c.req.query()
      return c.html(code === undefined ? signInPage(localPath(next), null) : codePage(code))
    })
    .post('/sign-in', async (c) => {
      const form = await c.req.parseBody()
      const field = (name: string) => (typeof form[name] === 'string' ? form[name] : '')
      if (field('code') !== '') return signInByCode(c, desk, field('code'))
      if (field('token') !== '') return signInByToken(c, desk, field('token').trim(), localPath(field('next')))
      return signInByPassword(c, desk, field('login').trim(), field('password'), localPath(field('next')))
    })
    .post('/sign-out', async (c) => {
      const secret = sessionSecretOf(c, desk)
      if (secret !== null) await closeSession(desk.sql, secret, c.var.person?.actor ?? 'review')
      dropSessionCookie(c, desk)
      return c.redirect('/sign-in', 303)
    })
}

async function signInByCode(c: Context<Env>, desk: Desk, code: string): Promise<Response> {
  if (!desk.codes.use(code))
    return c.html(
      signInPage('/', 'This sign-in link was used already or is older than an hour. Restart to get a new one.'),
      401,
    )
  setSessionCookie(c, desk, await openSession(desk.sql, {}, LINK_ACTOR, SESSION_LIMITS))
  return c.redirect('/', 303)
}

async function signInByToken(c: Context<Env>, desk: Desk, secret: string, next: string): Promise<Response> {
  try {
    const person = await personOfBearer(c, desk, secret)
    if (!mayReview(person)) return c.html(signInPage(next, noRole(person)), 403)
    const token = await findToken(desk.sql, secret)
    if (token === null) throw new ProblemError('not-signed-in', 'The token has ended.')
    setSessionCookie(c, desk, await openSession(desk.sql, { tokenId: token.id }, person.actor, SESSION_LIMITS))
    return c.redirect(next, 303)
  } catch (error) {
    return refused(c, error, next, '')
  }
}

async function signInByPassword(
  c: Context<Env>,
  desk: Desk,
  login: string,
  password: string,
  next: string,
): Promise<Response> {
  try {
    const person = await personOfPassword(c, desk, login, password)
    // Who only sends is let in where a link leads to a message: it may be the own one.
    if (!mayReview(person) && !isOfMessage(next)) return c.html(signInPage(next, noRole(person)), 403)
    setSessionCookie(c, desk, await openSession(desk.sql, { login: person.login ?? '' }, person.actor, SESSION_LIMITS))
    return c.redirect(next, 303)
  } catch (error) {
    return refused(c, error, next, login)
  }
}

/** The same words and the same time for unknown logins and wrong passwords; few tries per login and address. */
async function personOfPassword(c: Context, desk: Desk, login: string, password: string): Promise<Person> {
  const address = clientAddressOf(c)
  const pair = `${login.toLowerCase()}\n${address}`
  const wait = (await desk.loginThrottle.waitOf(pair)) ?? (await desk.addressThrottle.waitOf(address))
  if (wait !== null) throw tooMany(wait)
  const user = await authenticate(desk.sql, login, password)
  if (user !== null) return personOfUser(user)
  await Promise.all([desk.loginThrottle.failed(pair), desk.addressThrottle.failed(address)])
  desk.log.authFailed({ address, login })
  throw new ProblemError('not-signed-in', 'Login or password is wrong.')
}

function refused(c: Context, error: unknown, next: string, login: string): Response | Promise<Response> {
  if (!(error instanceof ProblemError)) throw error
  if (error.kind === 'not-signed-in') return c.html(signInPage(next, error.message, login), 401)
  if (error.kind !== 'too-many-attempts') throw error
  for (const [name, value] of Object.entries(error.headers)) c.header(name, value)
  return c.html(signInPage(next, error.message, login), 429)
}

const noRole = (person: Person): string =>
  `${person.name} may send, but has neither the role reviewer nor admin. Links to your own messages open; for more, ask an administrator.`

const isOfMessage = (next: string): boolean => /^\/messages\/\w+$/.test(next)

/** A path of ours to go on to; anything that a browser might read as another site becomes `/`. */
function localPath(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])[\w/?=&%.~-]*$/.test(next) ? next : '/'
}
