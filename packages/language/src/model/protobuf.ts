/**
 * The wire format of protocol buffers, as far as an ONNX file needs it (protobuf.dev, "Encoding"): each function gives
 * one field, and a message is its fields one after the other.
 */

const VARINT = 0
const BYTES = 2
const FLOAT = 5

/** A whole number, negative ones in two's complement of 64 bits. */
export function integerField(field: number, value: number): Buffer {
  return Buffer.concat([tagOf(field, VARINT), varint(BigInt.asUintN(64, BigInt(value)))])
}

/** A 32-bit floating point number. */
export function floatField(field: number, value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeFloatLE(value)
  return Buffer.concat([tagOf(field, FLOAT), bytes])
}

/** A text, raw bytes, or a message inside. */
export function bytesField(field: number, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content)
  return Buffer.concat([tagOf(field, BYTES), varint(BigInt(bytes.length)), bytes])
}

/** A message of these fields. */
export function messageOf(...fields: readonly (Buffer | readonly Buffer[])[]): Buffer {
  return Buffer.concat(fields.flat())
}

const tagOf = (field: number, kind: number): Buffer => varint(BigInt((field << 3) | kind))

/** Seven bits per byte, lowest first; the eighth says that more follow. */
function varint(value: bigint): Buffer {
  const bytes: number[] = []
  let left = value
  do {
    const low = Number(left & 0x7fn)
    left >>= 7n
    bytes.push(left === 0n ? low : low | 0x80)
  } while (left !== 0n)
  return Buffer.from(bytes)
}
