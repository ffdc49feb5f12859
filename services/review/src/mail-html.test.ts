import { describe, expect, test } from 'vitest'
import { harmlessHtmlOf } from './mail-html.ts'

const harmless = (htmlSource: string, defects: string[] = []) => harmlessHtmlOf({ htmlSource, defects })

describe("a mail's HTML, made harmless,", () => {
  test('keeps how it reads: headings, tables, colours, lists', () => {
    const html =
      '<h1 style="color:#0a5">Hi</h1><table border="1"><tr><td bgcolor="#eee">x</td></tr></table><ul><li><b>y</b></li></ul>'
    expect(harmless(html)).toBe(html)
  })

  test.each([
    ['<script>alert(1)</script>x', 'x'],
    ['<img src=x onerror=alert(1)>', 'onerror'],
    ['<svg><use href="data:image/svg+xml,<svg onload=alert(1)>"></use></svg>', 'svg'],
    ['<svg><animate attributeName="href" values="javascript:alert(1)"/></svg>', 'javascript:alert'],
    ['<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">', '<img'],
    ['<a href="java&#x09;script:alert(1)">x</a>', 'href'],
    ['<iframe srcdoc="<script>alert(1)</script>"></iframe>', 'iframe'],
    ['<link rel=preconnect href=http://evil.example>', 'link'],
    ['<meta http-equiv=refresh content="0;url=http://evil.example">', 'meta'],
    ['<base href=http://evil.example>', 'base'],
    ['<form action=http://evil.example><input name=x><button>go</button></form>', 'evil.example'],
    ['<noscript><p title="</noscript><img src=x onerror=alert(1)>">', '<img'],
    ['<style>@import url(http://evil.example/x.css)</style>', 'evil.example'],
    ['<p style="background:url(http://evil.example/p.gif)">x</p>', 'evil.example'],
    ['<p style="background-color:u\\72l(http://evil.example/p.gif)">x</p>', 'evil.example'],
    ['<p style="position:fixed;top:0;left:0;width:100%;height:100%">x</p>', 'position'],
    ['<object data=http://evil.example></object><embed src=http://evil.example>', 'evil.example'],
    ['<video poster=http://evil.example/p.gif><source src=http://evil.example/v></video>', 'evil.example'],
    ['<table background=http://evil.example/p.gif><tr><td>x</td></tr></table>', 'evil.example'],
    ['<img srcset="http://evil.example/p.gif 1x">', 'srcset'],
    ['<p id=main class=primary>x</p>', 'id='],
    ['<img src="data:image/svg+xml;base64,PHN2Zz4=">', '<img'],
    ['<img src="cid:logo@x">', '<img'],
  ])('loses what could run, load, post or lie: %s', (html, gone) => {
    const result = harmless(html)?.replace(/ title="[^"]*"/g, '') ?? ''
    if (gone === 'x') expect(result).toBe('x')
    else expect(result).not.toContain(gone)
  })

  test('shows where a link leads instead of leading there', () => {
    expect(harmless('<a href="http://evil.example/?q=&quot;">Your bank</a>')).toBe(
      '<u title="http://evil.example/?q=&quot;">Your bank</u>',
    )
  })

  test('names pictures it does not load, and shows those that come with the text', () => {
    expect(harmless('<img src="http://evil.example/p.gif" alt="Our logo">')).toContain('[picture: Our logo]')
    const inline = '<img src="data:image/png;base64,iVBORw0KGgo=" />'
    expect(harmless(inline)).toBe(inline)
  })

  test('is not made of what is too large or too deep', () => {
    expect(harmless('x'.repeat(600_000))).toBeNull()
    expect(harmless('<b>x</b>', ['text/html nested deeper than 1000'])).toBeNull()
  })

  test('is made of 512 KB of tags, attributes and styles at their worst in bounded time', { timeout: 5_000 }, () => {
    const worst = [
      '<b '.repeat(100_000),
      '<p style="color:red">'.repeat(24_000),
      `<p ${'a=b '.repeat(100_000)}>`,
      `<p style="${'color:rgb(1,2,3);'.repeat(20_000)}">x</p>`,
      `<p style="color:${'rgb('.repeat(50_000)}">x</p>`,
      '<!--'.repeat(100_000),
      '&#'.repeat(200_000),
    ]
    for (const html of worst) expect(typeof harmless(html)).toBe('string')
  })
})
