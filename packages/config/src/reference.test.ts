import { expect, test } from 'vitest'
import { configOf } from './config.ts'
import { exampleFile, referencePage } from './reference.ts'
import { SETTINGS } from './settings.ts'

const read = (text: string) =>
  configOf({ file: { path: 'example', text }, env: {}, hostname: 'mail.example.com', readFile: () => '' })

test('the example file is valid and changes nothing', () => {
  expect(read(exampleFile())).toEqual(read(''))
})

test('the example file with all its comment marks taken away is valid and gives the defaults', () => {
  const opened = exampleFile().replace(/^# (?=.*:)/gm, (mark, at: number) => (at < 200 ? '#' : mark.slice(2)))
  expect(opened).toMatch(/^ {2}tls_port: null$/m)
  expect(read(opened)).toEqual(read(''))
})

test('the page names every setting with variable, default and meaning', () => {
  const page = referencePage()
  for (const { name, variable, description } of SETTINGS) {
    expect(page).toContain(`| \`${name}\` | \`${variable}\` |`)
    expect(page).toContain(description.replaceAll('<', '&lt;'))
  }
  expect(SETTINGS.length).toBeGreaterThan(50)
})

test('every setting says what it is in a line without a final stop, and has bounds where it is a number', () => {
  for (const { name, description, kind, bounds } of SETTINGS.flatMap((setting) => [setting, ...setting.columns])) {
    expect(description, name).toMatch(/^[A-Z].*[^.]$/)
    if (/number|port|duration|size/.test(kind)) expect(bounds, name).toMatch(/ to /)
  }
})
