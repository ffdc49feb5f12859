import { LRUCache } from 'lru-cache'
import { stemmer } from 'stemmer'

/** Words that say nothing about what a sentence is about. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  `a an the this that these those it its he him his she her they them their we us our ours you your yours i me my mine
   and or but nor so if then than as at by for from in into of off on onto out over to up down with without about after
   before between through during until till against within along across behind beyond per via
   is am are was were be been being do does did doing done have has had having can could will would shall should may
   might must ought need
   not no yes n't don doesn didn isn aren wasn weren won wouldn couldn shouldn can't cannot
   who whom whose what which when where why how whether
   there here again also just only very too much many more most some any all each every both few other another such own
   same even still yet ever never always often already quite rather really actually anyway perhaps maybe
   please thank thanks hi hello hey dear regards best kind sorry ok okay
   get gets got getting go goes going went gone come comes came let lets make makes made take takes took give gives gave
   put puts know knows knew known think thinks thought want wants wanted like likes liked would'd say says said tell told
   ask asked see sees saw seen look looks looking use uses used using try tried
   one two thing things something anything nothing everything someone anyone way ways lot bit kind sort
   now today's soon well good great nice fine sure able possible possibly exactly currently
   wonder wondering question questions mail email e-mail message write wrote written reply answer answered
   d ll m re s t ve`
    .trim()
    .split(/\s+/),
)

/** Words that customers and agents use for one another; a hit on either counts. Each line is one idea. */
const IDEAS: readonly string[] = [
  'price cost charge fee rate tariff pay payment expense',
  'ship shipping send sent dispatch deliver delivery post courier transport freight arrive arrival parcel package track bring',
  'refund reimburse reimbursement credit repay moneyback',
  'cancel cancellation terminate end stop',
  'broken break damaged damage cracked faulty defect defective fault broke',
  'exchange replace replacement swap substitute',
  'invoice bill receipt statement',
  'photo picture image screenshot',
  'phone call telephone ring number',
  'size dimension measurement measure width height length large small big cm mm',
  'colour color shade',
  'buy purchase order',
  'child children kid kids baby son daughter',
  'guarantee warranty',
  'repair fix mend service',
  'cheap discount reduction voucher coupon offer',
  'book booking reservation reserve',
  'late delay delayed overdue',
  'shop store branch showroom',
  'account login profile',
  'instruction manual guide handbook booklet',
  'vat tax',
  'food vegan vegetarian menu meal',
  'car vehicle van',
  'flat apartment house home',
  'date day time week month hour',
  'suitable fit fits compatible compatibility work works',
  'old age year',
  'wash clean cleaning',
  'allow allowed permit permitted permission',
  'stock available availability',
  'delete erase remove unsubscribe wipe purge',
  'change update amend correct edit modify adjust alter',
  'collect pick pickup collection',
  'waive forgive write-off',
]

const IDEA_OF: ReadonlyMap<string, string> = new Map(
  IDEAS.flatMap((line, i) => line.split(' ').map((word): [string, string] => [stemmer(word), `=${i}`])),
)

const WORD = /[\p{L}\p{N}]+(?:['’.,/-][\p{L}\p{N}]+)*/gu

/** The words of a text in lower case, in order. Numbers, codes and hyphenated words stay whole. */
export function wordsOf(text: string): readonly string[] {
  return (text.toLowerCase().match(WORD) ?? []).map((word) =>
    word.replace(/’/g, "'").replace(/'(?:s|re|ve|ll|d|m|t)$/, ''),
  )
}

/**
 * What a text is about: stems of its content words, where words for one idea (price, cost, fee) count as one.
 * Rough on purpose: it tells that two sentences share a subject, never that they say the same.
 */
export function topicsOf(text: string): ReadonlySet<string> {
  return new Set(
    wordsOf(text)
      .flatMap((word) => (word.includes('-') && !/\d/.test(word) ? [word, ...word.split('-')] : [word]))
      .filter((word) => word.length > 1 && !STOP_WORDS.has(word))
      .map(topicOf),
  )
}

/** Longer runs are codes; the stemmer's patterns are not linear. */
const WORD_LENGTH_MAX = 40

/** Topics of words lately met: ordinary mail has few thousand. */
const topics = new LRUCache<string, string>({ max: 5000 })

function topicOf(word: string): string {
  if (word.length > WORD_LENGTH_MAX) return word.slice(0, WORD_LENGTH_MAX)
  const known = topics.get(word)
  if (known !== undefined) return known
  const stem = stemmer(word)
  const topic = IDEA_OF.get(stem) ?? stem
  topics.set(word, topic)
  return topic
}

/** Topics that say when, not what. */
export const TIME_TOPICS: ReadonlySet<string> = topicsOf(
  'today tomorrow tonight date day week month hour monday tuesday wednesday thursday friday saturday sunday morning afternoon evening soon immediately',
)
