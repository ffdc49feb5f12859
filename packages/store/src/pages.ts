import { storable } from './rows.ts'

/** Which page of a list: `limit` 1..200; `cursor`: `next` of the page before, `null` for the first. */
export type PageRequest = { readonly limit: number; readonly cursor: string | null }

/** Where a page ended: the instant its list is sorted by, and the id of the last line. */
export type Place = { readonly at: Date; readonly id: string }

/** The cursor for a place: opaque, and safe in a URL. */
export const cursorOf = ({ at, id }: Place): string => Buffer.from(`${at.toISOString()} ${id}`).toString('base64url')

/** The place of a cursor; `null` for what is none of ours. */
export function placeOf(cursor: string): Place | null {
  const [instant = '', id = '', ...more] = Buffer.from(cursor, 'base64url').toString().split(' ')
  const at = new Date(instant)
  return Number.isNaN(at.getTime()) || !/^[0-9a-z]{1,26}$/.test(id) || more.length > 0 ? null : { at, id }
}

/** A pattern for `ilike` that finds a text anywhere. */
export const containing = (text: string): string => `%${storable(text).replace(/[\\%_]/g, '\\$&')}%`
