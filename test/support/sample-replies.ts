/**
 * Replies of a support team as they are sent: text templates with other names and figures, templates that an agent
 * edited a little, and letters of their own. Own text; the same seed gives the same replies.
 */

export type MadeReply = {
  readonly text: string
  readonly customer: string
  /** Number of the template it was made from; `null` for a letter of its own. */
  readonly template: number | null
  /** Words and sentences that the agent changed in the template. */
  readonly edits: number
}

/** `count` replies: half of them templates as they are, a quarter edited ones, a quarter letters of their own. */
export function repliesOf(count: number, seed: number): MadeReply[] {
  const templates = Array.from({ length: TEMPLATES }, (_, i) => templateOf(randomOf(1000 + i)))
  const random = randomOf(seed)
  return Array.from({ length: count }, () => replyOf(templates, random))
}

const TEMPLATES = 400

type Random = () => number

/** mulberry32. */
function randomOf(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const pick = <T>(random: Random, list: readonly T[]): T => {
  const one = list[Math.floor(random() * list.length)]
  if (one === undefined) throw new Error('an empty list')
  return one
}

function replyOf(templates: readonly (readonly string[])[], random: Random): MadeReply {
  const customer =
    `${pick(random, FIRST)}.${pick(random, LAST)}${Math.floor(random() * 900)}@mail.example`.toLowerCase()
  const kind = random()
  if (kind >= 0.75) return { text: letterOf(ownLetter(random), random), customer, template: null, edits: 0 }
  // A few templates are sent very often, most seldom: the nth as often as 1/n.
  const template = Math.floor(templates.length ** random()) - 1
  const sentences = templates[template] ?? []
  if (kind < 0.5) return { text: letterOf(sentences, random), customer, template, edits: 0 }
  const edits = 1 + Math.floor(random() * 5)
  return { text: letterOf(edited(sentences, edits, random), random), customer, template, edits }
}

function letterOf(sentences: readonly string[], random: Random): string {
  const name = pick(random, FIRST)
  const slots: Readonly<Record<string, () => string>> = {
    order: () => `${pick(random, ['', '#', 'PG-'])}${10_000 + Math.floor(random() * 89_999)}`,
    sum: () => `£${5 + Math.floor(random() * 300)}.${pick(random, ['00', '50', '95'])}`,
    day: () => pick(random, ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']),
    date: () => `${1 + Math.floor(random() * 28)} ${pick(random, ['March', 'April', 'May', 'June'])}`,
    product: () => pick(random, PRODUCTS),
    courier: () => pick(random, ['Hermes', 'Parcelforce', 'Royal Mail', 'DPD']),
    town: () => pick(random, ['Leeds', 'Bath', 'Truro', 'Perth', 'Derby']),
  }
  const body = sentences.map((one) => one.replace(/\{(\w+)\}/g, (_, slot: string) => slots[slot]?.() ?? slot))
  const cut = Math.ceil(body.length / 2)
  const greeting = pick(random, [
    `Hi ${name},`,
    `Dear ${name},`,
    `Hello ${name} ${pick(random, LAST)},`,
    `Good morning ${name}!`,
  ])
  const closing = pick(random, ['Kind regards,', 'Best wishes,', 'All the best,'])
  return [greeting, body.slice(0, cut).join(' '), body.slice(cut).join(' '), `${closing}\n${pick(random, FIRST)}`].join(
    '\n\n',
  )
}

/** Three to seven sentences of one matter, with an opening and a closing that other templates have too. */
function templateOf(random: Random): string[] {
  const matter = pick(random, MATTERS)
  const middle = shuffled(matter, random).slice(0, 2 + Math.floor(random() * 4))
  const more = random() < 0.4 ? [ownSentence(random)] : []
  return [pick(random, OPENINGS), ...middle, ...more, pick(random, CLOSINGS)]
}

function edited(sentences: readonly string[], edits: number, random: Random): string[] {
  const changed = [...sentences]
  for (let i = 0; i < edits; i++) {
    const at = Math.floor(random() * changed.length)
    const act = random()
    if (act < 0.6) changed[at] = withOtherWord(changed[at] ?? '', random)
    else if (act < 0.75) changed.splice(at, 0, pick(random, PERSONAL))
    else if (act < 0.85) changed.splice(at, 0, ownSentence(random))
    else if (act < 0.95 && changed.length > 3) changed.splice(at, 1)
    else changed.push(...changed.splice(at, 1))
  }
  return changed
}

function withOtherWord(sentence: string, random: Random): string {
  const words = sentence.split(' ')
  const at = Math.floor(random() * words.length)
  const [word = ''] = words.splice(at, 1)
  if (word.includes('{') || random() < 0.3) words.splice(at, 0, word, pick(random, FILLERS))
  else words.splice(at, 0, pick(random, FILLERS))
  return words.join(' ')
}

function ownLetter(random: Random): string[] {
  const own = Array.from({ length: 2 + Math.floor(random() * 5) }, () => ownSentence(random))
  return [
    ...(random() < 0.4 ? [pick(random, OPENINGS)] : []),
    ...own,
    ...(random() < 0.5 ? [pick(random, CLOSINGS)] : []),
  ]
}

function ownSentence(random: Random): string {
  const act = pick(random, ACTS)
  return `${pick(random, SUBJECTS)} ${act} the ${pick(random, QUALITIES)} ${pick(random, PRODUCTS)} ${pick(random, PLACES)}, ${pick(random, REASONS)} ${pick(random, ENDS)}.`
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list
    .map((one) => ({ one, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one)
}

const FIRST = 'Kim Ana Jo Ravi Lena Omar Tess Hugo Mei Paul Ines Karl Nora Sami Ruth Ivo Dara Finn Gita Abel'.split(' ')
const LAST = 'Park Berg Costa Novak Shah Holm Keane Ortiz Lund Weiss Adeyemi Moran Sato Blake Rossi'.split(' ')
const PRODUCTS =
  'kettle|desk lamp|garden bench|blender|rucksack|tent|coffee grinder|sofa cover|standing desk|bread tin|wool blanket|bike light|toaster|oak shelf|travel mug|hand mixer|door mat|rice cooker|clock|picture frame'.split(
    '|',
  )
const FILLERS =
  'really gladly already now also simply right certainly kindly quickly again today here clearly indeed usually'.split(
    ' ',
  )
const OPENINGS = [
  'Thank you for getting in touch with us.',
  'Thank you for your message about order {order}.',
  'Thanks for letting us know, and sorry for the trouble.',
  'I am sorry to hear that your {product} is not as it should be.',
  'Thank you for your patience while we looked into this.',
  'I have looked at your order {order} and can help.',
]
const CLOSINGS = [
  'If there is anything else, just answer this mail.',
  'Please let me know if you have any other questions.',
  'I will keep an eye on it and write to you on {day}.',
  'We hope to see you again soon.',
  'Do write to me directly if something is still not right.',
]
const PERSONAL = [
  'I hope the move went well.',
  'What a lovely photograph of the dog, by the way.',
  'It was good to talk to you on the telephone this morning.',
  'I saw that you have been with us for many years, and I am grateful.',
  'My colleague told me about your visit to our shop in {town}.',
]
const MATTERS: readonly (readonly string[])[] = [
  [
    'Your parcel left our warehouse on {date} and is with {courier} now.',
    'The tracking page is updated each evening, so it may take a day until you see it move.',
    'If nothing has arrived by {day}, we will send a second one at no cost.',
    'The driver leaves a card when nobody is at home, and tries again on the next working day.',
    'You can also have it left with a neighbour by answering the message of the courier.',
    'Parcels to the islands take two working days more than others.',
  ],
  [
    'I have refunded {sum} to the card that you paid with.',
    'Banks need three to five working days until the money shows in your account.',
    'The invoice with the corrected sum comes in a message of its own.',
    'You do not have to send the {product} back to us.',
    'Should the money not be there by {date}, please send me a picture of your statement.',
    'The voucher that you used is valid again and can be used for any order.',
  ],
  [
    'To return the {product}, print the label that comes with this mail and put it on the box.',
    'You can hand the box in at any shop with the sign of {courier}.',
    'We look at returns within two working days and refund the whole price.',
    'The original box is not needed, any firm carton will do.',
    'Returns are free for thirty days from the day on which you got the goods.',
    'If you would rather have another size, tell me which one and I will put it aside.',
  ],
  [
    'You can set a new password on the sign-in page with the link below the form.',
    'The message with the link is valid for one hour and may land among the unwanted mail.',
    'If the link says that it has expired, ask for a new one and use only the latest.',
    'For your safety we never ask for your password, neither by mail nor on the telephone.',
    'Your order history and your addresses stay as they are.',
    'Two wrong attempts lock the account for fifteen minutes, then you can try again.',
  ],
  [
    'Please hold the button on the back for ten seconds until the light turns green.',
    'Then wait two minutes before you switch the {product} on again.',
    'In most cases this clears the fault, and nothing that you have set is lost.',
    'If the light goes on blinking, the battery has to be replaced by us.',
    'I would then send you a replacement on {day} and have the old one collected.',
    'The guarantee covers this for three years, so there is nothing for you to pay.',
  ],
  [
    'Your subscription ends on {date} and will not be renewed.',
    'Until then you can use everything as before.',
    'We keep your data for ninety days in case you change your mind.',
    'After that it is deleted, and we cannot bring it back.',
    'No further payment will be taken from your account.',
    'If you only need a pause, we can put it to rest for three months without any cost.',
  ],
  [
    'The {product} is out of stock until {date}, since a delivery from our maker is late.',
    'We can send it as soon as it comes in, or refund the {sum} at once.',
    'There is a similar model in the same colour which we could send on {day}.',
    'You stand on the list, and those who ordered first get theirs first.',
    'We do not charge your card before the goods leave us.',
    'I know that this is later than we said, and I am sorry about it.',
  ],
  [
    'Your appointment is on {day} between nine and one.',
    'Our fitter rings half an hour before arriving.',
    'Please make sure that somebody who is of age is at home, and that the place is clear.',
    'The old {product} is taken away if you wish, which costs {sum}.',
    'To move the appointment, answer this mail two days ahead.',
    'Parking close to the house makes it much easier for the team.',
  ],
]
const SUBJECTS =
  'I|We|My colleague|Our workshop|The warehouse|Our buyer|The maker|Our fitter|The team in {town}|Our accountant|The night shift|Nobody here'.split(
    '|',
  )
const ACTS =
  'has found|will look for|checked|measured|repaired|has set aside|photographed|wants to replace|counted|could not open|packed|has tested|weighed|cleaned|painted|ordered|returned|noticed|described|recognised'.split(
    '|',
  )
const QUALITIES =
  'blue|older|second|heavier|spare|round|cracked|wooden|missing|smaller|striped|silent|borrowed|left|folded|polished|dusty|narrow'.split(
    '|',
  )
const PLACES =
  'behind the counter|in the cellar|on the upper shelf|near the gate|under the stairs|in the {town} branch|beside the boiler|at the fair|from the last delivery|in the catalogue|on your photograph|between two boxes|after the holidays|before lunch|during the storm|on the ferry'.split(
    '|',
  )
const REASONS =
  'because the label was wrong|since you asked for it|although it was late|while the storm lasted|so that nothing gets lost|even if it takes longer|unless you object|as the drawing shows|which surprised all of us|and that explains the noise|but the colour differs|before the paint had dried|whenever the door is open|until the part comes'.split(
    '|',
  )
const ENDS =
  'in the afternoon|without any charge|with great care|as you suggested|for the third time|by hand|with your permission|at the old price|in one piece|to be sure|under guarantee|for a friend of yours|on our account|within the hour'.split(
    '|',
  )
