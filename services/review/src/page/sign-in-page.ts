import { html } from 'hono/html'
import { type Html, page } from './layout.ts'
import { banner } from './parts.ts'

/** Where people sign in: with login and password, or an API token. `next` is where they go then. */
export function signInPage(next: string, trouble: string | null, login = ''): Html {
  return page({
    title: 'Sign in',
    person: null,
    body: html`<section class="narrow">
<h1>Sign in</h1>
<p class="lead">${next.startsWith('/messages/') ? 'The login that your mail tool sends with shows what became of your own message.' : 'Read what waits, and decide what goes out.'}</p>
${trouble === null ? '' : banner('trouble', html`${trouble}`)}
<form method="post" action="/sign-in" class="card stack">
<input type="hidden" name="next" value="${next}">
<label>Login <input name="login" value="${login}" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus maxlength="320"></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required maxlength="1024"></label>
<button class="primary">Sign in</button>
</form>
<details class="card">
<summary>Sign in with an API token</summary>
<form method="post" action="/sign-in" class="stack">
<input type="hidden" name="next" value="${next}">
<label>Token <input name="token" type="password" autocomplete="off" required maxlength="200" placeholder="pg_…"></label>
<button>Sign in with the token</button>
</form>
</details>
</section>`,
  })
}

/** What a sign-in link opens. The code is used up by the button alone: programs that look at links must not use it up. */
export function codePage(code: string): Html {
  return page({
    title: 'Sign in',
    person: null,
    body: html`<section class="narrow">
<h1>Welcome</h1>
<p class="lead">This link signs you in once, as an administrator of this installation.</p>
<form method="post" action="/sign-in" class="card stack" data-go>
<input type="hidden" name="code" value="${code}">
<button class="primary" autofocus>Sign in</button>
</form>
</section>`,
  })
}
