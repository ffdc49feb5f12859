/** What judging threads and the language model's thread say to each other. */
import type { MessagePort } from 'node:worker_threads'
import type { NoSentenceModel, SentenceSense } from '@proofgate/language'

/** To the model's thread: somebody to serve, or that it may go. */
export type Errand = { readonly port: MessagePort } | { readonly close: true }

/** Sentences to read; the answer bears the same number. */
export type Question = { readonly number: number; readonly sentences: readonly string[] }

/** Their senses, in order; or why there is no model; or what failed. */
export type Answer =
  | { readonly id: string; readonly senses: readonly SentenceSense[] }
  | NoSentenceModel
  | { readonly error: string }

export type Reply = { readonly number: number; readonly answer: Answer }
