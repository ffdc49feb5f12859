import { PolicyError } from '@proofgate/checks'
import { configOf } from '@proofgate/config'
import { EmbeddedError } from '@proofgate/store'
import { describe, expect, test } from 'vitest'
import { CliError } from '../cli.ts'
import { startFailureOf } from './failure.ts'

const configWith = (...given: readonly (readonly [setting: string, value: unknown])[]) =>
  configOf({
    env: {},
    overrides: given.map(([setting, value]) => ({ setting, value, from: setting })),
    hostname: 'gate.example',
    readFile: () => '',
  })

const systemError = (fields: object) => Object.assign(new Error('system says so'), fields)

describe('a failure that a person can mend is told by its message', () => {
  test.each([
    [
      'a policy with mistakes',
      new PolicyError([{ file: 'p.yaml', line: 2, column: 1, message: 'Wrong.', remedy: 'Right it.' }]),
      2,
      '1 mistake in the policy\n  p.yaml:2:1: Wrong. Right it.',
    ],
    ['the own PostgreSQL', new EmbeddedError('There is none.'), 3, 'There is none.'],
    [
      'a port without rights, wrapped',
      new Error('x', { cause: systemError({ code: 'EACCES', syscall: 'listen', address: '127.0.0.1', port: 25 }) }),
      3,
      /^this user may not listen on 127\.0\.0\.1:25\. Ports below 1024 need rights.*intake\.port\.$/,
    ],
    [
      'an address of another machine',
      systemError({ code: 'EADDRNOTAVAIL', syscall: 'listen', address: '127.0.0.1' }),
      3,
      /^this machine cannot listen on 127\.0\.0\.1 \(EADDRNOTAVAIL\).*intake\.host\.$/,
    ],
    ['a wrong password', systemError({ code: '28P01' }), 3, /^the database mail on db\.example:5432 as gate cannot/],
    ['a database that is not there', systemError({ code: '3D000' }), 3, /^the database mail on .*: system says so/],
    [
      'a data folder without rights',
      systemError({ code: 'EACCES', path: 'data/tls' }),
      3,
      /^the data folder \.\/data cannot be used: system says so\. Make it a folder/,
    ],
    [
      'a folder above the data folder that cannot be made',
      systemError({ code: 'ENOENT', syscall: 'mkdir', path: process.cwd() }),
      3,
      /^the data folder \.\/data cannot be used: system says so\. Make it a folder/,
    ],
  ])('%s', (_, error, exitCode, words) => {
    const config = configWith(['intake.port', 25], ['database.url', 'postgres://gate:top-secret@db.example/mail'])
    const failure = startFailureOf(error, config)
    if (!(failure instanceof CliError)) throw new Error('no CliError')
    expect(failure.exitCode).toBe(exitCode)
    expect(failure.message).toMatch(words)
    expect(failure.message).not.toContain('top-secret')
    expect(failure.cause).toBe(error)
  })

  test('others stay as they are, for the place in the program is worth seeing', () => {
    const config = configWith()
    for (const error of [new TypeError('x is undefined'), systemError({ code: 'EACCES', path: '/etc/shadow' }), 'text'])
      expect(startFailureOf(error, config)).toBe(error)
    expect(startFailureOf(systemError({ code: 'ECONNREFUSED' }), config)).not.toBeInstanceOf(CliError)
  })
})
