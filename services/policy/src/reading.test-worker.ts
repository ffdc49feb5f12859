/** A thread for tests that has the language model read for as long as the message says: for ever, or one sentence. */
import type { Task } from './judge-worker.ts'
import { modelOver } from './model-over.ts'

export default async function read({ raw, line }: Task): Promise<unknown> {
  if (line === null) return 'no line'
  const opened = await modelOver(line)()
  if ('why' in opened) return opened
  const text = Buffer.from(raw).toString()
  for (let i = 0; text === 'for ever'; i++) await opened.read([`${'Where is parcel number '.repeat(20)}${i}?`])
  const [sense] = await opened.read([text])
  line.close()
  return { length: sense?.vector.length }
}
