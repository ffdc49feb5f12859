/** What an element's own attributes say about being seen. `null` = says nothing, so the parent decides. */
export type Visibility = {
  /** True when neither it nor anything in it can be seen. */
  readonly gone: boolean
  /** True when its text has no size or no colour; a child may undo that. */
  readonly faint: boolean | null
}

const ZERO = '0(?:\\.0{1,4})?(?:px|pt|em|rem|%)?(?:!important)?(?:;|$)'
const GONE = new RegExp(
  `(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|mso-hide:all|opacity:${ZERO}|max-height:${ZERO}|max-width:${ZERO}|text-indent:-\\d{3,5}px)`,
)
const NO_HEIGHT = new RegExp(`(?:^|;)(?:height|width):${ZERO}`)
const CLIPPED = /(?:^|;)overflow:hidden/
const FONT_SIZE = /(?:^|;)font-size:([\d.]{1,8})(px|pt|em|rem|%)?/
const TRANSPARENT = /(?:^|;)color:transparent/
/** Longest style attribute that is read, in UTF-16 units. */
const STYLE_LENGTH_MAX = 4096

/** Reads `style`, `hidden` and the like of one element. */
export function visibilityOf(attributes: Readonly<Record<string, string>>): Visibility {
  if ('hidden' in attributes) return { gone: true, faint: null }
  const style = (attributes.style ?? '').slice(0, STYLE_LENGTH_MAX).toLowerCase().replace(/\s+/g, '')
  if (style === '') return { gone: false, faint: null }
  if (GONE.test(style) || (CLIPPED.test(style) && NO_HEIGHT.test(style))) return { gone: true, faint: null }
  if (TRANSPARENT.test(style)) return { gone: false, faint: true }
  const [, size, unit] = FONT_SIZE.exec(style) ?? []
  if (size === undefined) return { gone: false, faint: null }
  // One pixel is how preheaders are hidden from readers that refuse zero.
  const smallest = unit === undefined || unit === 'px' || unit === 'pt' ? 1 : 0.05
  return { gone: false, faint: Number(size) <= smallest }
}
