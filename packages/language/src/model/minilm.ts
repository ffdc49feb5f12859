/**
 * The network all-MiniLM-L6-v2 (BERT: Devlin et al. 2019, arXiv 1810.04805; MiniLM: Wang et al. 2020, arXiv 2002.10957)
 * with weights of 8 bits, and with the means of its middle layers as outputs: there speech act and tone are told, while
 * the last layer tells what a sentence is about.
 */
import { type Network, newNetwork, TO_FLOAT, type Value } from './onnx.ts'
import type { Weights } from './safetensors.ts'

/** Numbers per word and layer. */
export const WIDTH = 384
/** Layers whose means are given out, counted from 1. */
export const MIDDLE_LAYERS = [2, 3, 4, 5] as const

const LAYERS = 6
const ATTENTION_HEADS = 12
const HEAD_WIDTH = WIDTH / ATTENTION_HEADS
const POSITIONS = 512
const EPSILON = 1e-12
/** Added to the attention paid to padding. */
const NEVER = -1e9

/**
 * Weights use -63 to 63 only. Processors without VNNI add pairs of 8-bit products in 16 bits, where the full range
 * overflows and the result would depend on the machine (onnxruntime, "Quantize ONNX models", reduce_range).
 */
const WEIGHT_MAX = 63
/** Rows of the table of words are never multiplied as integers. */
const ROW_MAX = 127

/**
 * The network as ONNX file: `input_ids` and `attention_mask` [sentences, tokens] in; `vector` [sentences, 384] out, the
 * mean of the last layer at unit length, and `middle` [sentences, 4 * 384], the means of layers 2 to 5 at unit length each.
 */
export function minilmOf(weights: Weights): Buffer {
  const net = newNetwork('all-MiniLM-L6-v2')
  const part = partsOf(net, weights)
  const mask = net.apply('Cast', ['attention_mask'], TO_FLOAT)
  const padding = paddingOf(net, mask)
  let state = part.normalised(part.embedded('input_ids'), 'embeddings.LayerNorm')
  const means: Value[] = []
  const mean = meanOf(net, mask)
  for (let layer = 0; layer < LAYERS; layer++) {
    state = layerOf(net, part, { layer, state, padding })
    if (MIDDLE_LAYERS.some((wanted) => wanted === layer + 1)) means.push(mean(state))
  }
  net.apply('Identity', [mean(state)], {}, 'vector')
  net.apply('Concat', means, { axis: 1 }, 'middle')
  return net.file({
    inputs: { input_ids: ['sentences', 'tokens'], attention_mask: ['sentences', 'tokens'] },
    outputs: { vector: ['sentences', WIDTH], middle: ['sentences', WIDTH * MIDDLE_LAYERS.length] },
  })
}

type Parts = ReturnType<typeof partsOf>

/** One layer: attention and a small net over each word, both added to what was there. */
function layerOf(
  net: Network,
  part: Parts,
  { layer, state, padding }: { readonly layer: number; readonly state: Value; readonly padding: Value },
): Value {
  const name = `encoder.layer.${layer}`
  const add = (a: Value, b: Value) => net.apply('Add', [a, b])
  const split = net.integers([0, 0, ATTENTION_HEADS, HEAD_WIDTH])
  const perHead = (which: string, perm: readonly number[]) =>
    net.apply('Transpose', [net.apply('Reshape', [part.linear(state, `${name}.attention.self.${which}`), split])], {
      perm,
    })
  const query = perHead('query', [0, 2, 1, 3])
  const key = perHead('key', [0, 2, 3, 1])
  const value = perHead('value', [0, 2, 1, 3])
  const scale = net.floats([], [1 / Math.sqrt(HEAD_WIDTH)])
  const likeness = net.apply('Mul', [net.apply('MatMul', [query, key]), scale])
  const attention = net.apply('Softmax', [add(likeness, padding)], { axis: -1 })
  const seen = net.apply('Transpose', [net.apply('MatMul', [attention, value])], { perm: [0, 2, 1, 3] })
  const joined = net.apply('Reshape', [seen, net.integers([0, 0, WIDTH])])
  const attended = part.normalised(
    add(part.linear(joined, `${name}.attention.output.dense`), state),
    `${name}.attention.output.LayerNorm`,
  )
  const inner = net.apply('Gelu', [part.linear(attended, `${name}.intermediate.dense`)])
  return part.normalised(add(part.linear(inner, `${name}.output.dense`), attended), `${name}.output.LayerNorm`)
}

/** What is added to attention: nothing for words, `NEVER` for padding. */
function paddingOf(net: Network, mask: Value): Value {
  const absent = net.apply('Sub', [net.floats([], [1]), net.apply('Unsqueeze', [mask, net.integers([1, 2])])])
  return net.apply('Mul', [absent, net.floats([], [NEVER])])
}

/** The mean over a sentence's words, at unit length. */
function meanOf(net: Network, mask: Value): (state: Value) => Value {
  const overWords = net.integers([1])
  const present = net.apply('Unsqueeze', [mask, net.integers([2])])
  const sum = (value: Value, keepdims: 0 | 1) => net.apply('ReduceSum', [value, overWords], { keepdims })
  return (state) => {
    // The length of a sum is that of the mean times the number of words: dividing by it gives the same direction.
    const total = sum(net.apply('Mul', [state, present]), 0)
    return net.apply('Div', [total, net.apply('Sqrt', [sum(net.apply('Mul', [total, total]), 1)])])
  }
}

function partsOf(net: Network, weights: Weights) {
  const vectorOf = (name: string) => net.floats([WIDTH], weights(name).values)
  return {
    /** Words as numbers: word plus place in the sentence. Rows of the table are 8-bit integers with a scale each. */
    embedded: (ids: Value): Value => {
      const words = weights('embeddings.word_embeddings.weight')
      const count = words.values.length / WIDTH
      const { integers, scales } = quantised(words.values, count, (row, i) => row * WIDTH + i, ROW_MAX)
      const rows = net.apply('Cast', [net.apply('Gather', [net.bytes([count, WIDTH], integers), ids])], TO_FLOAT)
      const row = net.apply('Gather', [net.floats([count, 1], scales), ids])
      const length = net.apply('Slice', [net.apply('Shape', [ids]), net.integers([1]), net.integers([2])])
      const places = net.floats([POSITIONS, WIDTH], placesOf(weights))
      const place = net.apply('Slice', [places, net.integers([0]), length, net.integers([0])])
      return net.apply('Add', [net.apply('Mul', [rows, row]), place])
    },
    /** Layer normalisation (Ba et al. 2016). */
    normalised: (state: Value, name: string): Value =>
      net.apply('LayerNormalization', [state, vectorOf(`${name}.weight`), vectorOf(`${name}.bias`)], {
        axis: -1,
        epsilon: { float: EPSILON },
      }),
    /** A matrix product in 8-bit integers, with a scale per column and one for the input, plus a bias. */
    linear: (state: Value, name: string): Value => {
      const { shape, values } = weights(`${name}.weight`)
      const [outputs = 0, inputs = 0] = shape
      const { integers, scales } = quantised(values, outputs, (column, i) => column * inputs + i, WEIGHT_MAX)
      const matrix = net.bytes([inputs, outputs], transposed(integers, outputs, inputs))
      const zeros = net.bytes([outputs], new Int8Array(outputs))
      const [input = '', scale = '', zero = ''] = net.applied('DynamicQuantizeLinear', [state], 3)
      const product = net.apply('Cast', [net.apply('MatMulInteger', [input, matrix, zero, zeros])], TO_FLOAT)
      const unit = net.apply('Mul', [scale, net.floats([outputs], scales)])
      const bias = net.floats([outputs], weights(`${name}.bias`).values)
      return net.apply('Add', [net.apply('Mul', [product, unit]), bias])
    },
  }
}

/** A vector for each place in a sentence; all words are of the first of two texts BERT can tell apart. */
function placesOf(weights: Weights): Float32Array {
  const first = weights('embeddings.token_type_embeddings.weight').values
  return weights('embeddings.position_embeddings.weight').values.map((value, i) => value + (first[i % WIDTH] ?? 0))
}

/** Rows as integers of -`max` to `max` and what to multiply each row with. */
function quantised(values: Float32Array, rows: number, at: (row: number, i: number) => number, max: number) {
  const width = values.length / rows
  const integers = new Int8Array(values.length)
  const scales = new Float32Array(rows)
  for (let row = 0; row < rows; row++) {
    let largest = 0
    for (let i = 0; i < width; i++) largest = Math.max(largest, Math.abs(values[at(row, i)] ?? 0))
    const scale = largest / max || 1
    scales[row] = scale
    for (let i = 0; i < width; i++) integers[at(row, i)] = Math.round((values[at(row, i)] ?? 0) / scale)
  }
  return { integers, scales }
}

function transposed(values: Int8Array, rows: number, columns: number): Int8Array {
  const turned = new Int8Array(values.length)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) turned[column * rows + row] = values[row * columns + column] ?? 0
  return turned
}
