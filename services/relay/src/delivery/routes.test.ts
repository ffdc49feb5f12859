import { type Config, configOf } from '@proofgate/config'
import { expect, test } from 'vitest'
import { routeOf, routesOf } from './routes.ts'
import { addressOf, smarthostOf } from './smarthost.ts'

function deliveryOf(yaml: string): Config['delivery'] {
  const file = { path: 'proofgate.yaml', text: `delivery:\n${yaml}` }
  return configOf({ file, env: {}, hostname: 'relay.test', readFile: () => '' }).delivery
}

const mailOf = (from: string, routeDomain = from.slice(from.lastIndexOf('@') + 1)) => ({
  routeDomain,
  envelope: { from },
})

test('the first route that fits is taken, then the default', () => {
  const routes = routesOf(
    deliveryOf(`  smarthost: smtp://default.example
  routes:
    - { sender: desk@acme.example, smarthost: "smtp://desk.example:2525" }
    - { sender: "*@acme.example", smarthost: "smtps://acme.example", tls: verify, connections: 2 }
    - { sender: "*@*.acme.example", smarthost: "smtp://sub.example" }
`),
  )
  const to = (from: string, domain?: string) => routeOf(routes, mailOf(from, domain))?.smarthost.host
  expect(to('desk@acme.example')).toBe('desk.example')
  expect(to('Anna@ACME.example'.toLowerCase())).toBe('acme.example')
  expect(to('anna@shop.acme.example')).toBe('sub.example')
  expect(to('anna@other.example')).toBe('default.example')
  expect(routes[1]).toMatchObject({
    smarthost: { port: 465, implicitTls: true, tls: 'verify' },
    limits: { connections: 2, messagesPerConnection: 100, perMinute: null },
  })
})

test('mail with the null sender goes the way of the domain it is about', () => {
  const routes = [{ senders: 'desk@acme.example' }, { senders: 'acme.example' }, { senders: '*' }]
  expect(routeOf(routes, mailOf('', 'acme.example'))).toBe(routes[1])
  expect(routeOf(routes, mailOf('', ''))).toBe(routes[2])
})

test('a route without smarthost uses the default one on its own terms', () => {
  const [route] = routesOf(
    deliveryOf('  smarthost: smtp://default.example\n  routes: [{ sender: "*@acme.example", per_minute: 30 }]\n'),
  )
  expect(route).toMatchObject({ smarthost: { host: 'default.example' }, limits: { perMinute: 30 } })
})

test('without any smarthost there is no route', () => {
  expect(routesOf(deliveryOf('  tls: none\n'))).toEqual([])
})

test('a URL says host, port, TLS and login', () => {
  expect(smarthostOf('smtp://me%40acme.example:p%3Ass%2Fword@mail.example', 'require')).toEqual({
    host: 'mail.example',
    port: 587,
    implicitTls: false,
    login: { user: 'me@acme.example', password: 'p:ss/word' },
    tls: 'require',
    ca: null,
  })
  expect(smarthostOf('smtp://a:100%@h', 'none').login?.password).toBe('100%')
  const literal = smarthostOf('smtps://[2001:db8::25]:4650', 'verify')
  expect(literal).toMatchObject({ host: '2001:db8::25', port: 4650, implicitTls: true, login: null })
  expect(addressOf(literal)).toBe('[2001:db8::25]:4650')
})

test.each(['http://mail.example', 'mail.example', 'smtp://', ''])('"%s" is no smarthost', (url) => {
  expect(() => smarthostOf(url, 'none')).toThrow(/smtp:\/\//)
})
