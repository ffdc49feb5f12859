/**
 * Writes a neural network as ONNX file (onnx.proto3 of ONNX 1.16: IR version 9, operator set 20). Numbers in calls of
 * `integerField` and its like are the field numbers there.
 */
import { bytesField, floatField, integerField, messageOf } from './protobuf.ts'

const IR_VERSION = 9
const OPERATOR_SET = 20

/** TensorProto.DataType */
const FLOAT = 1
const INT8 = 3
const INT64 = 7

/** AttributeProto.AttributeType */
const ATTRIBUTE_FLOAT = 1
const ATTRIBUTE_INT = 2
const ATTRIBUTE_INTS = 7

/** The name of a value that flows between the nodes of a network. */
export type Value = string

/** Settings of an operator. Whole numbers are written as integers, `epsilon` and its like as `{ float }`. */
export type Attributes = Readonly<Record<string, number | { readonly float: number } | readonly number[]>>

/** A network under construction. */
export type Network = {
  /** A constant of 32-bit floats. */
  readonly floats: (shape: readonly number[], values: Float32Array | readonly number[]) => Value
  /** A constant of 8-bit integers. */
  readonly bytes: (shape: readonly number[], values: Int8Array) => Value
  /** A list of whole numbers, as operators take for axes and shapes. */
  readonly integers: (values: readonly number[]) => Value
  /** Applies an operator that has one result; `name` is given to results of the whole network. */
  readonly apply: (operator: string, inputs: readonly Value[], attributes?: Attributes, name?: string) => Value
  /** Applies an operator that has several results. */
  readonly applied: (operator: string, inputs: readonly Value[], results: number) => readonly Value[]
  /** The finished file. Shapes hold names where the size is known only when it runs. */
  readonly file: (ends: {
    readonly inputs: Readonly<Record<string, readonly (string | number)[]>>
    readonly outputs: Readonly<Record<string, readonly (string | number)[]>>
  }) => Buffer
}

/** Cast targets by name. */
export const TO_FLOAT: Attributes = { to: FLOAT }

/** Starts an empty network. */
export function newNetwork(name: string): Network {
  const nodes: Buffer[] = []
  const constants: Buffer[] = []
  let count = 0
  const next = () => `v${count++}`

  const constant = (type: number, shape: readonly number[], raw: ArrayBufferView): Value => {
    const value = next()
    const data = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
    const tensor = [...shape.map((size) => integerField(1, size)), integerField(2, type)]
    constants.push(bytesField(5, messageOf(tensor, bytesField(8, value), bytesField(9, data))))
    return value
  }
  const node = (operator: string, inputs: readonly Value[], outputs: readonly Value[], attributes: Attributes) => {
    const ends = [...inputs.map((one) => bytesField(1, one)), ...outputs.map((one) => bytesField(2, one))]
    const settings = Object.entries(attributes).map(([key, value]) => bytesField(5, attributeOf(key, value)))
    nodes.push(bytesField(1, messageOf(ends, bytesField(3, `n${nodes.length}`), bytesField(4, operator), settings)))
  }
  return {
    floats: (shape, values) => constant(FLOAT, shape, Float32Array.from(values)),
    bytes: (shape, values) => constant(INT8, shape, values),
    integers: (values) => constant(INT64, [values.length], BigInt64Array.from(values, BigInt)),
    apply: (operator, inputs, attributes = {}, result = next()) => {
      node(operator, inputs, [result], attributes)
      return result
    },
    applied: (operator, inputs, results) => {
      const outputs = Array.from({ length: results }, next)
      node(operator, inputs, outputs, {})
      return outputs
    },
    file: ({ inputs, outputs }) => {
      const ins = Object.entries(inputs).map(([key, shape]) => bytesField(11, valueInfo(key, INT64, shape)))
      const outs = Object.entries(outputs).map(([key, shape]) => bytesField(12, valueInfo(key, FLOAT, shape)))
      const graph = messageOf(nodes, bytesField(2, name), constants, ins, outs)
      const operators = messageOf(bytesField(1, ''), integerField(2, OPERATOR_SET))
      return messageOf(
        integerField(1, IR_VERSION),
        bytesField(2, 'proofgate'),
        bytesField(7, graph),
        bytesField(8, operators),
      )
    },
  }
}

function attributeOf(name: string, value: Attributes[string]): Buffer {
  if (typeof value === 'number')
    return messageOf(bytesField(1, name), integerField(3, value), integerField(20, ATTRIBUTE_INT))
  if ('float' in value)
    return messageOf(bytesField(1, name), floatField(2, value.float), integerField(20, ATTRIBUTE_FLOAT))
  const list = value.map((one) => integerField(8, one))
  return messageOf(bytesField(1, name), list, integerField(20, ATTRIBUTE_INTS))
}

function valueInfo(name: string, type: number, shape: readonly (string | number)[]): Buffer {
  const sizes = shape.map((size) =>
    bytesField(1, typeof size === 'string' ? bytesField(2, size) : integerField(1, size)),
  )
  const tensor = messageOf(integerField(1, type), bytesField(2, messageOf(sizes)))
  return messageOf(bytesField(1, name), bytesField(2, bytesField(1, tensor)))
}
