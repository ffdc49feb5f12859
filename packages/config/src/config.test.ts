import { describe, expect, test } from 'vitest'
import { type Config, type ConfigInput, configOf, readConfig } from './config.ts'
import { ConfigError } from './mistake.ts'

const input = (given: Partial<ConfigInput> & { readonly yaml?: string } = {}): ConfigInput => ({
  env: {},
  hostname: 'box.example',
  readFile: (path) => {
    throw new Error(`ENOENT: ${path}`)
  },
  ...(given.yaml === undefined ? {} : { file: { path: 'proofgate.yaml', text: given.yaml } }),
  ...given,
})

const read = (given: Partial<ConfigInput> & { readonly yaml?: string } = {}) => configOf(input(given))

/** The lines of the error, or an empty list when there is none. */
function mistakes(given: Partial<ConfigInput> & { readonly yaml?: string }): string[] {
  try {
    read(given)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.trim())
  }
}

describe('configOf', () => {
  test('nothing given gives defaults that work on a laptop, in code’s names and units', () => {
    const config: Config = read()
    expect(config.hostname).toBe('box.example')
    expect(config.intake).toMatchObject({
      host: '127.0.0.1',
      port: 2525,
      tlsPort: null,
      size: 35 * 1024 * 1024,
      idle: 300_000,
    })
    expect(config.judge).toEqual({
      url: null,
      token: null,
      budget: 8000,
      onFailure: 'keep',
      holdUnjudgedAfter: 900_000,
      threads: null,
    })
    expect(config.delivery.retry[0]).toBe(120_000)
    expect(config.services).toEqual(['relay', 'policy', 'review'])
  })

  test('flags stand above variables, variables above the file', () => {
    const yaml = 'intake: { port: 1, host: 10.0.0.1 }\nreview: { port: 3 }'
    const env = { PROOFGATE_INTAKE_PORT: '2', PROOFGATE_REVIEW_PORT: '4' }
    const config = read({ yaml, env, overrides: [{ setting: 'intake.port', value: '5', from: '--port' }] })
    expect([config.intake.host, config.intake.port, config.review.port]).toEqual(['10.0.0.1', 5, 4])
  })

  test('an empty variable counts as not set', () => {
    expect(read({ env: { PROOFGATE_INTAKE_PORT: '', PROOFGATE_POLICY_TOKEN: '', DATABASE_URL: '' } }).intake.port).toBe(
      2525,
    )
  })

  test('DATABASE_URL sets database.url', () => {
    expect(read({ env: { DATABASE_URL: 'postgres://u:p@db/x' } }).database.url).toBe('postgres://u:p@db/x')
  })

  test('a variable ending in _FILE gives the content of the file without its last line end', () => {
    const files = new Map([
      ['/run/token', 'se.cret\n'],
      ['/run/routes', '- { sender: "*@a.example", smarthost: smtp://a }\r\n'],
    ])
    const env = { PROOFGATE_JUDGE_TOKEN_FILE: '/run/token', PROOFGATE_DELIVERY_ROUTES_FILE: '/run/routes' }
    const config = read({ env, readFile: (path) => files.get(path) ?? '' })
    expect(config.judge.token).toBe('se.cret')
    expect(config.delivery.routes[0]?.smarthost).toBe('smtp://a')
  })

  test('PROOFGATE_POLICY_FILE is the setting policy.file, not the content of a file', () => {
    expect(read({ env: { PROOFGATE_POLICY_FILE: 'policy.yaml' } }).policy.file).toBe('policy.yaml')
  })

  test('lists and tables come from variables as JSON, YAML, or words with commas', () => {
    const config = read({
      env: {
        PROOFGATE_INTAKE_NETWORKS: '[{"cidr":"10.0.0.0/8","senders":["*@acme.example"]}]',
        PROOFGATE_DELIVERY_RETRY: '[1s, 2s]',
        PROOFGATE_SERVICES: 'relay, policy',
        PROOFGATE_POLICY_LISTEN: 'true',
      },
    })
    expect(config.intake.networks).toEqual([{ cidr: '10.0.0.0/8', senders: ['*@acme.example'] }])
    expect(config.delivery.retry).toEqual([1000, 2000])
    expect(config.services).toEqual(['relay', 'policy'])
    expect(config.policy.listen).toBe(true)
  })

  test('a row of a table has the defaults of its fields', () => {
    const { routes } = read({
      yaml: 'delivery: { routes: [{ sender: "*@a.example", smarthost: smtps://b }] }',
    }).delivery
    expect(routes).toEqual([
      {
        sender: '*@a.example',
        smarthost: 'smtps://b',
        tls: 'opportunistic',
        connections: 5,
        messagesPerConnection: 100,
        perMinute: null,
      },
    ])
  })

  test('a section without settings and an empty file are no mistakes', () => {
    expect(read({ yaml: 'intake:\nlog:\n' }).intake.port).toBe(2525)
    expect(read({ yaml: '# nothing\n' }).intake.port).toBe(2525)
  })

  test('every setting says where its value comes from', () => {
    const { settings } = readConfig(input({ yaml: 'log:\n  level: warn\n', env: { PROOFGATE_DATA: '/d' } }))
    const of = (name: string) => settings.find(({ setting }) => setting.name === name)
    expect(of('log.level')).toMatchObject({ value: 'warn', from: 'file', where: 'proofgate.yaml:2:10' })
    expect(of('data')).toMatchObject({ value: '/d', from: 'env', where: 'PROOFGATE_DATA' })
    expect(of('judge.budget')).toMatchObject({ value: '8s', from: 'default' })
    expect(of('hostname')).toMatchObject({ value: 'box.example', from: 'default' })
  })
})

describe('mistakes', () => {
  test('all are listed at once, in the order of file and line, each with place and remedy', () => {
    const yaml = [
      'port: 2525',
      'intake:',
      '  tlsPort: 99',
      '  idle: 5',
      '  networks:',
      '    - { cidr: 10.0.0.0/99, sender: "*" }',
      'judge: 5',
      'policy: { port: "2525", listen: maybe }',
      'verdict: { bounce: retrun }',
    ].join('\n')
    const env = { PROOFGATE_INTAKE_PORT: '99999', PROOFGATE_INTAKE_PROT: '1', PROOFGATE_PORT: '2' }
    expect(mistakes({ yaml, env })).toEqual([
      'PROOFGATE_INTAKE_PORT: intake.port is too large (it is 99999): give 65535 or less',
      'PROOFGATE_INTAKE_PROT: is the variable of no setting: did you mean PROOFGATE_INTAKE_PORT?',
      'PROOFGATE_PORT: is the variable of no setting: did you mean PROOFGATE_INTAKE_PORT?',
      'proofgate.yaml:1:1: port is no setting: did you mean intake.port?',
      'proofgate.yaml:3:3: intake.tlsPort is no setting: did you mean intake.tls_port?',
      'proofgate.yaml:4:9: intake.idle is a number without a unit (it is 5): write 5s, or another of ms, s, m, h, d',
      'proofgate.yaml:6:7: intake.networks[0].senders is missing: give a list',
      'proofgate.yaml:6:15: intake.networks[0].cidr is no IP address or network (it is "10.0.0.0/99"): write an address like 192.0.2.7 or a network like 10.0.0.0/8 or 2001:db8::/32',
      'proofgate.yaml:6:28: intake.networks[0].sender is no setting: did you mean intake.networks[].senders?',
      'proofgate.yaml:7:8: judge is a section, not a value: write its settings below it, one per line: "name: value"',
      'proofgate.yaml:8:17: policy.port is not a number (it is "2525"): write 2525 without quotes',
      'proofgate.yaml:8:33: policy.listen is not true or false (it is "maybe"): write true or false',
      'proofgate.yaml:9:20: verdict.bounce is not one of the words allowed (it is "retrun"): did you mean return? write reject or return',
    ])
  })

  test.each([
    ['a: b: c', 'proofgate.yaml:1:4: Nested mappings are not allowed in compact mappings'],
    ['log: {}\nlog: {}', 'proofgate.yaml:2:1: Map keys must be unique'],
    ['- 1', 'proofgate.yaml:1:1: the file holds no settings'],
    ['log: *x', 'proofgate.yaml: Unresolved alias (the anchor must be set before the alias): x'],
    ['__proto__: 1', 'proofgate.yaml:1:1: __proto__ is no setting'],
    ['intake: { size: 36 }', 'proofgate.yaml:1:17: intake.size is a number without a unit (it is 36): write 36MB'],
    ['intake: { size: 1KB }', 'proofgate.yaml:1:17: intake.size is too small (it is "1KB"): give 64KB or more'],
    ['intake: { idle: 5 m }', 'proofgate.yaml:1:17: intake.idle is not a duration'],
    ['intake: { port: }', 'proofgate.yaml:1:17: intake.port is empty: give a number, or take the line out'],
    ['delivery: { retry: [] }', 'proofgate.yaml:1:20: delivery.retry is too small (it is []): give 1 entries or more'],
    ['delivery: { retry: 5m }', 'proofgate.yaml:1:20: delivery.retry is not a list (it is "5m"): write a list: [5m]'],
    ['hostname: 5', 'proofgate.yaml:1:11: hostname is not a text (it is 5): write "5" in quotes'],
    ['hostname: "a\\nb"', 'proofgate.yaml:1:11: hostname holds a control character'],
    ['review: { url: ftp://x }', 'proofgate.yaml:1:16: review.url starts with ftp://'],
    ['intake: { xforward: [10.0.0.300] }', 'proofgate.yaml:1:22: intake.xforward[0] is no IP address or network'],
    ...[
      'not an address',
      '<>',
      '@',
      'anna@',
      '@acme.example',
      'Anna <>',
      'a@x.example, b@x.example',
      'Jörg <jörg@x.example>',
    ].map((from) => [
      `notices: { from: "${from}" }`,
      `proofgate.yaml:1:18: notices.from is no mailbox (it is "${from}"): write`,
    ]),
    ['notices: { from: "Acme, Inc. <a@x.example>" }', 'notices.from is no mailbox'],
  ])('%j is reported as such', (yaml, expected) => {
    const found = mistakes({ yaml })
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(expected)
  })

  test.each([
    'support@acme.example',
    'Acme Support <support@acme.example>',
    '\'"Acme, Inc. (Berlin)" <support@acme.example>\'',
    'Grüße <a@bücher.example>',
    '<a@localhost>',
  ])('%s may be the From of notices', (from) => {
    expect(mistakes({ yaml: `notices: { from: ${from} }` })).toEqual([])
  })

  test('a bomb of aliases is a mistake, not the end of memory', () => {
    const level = (name: string, from: string) => `${name}: &${name} [${Array(9).fill(`*${from}`).join(', ')}]`
    const yaml = ['a: &a [x]', level('b', 'a'), level('c', 'b'), level('d', 'c'), level('e', 'd')].join('\n')
    expect(mistakes({ yaml })).toEqual([expect.stringContaining('Excessive alias count')])
  })

  test('a mistake never shows a secret', () => {
    const env = {
      PROOFGATE_DELIVERY_SMARTHOST: 'smtp:/u:hunter2@x',
      DATABASE_URL: 'mysql://u:hunter2@x',
      PROOFGATE_JUDGE_TOKEN: 'hunter2\n',
      PROOFGATE_DELIVERY_ROUTES: '[{sender: "*", smarthost: "http://u:hunter2@x"}, {sender: 1, smarthost: [hunter2]}]',
    }
    const found = mistakes({ env })
    expect(found.length).toBeGreaterThanOrEqual(5)
    expect(found.join('\n')).not.toContain('hunter2')
  })

  test('two variables for one setting are a mistake', () => {
    const env = { DATABASE_URL: 'postgres://a/x', PROOFGATE_DATABASE_URL: 'postgres://b/x' }
    expect(mistakes({ env })).toEqual([
      'PROOFGATE_DATABASE_URL: database.url is also given by DATABASE_URL: unset one of them',
    ])
  })

  test('a file that cannot be read names its variable', () => {
    expect(mistakes({ env: { PROOFGATE_JUDGE_TOKEN_FILE: '/none' } })).toEqual([
      'PROOFGATE_JUDGE_TOKEN_FILE: judge.token cannot be read from its file: ENOENT: /none: name a file this process may read',
    ])
  })

  test('a flag is named as such', () => {
    const overrides = [{ setting: 'delivery.smarthost', value: 'mail.example', from: '--smarthost' }]
    expect(mistakes({ overrides })).toEqual([expect.stringMatching(/^--smarthost: delivery.smarthost is not a URL/)])
  })
})

describe('combinations', () => {
  test.each([
    ['intake: { tls: { cert: a.pem } }', 'proofgate.yaml:1:24: intake.tls.cert is given without intake.tls.key'],
    ['intake: { tls: { key: a.pem } }', 'proofgate.yaml:1:23: intake.tls.key is given without intake.tls.cert'],
    ['delivery: { smarthost: "smtp://localhost:2525" }', 'delivery.smarthost is our own intake'],
    ['delivery: { smarthost: "smtp://[::1]:2525" }', 'delivery.smarthost is our own intake'],
    [
      'delivery: { smarthost: "smtp://BOX.example:25" }\nintake: { host: "::", port: 25 }',
      'delivery.smarthost is our own intake',
    ],
    ['delivery: { smarthost: "smtps://127.0.0.1" }\nintake: { tls_port: 465 }', 'delivery.smarthost is our own intake'],
    [
      'delivery: { routes: [{ sender: "*", smarthost: "smtp://localhost:2525" }] }',
      'delivery.routes[0].smarthost is our own intake',
    ],
    [
      'delivery: { smarthost: "smtp://localhost:2527" }\njournal: { port: 2527 }',
      'delivery.smarthost is our own journal, mail would never leave',
    ],
    [
      'journal: { networks: [{ cidr: 0.0.0.0/0, recipients: ["*"] }] }',
      'journal.networks[0].cidr lets every host of the internet journal',
    ],
    ['journal: { port: 8025 }', 'journal.port is the port of review.port too'],
    ['policy: { host: 0.0.0.0 }', 'policy.host can be reached from other machines, and policy.token is not given'],
    ['delivery: { expire: 2h }', 'delivery.delay_notices[1] is not below delivery.expire'],
    ['intake: { port: 8025 }', 'proofgate.yaml:1:17: intake.port is the port of review.port too, on one address'],
    ['review: { port: 2525 }', 'proofgate.yaml:1:17: review.port is the port of intake.port too, on one address'],
    ['intake: { port: 465, tls_port: 465 }', 'intake.tls_port is the port of intake.port too'],
    ['intake: { tls_port: 8025, host: 0.0.0.0 }', 'intake.tls_port is the port of review.port too'],
    ['review: { host: "::", port: 2525 }', 'review.port is the port of intake.port too'],
    ['review: { host: localhost, port: 2525 }', 'review.port is the port of intake.port too'],
    ['policy: { listen: true, port: 8025 }', 'policy.port is the port of review.port too'],
    ['services: [policy, review]\npolicy: { port: 8025 }', 'policy.port is the port of review.port too'],
  ])('%s cannot work', (yaml, expected) => {
    const found = mistakes({ yaml })
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(expected)
  })

  test.each([
    'delivery: { smarthost: "smtp://localhost:2526" }',
    'delivery: { smarthost: "smtp://mail.example:2525" }',
    'delivery: { smarthost: "smtp://box.example:2525" }',
    'policy: { host: 0.0.0.0, token: t }',
    'intake: { tls: { cert: a, key: b } }',
    'judge: { url: "http://policy:8026" }',
    'services: [policy]',
    'services: [review]',
    'intake: { port: 0, tls_port: 0 }\nreview: { port: 0 }',
    'intake: { host: 127.0.0.2, port: 8025 }',
    'intake: { host: 0.0.0.0, port: 8025 }\nreview: { host: "::1" }',
    'policy: { port: 8025 }',
    'services: [relay, policy]\nintake: { port: 8025 }',
  ])('%s can work', (yaml) => {
    expect(mistakes({ yaml })).toEqual([])
  })

  test('a smarthost is asked for only at the start of a relay', () => {
    const missing = 'configuration: delivery.smarthost is missing, so the relay does not know where to send mail on'
    expect(mistakes({})).toEqual([])
    expect(mistakes({ forStart: true })).toEqual([expect.stringContaining(missing)])
    expect(mistakes({ forStart: true, yaml: 'services: [policy]' })).toEqual([])
    expect(mistakes({ forStart: true, yaml: 'delivery: { routes: [{ sender: "*", smarthost: smtp://a }] }' })).toEqual(
      [],
    )
  })

  test('a relay without policy service needs to know whom to ask', () => {
    const yaml = 'services: [relay, review]\ndelivery: { smarthost: smtp://a }'
    expect(mistakes({ forStart: true, yaml })).toEqual([expect.stringContaining('judge.url is missing')])
  })

  test.each([
    ['services: [review]', 'relay'],
    ['services: [policy, review]', 'relay'],
    ['services: [relay]\njudge: { url: http://policy }\ndelivery: { smarthost: smtp://a }', 'review'],
    ['services: [relay, policy]\ndelivery: { smarthost: smtp://a }', 'review'],
  ])('%s: relay and console apart need one database', (yaml, elsewhere) => {
    const words = `database.url is missing, and ${elsewhere} runs elsewhere: each would have a PostgreSQL of its own`
    expect(mistakes({ yaml })).toEqual([])
    expect(mistakes({ forStart: true, yaml })).toEqual([expect.stringContaining(words)])
    expect(mistakes({ forStart: true, yaml, env: { DATABASE_URL: 'postgres://db/x' } })).toEqual([])
  })

  test('what is sound of a configuration with mistakes can be looked at further', () => {
    const soundOf = (yaml: string) => {
      try {
        return read({ yaml })
      } catch (error) {
        return error instanceof ConfigError ? error.sound : null
      }
    }
    expect(soundOf('log: { level: loud }\nintake: { idle: 5s, port: x }\nx: 1')).toMatchObject({
      log: { level: 'info' },
      intake: { idle: 5000, port: 2525 },
    })
    expect(soundOf('intake: { tls: { cert: a } }')).toMatchObject({ intake: { tls: { cert: 'a', key: null } } })
    expect(soundOf('log: [')).toBeNull()
  })

  test('they are found beside other mistakes, but never on top of one of their own', () => {
    const found = mistakes({ yaml: 'log: { level: loud }\nintake: { tls: { cert: a } }' })
    expect(found.map((line) => line.split(' ')[1])).toEqual(['log.level', 'intake.tls.cert'])
    expect(mistakes({ yaml: 'intake: { tls: { cert: a, key: 5 } }' })).toHaveLength(1)
  })
})
