// What the page does beyond HTML: keys, the reader's own time zone, and no second press of a button.
// Everything can be done without it.

const all = (selector) => [...document.querySelectorAll(selector)]
const one = (selector) => document.querySelector(selector)

showLocalTimes()
sendOnce()
openHelp()
startAtFirst()
document.addEventListener('keydown', onKey)

function showLocalTimes() {
  const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
  for (const time of all('time[data-local]')) {
    time.title = time.textContent
    time.textContent = format.format(new Date(time.dateTime))
  }
}

// The server decides once whatever happens; this only spares people the second answer.
function sendOnce() {
  for (const form of all('form[data-once]'))
    form.addEventListener('submit', (event) => {
      if (form.dataset.sent) event.preventDefault()
      form.dataset.sent = 'yes'
      setTimeout(() => delete form.dataset.sent, 5000)
    })
}

function openHelp() {
  const button = one('[data-help]')
  if (!button) return
  button.hidden = false
  button.addEventListener('click', showHelp)
}

// Pages without keys, as the sign-in, have no help.
function showHelp() {
  const dialog = one('#help')
  if (dialog && !dialog.open) dialog.showModal()
  return dialog !== null
}

// After a decision the next message is one Enter away.
function startAtFirst() {
  if (one('[data-start]')) one('[data-open]')?.focus()
}

function onKey(event) {
  const { target } = event
  if (target.matches('[data-note]') && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault()
    target.form.requestSubmit()
    return
  }
  if (event.key === 'Escape' && target.matches('input, textarea')) {
    target.blur()
    return
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
  if (target.matches('input, textarea, select') || one('dialog[open]')) return
  const act = KEYS[event.key]
  if (act?.(target)) event.preventDefault()
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  ArrowDown: () => one('[data-queue]') && step(1),
  ArrowUp: () => one('[data-queue]') && step(-1),
  r: () => goTo('[data-release]'),
  b: () => goTo('[data-note]'),
  n: () => nextFinding(),
  u: () => follow('[data-up]'),
  '?': () => showHelp(),
}

// In the list: to the next or former row. At a message: to the one behind it, or back to the list.
function step(by) {
  const rows = all('[data-open]')
  if (rows.length === 0) return follow(by > 0 ? '[data-next]' : '[data-up]')
  const at = rows.indexOf(document.activeElement)
  const to = at === -1 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1)
  rows[to].focus()
  rows[to].closest('li').scrollIntoView({ block: 'nearest' })
  return true
}

function goTo(selector) {
  const element = one(selector)
  if (!element || element.disabled) return false
  const folded = element.closest('details')
  if (folded) folded.open = true
  element.focus()
  element.scrollIntoView({ block: 'nearest' })
  if (selector === '[data-release]') hintWhileFocused(element)
  return true
}

// One key must not send mail: r only brings the button under Enter, and says so.
function hintWhileFocused(button) {
  const hint = one('[data-hint]')
  hint.hidden = false
  button.addEventListener('blur', () => (hint.hidden = true), { once: true })
}

function nextFinding() {
  const findings = all('.finding')
  if (findings.length === 0) return false
  const at = findings.indexOf(document.activeElement)
  const next = findings[(at + 1) % findings.length]
  const place = one(`#place-${next.id.replace('finding-', '')}`)
  for (const mark of all('mark.now')) mark.classList.remove('now')
  place?.previousElementSibling?.classList.add('now')
  place?.scrollIntoView({ block: 'center' })
  next.focus({ preventScroll: place !== null })
  return true
}

function follow(selector) {
  const link = one(selector)
  link?.click()
  return Boolean(link)
}

// A sign-in link needs no press of the button where a person's browser opened it.
one('form[data-go]')?.requestSubmit()
