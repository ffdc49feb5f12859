/** A labelled example: features, and whether it is what the head looks for. */
export type Example = { readonly features: Float32Array; readonly is: boolean; readonly weight: number }

/** `weights · features + bias` is the log-odds. */
export type Logistic = { readonly weights: Float64Array; readonly bias: number }

const STEPS = 300
const STEP = 2
const MOMENTUM = 0.9
const NEGLIGIBLE = 1e-3

/**
 * Logistic regression with a penalty on large weights (`ridge` times half their squared length), by a fixed number of
 * gradient steps from zero: no chance and no order is in it, so the same examples give the same weights. Both classes
 * count alike, however many examples each has.
 */
export function fit(examples: readonly Example[], ridge: number): Logistic {
  const width = examples[0]?.features.length ?? 0
  const means = meansOf(examples, width)
  const shares = sharesOf(examples)
  const rows = examples.map(({ features, is }, i) => ({
    centred: Float64Array.from(features, (value, j) => value - (means[j] ?? 0)),
    label: is ? 1 : 0,
    share: shares[i] ?? 0,
  }))
  const weights = new Float64Array(width)
  const velocity = new Float64Array(width)
  let bias = 0
  let biasVelocity = 0
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((weight) => ridge * weight)
    let biasGradient = 0
    for (const { centred, label, share } of rows) {
      const off = sigmoid(dot(weights, centred) + bias) - label
      // Nearly all examples are right by a wide margin soon: they would not move the weights any more.
      if (Math.abs(off) < NEGLIGIBLE) continue
      biasGradient += off * share
      for (let j = 0; j < width; j++) gradient[j] = (gradient[j] ?? 0) + off * share * (centred[j] ?? 0)
    }
    for (let j = 0; j < width; j++) {
      velocity[j] = MOMENTUM * (velocity[j] ?? 0) + (gradient[j] ?? 0)
      weights[j] = (weights[j] ?? 0) - STEP * (velocity[j] ?? 0)
    }
    biasVelocity = MOMENTUM * biasVelocity + biasGradient
    bias -= STEP * biasVelocity
  }
  return { weights, bias: bias - dot(weights, means) }
}

/** Log-odds that features are what the head looks for. */
export const oddsOf = ({ weights, bias }: Logistic, features: Float32Array): number =>
  dot(weights, Float64Array.from(features)) + bias

/** Log-odds as probability. */
export const sigmoid = (odds: number): number => 1 / (1 + Math.exp(-odds))

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let j = 0; j < a.length; j++) sum += (a[j] ?? 0) * (b[j] ?? 0)
  return sum
}

function meansOf(examples: readonly Example[], width: number): Float64Array {
  const means = new Float64Array(width)
  for (const { features } of examples)
    for (let j = 0; j < width; j++) means[j] = (means[j] ?? 0) + (features[j] ?? 0) / examples.length
  return means
}

/** What each example counts: each class half, shared by weight. */
function sharesOf(examples: readonly Example[]): Float64Array {
  const total = (is: boolean) => examples.filter((one) => one.is === is).reduce((sum, one) => sum + one.weight, 0)
  const [yes, no] = [total(true), total(false)]
  return Float64Array.from(examples, (one) => one.weight / (2 * (one.is ? yes : no)))
}
