import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { networkIn } from './model-file.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'proofgate-model-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('the network in a folder', () => {
  it('is built where it is missing, built anew where the file is damaged, and leaves nothing else behind', async () => {
    const home = path.join(folder, 'data/models')
    const built = await networkIn(home)
    const [file = ''] = await readdir(home)
    await writeFile(path.join(home, file), built.subarray(0, 1000))
    expect((await networkIn(home)).equals(built)).toBe(true)
    expect((await readFile(path.join(home, file))).equals(built)).toBe(true)
    expect(await readdir(home)).toEqual([file])
  })

  it('is the same when two threads build it at once', async () => {
    const [one, other] = await Promise.all([networkIn(folder), networkIn(folder)])
    expect(one?.equals(other ?? Buffer.alloc(0))).toBe(true)
    expect(await readdir(folder)).toHaveLength(1)
  })
})
