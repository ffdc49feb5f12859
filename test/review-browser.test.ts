/** The console in a real browser: keys, no script, a phone, and mails that attack. Needs Chromium (apt-get install chromium). */
import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { serveReview } from '@proofgate/review'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ATTACKS } from './support/attacks.ts'
import { configWith, PASSWORD, type SampleDesk, type SampleMail, sampleDesk } from './support/sample-desk.ts'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync) ?? null
const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

let desk: SampleDesk
let review: Awaited<ReturnType<typeof serveReview>>
let browser: Browser
let state: Awaited<ReturnType<BrowserContext['storageState']>>
const contexts: BrowserContext[] = []

/** What pages did that they should not: script that ran, requests elsewhere, broken policies. */
const trouble: string[] = []

beforeAll(async () => {
  if (CHROMIUM === null) return
  desk = await sampleDesk()
  const config = configWith({ 'review.url': null, 'review.port': 0 })
  review = await serveReview({ sql: desk.sql, config, log: desk.log, hostname: 'gate.example' })
  browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS.split(' ') })
  const page = await open({}, null)
  await page.goto(`${review.url}/sign-in?code=${review.oneTimeCode()}`)
  await page.waitForURL(`${review.url}/`)
  state = await page.context().storageState()
})
beforeEach(({ skip }) => skip(CHROMIUM === null, 'no Chromium here: apt-get install chromium'))
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()))
  expect(trouble.splice(0)).toEqual([])
})
afterAll(async () => {
  await browser?.close()
  await review?.close()
  await desk?.close()
})

/** A page of a browser of its own, signed in; what it does wrong is noted. */
async function open(options: BrowserContextOptions = {}, storageState: typeof state | null = state): Promise<Page> {
  const context = await browser.newContext({ ...options, ...(storageState === null ? {} : { storageState }) })
  contexts.push(context)
  const page = await context.newPage()
  context.on('dialog', (dialog) => {
    trouble.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  context.on('request', (request) => {
    if (!request.url().startsWith(`${review.url}/`) && !request.url().startsWith('data:'))
      trouble.push(`request ${request.url()}`)
  })
  context.on('page', (other) => trouble.push(`window ${other.url()}`))
  page.on('pageerror', (error) => trouble.push(`script ${error.message}`))
  return page
}

/** A page that whoever sends with a login came to by a link, through the sign-in. */
async function openAsSender(id: string, options: BrowserContextOptions = {}): Promise<Page> {
  await desk.user('anna', [])
  const page = await open(options, null)
  await page.goto(`${review.url}/messages/${id}`)
  await page.fill('input[name=login]', 'anna')
  await page.fill('input[name=password]', PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL(`${review.url}/messages/${id}`)
  return page
}

/** A page that also notes what the browser complains of: a policy that is broken shows there. */
async function openStrict(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await open(options)
  page.on('console', (message) => trouble.push(`console ${message.text()}`))
  return page
}

const held = (mail: SampleMail = {}) => desk.hold(mail)
const deliveriesOf = (id: string) => desk.sql`select 1 from deliveries where message_id = ${id}`

describe('with the keyboard alone', () => {
  test('a message is found, read and released: j, Enter, n, r, Enter', async () => {
    const id = await held({ subject: 'Released by keys' })
    const page = await openStrict()
    await page.goto(`${review.url}/?subject=${encodeURIComponent('Released by keys')}`)
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${review.url}/holds/${id}`)
    await page.keyboard.press('n')
    expect(await page.evaluate('document.activeElement.id')).toBe('finding-1')
    await page.keyboard.press('r')
    expect(await deliveriesOf(id)).toHaveLength(0)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\?done=/)
    expect(await page.locator('[role=status]').first().textContent()).toContain('Released by keys')
    expect(await deliveriesOf(id)).toHaveLength(1)
  })

  test('a message is returned: b, a note, Ctrl Enter; the next one is under Enter then', async () => {
    const id = await held()
    await held()
    const page = await openStrict()
    await page.goto(`${review.url}/holds/${id}`)
    await page.keyboard.press('b')
    await page.keyboard.type('Please use her name. r j ?')
    await page.keyboard.press('Control+Enter')
    await page.waitForURL(/\?done=/)
    expect(await page.evaluate('document.activeElement.hasAttribute("data-open")')).toBe(true)
    const rows = await desk.sql<{ decision: string; note: string }[]>`
      select decision, note from holds where message_id = ${id}`
    expect(rows).toEqual([{ decision: 'return', note: 'Please use her name. r j ?' }])
  })

  test('? shows the keys, Escape hides them', async () => {
    const page = await openStrict()
    await page.goto(`${review.url}/`)
    await page.keyboard.press('?')
    expect(await page.locator('dialog#help').isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    expect(await page.locator('dialog#help').isVisible()).toBe(false)
  })

  test.each([
    ['of a hold', async () => `/holds/${await held()}`, ['Release', 'Return…']],
    ['of any other message', async () => `/messages/${await desk.bounce()}`, ['show', '1']],
  ])('Tab alone reaches everything that can be pressed, and shows where it is: %s', async (_, addressOf, own) => {
    const page = await openStrict()
    await page.goto(`${review.url}${await addressOf()}`)
    const names: string[] = []
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab')
      const [name, outline] = await page.evaluate<[string, string]>(
        `[document.activeElement === document.body ? '' : document.activeElement.textContent.trim(),
          getComputedStyle(document.activeElement).outlineStyle]`,
      )
      if (name !== '') expect([name, outline]).toEqual([name, 'solid'])
      names.push(name)
    }
    expect(names).toEqual(
      expect.arrayContaining(['Skip to content', '← List', ...own, 'Download the source', 'Sign out']),
    )
  })

  test('a message that nobody decides is read and left: n, then u', async () => {
    const page = await openStrict()
    await page.goto(`${review.url}/messages/${await desk.bounce()}`)
    await page.keyboard.press('n')
    expect(await page.evaluate('document.activeElement.id')).toBe('finding-1')
    for (const key of ['r', 'b', 'j']) await page.keyboard.press(key)
    expect(await page.evaluate('document.activeElement.id')).toBe('finding-1')
    await page.keyboard.press('u')
    await page.waitForURL(`${review.url}/`)
  })
})

describe('from the link in a mail tool', () => {
  test('a person comes to the message through the sign-in, and back to the list', async () => {
    const id = await desk.bounce({ subject: 'Refused at noon' })
    await desk.user('tina', ['reviewer'])
    const page = await open({}, null)
    await page.goto('data:text/html,<h1>Webmail</h1>')
    await page.setContent(`<a href="${review.url}/messages/${id}">Details</a>`)
    await page.click('a')
    await page.fill('input[name=login]', 'tina')
    await page.fill('input[name=password]', PASSWORD)
    await page.keyboard.press('Enter')
    await page.waitForURL(`${review.url}/messages/${id}`)
    expect(await page.locator('h1').textContent()).toBe('Refused at noon')
    await page.click('text=← List')
    await page.waitForURL(`${review.url}/`)
  })

  test('an agent comes to the own message, waits there for the decision, and signs out', async () => {
    const id = await held({ subject: 'Held at noon' })
    const page = await openAsSender(id)
    expect(await page.locator('h1').textContent()).toBe('Held at noon')
    expect(await page.locator('.badge').first().textContent()).toBe('Waits for review')
    for (const key of ['r', 'b', 'u', '?']) await page.keyboard.press(key)
    expect(page.url()).toBe(`${review.url}/messages/${id}`)
    await page.click('text=Sign out')
    await page.waitForURL(`${review.url}/sign-in`)
  })

  test('a person who is signed in comes straight to it', async () => {
    const id = await desk.bounce()
    const page = await open()
    await page.goto('data:text/html,<h1>Webmail</h1>')
    await page.setContent(`<a href="${review.url}/messages/${id}">Details</a>`)
    await page.click('a')
    await page.waitForURL(`${review.url}/messages/${id}`)
  })
})

describe('without a script', () => {
  test('everything works: sign in by link, filter, open, return with a note, sign out', async () => {
    const id = await held({ subject: 'No script here' })
    const page = await open({ javaScriptEnabled: false }, null)
    await page.goto(`${review.url}/sign-in?code=${review.oneTimeCode()}`)
    await page.click('text=Sign in')
    await page.click('summary')
    await page.fill('input[name=subject]', 'no script')
    await page.click('text=Show')
    await page.click('text=No script here')
    await page.click('text=Return…')
    await page.fill('textarea', 'Please change it.')
    await page.click('text=Return to the agent')
    await page.waitForURL(/\?done=/)
    expect(await desk.sql`select 1 from holds where message_id = ${id} and decision = 'return'`).toHaveLength(1)
    await page.click('text=Sign out')
    await page.waitForURL(/sign-in/)
  })
})

describe('to every eye', () => {
  const looks = [
    { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
    { colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
    { colorScheme: 'light', viewport: { width: 390, height: 844 } },
    { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
  ] as const
  const rich = {
    text: 'Dear [NAME],\n\nsoon.\n\n-- \nAnna\n\nOn 3 March 2026, Jane Roe wrote:\n> When will it come?\n',
    findings: [
      { start: 5, end: 11, excerpt: '[NAME]' },
      { check: 'unanswered-question', part: 'conversation' as const, excerpt: 'When will it come?' },
      { check: 'late-reply', shadow: true },
    ],
    judgement: {
      verdict: 'bounce' as const,
      customer: { mood: 'upset' as const, atRisk: true, because: ['When will it come?'] },
      questions: [
        {
          text: 'When will it come?',
          source: 'quote' as const,
          kind: 'question' as const,
          state: 'missing' as const,
          confidence: 1,
          answer: null,
        },
      ],
      abstained: [{ check: 'handover', why: 'no earlier reply known' }],
    },
  }

  test.each(looks)('no barrier that axe knows, and nothing wider than the screen: %o', async (look) => {
    const [id, refused] = [await held(rich), await desk.bounce(rich)]
    const page = await open(look)
    for (const address of [
      '/',
      `/holds/${id}`,
      `/messages/${refused}`,
      '/?status=decided',
      '/?subject=none-of-these',
      '/holds/zzzzzzz',
      '/sign-in',
    ]) {
      await page.goto(`${review.url}${address}`)
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
      expect([address, violations.map(({ id: rule, nodes }) => `${rule}: ${nodes[0]?.html}`)]).toEqual([address, []])
      expect([address, await page.evaluate('document.documentElement.scrollWidth <= innerWidth')]).toEqual([
        address,
        true,
      ])
    }
  })

  test.each(looks)("neither on the page of an agent's own message: %o", async (look) => {
    const page = await openAsSender(await held(rich), look)
    for (const address of [page.url(), `${review.url}/messages/zzzzzzz`, `${review.url}/`]) {
      await page.goto(address)
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
      expect([address, violations.map(({ id: rule, nodes }) => `${rule}: ${nodes[0]?.html}`)]).toEqual([address, []])
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    }
  })

  test('a phone has both decisions at the thumb', async () => {
    const id = await held()
    const page = await openStrict({ viewport: { width: 390, height: 844 } })
    await page.goto(`${review.url}/holds/${id}`)
    await page.click('.thumb-bar a')
    await page.fill('#note:focus', 'From a train.')
    await page.click('text=Return to the agent')
    await page.waitForURL(/\?done=/)
  })
})

describe('a hostile mail', () => {
  const attack = (html: string, more: SampleMail = {}): SampleMail => ({
    ...more,
    raw: `From: a@acme.example\nSubject: =?utf-8?B?${Buffer.from(`<img src=x onerror=alert('subject')>`).toString('base64')}?=\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n${html}\n`,
    findings: [{ message: `<img src=x onerror=alert('finding')>`, excerpt: `<script>alert('excerpt')</script>` }],
  })
  // Both kinds of pages have the same frame: at one each attack is tried alone, at the other all that are shown together.
  const together = ATTACKS.filter((html) => html.length < 1000).join('')

  test.each([...ATTACKS.map((html) => ['holds', html] as const), ['messages', together] as const])(
    'runs nothing, loads nothing and leads nowhere, at /%s: %s',
    async (place, html) => {
      const mail = attack(html)
      const address = `${review.url}/${place}/${await (place === 'holds' ? held(mail) : desk.bounce(mail))}`
      const page = await open()
      await page.goto(address)
      await page.click('.html summary')
      const frame = await (await page.waitForSelector('iframe')).contentFrame()
      await frame?.waitForLoadState('load')
      await frame?.locator('body').click({ force: true, position: { x: 20, y: 20 } })
      await page.goto(`${address}/html`)
      expect(page.url()).toBe(`${address}/html`)
      expect(
        await page
          .locator('script, svg, math, form, iframe, object, video, audio, link, meta[http-equiv], base, a')
          .count(),
      ).toBe(0)
    },
  )
})
