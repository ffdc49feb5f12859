import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'

/** Runs a program that stops 2.5 s after its first signal; gives its exit code and output. */
async function stoppedBy(act: (signal: () => void) => Promise<void>): Promise<[number | null, string]> {
  const program = `
    import { listenForStop } from ${JSON.stringify(new URL('until-stopped.ts', import.meta.url).href)}
    const alive = setInterval(() => {}, 1000)
    const wish = listenForStop()
    process.send('ready')
    console.log(await wish.come)
    setTimeout(() => { console.log('clean'); process.exit(0) }, 2_500)`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const out = text(child.stdout ?? Readable.from([]))
  const ended = once(child, 'exit')
  await once(child, 'message')
  await act(() => void child.kill('SIGINT'))
  const [code] = await ended
  return [code, await out]
}

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('one Ctrl-C that arrives twice, from the terminal and from npm, stops cleanly', async () => {
  const twice = async (signal: () => void) => {
    signal()
    await later(20)
    signal()
  }
  expect(await stoppedBy(twice)).toEqual([0, 'SIGINT\nclean\n'])
})

test('a second Ctrl-C ends at once', async () => {
  const again = async (signal: () => void) => {
    signal()
    await later(1_200)
    signal()
  }
  expect(await stoppedBy(again)).toEqual([130, 'SIGINT\n'])
})
