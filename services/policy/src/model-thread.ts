/**
 * The thread in which the language model runs, for all judging threads: those are killed when a message takes too long,
 * and this one must not be (`model-gate.ts`). One model for all also takes a third of the memory.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
// The model alone: the package's index would bring the parsers of dates and mails into this thread, 40 MB.
import { openSentenceModel, type SentenceSense } from '@proofgate/language/model'
import PQueue from 'p-queue'
import { type Gate, through } from './model-gate.ts'
import type { Answer, Errand, Question } from './model-talk.ts'

const { folder, gate }: { readonly folder: string; readonly gate: Gate } = workerData
const line = new PQueue({ concurrency: 1 })
const inLine = <T>(work: () => Promise<T>): Promise<T> => line.add(() => through(gate, work))
const ports = new Set<MessagePort>()
let opened: ReturnType<typeof openSentenceModel> | null = null

parentPort?.on('message', (errand: Errand) => {
  if ('port' in errand) serve(errand.port)
  else close()
})

/** Answers one judging thread until it hangs up. */
function serve(port: MessagePort): void {
  ports.add(port)
  port.on('close', () => ports.delete(port))
  port.on('message', async ({ number, sentences }: Question) => {
    port.postMessage({ number, answer: await answerTo(port, sentences) })
  })
}

async function answerTo(port: MessagePort, sentences: readonly string[]): Promise<Answer> {
  try {
    opened ??= inLine(() => openSentenceModel({ folder }))
    const model = await opened
    if ('why' in model) return model
    const senses: SentenceSense[] = []
    // Messages take turns by the sentence, and nothing more is read for a thread that was killed.
    for (const sentence of sentences) if (ports.has(port)) senses.push(...(await inLine(() => model.read([sentence]))))
    return { id: model.id, senses }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

async function close(): Promise<void> {
  for (const port of ports) port.close()
  await line.onIdle()
  const model = await opened
  if (model !== null && !('why' in model)) await inLine(model.close)
  parentPort?.close()
}
