/**
 * Measures the model on public sets that no head was trained on: `npm run measure:model -- --data DIR`. Sets that are not
 * there are left out. Figures of the trained sets, cross-validated, are in MODEL-CARD.md.
 */
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Encoded, openEncoder } from '../src/model/encoder.ts'
import { HEADS, type ScoreId, type Scores, scoresOf } from '../src/model/heads.ts'
import { sentencesOf } from '../src/sentences.ts'
import { atThreshold, aucOf, foldOf, type Scored } from './figures.ts'
import { fit, oddsOf } from './logistic.ts'
import {
  airlineTweets,
  careThreads,
  commentsWith,
  emailsByTone,
  enronBodies,
  faqThreads,
  forumAnswers,
  labelledReplies,
  spread,
} from './public-sets.ts'

const { values } = parseArgs({ options: { data: { type: 'string' }, models: { type: 'string' } } })
const { data } = values
if (data === undefined) {
  console.error('Usage: npm run measure:model -- --data DIR   (the folder of the public data sets)')
  process.exit(2)
}
/** Heads and the checks whose findings they should see. */
const FAULTS: readonly { readonly id: ScoreId; readonly checks: readonly string[] }[] = [
  { id: 'rude', checks: ['rude', 'blame-shifting'] },
  { id: 'blame', checks: ['blame-shifting'] },
  { id: 'stock', checks: ['generic-phrase'] },
]

const encoder = await openEncoder(values.models ?? path.join(import.meta.dirname, '../../../data/models'))
for (const name of ['cases', 'held-out']) await corpus(path.join(import.meta.dirname, '../../../test/corpus', name))
await toneOfMails(data)
await faqs(data)
await forum(data)
await comments(data)
await tweets(data)
await alarms('Enron mails', enronBodies(data), ['rude', 'blame', 'condescending', 'hostile', 'impolite', 'stock'])
await alarms('support agents on Twitter', careThreads(data), ['rude', 'blame', 'condescending', 'hostile', 'stock'])
await encoder.close()

/** The sentences of our own labelled replies: those in which a careful reader finds a fault against all others. */
async function corpus(folder: string): Promise<void> {
  const replies = labelledReplies(folder)
  const read: (readonly Scores[])[] = []
  for (const { sentences } of replies) read.push(await scoresOfAll(sentences))
  for (const { id, checks } of FAULTS) {
    const scored = replies.flatMap(({ sentences, findings }, i) =>
      sentences.map((sentence, k) => ({
        score: read[i]?.[k]?.[id] ?? 0,
        is: findings.some(({ check, excerpt }) => checks.includes(check) && sentence.includes(excerpt)),
      })),
    )
    print(`own corpus, ${path.basename(folder)}`, `${checks.join(' or ')} by ${id}`, scored)
    for (const threshold of [HEADS[id].likely, HEADS[id].sure]) {
      if (threshold === null) continue
      const { hits, alarms, recall } = atThreshold(scored, threshold)
      console.log(`  from ${threshold}: ${hits} right, ${alarms} wrong, recall ${recall.toFixed(2)}`)
    }
  }
}

/** Whole e-mails that people scored: the quarter with the worst tone against the best one, by the mean of all sentences. */
async function toneOfMails(folder: string): Promise<void> {
  const scored: Record<string, Scored[]> = {}
  for (const { text, is } of emailsByTone(folder)) {
    const all = await scoresOfAll(sentencesOf(text).map((one) => one.text))
    const mean = (id: ScoreId) => all.reduce((sum, scores) => sum + oddsFrom(scores[id]), 0) / Math.max(1, all.length)
    const add = (name: string, score: number) => {
      scored[name] = [...(scored[name] ?? []), { score, is }]
    }
    for (const id of ['impolite', 'rude', 'condescending'] as const) add(id, mean(id))
    add('warm (turned)', -mean('warm'))
    add('impolite + rude - warm', mean('impolite') + mean('rude') - mean('warm'))
  }
  for (const [name, list] of Object.entries(scored)) print('e-mail tone', name, list)
}

/** The right answer of a list of frequent questions against those to all others: its nearest sentence. */
async function faqs(folder: string): Promise<void> {
  const threads = faqThreads(folder)
  const answers: Encoded[][] = []
  for (const { answer } of threads)
    answers.push(
      await encodedAll(
        sentencesOf(answer)
          .slice(0, 10)
          .map((one) => one.text),
      ),
    )
  const scored: Scored[] = []
  let first = 0
  let asked = 0
  for (const [i, { questions }] of threads.entries())
    for (const question of await encodedAll(questions.slice(0, 5))) {
      const nearest = answers.map((sentences) => Math.max(0, ...sentences.map((one) => cosine(one, question))))
      scored.push(...nearest.map((score, j) => ({ score, is: i === j })))
      asked++
      if (nearest.every((score, j) => j === i || score < (nearest[i] ?? 0))) first++
    }
  print('StackFAQ', `right answer is first for ${first} of ${asked}`, scored)
}

/** Good answers in a forum against bad ones. */
async function forum(folder: string): Promise<void> {
  const near: Scored[] = []
  const informative: Scored[] = []
  const both: Scored[] = []
  const rows: { features: Float32Array; is: boolean; weight: number; group: string }[] = []
  for (const { question, answer, is, group } of forumAnswers(folder)) {
    const [asked, said] = [await encoder.encode(question), await encoder.encode(answer)]
    const likeness = cosine(asked, said)
    const told = oddsFrom(scoresOf(said).informative)
    near.push({ score: likeness, is })
    informative.push({ score: told, is })
    both.push({ score: 6 * likeness + told / 2, is })
    rows.push({ features: Float32Array.from([...said.middle, 3 * likeness]), is, weight: 1, group })
  }
  print('SemEval 2015', 'cosine', near)
  print('SemEval 2015', 'informative', informative)
  print('SemEval 2015', 'cosine and informative', both)
  const trained = Array.from({ length: 5 }, (_, fold) => {
    const head = fit(
      rows.filter(({ group }) => foldOf(group, 5) !== fold),
      1e-3,
    )
    return rows
      .filter(({ group }) => foldOf(group, 5) === fold)
      .map(({ features, is }) => ({ score: oddsOf(head, features), is }))
  })
  print('SemEval 2015', 'a head of its own on cosine and answer, 5-fold', trained.flat())
}

/** Unhealthy comments in a newspaper's forum: how far heads learned on support sentences carry. */
async function comments(folder: string): Promise<void> {
  const attributes = [
    ['condescending', 'condescending'],
    ['hostile', 'hostile'],
    ['antagonize', 'rude'],
  ] as const
  for (const [attribute, head] of attributes) {
    const scored: Scored[] = []
    for (const { text, is } of commentsWith(folder, attribute))
      scored.push({ score: scoresOf(await encoder.encode(text))[head], is })
    print('unhealthy comments', `${attribute} by ${head}`, scored)
  }
}

/** Tweets to airlines: negative ones against all others. */
async function tweets(folder: string): Promise<void> {
  const upset: Scored[] = []
  for (const { text, is } of airlineTweets(folder))
    upset.push({ score: scoresOf(await encoder.encode(text)).upset, is })
  print('airline tweets', 'negative by upset', upset)
}

/** How many ordinary sentences and messages each head would object to. */
async function alarms(name: string, bodies: readonly string[], ids: readonly ScoreId[]): Promise<void> {
  const read: Scores[][] = []
  for (const body of spread(bodies, 300))
    read.push(
      await scoresOfAll(
        sentencesOf(body)
          .slice(0, 30)
          .map((one) => one.text),
      ),
    )
  const sentences = read.flat().length
  if (sentences === 0) return
  const share = (count: number, of: number) => ((count / of) * 1000).toFixed(1)
  for (const id of ids) {
    const { likely, sure } = HEADS[id]
    for (const [word, threshold] of [
      ['likely', likely],
      ['sure', sure],
    ] as const) {
      if (threshold === null) continue
      const hits = read.flat().filter((scores) => scores[id] >= threshold).length
      const messages = read.filter((all) => all.some((scores) => scores[id] >= threshold)).length
      console.log(
        `${name}: ${id} ${word} (${threshold}) in ${share(hits, sentences)} of 1,000 sentences, ${share(messages, read.length)} of 1,000 messages`,
      )
    }
  }
}

async function encodedAll(sentences: readonly string[]): Promise<Encoded[]> {
  const all: Encoded[] = []
  for (const sentence of sentences) all.push(await encoder.encode(sentence))
  return all
}

async function scoresOfAll(sentences: readonly string[]): Promise<Scores[]> {
  return (await encodedAll(sentences)).map(scoresOf)
}

function cosine(a: Encoded, b: Encoded): number {
  return a.vector.reduce((sum, value, i) => sum + value * (b.vector[i] ?? 0), 0)
}

function oddsFrom(probability: number): number {
  return Math.log(probability / (1 - probability))
}

function print(set: string, what: string, scored: readonly Scored[]): void {
  if (scored.length === 0) return
  const right = scored.filter((one) => one.is).length
  console.log(`${set}: ${what}: AUC ${aucOf(scored).toFixed(3)} (${right} of ${scored.length})`)
}
