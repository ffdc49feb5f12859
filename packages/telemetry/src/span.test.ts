import { INVALID_SPAN_CONTEXT, type Span, type Tracer, type TracerProvider, trace } from '@opentelemetry/api'
import { afterEach, expect, test } from 'vitest'
import { withSpan } from './span.ts'

afterEach(() => trace.disable())

/** A provider that writes down what happens to its spans. */
function recorder(): readonly unknown[] {
  const seen: unknown[] = []
  const span: Span = {
    spanContext: () => INVALID_SPAN_CONTEXT,
    setAttribute: () => span,
    setAttributes: () => span,
    addEvent: () => span,
    addLink: () => span,
    addLinks: () => span,
    updateName: () => span,
    isRecording: () => true,
    recordException: () => {},
    setStatus: (status) => {
      seen.push(status)
      return span
    },
    end: () => void seen.push('end'),
  }
  // It is called with the function as last of two to four.
  const startActiveSpan: Tracer['startActiveSpan'] = (name: string, ...rest: readonly unknown[]) => {
    const run = rest.at(-1)
    seen.push([name, rest[0]])
    if (typeof run !== 'function') throw new TypeError('no function to run')
    return run(span)
  }
  const tracer: Tracer = { startSpan: () => span, startActiveSpan }
  const provider: TracerProvider = { getTracer: () => tracer }
  trace.setGlobalTracerProvider(provider)
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
