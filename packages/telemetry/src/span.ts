import { type Attributes, SpanStatusCode, trace } from '@opentelemetry/api'

/**
 * Runs `fn` within a span; what it throws marks the span and flies on. Without a registered OpenTelemetry SDK the span
 * is an empty object and costs nothing worth measuring. Attributes are ids and counts, never content.
 * @param name an event's name: `mail.judge`
 */
export function withSpan<T>(name: string, attributes: Attributes, fn: () => Promise<T>): Promise<T> {
  return trace.getTracer('proofgate').startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await fn()
    } catch (error) {
      // The kind of error only: messages of errors may quote mail.
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : typeof error })
      throw error
    } finally {
      span.end()
    }
  })
}
