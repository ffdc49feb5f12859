/** A tensor of numbers, row by row. */
export type Matrix = { readonly shape: readonly number[]; readonly values: Float32Array }

/** Gives a tensor by name. @throws Error when the file has none of that name */
export type Weights = (name: string) => Matrix

type Entry = {
  readonly dtype: string
  readonly shape: readonly number[]
  readonly data_offsets: readonly [number, number]
}

/**
 * Reads weights from a safetensors file of 16-bit floats: the length of a JSON header in 8 bytes, the header, the numbers
 * (huggingface.co/docs/safetensors, "Format").
 */
export function weightsIn(file: Buffer): Weights {
  const headerLength = Number(file.readBigUInt64LE(0))
  const header: Record<string, Entry> = JSON.parse(file.toString('utf8', 8, 8 + headerLength))
  const body = 8 + headerLength
  return (name) => {
    const entry = header[name]
    if (entry?.dtype !== 'F16') throw new Error(`The weights hold no 16-bit tensor ${name}.`)
    const [start, end] = entry.data_offsets
    const values = new Float32Array((end - start) / 2)
    for (let i = 0; i < values.length; i++) values[i] = float16(file.readUInt16LE(body + start + 2 * i))
    return { shape: entry.shape, values }
  }
}

/** IEEE 754 half precision: 1 bit sign, 5 exponent, 10 fraction. */
function float16(bits: number): number {
  const sign = bits >> 15 === 0 ? 1 : -1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}
