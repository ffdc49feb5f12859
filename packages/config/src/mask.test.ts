import { expect, test } from 'vitest'
import { maskedOf } from './mask.ts'
import { SETTINGS } from './settings.ts'

function masked(name: string, value: unknown): unknown {
  const setting = SETTINGS.find((other) => other.name === name)
  if (setting === undefined) throw new Error(`no setting ${name}`)
  return maskedOf(setting, value)
}

test('a token is masked whole, a URL keeps all but its password', () => {
  expect(masked('judge.token', 'abc')).toBe('********')
  expect(masked('delivery.smarthost', 'smtp://me:pw@host:587')).toBe('smtp://me:********@host:587')
  expect(masked('database.url', 'postgres://me@host/db?password=pw&sslmode=require')).toBe(
    'postgres://me@host/db?password=********&sslmode=require',
  )
})

test('passwords within tables are masked', () => {
  expect(
    masked('delivery.routes', [
      { sender: '*@a', smarthost: 'smtp://me:pw@host' },
      { sender: '*', smarthost: null },
    ]),
  ).toEqual([
    { sender: '*@a', smarthost: 'smtp://me:********@host' },
    { sender: '*', smarthost: null },
  ])
})

test('what is no secret or not given is shown as it is', () => {
  expect(masked('judge.token', null)).toBeNull()
  expect(masked('intake.port', 25)).toBe(25)
})
