/**
 * For tests: threads of the public set “Customer Support on Twitter” as mails. The set itself is not part of this
 * repository. Two shapes are read: its own CSV, and JSON lines of whole conversations.
 *
 *     node test/support/tweets.ts FILE > threads.mbox
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** One tweet of a thread. */
export type Tweet = {
  readonly id: string
  /** The tweet it answers; `null` for the first. */
  readonly answers: string | null
  /** Name of the brand; `null` for the customer. */
  readonly brand: string | null
  readonly at: Date
  readonly text: string
}

/** A thread between one customer and a brand, oldest first. */
export type Thread = { readonly id: string; readonly tweets: readonly Tweet[] }

/** Domain of every brand in the mails. */
export const BRANDS = 'brands.example'

/** Threads of a file of either shape. */
export function threadsIn(text: string): Thread[] {
  return text.trimStart().startsWith('{') ? fromJsonLines(text) : fromCsv(text)
}

function fromJsonLines(text: string): Thread[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { conversation, turns } = JSON.parse(line)
      const tweets = turns.map((turn: Record<string, string | null>) => ({
        id: turn.tweet_id,
        answers: turn.reply_to,
        brand: turn.from === 'customer' ? null : turn.from,
        at: new Date(turn.at ?? ''),
        text: turn.text ?? '',
      }))
      return { id: conversation, tweets }
    })
}

/** tweet_id, author_id, inbound, created_at, text, response_tweet_id, in_response_to_tweet_id */
function fromCsv(text: string): Thread[] {
  const [head = [], ...rows] = csvRows(text)
  const cell = (row: readonly string[], name: string) => row[head.indexOf(name)] ?? ''
  const tweets = new Map(
    rows.map((row): [string, Tweet] => [
      cell(row, 'tweet_id'),
      {
        id: cell(row, 'tweet_id'),
        answers: cell(row, 'in_response_to_tweet_id').replace(/\.0$/, '') || null,
        brand: /^true$/i.test(cell(row, 'inbound')) ? null : cell(row, 'author_id'),
        at: new Date(cell(row, 'created_at')),
        text: cell(row, 'text'),
      },
    ]),
  )
  const rootOf = (tweet: Tweet): string => {
    const before = tweet.answers === null ? undefined : tweets.get(tweet.answers)
    return before === undefined ? tweet.id : rootOf(before)
  }
  return Array.from(Map.groupBy(tweets.values(), rootOf), ([id, all]) => ({
    id,
    tweets: all.toSorted((a, b) => a.at.getTime() - b.at.getTime()),
  }))
}

/** RFC 4180. */
function csvRows(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end !== ',') rows.push([])
  }
  return rows.filter((row) => row.some((one) => one !== ''))
}

/** The customer's address in the mails of a thread. */
export const customerOf = ({ id }: Thread) => `customer${id}@people.example`

/** A tweet as a mail between the customer and the brand. */
export function mailOfTweet(thread: Thread, { id, answers, brand, at, text }: Tweet): string {
  const us = thread.tweets.find((tweet) => tweet.brand !== null)?.brand ?? 'nobody'
  const [from, to] =
    brand === null ? [customerOf(thread), `${us}@${BRANDS}`] : [`${brand}@${BRANDS}`, customerOf(thread)]
  return [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${answers === null ? '' : 'Re: '}Thread ${thread.id}`,
    `Message-ID: <${id}@tweets.example>`,
    ...(answers === null ? [] : [`In-Reply-To: <${answers}@tweets.example>`]),
    `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\n'),
    '',
  ].join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const thread of threadsIn(readFileSync(process.argv[2] ?? 0, 'utf8')))
    for (const tweet of thread.tweets)
      process.stdout.write(`From - Mon Jan  1 00:00:00 2018\n${mailOfTweet(thread, tweet)}\n`)
}
