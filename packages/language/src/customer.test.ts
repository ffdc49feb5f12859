import { describe, expect, it, test } from 'vitest'
import { complaintsOf } from './complaints.ts'
import { moodOf } from './mood.ts'
import { takesBack } from './never-mind.ts'
import { requestOutcomesOf, requestsOf } from './requests.ts'
import { isThanksOnly } from './thanks.ts'

describe('the mood of a customer', () => {
  it.each([
    ['My order came broken, could you send another?', 'neutral', false],
    ['How do I change the address?', 'neutral', false],
    ['Do you take cards, and is there a press office?', 'neutral', false],
    ['Love the watch, thank you so much!', 'happy', false],
    ['I am disappointed, the colour is not what I ordered.', 'upset', false],
    ['Nobody came. This is the third time I write.', 'upset', true],
    ['If I do not hear by noon I am calling my lawyer.', 'upset', true],
    ['You people are thieves.', 'upset', true],
    ['I have written a review with pictures.', 'upset', true],
    ['FOUR DAYS without heating!! Unacceptable.', 'upset', true],
    ['Can I dispute a charge in the app?', 'neutral', false],
    ['It is not a nightmare at all, it works.', 'neutral', false],
    ['I should like to cancel the tariff I signed on the 4th.', 'neutral', false],
    ["I'm cancelling the tariff, you will not see me again.", 'upset', true],
    ['The box sits behind the shelf with the TV and papers.', 'neutral', false],
    ['I will go to the press with it.', 'upset', true],
    ['I need a second one for the guest room.', 'neutral', false],
    ['Do I have to tell the water people?', 'neutral', false],
  ])('of %j is %s, at risk: %s', (text, mood, atRisk) => {
    expect(moodOf(text)).toMatchObject({ mood, atRisk })
  })

  test('is shown by the very words', () => {
    expect(moodOf('Where is it? This is a joke. I am going to the ombudsman.').because).toEqual([
      'is a joke',
      'ombudsman',
    ])
  })
})

describe('what a customer asks us to do', () => {
  it.each([
    ['Please cancel my membership and refund the fee.', ['Please cancel my membership', 'refund the fee.']],
    ['I want my money back.', ['I want my money back.']],
    ['Could someone call me today?', ['Could someone call me today?']],
    ['Fix it or I am off.', ['Fix it or I am off.']],
    ["I'd like to send it in for repair.", []],
    ['Please let me know whether it fits.', []],
    ['Do I need to move the books?', []],
    ['Can you help?', []],
  ])('in %j is %j', (text, wanted) => {
    expect(requestsOf(text).map((request) => request.text)).toEqual(wanted)
  })

  it.each([
    ['Please cancel my membership.', 'Your membership ends on 31 March.', 'answered'],
    ['Please ring me today.', 'We spoke this morning, and the van is booked.', 'answered'],
    ['I want my money back.', 'The £85 goes back to your card today.', 'answered'],
    ['Please send an electrician.', 'Sorry, we cannot send anybody before Monday.', 'declined'],
    ['Please change the address.', 'Which address should it be?', 'asked-back'],
    ['Please delete the account.', "I'll ask our office and let you know by Friday.", 'deferred'],
    ['Please ring me today.', 'The payment was received on 14 January.', 'missing'],
  ])('as %j is by %j %s', (customer, reply, state) => {
    expect(requestOutcomesOf(requestsOf(customer), reply, customer).map((one) => one.state)).toEqual([state])
  })
})

describe('what a customer complains of', () => {
  it.each([
    ['The lamp arrived broken. Order 12.', ['The lamp arrived broken.']],
    ['It switches itself off after ten minutes.', ['It switches itself off after ten minutes.']],
    ['You charged me twice.', ['You charged me twice.']],
    ['What happens if it breaks?', []],
    ['No problem so far, it works fine.', []],
    ['When do you open?', []],
  ])('in %j is %j', (text, sentences) => {
    expect(complaintsOf(text).map((sentence) => sentence.text)).toEqual(sentences)
  })
})

describe('what a customer takes back', () => {
  it.each([
    'Never mind, found it on your page.',
    'Please ignore my last mail.',
    'Please disregard.',
    'No need to reply.',
    "I've sorted it out myself, it's working again.",
    'Sorry, found it in my spam folder.',
    'The problem is solved.',
    'That no longer matters.',
  ])('is found in %j', (text) => expect(takesBack(text)).toHaveLength(1))

  it.each([
    'Never mind the price, where is my parcel?',
    'It is still not sorted.',
    'I thought it was fixed, but it crashes again.',
    'Has it been resolved?',
    'Once it is fixed I will be happy.',
    'I need this sorted today.',
    'Please do not ignore me.',
    'Never mind, but where is my refund?',
    'Found this lovely piece of plastic in my bowl today.',
  ])('is nothing in %j', (text) => expect(takesBack(text)).toEqual([]))

  it('is read of 200 KB in linear time', () => {
    expect(takesBack(`never mind the ${'a '.repeat(100_000)}`)).toEqual([])
    expect(takesBack('sorry ok update '.repeat(12_000))).toEqual([])
  })
})

describe('thanks and no more', () => {
  it.each([
    'Vielen Dank für die schnelle Hilfe!',
    'Merci beaucoup.',
    'Muchas gracias, un saludo',
    'Grazie mille',
    'Tack så mycket!',
  ])('are found in %j', (text) => expect(isThanksOnly(text)).toBe(true))
  it.each([
    "Okay, where's my check lol",
    'Danke, aber dort ist es auch nicht.',
    'Merci, mais quand ?',
    'Gracias, el número es 4711.',
    'Vielen Dank im Voraus für die Erstattung der zu viel gezahlten Summe auf mein Konto bei der anderen Bank',
  ])('are not all in %j', (text) => expect(isThanksOnly(text)).toBe(false))
})
