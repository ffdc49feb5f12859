import { z } from 'zod'
import { addressPattern, cidr, mailbox } from './addresses.ts'
import { count, duration, flag, listOf, oneOf, orNull, port, size, text, token, url } from './kinds.ts'
import { required, section, setting, tableOf } from './setting.ts'

const TLS_WORDS = ['none', 'opportunistic', 'require', 'verify'] as const
const TLS_MEANS =
  'none: never STARTTLS; opportunistic: TLS where offered, any certificate; require: TLS or no delivery, any certificate; verify: TLS with a valid certificate or no delivery'

/** The processes that can run in one process: all of them by default. */
export const SERVICES = ['relay', 'policy', 'review'] as const

const database = section('Where messages, holds and the record are kept.', {
  url: setting(orNull(url('postgres', 'postgresql')), {
    default: null,
    description: 'PostgreSQL to use; null runs an own PostgreSQL inside the data folder. DATABASE_URL sets it too',
    secret: 'password',
  }),
  pool: setting(count(2, 100), { default: 10, description: 'Connections to the database at most' }),
})

const intake = section('The SMTP port that mail tools send through.', {
  host: setting(text('address'), {
    default: '127.0.0.1',
    description: 'Address to listen on; 0.0.0.0 or :: for every one',
  }),
  port: setting(port(), { default: 2525, description: 'Submission port with STARTTLS; 0 takes any free one' }),
  tls_port: setting(orNull(port()), {
    default: null,
    description: 'Port with TLS from the first byte (RFC 8314); null opens none',
  }),
  tls: section('The certificate shown to mail tools: both files or none.', {
    cert: setting(orNull(text('path')), {
      default: null,
      description: 'PEM file with the certificate and its chain; null uses a self-signed one, made at the first start',
    }),
    key: setting(orNull(text('path')), {
      default: null,
      description: 'PEM file with the private key of the certificate',
    }),
  }),
  networks: setting(
    tableOf('network', {
      cidr: required(cidr(), 'Address or network in CIDR form that may send without login'),
      senders: required(
        listOf(addressPattern('sender'), 1),
        "Senders it may use, `*` for any characters; required, since Google's and Microsoft's networks are shared by all their customers",
      ),
    }),
    { default: [], description: 'Hosts that may send without login, each only for its senders' },
  ),
  xforward: setting(listOf(cidr()), {
    default: [],
    description: 'Hosts whose XFORWARD command is believed: proxies that stand before this port',
  }),
  line_endings: setting(oneOf(['reject', 'normalise']), {
    default: 'reject',
    description:
      'A line ended by a bare CR or LF: reject the message (RFC 5321 2.3.8), or normalise it to CRLF and record that',
  }),
  size: setting(size('64KB', '500MB'), { default: '35MB', description: 'Largest message taken' }),
  recipients: setting(count(100, 10_000), {
    default: 500,
    description: 'Recipients of one message at most; RFC 5321 4.5.3.1.8 wants 100 or more',
  }),
  connections: setting(count(1, 100_000), { default: 500, description: 'Connections at once' }),
  connections_per_address: setting(count(1, 100_000), {
    default: 50,
    description: 'Connections at once from one address',
  }),
  plaintext_auth: setting(oneOf(['loopback', 'never']), {
    default: 'loopback',
    description:
      'Where a login may come without TLS: loopback allows it to tools on this machine, never to nobody (RFC 4954 4)',
  }),
  auth_failures: setting(count(1, 100), { default: 5, description: 'Wrong logins after which a connection is closed' }),
  auth_failures_per_address: setting(count(1, 10_000), {
    default: 20,
    description: 'Wrong logins within auth_window after which an address is refused',
  }),
  auth_window: setting(duration('1s', '7d'), {
    default: '10m',
    description: 'Time in which wrong logins of an address are counted',
  }),
  idle: setting(duration('100ms', '1h'), {
    default: '5m',
    description: 'A connection that sends nothing for so long is closed; RFC 5321 4.5.3.2.7 wants 5m or more',
  }),
  data: setting(duration('100ms', '1h'), { default: '10m', description: 'Time for one whole message (DATA)' }),
  session: setting(duration('1s', '1d'), { default: '1h', description: 'Time for a whole connection' }),
  lag: setting(duration('0ms', '60s'), {
    default: '250ms',
    description: 'When the process is late by more than this, new connections get 421; 0ms never refuses',
  }),
  received_max: setting(count(10, 1000), {
    default: 100,
    description: 'Received fields after which a message is taken for a loop; RFC 5321 6.3 wants 100 or more',
  }),
  memory: setting(size('16MB', '64GB'), {
    default: '256MB',
    description:
      'Size of all messages coming in at once; above it the client gets 452 and tries again. The process needs about three times as much for them',
  }),
  duplicate_window: setting(duration('0ms', '30d'), {
    default: '1d',
    description:
      'The same bytes and envelope sent again within this time get the first id, not a second copy; 0ms never',
  }),
})

const journal = section(
  "The port by which copies of customers' mail come in. They are read, never sent on. Its certificate, logins' limits and time limits are those of intake.",
  {
    host: setting(text('address'), {
      default: '127.0.0.1',
      description: 'Address to listen on; 0.0.0.0 or :: for every one',
    }),
    port: setting(orNull(port()), {
      default: null,
      description: 'SMTP and LMTP port with STARTTLS, often 2527; 0 takes any free one, null opens none',
    }),
    networks: setting(
      tableOf('network', {
        cidr: required(cidr(), 'Address or network in CIDR form that may journal without login'),
        recipients: required(
          listOf(addressPattern('recipient'), 1),
          "Addresses it may journal to, `*` for any characters; required: for Google's and Microsoft's networks, which all their customers share, name one that nobody guesses, journal-k7w2n9qx@gate.acme.example",
        ),
      }),
      { default: [], description: 'Mail servers that may journal without login, each only to its addresses' },
    ),
    size: setting(size('64KB', '500MB'), {
      default: '64MB',
      description:
        'Largest mail taken, by SMTP and by POST /v1/journal; a journal report holds a whole mail and a little more',
    }),
    reports: setting(flag(), {
      default: true,
      description:
        'Open journal reports and take what they enclose (Exchange, Microsoft 365); false where plain copies come alone: a stranger can write a mail that looks like a report of one of yours',
    }),
    memory: setting(size('16MB', '64GB'), {
      default: '256MB',
      description: 'Size of all mails coming in at once; above it the mail server gets 452 and tries again',
    }),
    connections: setting(count(1, 100_000), { default: 100, description: 'Connections at once' }),
    connections_per_address: setting(count(1, 100_000), {
      default: 50,
      description: 'Connections at once from one address',
    }),
  },
)

const judge = section('How the relay asks for a judgement.', {
  url: setting(orNull(url('http', 'https')), {
    default: null,
    description: 'Policy service to ask; null judges in this process',
  }),
  token: setting(orNull(token()), { default: null, description: 'Bearer token for that service', secret: 'whole' }),
  budget: setting(duration('100ms', '60s'), {
    default: '8s',
    description: 'Time a judgement may take while the mail tool waits; then on_failure applies',
  }),
  on_failure: setting(oneOf(['keep', 'forward', 'tempfail']), {
    default: 'keep',
    description:
      'No judgement in time: keep accepts and judges later; forward sends unjudged and counts it; tempfail answers 451, so that the mail tool tries again',
  }),
  hold_unjudged_after: setting(duration('1s', '7d'), {
    default: '15m',
    description: 'A message kept unjudged for so long is held for a reviewer',
  }),
  threads: setting(orNull(count(1, 64)), {
    default: null,
    description: 'Threads that read mail; null takes one per processor core, 2 to 4',
  }),
})

const policy = section('The policy service, and the policy file it judges by.', {
  file: setting(orNull(text('path')), {
    default: null,
    description: 'Policy file (YAML); null uses the default policy',
  }),
  host: setting(text('address'), { default: '127.0.0.1', description: 'Address to listen on' }),
  port: setting(port(), { default: 8026, description: 'Port to listen on; 0 takes any free one' }),
  token: setting(orNull(token()), {
    default: null,
    description: 'Bearer token it wants; must be set when the address is not a loopback address',
    secret: 'whole',
  }),
  listen: setting(flag(), {
    default: false,
    description: 'Listen on the port also when relay and policy run in one process',
  }),
})

const verdict = section('What the relay does about a verdict.', {
  bounce: setting(oneOf(['reject', 'return']), {
    default: 'reject',
    description: 'A bounce: reject answers 550 with the reasons; return accepts and sends a notice with the reasons',
  }),
})

const delivery = section('Sending on what was forwarded or released.', {
  smarthost: setting(orNull(url('smtp', 'smtps')), {
    default: null,
    description:
      'Mail server all mail is sent through unless a route says otherwise: smtp://user:password@host:587 (port 587 when left out) or smtps://user:password@host:465',
    secret: 'password',
  }),
  routes: setting(
    tableOf('route', {
      sender: required(addressPattern('sender'), 'Senders this route is for'),
      smarthost: setting(orNull(url('smtp', 'smtps')), {
        default: null,
        description: 'Mail server for them; null takes the default smarthost',
        secret: 'password',
      }),
      tls: setting(oneOf(TLS_WORDS), { default: 'opportunistic', description: 'As delivery.tls' }),
      connections: setting(count(1, 1000), { default: 5, description: 'Connections at once' }),
      messages_per_connection: setting(count(1, 100_000), {
        default: 100,
        description: 'Messages sent over one connection at most',
      }),
      per_minute: setting(orNull(count(1, 1_000_000)), {
        default: null,
        description: 'Messages per minute at most; null sets no limit',
      }),
    }),
    { default: [], description: 'Other mail servers by sender; the first that fits counts', secret: 'password' },
  ),
  tls: setting(oneOf(TLS_WORDS), {
    default: 'opportunistic',
    description: `TLS to the default smarthost. ${TLS_MEANS}`,
  }),
  connections: setting(count(1, 1000), { default: 10, description: 'Connections at once to the default smarthost' }),
  messages_per_connection: setting(count(1, 100_000), {
    default: 100,
    description: 'Messages sent over one connection to the default smarthost at most',
  }),
  per_minute: setting(orNull(count(1, 1_000_000)), {
    default: null,
    description: 'Messages per minute to the default smarthost at most; null sets no limit',
  }),
  retry: setting(listOf(duration('10ms', '1d'), 1), {
    default: ['2m', '5m', '10m', '15m', '30m', '1h', '2h'],
    description: 'Waiting times between attempts; the last one repeats',
  }),
  expire: setting(duration('100ms', '30d'), {
    default: '5d',
    description:
      'A message not delivered for so long is given up and its sender told; RFC 5321 4.5.4.1 wants 4 to 5 days',
  }),
  delay_notices: setting(listOf(duration('10ms', '30d')), {
    default: ['1h', '1d'],
    description: 'Ages at which the sender of a message not delivered yet is told so; each below expire',
  }),
  timeouts: section('How long a mail server may take. RFC 5321 4.5.3.2 names 5m for most steps.', {
    connect: setting(duration('10ms', '10m'), { default: '30s', description: 'To accept the connection' }),
    greeting: setting(duration('10ms', '10m'), { default: '60s', description: 'To send its greeting' }),
    command: setting(duration('10ms', '30m'), { default: '5m', description: 'To answer a command' }),
    data: setting(duration('10ms', '1h'), { default: '10m', description: 'To take the message and answer its end' }),
  }),
  lease: setting(duration('500ms', '1h'), {
    default: '60s',
    description:
      'How long a relay keeps a message to itself without a sign of life; after a crash others take it then. It is extended while sending',
  }),
  id_header: setting(flag(), { default: true, description: 'Put an X-Proofgate-Id field before mail that is sent on' }),
})

const notices = section('Mail to the agents.', {
  from: setting(orNull(mailbox()), {
    default: null,
    description: 'From of notices; null is Proofgate <proofgate@hostname>',
  }),
  on_hold: setting(flag(), { default: true, description: 'Tell the agent when a message is held' }),
  on_release: setting(flag(), { default: false, description: 'Tell the agent when a held message is released' }),
})

const review = section('The review console and its API.', {
  host: setting(text('address'), { default: '127.0.0.1', description: 'Address to listen on' }),
  port: setting(port(), { default: 8025, description: 'Port to listen on; 0 takes any free one' }),
  url: setting(orNull(url('http', 'https')), {
    default: null,
    description: 'Address of the console in links, as people reach it; null is http://host:port',
  }),
})

const log = section('What is written to standard output.', {
  level: setting(oneOf(['debug', 'info', 'warn', 'error', 'silent']), {
    default: 'info',
    description: 'Least level that is written',
  }),
  format: setting(oneOf(['auto', 'json', 'pretty']), {
    default: 'auto',
    description: 'One JSON object per line, or lines for people; auto is pretty on a terminal and json elsewhere',
  }),
})

/**
 * Every setting there is, in the order of the reference page: names as in proofgate.yaml.
 * The type, the checks, the variables' names, the reference page and the example file all come from here.
 */
export const Table = z.strictObject({
  hostname: setting(text('host name'), {
    default: '',
    description: 'Our name in greeting, EHLO, Received and Message-IDs; the name of the machine when not given',
  }),
  data: setting(text('path'), {
    default: './data',
    description: 'Folder for the own database, certificates and tokens',
  }),
  services: setting(listOf(oneOf(SERVICES), 1), {
    default: [...SERVICES],
    description: 'Which services this process runs',
  }),
  database,
  intake,
  journal,
  judge,
  policy,
  verdict,
  delivery,
  notices,
  review,
  log,
})
