import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { expect, test } from 'vitest'
import { modelOver } from './model-over.ts'
import { openSharedModel } from './shared-model.ts'

const folder = path.join(import.meta.dirname, '../../../node_modules/.cache/proofgate/models')
const noFault = (error: Error) => {
  throw error
}

test('a process may end while its model reads', async () => {
  const script = path.join(import.meta.dirname, 'exiting.test-process.ts')
  const [code, signal] = await once(spawn(process.execPath, [script, folder]), 'exit')
  expect([code, signal]).toEqual([7, null])
})

test('what is asked when the model closes fails or is answered, and closing waits for what is being read', async () => {
  const shared = openSharedModel({ folder, onFault: noFault })
  const model = await modelOver(shared.line())()
  if ('why' in model) throw new Error(model.why)
  expect(await model.read(['Hello.', 'Hello.'])).toHaveLength(2)
  const reading = model.read(Array.from({ length: 2000 }, (_, i) => `Where is parcel number ${i}?`))
  const ended = expect(reading).rejects.toThrow('its thread ended')
  await shared.close()
  await ended
  await expect(model.read(['Hello.'])).rejects.toThrow('its thread ended')
})
