import type { MessagePort } from 'node:worker_threads'
import type { ModelSource } from '@proofgate/checks'
import type { Answer, Question, Reply } from './model-talk.ts'

/** The language model at the other end of a line. When the line breaks, what was asked fails. Whoever opens it hangs up. */
export function modelOver(port: MessagePort): ModelSource {
  const asked = new Map<number, (answer: Answer) => void>()
  let broken = false
  let count = 0
  port.on('message', ({ number, answer }: Reply) => {
    asked.get(number)?.(answer)
    asked.delete(number)
  })
  port.on('close', () => {
    broken = true
    for (const answer of asked.values()) answer(HUNG_UP)
  })
  const ask = (sentences: readonly string[]): Promise<Answer> => {
    if (broken) return Promise.resolve(HUNG_UP)
    const number = count++
    return new Promise((resolve) => {
      asked.set(number, resolve)
      port.postMessage({ number, sentences } satisfies Question)
    })
  }
  return async () => {
    const greeting = await ask([])
    if ('why' in greeting) return greeting
    if ('error' in greeting) return { why: greeting.error }
    return {
      id: greeting.id,
      read: async (sentences) => {
        const answer = await ask(sentences)
        if ('senses' in answer) return answer.senses
        throw new Error('why' in answer ? answer.why : answer.error)
      },
      close: async () => port.close(),
    }
  }
}

const HUNG_UP: Answer = { error: 'its thread ended' }
