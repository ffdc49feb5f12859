import { X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { certificateOf } from './certificate.ts'

const NONE = { cert: null, key: null }
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'proofgate-certificate-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('without a configured certificate', () => {
  test('one is made for our name, its key for nobody else to read, and kept', async () => {
    const first = await certificateOf(NONE, path.join(folder, 'tls'), 'gate.example')
    expect(first.selfSigned).toBe(true)
    expect(new X509Certificate(first.cert).checkHost('gate.example')).toBe('gate.example')
    expect((await stat(path.join(folder, 'tls/smtp.key'))).mode & 0o077).toBe(0)
    expect(await certificateOf(NONE, path.join(folder, 'tls'), 'gate.example')).toEqual(first)
  })

  test('one that cannot be read any more is made again', async () => {
    await certificateOf(NONE, folder, 'gate.example')
    await writeFile(path.join(folder, 'smtp.crt'), 'damaged')
    expect(new X509Certificate((await certificateOf(NONE, folder, 'gate.example')).cert)).toBeDefined()
  })
})

describe('a configured certificate', () => {
  const pathOf = (name: string) => path.join(folder, name)
  const made = async (name: string) => {
    await certificateOf(NONE, pathOf(name), 'gate.example')
    return { cert: pathOf(`${name}/smtp.crt`), key: pathOf(`${name}/smtp.key`) }
  }

  test('is taken as it is', async () => {
    const files = await made('a')
    const taken = await certificateOf(files, folder, 'other.example')
    expect(taken).toEqual({
      cert: await readFile(files.cert, 'utf8'),
      key: await readFile(files.key, 'utf8'),
      selfSigned: false,
    })
  })

  test('that cannot be used is named with its setting and file', async () => {
    const [a, b] = [await made('a'), await made('b')]
    await writeFile(pathOf('text'), 'no PEM')
    const failure = (cert: string, key: string) => certificateOf({ cert, key }, folder, 'gate.example')
    await expect(failure(pathOf('none'), a.key)).rejects.toThrow(/^intake\.tls\.cert: .*none cannot be read/)
    await expect(failure(a.cert, pathOf('none'))).rejects.toThrow(/^intake\.tls\.key: .*none cannot be read/)
    await expect(failure(pathOf('text'), a.key)).rejects.toThrow(/^intake\.tls\.cert: .*text is no certificate in PEM/)
    await expect(failure(a.cert, pathOf('text'))).rejects.toThrow(/^intake\.tls\.key: .*text is no private key in PEM/)
    await expect(failure(a.cert, b.key)).rejects.toThrow(/^intake\.tls\.key: .* is not the key of the certificate in/)
  })
})
