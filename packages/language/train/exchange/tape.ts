/**
 * Gradients by a tape (reverse mode, Griewank and Walther 2008): every step writes down how it is undone. Just what the
 * network of `packages/language/src/exchange/` needs, on plain arrays, so that training gives the same bytes everywhere.
 */

/** A table of numbers, row by row, and the slope of the loss over each. */
export type Table = {
  readonly rows: number
  readonly columns: number
  readonly values: Float32Array
  readonly slopes: Float32Array
}

export const table = (rows: number, columns: number, values?: Float32Array): Table => ({
  rows,
  columns,
  values: values ?? new Float32Array(rows * columns),
  slopes: new Float32Array(rows * columns),
})

/** Steps done so far, each as what undoes it. */
export type Tape = (() => void)[]

/** Works out the slopes of everything on the tape; those of the loss were set by whoever made it. */
export function unwind(tape: Tape): void {
  for (let i = tape.length - 1; i >= 0; i--) tape[i]?.()
}

/** `a · b` of `a` [n, k] and weights [k, m]. */
export function product(tape: Tape, a: Table, b: Table): Table {
  const [n, k, m] = [a.rows, a.columns, b.columns]
  const out = table(n, m)
  multiply(a.values, b.values, out.values, n, k, m)
  tape.push(() => {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < k; j++) {
        const row = j * m
        const at = i * k + j
        const value = a.values[at] ?? 0
        let slope = 0
        for (let c = 0; c < m; c++) {
          const down = out.slopes[i * m + c] ?? 0
          slope += down * (b.values[row + c] ?? 0)
          b.slopes[row + c] = (b.slopes[row + c] ?? 0) + down * value
        }
        a.slopes[at] = (a.slopes[at] ?? 0) + slope
      }
    }
  })
  return out
}

function multiply(a: Float32Array, b: Float32Array, out: Float32Array, n: number, k: number, m: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < k; j++) {
      const value = a[i * k + j] ?? 0
      if (value === 0) continue
      const row = j * m
      for (let c = 0; c < m; c++) out[i * m + c] = (out[i * m + c] ?? 0) + value * (b[row + c] ?? 0)
    }
  }
}
