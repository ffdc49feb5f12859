/** For tests: people at the pages of the review service. */
import type { reviewApp } from '@proofgate/review'
import { HOST, PASSWORD } from './sample-desk.ts'

type App = ReturnType<typeof reviewApp>['app']

/** A browser of one person: follows no redirect, keeps the cookie, runs no script. */
export function visitorOf(app: App) {
  let cookie = ''
  const send = async (
    method: string,
    address: string,
    form?: Record<string, string>,
    headers: Record<string, string> = {},
  ) => {
    const response = await app.request(`${HOST}${address}`, {
      method,
      headers: {
        ...(cookie === '' ? {} : { Cookie: cookie }),
        ...(form === undefined ? {} : { Origin: HOST }),
        ...headers,
      },
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    })
    const set = response.headers.get('set-cookie')
    if (set !== null) cookie = set.split(';')[0] ?? ''
    return {
      status: response.status,
      headers: response.headers,
      location: response.headers.get('location'),
      text: await response.text(),
    }
  }
  return {
    get: (address: string) => send('GET', address),
    post: (address: string, form: Record<string, string>, headers?: Record<string, string>) =>
      send('POST', address, form, headers),
    cookie: () => cookie,
    takeCookie: (other: string) => {
      cookie = other
    },
  }
}

/** One who is signed in by password. */
export async function signedInTo(app: App, login: string) {
  const person = visitorOf(app)
  const { status } = await person.post('/sign-in', { login, password: PASSWORD })
  if (status !== 303) throw new Error(`${login} was not let in: ${status}`)
  return person
}
