import type { Mail } from '@proofgate/mail'
import sanitize from 'sanitize-html'

/**
 * The HTML of a mail, made harmless: what stands is on a list of tags, attributes and styles; all else is left out.
 * Nothing in it can run, load, link or post. It is shown in a sandboxed frame under `MAIL_POLICY` besides: sanitiser
 * and browser may read odd HTML differently, and then the frame holds. Nothing is changed after sanitising.
 * `null` when the mail is too complex to be shown so.
 */
export function harmlessHtmlOf(mail: Pick<Mail, 'htmlSource' | 'defects'>): string | null {
  const { htmlSource, defects } = mail
  // The parser's cost grows with the square of the nesting.
  const isTooDeep = defects.some((defect) => defect.startsWith('text/html nested'))
  if (htmlSource === null || htmlSource.length > SOURCE_LENGTH_MAX || isTooDeep) return null
  return sanitize(htmlSource, OPTIONS)
}

/** UTF-16 units of HTML that are shown; larger ones are for the raw download. */
const SOURCE_LENGTH_MAX = 512 * 1024

const TAGS = `a abbr address b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em
  figcaption figure font h1 h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre q s samp small span strike strong sub sup
  table tbody td tfoot th thead tr tt u ul var`.split(/\s+/)

/** Words, numbers, units and colours; `url(`, `expression(`, `\`-escapes and anything else in brackets are not. */
const PLAIN_VALUE = /^(?:[\w\s#%.,'"!+/-]|rgba?\([\d\s,.%]{1,40}\)|hsla?\([\d\s,.%a-z]{1,40}\))*$/i

/** What shapes text and tables. Nothing that could lay something over the rest of the mail: no position, no transform. */
const STYLES =
  `background-color border border-bottom border-collapse border-color border-left border-radius border-right
  border-spacing border-style border-top border-width color direction display font font-family font-size font-style
  font-variant font-weight height letter-spacing line-height list-style-type margin margin-bottom margin-left
  margin-right margin-top max-width min-width padding padding-bottom padding-left padding-right padding-top text-align
  text-decoration text-indent text-transform vertical-align visibility white-space width word-break
  word-spacing`.split(/\s+/)

const INLINE_IMAGE = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+$/

const SILENT = { log() {}, info() {}, warn() {}, error() {} }

const OPTIONS: sanitize.IOptions & { readonly logger: typeof SILENT } = {
  allowedTags: [...TAGS, 'img'],
  allowedAttributes: {
    '*': ['align', 'dir', 'lang', 'style', 'title', 'valign'],
    col: ['span', 'width'],
    font: ['color', 'face', 'size'],
    img: ['alt', 'height', 'src', 'width'],
    ol: ['start', 'type'],
    table: ['bgcolor', 'border', 'cellpadding', 'cellspacing', 'width'],
    td: ['bgcolor', 'colspan', 'height', 'rowspan', 'width'],
    th: ['bgcolor', 'colspan', 'height', 'rowspan', 'width'],
    tr: ['bgcolor'],
  },
  allowedStyles: { '*': Object.fromEntries(STYLES.map((name) => [name, [PLAIN_VALUE]])) },
  allowedSchemes: [],
  allowedSchemesByTag: { img: ['data'] },
  allowProtocolRelative: false,
  nestingLimit: 500,
  transformTags: { a: linkShown, img: imageShown },
  logger: SILENT,
}

/** A link is shown, not followed: the reviewer sees where it leads, and no site learns that the mail was read. */
function linkShown(_: string, { href, title, style = '' }: sanitize.Attributes): sanitize.Tag {
  return { tagName: 'u', attribs: { title: href ?? title ?? '', style } }
}

/** Pictures that come with the text are shown, all others named: fetching one tells its owner that the mail was read. */
function imageShown(tagName: string, attribs: sanitize.Attributes): sanitize.Tag {
  if (INLINE_IMAGE.test(attribs.src ?? '')) return { tagName, attribs }
  return {
    tagName: 'small',
    attribs: { title: (attribs.src ?? '').slice(0, 200) },
    text: `[picture: ${attribs.alt || 'not loaded'}]`,
  }
}
