/** The document around a mail's HTML, as its frame shows it. Mail is written for white paper: it stays white at night. */
const HEAD = `<!doctype html><html><head><meta charset="utf-8"><meta name="color-scheme" content="only light"><title>Mail</title>
<style>html{background:#fff;color:#111;font:15px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}body{margin:12px}
u[title]{text-decoration-color:#888;cursor:help}small[title]{color:#555}img{max-width:100%;height:auto}table{max-width:100%}</style></head><body>`

/** @param harmless the output of `harmlessHtmlOf`, which is put in as it is */
export const mailDocument = (harmless: string): string => `${HEAD}${harmless}</body></html>`

/** For mails that would keep the browser busy for too long. */
export const tooComplexDocument = (): string =>
  `${HEAD}<p>This HTML is too large or too deeply nested to be shown. Download the source instead.</p></body></html>`
