import { html } from 'hono/html'
import { mayReview, type Person } from '../person.ts'
import { assetAddress } from './assets.ts'
import { titleWords } from './words.ts'

/** A piece of HTML in which everything from outside is escaped. */
export type Html = ReturnType<typeof html>

/** A page's frame: head, navigation, help. */
export type Frame = {
  readonly title: string
  /** `null` when nobody is signed in. */
  readonly person: Person | null
  /** How many messages wait; `null` where that is not asked for. */
  readonly waiting?: number | null
  readonly here?: 'waiting' | 'decided'
  readonly body: Html
}

/** A whole page. */
export function page({ title, person, waiting = null, here, body }: Frame): Html {
  // Who only sends has no list to go to, and nothing to decide by keys.
  const isSender = person !== null && !mayReview(person)
  // Browsers under `no-referrer` post forms with "Origin: null", which would look like another site's post where
  // there is no Sec-Fetch-Site (plain http in the office). `same-origin` still tells other sites nothing.
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="same-origin">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${titleWords(title)} · Proofgate</title>
<link rel="icon" href="${assetAddress('icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assetAddress('review.css')}">
<script src="${assetAddress('review.js')}" type="module"></script>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="top">
${isSender ? html`<span class="brand">${brand()}</span>` : html`<a class="brand" href="/">${brand()}</a>`}
${person === null || isSender ? '' : navigation(waiting, here)}
${person === null ? '' : whoPanel(person, isSender)}
</header>
<main id="main" tabindex="-1">
${body}
</main>
${person === null || isSender ? '' : help()}
</body>
</html>`
}

const brand = (): Html =>
  html`<img src="${assetAddress('icon.svg')}" alt="" width="22" height="22"><span>Proofgate</span>`

function navigation(waiting: number | null, here: Frame['here']): Html {
  const current = (name: Frame['here']) => (here === name ? html` aria-current="page"` : '')
  return html`<nav aria-label="Holds">
<a href="/"${current('waiting')}>Waiting${waiting === null ? '' : html` <span class="count">${waiting}</span>`}</a>
<a href="/?status=decided"${current('decided')}>Decided</a>
</nav>`
}

function whoPanel(person: Person, isSender: boolean): Html {
  return html`<div class="who">
${isSender ? '' : html`<button type="button" class="quiet" data-help hidden aria-haspopup="dialog">Keys <kbd>?</kbd></button>`}
<span class="name">${person.name}</span>
<form method="post" action="/sign-out"><button class="quiet">Sign out</button></form>
</div>`
}

function help(): Html {
  const keys: [string, string][] = [
    ['j or ↓', 'next message'],
    ['k or ↑', 'message before'],
    ['Enter', 'open the message'],
    ['r', 'go to Release; Enter then releases'],
    ['b', 'go to the note for returning it'],
    ['Ctrl Enter', 'in the note: return it'],
    ['n', 'next finding'],
    ['u', 'back to the list'],
    ['?', 'these keys'],
  ]
  return html`<dialog id="help" aria-labelledby="help-title">
<h2 id="help-title">Keys</h2>
<dl class="keys">${keys.map(([key, meaning]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${meaning}</dd></div>`)}</dl>
<form method="dialog"><button>Close</button></form>
</dialog>`
}
