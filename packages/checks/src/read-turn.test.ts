import { describe, expect, test } from 'vitest'
import { built } from '../../../test/corpus/build.ts'
import { casesIn } from '../../../test/corpus/case.ts'
import { DEFAULT_POLICY, policyOf } from './policy.ts'
import { readTurn, TurnReading } from './read-turn.ts'
import type { ModelSource } from './senses.ts'

const NO_SCORES = {
  ...{ ask: 0, question: 0, courtesy: 0, rude: 0, blame: 0, condescending: 0, hostile: 0, impolite: 0, warm: 0 },
  ...{ upset: 0, informative: 0, stock: 0 },
}
const POLICY = policyOf(
  JSON.stringify({
    version: 1,
    own_domains: ['lodge.example'],
    teams: { night: ['pia.lund@gmail.com', 'lodge-*@outlook.com', '*@gmail.com', '*'], agency: ['*@calls.example'] },
  }),
  'test',
)

type Fields = Readonly<Record<string, string>>

const mailOf = (fields: Fields, body: string, type = 'text/plain; charset=utf-8') =>
  Buffer.from(
    [
      ...Object.entries({
        From: 'Ines Ott <ines.ott@web.example>',
        To: 'Lodge <stay@lodge.example>',
        Subject: 'Room 7',
        Date: 'Tue, 10 Mar 2026 09:15:00 +0100',
        'Content-Type': type,
        ...fields,
      }).map(([name, value]) => `${name}: ${value}`),
      '',
      body,
    ].join('\r\n'),
  )

const US = { From: 'Bea Falk <bea@lodge.example>', To: 'Ines Ott <ines.ott@web.example>' }
const copy = (fields: Fields, body: string, type?: string) => readTurn(mailOf(fields, body, type), POLICY, null)

describe('whose a mail is', () => {
  test.each([
    ['a customer', {}, 'customer', 'ines.ott@web.example'],
    ['an own domain', US, 'us', 'ines.ott@web.example'],
    ['a subdomain', { ...US, From: 'x@eu.lodge.example' }, 'us', 'ines.ott@web.example'],
    ['a domain that ends alike', { From: 'x@mylodge.example' }, 'customer', 'x@mylodge.example'],
    [
      'an agent at a public provider, named in a team',
      { ...US, From: 'Pia.Lund@gmail.com' },
      'us',
      'ines.ott@web.example',
    ],
    ['a pattern at a public provider', { ...US, From: 'lodge-desk@outlook.com' }, 'us', 'ines.ott@web.example'],
    ["a team's firm", { ...US, From: 'agent3@calls.example' }, 'us', 'ines.ott@web.example'],
    [
      'a pattern for everybody at a provider names nobody',
      { From: 'someone@gmail.com' },
      'customer',
      'someone@gmail.com',
    ],
    [
      'a web form that names the customer in Reply-To',
      { From: 'Website <form@lodge.example>', 'Reply-To': 'Jo Dee <jo.dee@post.example>' },
      'customer',
      'jo.dee@post.example',
    ],
    [
      'our mail to a customer whose replies go to a partner',
      { ...US, 'Reply-To': 'desk@partner.example' },
      'us',
      'ines.ott@web.example',
    ],
    ['colleagues among themselves', { From: 'bea@lodge.example' }, 'us', null],
    ['nobody at all', { From: '' }, 'customer', null],
    [
      'the first outside of To and Cc is the customer',
      { ...US, To: 'pia.lund@gmail.com, stay@lodge.example', Cc: 'Ole Ott <ole@web.example>' },
      'us',
      'ole@web.example',
    ],
  ] as const)('%s', async (_, fields, by, address) => {
    const read = await copy(fields, 'Hello, is the sauna open?')
    expect([read.by, read.customer?.address ?? null]).toEqual([by, address])
  })

  test('a submission is ours, also where the policy names nobody', async () => {
    const raw = mailOf(US, 'Hello Ines,\r\nI will call you tomorrow.')
    expect(await readTurn(raw, DEFAULT_POLICY, 'bounces@lodge.example')).toMatchObject({
      by: 'us',
      customer: { name: 'Ines Ott', address: 'ines.ott@web.example' },
      promises: [{ timeWords: 'tomorrow' }],
    })
  })
})

describe("a customer's mail", () => {
  test('gives questions, requests and problems in their order, each sentence once', async () => {
    const { points, thanksOnly, asksBack } = await copy(
      {},
      [
        'Good morning,',
        '',
        'The heating in room 7 does not work since Sunday. Why was I charged twice for it?',
        'Please send me a corrected invoice. What time is breakfast, and is there parking?',
        '',
        'I wonder whether dogs are allowed in the sauna.',
        '',
        'Best wishes,',
        'Ines',
      ].join('\r\n'),
    )
    expect(points).toEqual([
      { kind: 'problem', text: 'The heating in room 7 does not work since Sunday.' },
      { kind: 'question', text: 'Why was I charged twice for it?' },
      { kind: 'request', text: 'Please send me a corrected invoice.' },
      { kind: 'question', text: 'What time is breakfast' },
      { kind: 'question', text: 'is there parking?' },
      { kind: 'question', text: 'I wonder whether dogs are allowed in the sauna.' },
    ])
    expect([thanksOnly, asksBack]).toEqual([false, false])
  })

  test('gives what may belong to a theme, each sentence once, without vectors where no model reads', async () => {
    const body =
      'The heating does not work since Sunday. Why was I charged twice?\r\nI wish the beds were longer. What time is breakfast?'
    const said = [
      { kind: 'problem', text: 'The heating does not work since Sunday.' },
      { kind: 'problem', text: 'Why was I charged twice?' },
      { kind: 'feedback', text: 'I wish the beds were longer.' },
      { kind: 'question', text: 'What time is breakfast?' },
    ]
    const { said: bare, vectorsBy } = await copy({}, body)
    expect(bare.toSorted((a, b) => body.indexOf(a.text) - body.indexOf(b.text))).toEqual(
      said.map((one) => ({ ...one, vector: null })),
    )
    expect(vectorsBy).toBeNull()
    const read: string[] = []
    const model: ModelSource = async () => ({
      id: 'm',
      read: async (sentences) => {
        read.push(...sentences)
        return sentences.map(() => ({ vector: Float32Array.of(0.6, 0.8), scores: NO_SCORES }))
      },
      close: async () => {},
    })
    const withModel = await readTurn(mailOf({}, body), POLICY, null, null, model)
    expect(withModel.vectorsBy).toBe('m')
    expect(withModel.said.map(({ vector }) => vector)).toEqual(Array(4).fill('mpkZP83MTD8='))
    expect(read.toSorted()).toEqual(said.map(({ text }) => text).toSorted())
    const broken = await readTurn(mailOf({}, body), POLICY, null, null, () => Promise.reject(new Error('gone')))
    expect(broken).toMatchObject({ vectorsBy: null, points: expect.any(Array) })
    expect((await copy(US, body)).said).toEqual([])
  })

  test('is read without what it quotes, its signature and footer', async () => {
    const read = await copy(
      {},
      [
        'Thank you, that is all I needed.',
        '',
        'Ines',
        '',
        'On Mon, 9 Mar 2026 at 17:02, Bea Falk <bea@lodge.example> wrote:',
        '> Is the arrival still on the 12th? The lift is broken and I will call you tomorrow.',
        '> On Sun, 8 Mar 2026, Ines Ott wrote:',
        '>> This is unacceptable. When will it be fixed? Please refund me.',
      ].join('\r\n'),
    )
    expect(read).toMatchObject({ points: [], promises: [], mood: 'neutral', atRisk: false, thanksOnly: true })
    expect(read.text).not.toMatch(/arrival|unacceptable/)
  })

  test('of Outlook, as HTML with the thread below it, is read the same', async () => {
    const html =
      '<html><body><div>Do you have a cot for the baby?</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Bea Falk &lt;bea@lodge.example&gt;<br><b>Sent:</b> Monday, 9 March 2026 17:02<br><b>To:</b> Ines Ott<br><b>Subject:</b> Room 7</div><div>Which room would you like? We will hold both until Friday.</div></body></html>'
    const read = await copy({}, html, 'text/html; charset=utf-8')
    expect(read.points).toEqual([{ kind: 'question', text: 'Do you have a cot for the baby?' }])
  })

  test('shows mood and risk with the words that show it', async () => {
    const read = await copy({}, 'This is the third time I write. I am furious and I will go to the ombudsman.')
    expect(read).toMatchObject({ mood: 'upset', atRisk: true })
    expect(read.because).toContain('ombudsman')
  })

  test('through a web form that marks its mail as generated is the customer’s own words', async () => {
    const form = {
      From: 'Form <form@lodge.example>',
      'Reply-To': 'Jo <jo@post.example>',
      'Auto-Submitted': 'auto-generated',
    }
    expect(await copy(form, 'Is the sauna open on Sunday?')).toMatchObject({
      by: 'customer',
      automatic: null,
      points: [{ kind: 'question' }],
    })
  })

  test('promises nothing to us that would be kept as ours', async () => {
    expect((await copy({}, 'I will send the deposit tomorrow.')).promises).toEqual([])
  })

  test('in another language is left unread, not misread', async () => {
    const read = await copy(
      {},
      'Guten Tag, ich bin sehr enttäuscht: die Heizung geht nicht. Können Sie mich bitte morgen anrufen? Was kostet das?',
    )
    expect(read).toMatchObject({ language: 'de', points: [], mood: null, atRisk: false, thanksOnly: false })
  })

  test('that a machine wrote is left unread', async () => {
    const read = await copy({ 'Auto-Submitted': 'auto-replied' }, 'I am away. Please call my colleague. When is it?')
    expect(read).toMatchObject({ automatic: 'auto-submitted', points: [], mood: null, thanksOnly: false })
  })

  test.each([
    ['Thanks!', true],
    ['Hi Bea,\n\nthat’s perfect, thank you so much. See you on Friday!\n\nInes', true],
    ['It arrived this morning and works. Many thanks for your help.', true],
    ['Ok, great.', true],
    ['Thank you for the quick answer. You’ve been very helpful.', true],
    ['Thanks, but the lid is still missing.', false],
    ['Thanks. It is order 448-2291.', false],
    ['Yes please, that would be great. Thanks.', false],
    ['Great, thanks. One more thing: can I bring the dog?', false],
    ['Thanks for nothing. I want my money back.', false],
    ['Thank you in advance.', false],
    ['Thanks, I would rather keep the blue one.', false],
    ["Thanks, that doesn't help.", false],
    ['Perfect, go ahead.', false],
    ['The room was cold.', false],
  ])('only thanks: %j is %s', async (text, is) => {
    expect((await copy({}, text.replaceAll('\n', '\r\n'))).thanksOnly).toBe(is)
  })
})

describe('our mail', () => {
  test('gives promises, by the clock of Date, and no points', async () => {
    const body = 'Hello Ines,\r\n\r\nWhat a mess! Our plumber will call you tomorrow between 2 and 4. Is the tap warm?'
    const east = await copy({ ...US, Date: 'Tue, 10 Mar 2026 23:30:00 +0900' }, body)
    expect(east).toMatchObject({ points: [], mood: null, asksBack: true, thanksOnly: false })
    expect(east.promises).toEqual([
      {
        text: 'Our plumber will call you tomorrow between 2 and 4.',
        timeWords: expect.stringContaining('tomorrow'),
        dueAt: '2026-03-11T07:00:00.000Z',
      },
    ])
    const west = await copy({ ...US, Date: 'Tue, 10 Mar 2026 23:30:00 -0800' }, body)
    expect(west.promises[0]?.dueAt).toBe('2026-03-12T00:00:00.000Z')
  })

  test('promises from its receipt where Date is missing or lies behind it', async () => {
    const received = new Date('2026-03-10T09:00:00Z')
    const dues = async (raw: Uint8Array) =>
      (await readTurn(raw, POLICY, null, received)).promises.map(({ dueAt }) => dueAt.slice(0, 13))
    const body = 'I will call you tomorrow.'
    expect(await dues(mailOf({ ...US, Date: 'Tue, 10 Mar 2099 09:00:00 +0000' }, body))).toEqual(['2026-03-12T00'])
    expect(
      await dues(
        Buffer.from(
          mailOf(US, body)
            .toString()
            .replace(/Date:.*\r\n/, ''),
        ),
      ),
    ).toEqual(['2026-03-12T00'])
    expect(await dues(mailOf({ ...US, Date: 'Mon, 9 Mar 2026 09:00:00 +0000' }, body))).toEqual(['2026-03-11T00'])
  })

  test.each([
    ['Which size is it?', true],
    ['Please send us a photo of the crack.', true],
    ['Shall I send a new one, or would you rather have the money?', true],
    ['Would you like the room with the balcony?', true],
    ['It left this morning. Is there anything else we can help with?', false],
    ['It left this morning. Would you like any other help?', false],
    ['A new one is on its way.', false],
    [
      'It left this morning.\r\n\r\nOn 9 Mar 2026, Ines Ott <ines.ott@web.example> wrote:\r\n> Which size is it?',
      false,
    ],
  ])('asks back: %j is %s', async (text, is) => {
    expect((await copy(US, text)).asksBack).toBe(is)
  })

  test('with the null sender is no writing of ours', async () => {
    const read = await readTurn(mailOf(US, 'I will call you tomorrow.'), POLICY, '')
    expect(read).toMatchObject({ automatic: 'null-sender', by: 'us', promises: [] })
  })
})

describe('whatever comes', () => {
  const cases = casesIn(new URL('../../../test/corpus/cases/', import.meta.url))

  test('labelled threads are read in the public shape, and each turn is whose it is', async () => {
    const wrong: string[] = []
    for (const one of cases) {
      const policy = policyOf(
        JSON.stringify({
          version: 1,
          teams: {
            desk: [one.reply.agent.email],
            all: (one.earlier ?? []).flatMap((e) => (e.from === 'agent' ? [e.email] : [])),
          },
        }),
        'test',
      )
      const { raw, conversation } = built(one)
      const reply = TurnReading.strict().parse(await readTurn(raw, policy, one.reply.agent.email))
      if (reply.by !== 'us') wrong.push(`${one.id} reply`)
      const writers = [...(one.earlier ?? []).map(({ from }) => (from === 'agent' ? 'us' : 'customer')), 'customer']
      for (const [i, octets] of conversation.entries()) {
        const turn = TurnReading.strict().parse(await readTurn(octets, policy, null))
        if (turn.by !== writers[i]) wrong.push(`${one.id} ${i}`)
      }
    }
    expect(wrong).toEqual([])
  }, 120_000)

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['no header', Buffer.from('\r\n\r\nWhere?')],
    ['noise', Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919 + (i >> 3)) % 256))],
    ['a header without end', Buffer.from(`From: ${'a,'.repeat(20_000)}`)],
    ['ten thousand questions', mailOf({}, 'Where is it? '.repeat(40_000))],
    [
      'ten thousand different questions',
      mailOf({}, Array.from({ length: 10_000 }, (_, i) => `Where is parcel ${i}?`).join('\r\n')),
    ],
    ['one endless word', mailOf({}, 'why'.repeat(100_000))],
    ['many complaints', mailOf({}, Array.from({ length: 5000 }, (_, i) => `Lamp ${i} is broken.`).join('\r\n'))],
  ])('%s is read without throwing, within limits', async (_, raw) => {
    const read = TurnReading.strict().parse(await readTurn(raw, POLICY, null))
    expect(read.points.length).toBeLessThanOrEqual(50)
    expect(read.text.length).toBeLessThanOrEqual(100_000)
  })
})
