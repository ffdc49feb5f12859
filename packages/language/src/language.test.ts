import { describe, expect, it } from 'vitest'
import {
  asksOf,
  greetingOf,
  languageOf,
  mayBeOneName,
  selfNamesOf,
  sentencesOf,
  topicsOf,
  vocativesOf,
} from './index.ts'

const sentences = (text: string) => sentencesOf(text).map((one) => one.text)

describe('sentences', () => {
  it.each([
    ['It came today. Was it checked?', ['It came today.', 'Was it checked?']],
    ['it came today. was it checked?', ['it came today.', 'was it checked?']],
    [
      'Dear Mr. Okafor, see No. 5 at approx. 9 a.m. today. Thanks.',
      ['Dear Mr. Okafor, see No. 5 at approx. 9 a.m. today.', 'Thanks.'],
    ],
    ['Hi Ana,\nit left today.\n\nTom', ['Hi Ana,', 'it left today.', 'Tom']],
    ['- price\n- how long it takes', ['- price', '- how long it takes']],
    [
      'This line was wrapped by the mail program of the customer and\ngoes on here. Right?',
      ['This line was wrapped by the mail program of the customer and\ngoes on here.', 'Right?'],
    ],
    ['', []],
  ])('of %j', (text, expected) => {
    expect(sentences(text)).toEqual(expected)
  })

  it('stand where they say they stand', () => {
    const text = '  One.  Two?\n\n 3) three\n'
    for (const { start, end, text: words } of sentencesOf(text)) expect(text.slice(start, end)).toBe(words)
  })
})

describe('questions', () => {
  it.each([
    ['Can I change the address?', 'yes-no'],
    ['When will it come?', 'time'],
    ['How long does the battery last?', 'duration'],
    ['What does the extra seat cost?', 'amount'],
    ['how many nights are left on my voucher', 'quantity'],
    ['did you guys get my last email', 'yes-no'],
    ['I was wondering whether there is an age limit.', 'yes-no'],
    ['Please let me know if you can print in two colours.', 'yes-no'],
    ['Could you tell me where the export is?', 'other'],
    ['Any idea when the chairs come in?', 'time'],
    ['You do ship to Malta, correct?', 'yes-no'],
    ['Does it leak when it rains?', 'yes-no'],
  ])('%s asks for %s', (text, wants) => {
    expect(asksOf(text).map((ask) => ask.wants)).toEqual([wants])
  })

  it.each([
    'How are you?',
    'Hi Tom, how was the holiday?',
    'Are you kidding me?',
    'Do you even read these mails?',
    'What kind of company is this?',
    'Lovely day, isn’t it?',
    'Can you send me the invoice?',
    'Would you mind swapping the 38 for a 39?',
    'Please cancel my order.',
    'What a pleasant surprise.',
    'I know how it works now.',
    'Where I live, the post comes at noon.',
    'Has arrived today, all good.',
    'Thank you for letting me know.',
  ])('%s needs no answer in words', (text) => {
    expect(asksOf(text)).toEqual([])
  })
})

describe('topics', () => {
  it('are the same for inflections and for words of one idea', () => {
    expect(topicsOf('What is the shipping fee?')).toEqual(topicsOf('delivery costs'))
  })

  it('leave out words that say nothing', () => {
    expect([...topicsOf('Could you please tell me what this is about?')]).toEqual([])
  })
})

describe('the language of a text', () => {
  it.each([
    ['Thank you for your message, your parcel left our warehouse today.', 'en'],
    ['Vielen Dank für Ihre Nachricht, Ihr Paket ist heute verschickt worden.', 'de'],
    ['Gracias por su mensaje, su paquete salió hoy de nuestro almacén.', 'es'],
    ['Köszönjük a levelét, a csomagját ma feladtuk önnek.', 'hu'],
    ['Ok, thanks', null],
    ['4711 https://shop.example/returns/of/long/words/that/are/no/language', null],
  ])('%j is %s', async (text, code) => {
    expect(await languageOf(text)).toBe(code)
  })
})

describe('a greeting', () => {
  it.each([
    ['Hi Ana,\nit left.', ['Ana'], 'Hi Ana,'],
    ['Dear Ms van der Berg:\nit left.', ['Berg'], 'Dear Ms van der Berg:'],
    ['Hello Dr. Nagy Eszter,', ['Nagy', 'Eszter'], 'Hello Dr. Nagy Eszter,'],
    ['Hi Ken - please call me', ['Ken'], 'Hi Ken'],
    ['Mr Truscott,\nno.', ['Truscott'], 'Mr Truscott,'],
    ['Bonjour Camille,', ['Camille'], 'Bonjour Camille,'],
  ])('%j names %j', (text, names, words) => {
    const found = greetingOf(text)
    expect(found?.names).toEqual(names)
    expect(text.slice(found?.start, found?.end)).toBe(words)
  })

  it.each([
    'Hi all,',
    'Dear Sir or Madam,',
    'Hello,',
    'Dear customer,',
    'Hi there!',
    'Good morning,',
    'MS Word is open.',
    'The van left.',
  ])('%j names nobody', (text) => {
    expect(greetingOf(text)).toBeNull()
  })

  it('inside the text is heard with its title', () => {
    const text = 'I look forward to welcoming you, Mr Oduya, and your guests. Mrs Hall, next door, has the key.'
    expect(vocativesOf(text).map(({ start, end }) => text.slice(start, end))).toEqual(['Mr Oduya'])
  })
})

describe('the names of a writer', () => {
  it.each([
    ['Where is it?\n\nThanks\nAna Ruiz', ['Ana Ruiz']],
    ['Where is it? Cheers, Bob', ['Bob']],
    ['Where is it?\nkind regards\nana', ['ana']],
    ["It's Ingrid writing from Tom's account.", ['Ingrid']],
    ['Where is it?\nJonas Brandt, Keilwerk Bau', ['Jonas Brandt']],
    ['Where is it?\n\nMany thanks\nMrs A. Pemberton', ['Mrs A. Pemberton']],
    ['Where is it?\nPlease hurry', []],
    ['Where is it?', []],
  ])('of %j are %j', (text, names) => {
    expect(selfNamesOf(text)).toEqual(names)
  })

  // Runs into the test's time limit where the time grows with the square of the length.
  it('are looked for behind any number of exclamation marks', { timeout: 10_000 }, () => {
    expect(selfNamesOf(`“Where is it${'!'.repeat(200_000)}”\nThanks, Bob`)).toEqual(['Bob'])
  })

  it.each([
    ['Bob', 'Robert', true],
    ['Siobhan', 'Siobhán', true],
    ['Dami', 'Oludamilola', true],
    ['Mueller', 'Müller', true],
    ['S.', 'Sylvie', true],
    ['Jonathon', 'Jonathan', true],
    ['Sylvain', 'Sylvie', false],
    ['Martin', 'Priya', false],
    ['Okafor', 'Oduya', false],
  ])('%s and %s may be one person: %s', (a, b, one) => {
    expect(mayBeOneName(a, b)).toBe(one)
  })
})
