import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

/** A reply of the demo, ready to be sent. */
export type Sample = {
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly raw: Buffer
}

const FOLDER = path.join(import.meta.dirname, 'samples')

/** The domain of the shop whose mail the samples are. */
export const SHOP = 'birchandkettle.example'

/** The sample replies in order. Date and Message-ID are of now: sent twice, they are two messages. */
export async function samples(): Promise<Sample[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.eml')).sort()
  return Promise.all(names.map(async (name) => sampleOf(await readFile(path.join(FOLDER, name), 'utf8'))))
}

function sampleOf(text: string): Sample {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1] ?? ''
  const address = (value: string) => /<([^>]+)>/.exec(value)?.[1] ?? value
  const dated = `Date: ${new Date().toUTCString().replace('GMT', '+0000')}\nMessage-ID: <${randomUUID()}@${SHOP}>\n${text}`
  return {
    from: address(field('From')),
    to: address(field('To')),
    subject: field('Subject'),
    raw: Buffer.from(dated.replace(/\r?\n/g, '\r\n')),
  }
}
