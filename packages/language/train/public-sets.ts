/** Public data sets that lie in a folder given by the caller. None of them is part of this repository. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { sentencesOf } from '../src/sentences.ts'

/** A text and whether it is what a set looks for. `group` keeps what belongs together in one fold. */
export type Labelled = { readonly text: string; readonly is: boolean; readonly group: string }

type Row = Readonly<Record<string, unknown>>

/** Rows of a JSON-lines file below `folder`; none when it is not there. */
export function rowsOf(folder: string, file: string): readonly Row[] {
  const full = path.join(folder, file)
  if (!existsSync(full)) return []
  return readFileSync(full, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Row => JSON.parse(line))
}

/** Sentences of e-mails that ask for something, or not (Parakweet Labs, Apache-2.0). */
export function emailIntent(folder: string): readonly Labelled[] {
  return rowsOf(folder, 'email-intent-parakweet/dev/Ask0729-fixed.jsonl').map(({ intent, sentence }) => {
    const text = String(sentence)
    return { text, is: intent === true, group: text.slice(0, 40) }
  })
}

/** Requests on Wikipedia that five people scored: the rudest quarter against the most polite one (Stanford, CC BY 4.0). */
export function wikipediaQuarters(folder: string): readonly Labelled[] {
  const rows = rowsOf(folder, 'stanford-politeness/dev/wikipedia.jsonl').map((row) => ({
    text: String(row.text),
    score: Number(row.score),
    group: String(row.id),
  }))
  const sorted = rows.toSorted((a, b) => a.score - b.score || (a.group < b.group ? -1 : 1))
  const quarter = Math.floor(sorted.length / 4)
  const labelled = (part: typeof sorted, is: boolean) => part.map(({ text, group }) => ({ text, is, group }))
  return [...labelled(sorted.slice(0, quarter), true), ...labelled(sorted.slice(-quarter), false)]
}

/** Questions of a bank's customers, `limit` of them spread over all intents (PolyAI, CC BY 4.0). */
export function bankQuestions(folder: string, limit: number): readonly string[] {
  return spread(
    rowsOf(folder, 'banking77/dev/train.jsonl').map((row) => String(row.text)),
    limit,
  )
}

/** `limit` of a list, evenly spread. */
export function spread<T>(list: readonly T[], limit: number): readonly T[] {
  const step = Math.max(1, list.length / limit)
  return Array.from({ length: Math.min(limit, list.length) }, (_, i) => list[Math.floor(i * step)]).flatMap((one) =>
    one === undefined ? [] : [one],
  )
}

/** Sentences of support agents on Twitter, without names and addresses (IBM, Apache-2.0). */
export function careAgents(folder: string): readonly string[] {
  const replies = rowsOf(folder, 'ibm-customer-care/dev/dev.jsonl').map((row) => String(row.final_agent_utterance))
  return replies.flatMap((reply) =>
    sentencesOf(reply.replace(/@\w+|https?:\S+/g, '').trim())
      .map(({ text }) => text)
      .filter((text) => text.split(' ').length >= 3),
  )
}

/** Whole e-mails whose tone people scored: the worst quarter against the best (non-commercial: to measure with only). */
export function emailsByTone(folder: string): readonly Labelled[] {
  const mails = rowsOf(folder, 'email-politeness/dev/emails.jsonl').map((row) => ({
    text: String(row.text).replace(/^Subject:.*\n/, ''),
    tone: Number(row.tone),
    group: String(row.seed),
  }))
  const tones = mails.map(({ tone }) => tone).toSorted((a, b) => a - b)
  const [low = 0, high = 0] = [tones[Math.floor(tones.length / 4)], tones[Math.floor(tones.length * 0.75)]]
  return mails
    .filter(({ tone }) => tone <= low || tone >= high)
    .map(({ text, tone, group }) => ({ text, is: tone <= low, group }))
}

/** Frequent questions with rephrasings, and an answer to each (Stack Exchange: to measure with only). */
export function faqThreads(
  folder: string,
): readonly { readonly questions: readonly string[]; readonly answer: string }[] {
  return rowsOf(folder, 'stackfaq/dev/threads.jsonl').map(({ question, rephrasings, answers }) => ({
    questions: [question, ...listOf(rephrasings)].map(String),
    answer: String(listOf(answers)[0] ?? '')
      .replace(/<[^>]{1,500}>/g, ' ')
      .slice(0, 2500),
  }))
}

/** Answers in a forum that people called good or bad (research use: to measure with only). */
export function forumAnswers(
  folder: string,
): readonly { readonly question: string; readonly answer: string; readonly is: boolean; readonly group: string }[] {
  return rowsOf(folder, 'semeval2015-cqa/dev/CQA-QL-devel.jsonl').flatMap(({ qid, subject, body, comments }) =>
    listOf(comments).flatMap((comment) => {
      if (typeof comment !== 'object' || comment === null || !('gold' in comment) || !('text' in comment)) return []
      const { gold, text } = comment
      if (gold !== 'Good' && gold !== 'Bad') return []
      const question = `${subject}. ${body}`.slice(0, 600)
      return [{ question, answer: String(text).slice(0, 800), is: gold === 'Good', group: String(qid) }]
    }),
  )
}

/** Newspaper comments with an attribute against healthy ones (non-commercial: to measure with only). */
export function commentsWith(folder: string, attribute: string): readonly Labelled[] {
  return rowsOf(folder, 'unhealthy-comments/dev/comments.jsonl')
    .filter((row) => row[attribute] === 1 || row.healthy === 1)
    .map((row) => ({ text: String(row.text), is: row[attribute] === 1, group: String(row.id) }))
}

/** Tweets to airlines, negative or not (non-commercial: to measure with only). */
export function airlineTweets(folder: string): readonly Labelled[] {
  return spread(rowsOf(folder, 'airline-sentiment/dev/tweets.jsonl'), 2000).map((row) => ({
    text: String(row.text).replace(/@\w+/g, '').trim(),
    is: row.sentiment === 'negative',
    group: String(row.id),
  }))
}

/** Bodies of business mails (to measure with only). */
export function enronBodies(folder: string): readonly string[] {
  return rowsOf(folder, 'aeslc-enron/dev/emails.jsonl').map((row) => String(row.body ?? row.text ?? ''))
}

/** What agents wrote in support threads on Twitter (to measure with only). */
export function careThreads(folder: string): readonly string[] {
  return rowsOf(folder, 'twcs-conversations/dev/conversations.jsonl').flatMap(({ turns }) =>
    listOf(turns).flatMap((turn) => {
      if (typeof turn !== 'object' || turn === null || !('from' in turn) || !('text' in turn)) return []
      return turn.from === 'customer'
        ? []
        : [
            String(turn.text)
              .replace(/@\w+|https?:\S+/g, '')
              .trim(),
          ]
    }),
  )
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** Sentences of labelled replies (`test/corpus/README.md`) and the words that a careful reader objects to. */
export function labelledReplies(folder: string): readonly {
  readonly sentences: readonly string[]
  readonly findings: readonly { readonly check: string; readonly excerpt: string }[]
}[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => {
      const { reply, expect }: LabelledCase = JSON.parse(readFileSync(path.join(folder, name), 'utf8'))
      return {
        sentences: sentencesOf(reply.text).map(({ text }) => text),
        findings: expect.findings.flatMap(({ check, excerpt }) => (excerpt === null ? [] : [{ check, excerpt }])),
      }
    })
}

type LabelledCase = {
  readonly reply: { readonly text: string }
  readonly expect: { readonly findings: readonly { readonly check: string; readonly excerpt: string | null }[] }
}
