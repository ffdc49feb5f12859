import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Hono } from 'hono'

const FOLDER = path.join(import.meta.dirname, '../../web')
const KINDS = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml' }

const files = (['review.css', 'review.js', 'icon.svg'] as const).map((name) => {
  const content = readFileSync(path.join(FOLDER, name))
  const extension = path.extname(name).slice(1)
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12)
  return {
    name,
    content,
    type: extension === 'css' || extension === 'js' ? KINDS[extension] : KINDS.svg,
    address: `/assets/${path.basename(name, `.${extension}`)}-${hash}.${extension}`,
  }
})

/** Where a file of the page is found: its address changes with its content, so that browsers may keep it for ever. */
export function assetAddress(name: 'review.css' | 'review.js' | 'icon.svg'): string {
  return files.find((file) => file.name === name)?.address ?? ''
}

/** GET /assets/…: the page's style, script and icon. Open to everyone. */
export function assetRoutes() {
  const app = new Hono()
  for (const { address, content, type } of files)
    app.get(address, (c) =>
      c.body(new Uint8Array(content), 200, {
        'Content-Type': type,
        'Cache-Control': 'public, max-age=31536000, immutable',
      }),
    )
  return app
}
