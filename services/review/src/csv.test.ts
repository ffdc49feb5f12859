import { expect, test } from 'vitest'
import { type CsvValue, csvOf } from './csv.ts'

const cell = (value: CsvValue) =>
  csvOf([value], { value: (one) => one })
    .split('\r\n')
    .slice(1, -1)
    .join('\r\n')

test('a table has its header and ends every line as RFC 4180 says', () => {
  const rows = [{ name: 'Kim', waits: 5 }]
  expect(csvOf(rows, { name: (row) => row.name, waits: (row) => row.waits })).toBe('name,waits\r\nKim,5\r\n')
  expect(csvOf([], { name: () => '' })).toBe('name\r\n')
})

test.each<[CsvValue, string]>([
  ['Lee, Kim', '"Lee, Kim"'],
  ['the "red" one', '"the ""red"" one"'],
  ['two\nlines', '"two\nlines"'],
  [null, ''],
  [true, 'true'],
  [-5, '-5'],
  [new Date('2026-11-24T09:00:00Z'), '2026-11-24T09:00:00.000Z'],
  [['anna@acme.example', 'tom@acme.example'], 'anna@acme.example tom@acme.example'],
])('%j becomes %s', (value, expected) => expect(cell(value)).toBe(expected))

test.each(['=cmd|" /C calc"!A0', '+1+1', '-2+3+cmd', '@SUM(A1)', ' =1+1', '\t=1', '\r=1', '＝1+1'])(
  '%j is no formula to a spreadsheet',
  (value) => {
    expect(cell(value).replace(/^"/, '')).toMatch(/^'/)
  },
)

test('marks within a text are left alone', () => {
  expect(cell('a=b')).toBe('a=b')
  expect(cell("'quoted'")).toBe("'quoted'")
})
