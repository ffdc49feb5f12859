import { describe, expect, test } from 'vitest'
import { noDefects } from './defects.ts'
import { renderHtml } from './html-text.ts'
import { segmentsOf } from './segments.ts'

const LENGTH = 100_000

describe('rendering', () => {
  test.each([
    ['paragraphs stand apart', '<p>One</p><p>Two</p>', 'One\n\nTwo'],
    ['divisions and breaks make lines', '<div>One</div><div>Two<br>Three</div>', 'One\nTwo\nThree'],
    ['a break at the end of a block makes no empty line', '<div>One<br></div><div>Two</div>', 'One\nTwo'],
    ['an empty division with a break is an empty line', '<div>One</div><div><br></div><div>Two</div>', 'One\n\nTwo'],
    [
      'Outlook: a paragraph of a no-break space is an empty line',
      '<p class=MsoNormal>One</p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Two</p>',
      'One\n\nTwo',
    ],
    ['white space collapses', '<p>\n  One\n  <b>two</b>  three  \n</p>', 'One two three'],
    ['no-break spaces become spaces', 'Hi&nbsp;Ann,', 'Hi Ann,'],
    [
      'cells are told apart',
      '<table><tr><td>Item</td><td>Price</td></tr><tr><td>Kettle</td><td>€49</td></tr></table>',
      'Item\tPrice\nKettle\t€49',
    ],
    [
      'lists keep their marks',
      '<ul><li>red</li><li>blue</li></ul><ol><li>open</li><li>save</li></ol>',
      '- red\n- blue\n\n1. open\n2. save',
    ],
    ['preformatted text keeps its lines and indents', '<pre>if (x)\n  y()</pre>', 'if (x)\n  y()'],
    [
      'entities are decoded, broken ones stay',
      'Fish &amp; chips &#8364;5 &bogus; &lt;b&gt;',
      'Fish & chips €5 &bogus; <b>',
    ],
    ['scripts, styles and titles are no text', '<title>T</title><style>p{}</style><script>x()</script>Hi', 'Hi'],
    ['conditional comments are no text', '<!--[if mso]><p>Outlook</p><![endif]-->Hi', 'Hi'],
    ['text behind the end of the body is read', '<body>One</body></html>Two', 'OneTwo'],
    ['characters without width are dropped', 'pass&#8203;word&shy;s', 'passwords'],
    ['an emoji sent as an image is read', 'Thanks <img alt="😀" src="x">', 'Thanks 😀'],
    ['another image is not', '<img alt="Our logo" src="cid:1">Hi', 'Hi'],
    ['open tags at the end do no harm', '<div><p>Hi <b>Ann', 'Hi Ann'],
  ])('%s', (_, html, text) => {
    expect(renderHtml(html, LENGTH, noDefects()).text).toBe(text)
  })

  test.each([
    ['display:none', '<div style="display: none">secret</div>'],
    ['no font size', '<span style="font-size:0px;line-height:0">secret</span>'],
    ['one pixel', '<span style="font-size: 1px">secret</span>'],
    ['no height, clipped', '<div style="height:0;overflow:hidden">secret</div>'],
    [
      'a preheader as tools write it',
      '<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">secret</div>',
    ],
    ['no opacity', '<p style="opacity: 0">secret</p>'],
    ['transparent', '<p style="color:transparent !important">secret</p>'],
    ['the hidden attribute', '<p hidden>secret</p>'],
    ['a child of what is hidden', '<div style="display:none"><p style="display:block">secret</p></div>'],
  ])('hidden text is left out and noted: %s', (_, html) => {
    expect(renderHtml(`<p>Hello</p>${html}<p>Ann</p>`, LENGTH, noDefects())).toMatchObject({
      text: 'Hello\n\nAnn',
      hidden: ['secret'],
    })
  })

  test('text in a cell of no font size shows again where a child gives it one', () => {
    const { text, hidden } = renderHtml(
      '<td style="font-size:0"><span style="font-size:14px">Hello</span></td>',
      LENGTH,
      noDefects(),
    )
    expect({ text, hidden }).toEqual({ text: 'Hello', hidden: [] })
  })

  test('links are told with their place in the text', () => {
    const { text, links } = renderHtml(
      '<p>See <a href=" https://acme.example/a?b&amp;c "> our <b>page</b></a> now, or <a href="#"></a>',
      LENGTH,
      noDefects(),
    )
    expect(links[0]).toEqual({ href: 'https://acme.example/a?b&c', text: 'our page', at: { start: 4, end: 12 } })
    expect(text.slice(4, 12)).toBe('our page')
    expect(links[1]).toMatchObject({ href: '#', text: '' })
  })

  test('text is cut at the limit, deep nesting too, and both are noted', () => {
    const long = noDefects()
    const cut = renderHtml(`<blockquote><a href="x">${'<p>word </p>'.repeat(50_000)}`, 1000, long)
    expect([cut.text.length, cut.marks.at(-1)?.end]).toEqual([1000, 1000])
    expect(long.unread).toEqual(['text/html cut at 1000 characters'])
    const deep = noDefects()
    renderHtml('<div>'.repeat(200_000), LENGTH, deep)
    expect(deep.unread).toEqual(['text/html nested deeper than 500'])
  })
})

/** The kinds of the rendered lines, and the lines. */
const TOOLS: Record<string, readonly [html: string, ...lines: string[]]> = {
  Gmail: [
    '<div dir="ltr">It is done.<div><br></div><div>Jo</div></div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Mon, Mar 3, 2026 at 10:04 AM Ann Lee &lt;<a href="mailto:ann@fern.example">ann@fern.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 0.8ex"><div>Can you do it?</div></blockquote></div>',
    'own|It is done.',
    'own|Jo',
    'quote0|On Mon, Mar 3, 2026 at 10:04 AM Ann Lee <ann@fern.example> wrote:',
    'quote1|Can you do it?',
  ],
  'Gmail, answers between the quotes': [
    '<div class="gmail_quote"><div class="gmail_attr">On Mon Ann wrote:</div><blockquote class="gmail_quote">In red?</blockquote><div>Yes.</div><blockquote class="gmail_quote">When?</blockquote><div>On Thursday.</div></div>',
    'quote0|On Mon Ann wrote:',
    'quote1|In red?',
    'own|Yes.',
    'quote1|When?',
    'own|On Thursday.',
  ],
  'Gmail with a signature': [
    '<div>It is done.</div><br><div>Best,</div><div>-- <br></div><div class="gmail_signature"><div>Jo Hart</div><div>Acme Support</div></div>',
    'own|It is done.',
    'own|Best,',
    'signature|--',
    'signature|Jo Hart',
    'signature|Acme Support',
  ],
  'a marked signature that holds the closing words and the name': [
    '<p>It is done.</p><div class="gmail_signature"><p>Kind regards,</p><p>Jo Hart</p><p>Acme Support</p><p>+44 20 7946 0000</p></div>',
    'own|It is done.',
    'own|Kind regards,',
    'own|Jo Hart',
    'signature|Acme Support',
    'signature|+44 20 7946 0000',
  ],
  'a letter typed into the signature': [
    '<div id="Signature"><p>Hello Ann, thanks for writing to us about the kettle.</p><p>We looked into it, and found that the switch is broken.</p><p>A new one leaves today and will be with you by Thursday.</p><p>You can keep the old one or throw it away.</p></div>',
    'own|Hello Ann, thanks for writing to us about the kettle.',
    'own|We looked into it, and found that the switch is broken.',
    'own|A new one leaves today and will be with you by Thursday.',
    'own|You can keep the old one or throw it away.',
  ],
  'Outlook on the web': [
    '<div>It is done.</div><div id="appendonsend"></div><hr style="width:98%"><div id="divRplyFwdMsg"><font><b>From:</b> Ann Lee &lt;ann@fern.example&gt;<br><b>Sent:</b> Monday, March 3, 2026 10:04 AM<br><b>To:</b> help@acme.example<br><b>Subject:</b> Order</font><div>&nbsp;</div></div><div><p>Can you do it?</p><div id="x_appendonsend"></div><div id="x_divRplyFwdMsg"><b>From:</b> help@acme.example<br><b>Sent:</b> Sunday<br><b>To:</b> Ann<br><b>Subject:</b> Order</div><p>Shall we?</p></div>',
    'own|It is done.',
    'quote0|From: Ann Lee <ann@fern.example>',
    'quote0|Sent: Monday, March 3, 2026 10:04 AM',
    'quote0|To: help@acme.example',
    'quote0|Subject: Order',
    'quote1|Can you do it?',
    'quote2|From: help@acme.example',
    'quote2|Sent: Sunday',
    'quote2|To: Ann',
    'quote2|Subject: Order',
    'quote2|Shall we?',
  ],
  'Outlook on Windows': [
    '<div class=WordSection1><p class=MsoNormal>It is done.<o:p></o:p></p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class=MsoNormal><b>From:</b> Ann Lee &lt;ann@fern.example&gt; <br><b>Sent:</b> Monday, March 3, 2026 10:04 AM<br><b>To:</b> help@acme.example<br><b>Subject:</b> Order</p></div><p class=MsoNormal>Can you do it?</p></div>',
    'own|It is done.',
    'quote0|From: Ann Lee <ann@fern.example>',
    'quote0|Sent: Monday, March 3, 2026 10:04 AM',
    'quote0|To: help@acme.example',
    'quote0|Subject: Order',
    'quote1|Can you do it?',
  ],
  'Apple Mail': [
    '<div>It is done.</div><div><br><blockquote type="cite"><div>On 3 Mar 2026, at 10:04, Ann Lee &lt;ann@fern.example&gt; wrote:</div><br class="Apple-interchange-newline"><div>Can you do it?</div></blockquote></div>',
    'own|It is done.',
    'quote0|On 3 Mar 2026, at 10:04, Ann Lee <ann@fern.example> wrote:',
    'quote1|Can you do it?',
  ],
  Yahoo: [
    '<div>It is done.</div><div id="yahoo_quoted_123" class="yahoo_quoted"><div>On Monday, March 3, 2026 at 10:04:35 AM GMT+1, Ann Lee &lt;ann@fern.example&gt; wrote:</div><div>Can you do it?</div></div>',
    'own|It is done.',
    'quote0|On Monday, March 3, 2026 at 10:04:35 AM GMT+1, Ann Lee <ann@fern.example> wrote:',
    'quote1|Can you do it?',
  ],
  Thunderbird: [
    '<p>It is done.</p><div class="moz-cite-prefix">On 03.03.26 10:04, Ann Lee wrote:<br></div><blockquote type="cite" cite="mid:1@fern.example"><p>Can you do it?</p></blockquote><div class="moz-signature">-- <br>Jo Hart<br>Acme</div>',
    'own|It is done.',
    'quote0|On 03.03.26 10:04, Ann Lee wrote:',
    'quote1|Can you do it?',
    'signature|--',
    'signature|Jo Hart',
    'signature|Acme',
  ],
  Zendesk: [
    '<div style="color:#b5b5b5">##- Please type your reply above this line -##</div><p>Hello Ann,</p><p>it is done.</p><p>This email is a service from Acme. Delivered by <a href="https://zendesk.example">Zendesk</a></p>',
    'footer|##- Please type your reply above this line -##',
    'own|Hello Ann,',
    'own|it is done.',
    'footer|This email is a service from Acme. Delivered by Zendesk',
  ],
  Freshdesk: [
    '<div>It is done.</div><blockquote class="freshdesk_quote"><div>On Mon, 3 Mar at 10:04 AM , Ann Lee &lt;ann@fern.example&gt; wrote:</div><div>Can you do it?</div></blockquote>',
    'own|It is done.',
    'quote0|On Mon, 3 Mar at 10:04 AM , Ann Lee <ann@fern.example> wrote:',
    'quote1|Can you do it?',
  ],
  Front: [
    '<div>It is done.</div><div class="front-signature">Jo<br>Acme Support</div><blockquote type="cite" class="front-blockquote">On March 3, 2026 at 10:04 AM ann@fern.example wrote:<br>Can you do it?</blockquote>',
    'own|It is done.',
    'own|Jo',
    'signature|Acme Support',
    'quote0|On March 3, 2026 at 10:04 AM ann@fern.example wrote:',
    'quote1|Can you do it?',
  ],
  Spark: [
    '<div name="messageBodySection">It is done.</div><div name="messageReplySection">On 3 Mar 2026, 10:04 +0100, Ann Lee &lt;ann@fern.example&gt;, wrote:<br><blockquote type="cite">Can you do it?</blockquote></div>',
    'own|It is done.',
    'quote0|On 3 Mar 2026, 10:04 +0100, Ann Lee <ann@fern.example>, wrote:',
    'quote1|Can you do it?',
  ],
  "an indented paragraph is the writer's own": [
    '<div>Press</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>Save</div></blockquote>',
    'own|Press',
    'own|Save',
  ],
  'a quote that a stray end tag in a table would end': [
    '<div><blockquote type="cite"><table><tr><td>One</div></td><td>Two</td></tr></table><p>Three</p></blockquote></div><p>Mine</p>',
    'quote1|One\tTwo',
    'quote1|Three',
    'own|Mine',
  ],
}

describe('what a line of HTML is', () => {
  test.each(Object.entries(TOOLS))('%s', (_, [html, ...expected]) => {
    const { text, marks } = renderHtml(html, LENGTH, noDefects())
    const lines = segmentsOf(text, marks).flatMap(({ start, end, kind, level }) =>
      text
        .slice(start, end)
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => `${kind}${level ?? ''}|${line.trim()}`),
    )
    expect(lines).toEqual(expected)
  })
})
