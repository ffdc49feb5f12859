import { context, type Span, trace } from '@opentelemetry/api'
import { afterEach, expect, test } from 'vitest'
import { withSpan } from './span.ts'

afterEach(() => trace.disable())

/** A provider that writes down what happens to its one span. */
function recorder() {
  const seen: unknown[] = []
  const span = {
    setStatus: (status: unknown) => seen.push(status),
    end: () => seen.push('end'),
  }
  const tracer = {
    startSpan: () => span,
    startActiveSpan: (name: string, options: unknown, fn: (span: Span) => unknown) => {
      seen.push([name, options])
      // The guarantee: withSpan uses nothing of a span but setStatus and end.
      return context.with(context.active(), () => fn(span as unknown as Span))
    },
  }
  trace.setGlobalTracerProvider({ getTracer: () => tracer } as never)
  return seen
}

test('without an SDK the function runs and its result comes back', async () => {
  expect(await withSpan('mail.judge', { id: 'x' }, async () => 5)).toBe(5)
  await expect(withSpan('mail.judge', {}, async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
})

test('a span has name and attributes, and ends', async () => {
  const seen = recorder()
  await withSpan('mail.judge', { id: 'x' }, async () => 5)
  expect(seen).toEqual([['mail.judge', { attributes: { id: 'x' } }], 'end'])
})

test('a failure marks the span by the kind of error, not its words', async () => {
  const seen = recorder()
  await withSpan('mail.judge', {}, async () => Promise.reject(new TypeError('dear Jane'))).catch(() => {})
  expect(seen.slice(1)).toEqual([{ code: 2, message: 'TypeError' }, 'end'])
})
