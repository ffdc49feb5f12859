import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { listThemes, nameTheme, recordLook } from '@proofgate/store'
import type { Desk } from '../desk.ts'
import { ProblemError } from '../problem.ts'
import { type Env, reviewerOf } from '../who.ts'
import { csvHeaders, jsonAnswer, listAnswer, SECURITY as security } from './answers.ts'
import { problemAnswers, refuseMistakes } from './asked.ts'
import {
  NamedTheme,
  ThemeName,
  ThemePage,
  ThemeParam,
  type ThemePeriod,
  ThemeQuery,
  themesCsv,
  themeView,
} from './theme-schemas.ts'

const tags = ['themes']

const list = createRoute({
  method: 'get',
  path: '/v1/themes',
  summary: 'What customers complain of, praise, wish and ask again and again, the commonest first',
  description: 'It quotes customers, so that it was looked at goes on record, each time.',
  tags,
  security,
  request: { query: ThemeQuery },
  responses: {
    200: listAnswer(ThemePage, 'A page of themes'),
    ...problemAnswers('invalid-request', 'not-signed-in', 'not-allowed'),
  },
})

const name = createRoute({
  method: 'patch',
  path: '/v1/themes/{id}',
  summary: 'Give a theme a name, or take it back',
  description: 'Mails gather in it as before. Of two themes that grow alike the one with a name stays.',
  tags,
  security,
  request: { params: ThemeParam, body: { content: { 'application/json': { schema: ThemeName } }, required: true } },
  responses: {
    200: jsonAnswer(NamedTheme, 'As it is called now'),
    ...problemAnswers('invalid-request', 'not-signed-in', 'not-allowed', 'not-found', 'too-large', 'unsupported-type'),
  },
})

/** What the document of the API says of themes. */
export const THEME_ROUTES = [list, name]

/** The routes of themes. All want the role reviewer or admin. */
export function themeRoutes(desk: Desk) {
  return new OpenAPIHono<Env>({ defaultHook: refuseMistakes })
    .openapi(list, async (c) => {
      const { limit, cursor, format, kind, team, since, until } = c.req.valid('query')
      const period = periodOf(since, until, desk.now())
      const page = await listThemes(desk.sql, { ...period, kind, team }, { limit, cursor: cursor ?? null })
      const ids = page.themes.map(({ id }) => id)
      await recordLook(desk.sql, { kind: 'theme.viewed', actor: reviewerOf(c).actor, themes: ids })
      const themes = page.themes.map((theme) => themeView(theme, period))
      if (format === 'csv') return c.body(themesCsv(themes), 200, csvHeaders(c, 'themes', page.next))
      return c.json({ themes, next: page.next }, 200)
    })
    .openapi(name, async (c) => {
      const { id } = c.req.valid('param')
      const named = await nameTheme(desk.sql, id, c.req.valid('json').name, reviewerOf(c).actor)
      if (named === null) throw new ProblemError('not-found', `No theme has the id ${id}, or more than one ends so.`)
      return c.json({ ...named, words: [...named.words] }, 200)
    })
}

const DAY_MS = 86_400_000
const DEFAULT_DAYS = 84
const DAYS_MAX = 731

/** @throws ProblemError for a period that is none, or too long to be shown by weeks */
function periodOf(since: string | undefined, until: string | undefined, now: Date): ThemePeriod {
  const end = until === undefined ? now : new Date(until)
  const start = since === undefined ? new Date(end.getTime() - DEFAULT_DAYS * DAY_MS) : new Date(since)
  const days = (end.getTime() - start.getTime()) / DAY_MS
  if (days > 0 && days <= DAYS_MAX) return { since: start, until: end }
  const says = days <= 0 ? 'is not before until' : 'is more than two years before until'
  throw new ProblemError('invalid-request', `since ${says}.`, {
    extra: { errors: [{ in: 'query', name: 'since', says }] },
  })
}
