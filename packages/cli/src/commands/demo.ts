import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import path from 'node:path'
import { type Config, configOf, type Override } from '@proofgate/config'
import type { Store } from '@proofgate/store'
import { Command } from 'commander'
import { type Cli, paintFor } from '../cli.ts'
import { configInputOf } from '../config-input.ts'
import type { Catcher } from '../demo/catcher.ts'
import type { Answer } from '../demo/send.ts'
import type { Installation } from '../start/installation.ts'

const EXAMPLES = `
Nothing leaves this machine: a built-in catcher plays the mail server that mail would be sent through.
Data lie in data/demo and are found again by the next demo. Ctrl-C stops it.`

type Flags = { readonly exit?: boolean }

/** `proofgate demo`: everything running, a dozen sample replies sent through it, and what became of each. */
export function demoCommand(cli: Cli): Command {
  return new Command('demo')
    .description('start everything, send a dozen sample replies through it, and show what became of each')
    .option('--exit', 'stop after the table instead of staying up')
    .addHelpText('after', EXAMPLES)
    .action((flags: Flags) => demo(cli, flags))
}

async function demo(cli: Cli, flags: Flags): Promise<void> {
  const { startCatcher } = await import('../demo/catcher.ts')
  const catcher = await startCatcher()
  try {
    await show(cli, flags, catcher)
  } finally {
    await catcher.close()
  }
}

async function show(cli: Cli, flags: Flags, catcher: Catcher): Promise<void> {
  const paint = paintFor(cli.out)
  const say = (text: string) => cli.out.write(`${text}\n`)
  const { listenForStop, untilStopped } = await import('../start/until-stopped.ts')
  const wish = listenForStop()
  const [{ createLog }, { startInstallation }] = await Promise.all([
    import('@proofgate/telemetry'),
    import('../start/installation.ts'),
  ])
  const config = await demoConfig(cli, catcher.url)
  say(`Starting Proofgate with its own PostgreSQL in ${path.relative('', config.data)} …`)
  const log = createLog({ level: 'error', format: 'auto', destination: cli.err, colour: cli.err.isTTY === true })
  const installation = await startInstallation(config, log)
  await installation.policy?.ready
  const { store, relay } = installation
  if (store === null || relay === null) throw new Error('The demo runs all services')
  const answers = await sendAll(cli, store, relay.port)
  await settled(store, answers)
  const { reportOf } = await import('../demo/report.ts')
  say(`\n${await reportOf(store, answers, paint, cli.out.columns ?? 144)}`)
  say(
    `The catcher, playing your mail server, took ${catcher.count()} messages; the notices to the agent are among them.\n`,
  )
  tellWhereToGo(say, paint, installation, config)
  if (flags.exit === true) await installation.close(5_000)
  else await untilStopped(installation, wish, log)
  say(`Stopped. The demo's data stay in ${path.relative('', config.data)}.`)
}

/** Usual ports where they are free, others where not; its own folder, apart from real mail. */
async function demoConfig(cli: Cli, smarthost: string): Promise<Config> {
  const given = configOf(configInputOf(cli, {}))
  const values: Record<string, unknown> = {
    data: path.join(given.data, 'demo'),
    'intake.host': '127.0.0.1',
    'review.host': '127.0.0.1',
    'intake.port': await freePort(given.intake.port),
    'review.port': await freePort(given.review.port),
    'intake.tls_port': null,
    'journal.port': null,
    'delivery.smarthost': smarthost,
    'delivery.routes': [],
    services: ['relay', 'policy', 'review'],
    'judge.url': null,
    'database.url': null,
  }
  const overrides: Override[] = Object.entries(values).map(([setting, value]) => ({ setting, value, from: 'demo' }))
  return configOf({ ...configInputOf(cli, { overrides }), forStart: true })
}

/** The port wanted when nobody has it, else 0: any. */
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(0))
    probe.listen(wanted, '127.0.0.1', () => probe.close(() => resolve(wanted)))
  })
}

async function sendAll(cli: Cli, store: Store, port: number): Promise<Answer[]> {
  const [{ samples, SHOP }, { sendSamples }, { addUser, changeUser }] = await Promise.all([
    import('../demo/samples.ts'),
    import('../demo/send.ts'),
    import('@proofgate/store'),
  ])
  const login = { user: 'desk', pass: randomBytes(12).toString('base64url') }
  const user = {
    login: login.user,
    name: 'The demo help desk',
    senders: [`*@${SHOP}`],
    roles: [],
    password: login.pass,
  }
  const isNew = await addUser(store.sql, user, 'demo')
  if (!isNew) await changeUser(store.sql, login.user, { password: login.pass, disabled: false }, 'demo')
  const all = await samples()
  cli.out.write(`Sending ${all.length} replies of a small shop to port ${port} `)
  const answers = await sendSamples(port, login, all, () => cli.out.write('.'))
  cli.out.write('\n')
  return answers
}

/** Waits until what was forwarded has been sent on, a few seconds at most. */
async function settled(store: Store, answers: readonly Answer[]): Promise<void> {
  const ids = answers.flatMap(({ id }) => (id === null ? [] : [id]))
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
    const open =
      await store.sql`select 1 from messages where state = 'forwarding' and (id = any(${ids}) or about_id = any(${ids})) limit 1`
    if (open.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function tellWhereToGo(
  say: (text: string) => void,
  paint: ReturnType<typeof paintFor>,
  { review, relay }: Installation,
  config: Config,
): void {
  if (review !== null) {
    say(`Review console: ${paint('bold', review.url)}`)
    say(`Sign in once with this link: ${paint('underline', `${review.url}/sign-in?code=${review.oneTimeCode()}`)}`)
  }
  say(`Submission port for your own tries: ${config.intake.host}:${relay?.port}`)
  say(paint('dim', 'Ctrl-C stops everything.'))
}
