import type { Context, MiddlewareHandler } from 'hono'
import type { Desk } from './desk.ts'
import { ProblemError } from './problem.ts'
import { bearerOf } from './who.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses every change that another site could have made the browser ask for (CSRF, ASVS 3.5). Whoever shows a
 * token in a header is no browser led astray; all others must come from our own pages, whatever the body's kind:
 * Hono's own `csrf` looks at form bodies only, and lets a JSON post from elsewhere through.
 */
export function sameOriginOnly(desk: Desk): MiddlewareHandler {
  return async (c, next) => {
    if (!SAFE.has(c.req.method) && bearerOf(c) === null && !isOurs(c, desk))
      throw new ProblemError('foreign-origin', 'Neither Sec-Fetch-Site nor Origin says that the request is from here.')
    await next()
  }
}

function isOurs(c: Context, desk: Desk): boolean {
  // Browsers send Sec-Fetch-Site to https and localhost only, and pages cannot set it.
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin'
  const origin = c.req.header('origin')
  return origin !== undefined && (origin === new URL(desk.url).origin || origin === new URL(c.req.url).origin)
}
