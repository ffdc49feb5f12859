/** How a message is sent with the programs people use: one command line for each way. */

export const LOGIN = { user: 'desk', pass: 'correct horse' } as const
export const FROM = 'desk@acme.example'
export const TO = 'kim@customer.example'
/** A recipient that stands in no header field. */
export const HIDDEN = 'hidden@customer.example'

const UTF8: readonly [string, ...string[]] = ['jörg@acme.example', 'käthe@bücher.example']

/** All that programs and relays like to change: dots, 8 bit of two charsets, white space, a long line, a folded field. */
export const MAIL = Buffer.from(
  [
    `From: Desk <${FROM}>`,
    `To: ${TO}`,
    'subject:Re:  two  spaces\t',
    ' and a fold',
    'Date: Tue, 24 Nov 2026 10:00:00 +0000',
    'Message-ID: <one@acme.example>',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    'Gr\xc3\xbc\xc3\x9fe, and Latin-1: \xff',
    '.one dot',
    '..two dots',
    '.',
    'white space at the end \t ',
    'From here nothing is quoted',
    'x'.repeat(998),
    '',
    '',
  ].join('\r\n'),
  'latin1',
)

/** A patch, as git wants it. */
export const PATCH = `From 0 Mon Sep 17 00:00:00 2001\nFrom: Desk <${FROM}>\nSubject: [PATCH] Grüße\n\nHällo\n.dot\n`

/** Where to send to: ports as text, and the files that hold MAIL and PATCH. */
export type At = { readonly port: string; readonly tlsPort: string; readonly file: string; readonly patch: string }

export type MailProgram = {
  readonly name: string
  /** Ends with 0 where the program is installed. */
  readonly needs: readonly [string, ...string[]]
  /** Program, arguments, standard input. */
  readonly command: (at: At) => readonly [string, readonly string[], (string | Buffer)?]
  /** What must arrive: MAIL, MAIL and this at its end, or `null` for what the program composes itself. */
  readonly adds: string | null
  /** Envelope sender and recipients. @default FROM to TO and HIDDEN */
  readonly envelope?: readonly [from: string, ...to: string[]]
}

const PYTHON: readonly [string, ...string[]] = ['python3', '-c', 'import smtplib, ssl']
const python = (
  name: string,
  session: string,
  parameters = "'BODY=8BITMIME'",
  envelope: readonly [string, ...string[]] = [FROM, TO, HIDDEN],
): MailProgram => ({
  name: `Python smtplib, ${name}`,
  needs: PYTHON,
  adds: '',
  envelope,
  command: ({ port, tlsPort }) => [
    'python3',
    [
      '-c',
      `
import smtplib, sys
port, tls_port, sender, *recipients = int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:]
login = ('${LOGIN.user}', '${LOGIN.pass}')
mail = sys.stdin.buffer.read()
def plain(): return smtplib.SMTP('127.0.0.1', port)
def tls(method=None):
  s = plain()
  s.starttls()
  s.ehlo()
  s.user, s.password = login
  s.auth(method, getattr(s, 'auth_' + method.lower()))
  return s
s = ${session}
refused = s.sendmail(sender, recipients, mail, [${parameters}])
s.quit()
sys.exit(len(refused))`,
      port,
      tlsPort,
      ...envelope,
    ],
    MAIL,
  ],
})

const curl = (name: string, ...args: readonly string[]): MailProgram => ({
  name: `curl, ${name}`,
  needs: ['curl', '--version'],
  adds: '',
  command: ({ port, tlsPort, file }) => [
    'curl',
    [
      '--silent',
      '--show-error',
      '--insecure',
      ...(args.includes('smtps') ? ['--url', `smtps://127.0.0.1:${tlsPort}`] : ['--url', `smtp://127.0.0.1:${port}`]),
      ...args.filter((arg) => arg !== 'smtps'),
      ...['--mail-from', FROM, '--mail-rcpt', TO, '--mail-rcpt', HIDDEN, '--upload-file', file],
    ],
  ],
})

const swaks = (name: string, ...args: readonly string[]): MailProgram => ({
  name: `swaks, ${name}`,
  needs: ['swaks', '--version'],
  adds: '\r\n',
  command: ({ port, tlsPort }) => [
    'swaks',
    [
      ...['--server', '127.0.0.1', '--port', args.includes('--tls-on-connect') ? tlsPort : port],
      ...['--from', FROM, '--to', `${TO},${HIDDEN}`, '--data', '-', ...args],
    ],
    MAIL,
  ],
})

const msmtp = (name: string, ...args: readonly string[]): MailProgram => ({
  name: `msmtp, ${name}`,
  needs: ['msmtp', '--version'],
  adds: '',
  command: ({ port }) => [
    'msmtp',
    ['--file=/dev/null', '--host=127.0.0.1', `--port=${port}`, `--from=${FROM}`, ...args, '--', TO, HIDDEN],
    MAIL,
  ],
})

const perl = (name: string, session: string, ...modules: readonly string[]): MailProgram => ({
  name: `Perl Net::SMTP, ${name}`,
  needs: ['perl', '-MNet::SMTP', ...modules.map((module) => `-M${module}`), '-e', '1'],
  adds: '',
  command: ({ port }) => [
    'perl',
    [
      '-MNet::SMTP',
      '-e',
      `
binmode STDIN; my $mail = do { local $/; <STDIN> };
my $s = Net::SMTP->new('127.0.0.1', Port => ${port}, Hello => 'desk.acme.example') or die 'no connection';
${session}
$s->mail('${FROM}') && $s->to('${TO}', '${HIDDEN}') && $s->data($mail) && $s->quit or die $s->message;`,
    ],
    MAIL,
  ],
})

const LOGGED_IN = ['--user', `${LOGIN.user}:${LOGIN.pass}`] as const
const SWAKS_LOGIN = ['--auth-user', LOGIN.user, '--auth-password', LOGIN.pass] as const
const MSMTP_TLS = ['--tls=on', '--tls-starttls=on', '--tls-certcheck=off'] as const
const MSMTP_LOGIN = [`--user=${LOGIN.user}`, `--passwordeval=echo ${LOGIN.pass}`] as const

export const PROGRAMS: readonly MailProgram[] = [
  python('plain', 'plain()'),
  python('STARTTLS and AUTH PLAIN', "tls('PLAIN')"),
  python('STARTTLS and AUTH LOGIN', "tls('LOGIN')"),
  python('TLS from the first byte', "smtplib.SMTP_SSL('127.0.0.1', tls_port); s.login(*login)"),
  python('addresses outside ASCII', "tls('PLAIN')", "'SMTPUTF8', 'BODY=8BITMIME'", UTF8),
  curl('plain'),
  curl('STARTTLS and AUTH PLAIN', '--ssl-reqd', '--login-options', 'AUTH=PLAIN', ...LOGGED_IN),
  curl('STARTTLS and AUTH LOGIN', '--ssl-reqd', '--login-options', 'AUTH=LOGIN', ...LOGGED_IN),
  curl('TLS from the first byte', 'smtps', ...LOGGED_IN),
  swaks('plain'),
  swaks('pipelining', '--pipeline'),
  swaks('STARTTLS and AUTH PLAIN', '--tls', '--auth', 'PLAIN', ...SWAKS_LOGIN),
  swaks('TLS from the first byte and AUTH LOGIN', '--tls-on-connect', '--auth', 'LOGIN', ...SWAKS_LOGIN),
  msmtp('plain'),
  msmtp('STARTTLS and AUTH PLAIN', '--auth=plain', ...MSMTP_TLS, ...MSMTP_LOGIN),
  msmtp('STARTTLS and AUTH LOGIN', '--auth=login', ...MSMTP_TLS, ...MSMTP_LOGIN),
  perl('plain', ''),
  perl(
    'STARTTLS and AUTH',
    `$s->starttls(SSL_verify_mode => 0) && $s->auth('${LOGIN.user}', '${LOGIN.pass}') or die $s->message;`,
    'IO::Socket::SSL',
    'Authen::SASL',
  ),
  {
    name: 's-nail, STARTTLS and AUTH PLAIN, 8-bit text as it is',
    needs: ['s-nail', '-V'],
    adds: null,
    command: ({ port }) => [
      's-nail',
      [
        '-:/',
        ...['v15-compat', 'smtp-use-starttls', 'tls-verify=ignore', 'smtp-auth=plain', 'mime-encoding=8b'].flatMap(
          (setting) => ['-S', setting],
        ),
        ...['-S', 'smtp-hostname=acme.example', '-S'],
        `mta=smtp://${LOGIN.user}:${encodeURIComponent(LOGIN.pass)}@127.0.0.1:${port}`,
        ...['-r', FROM, '-b', HIDDEN, '-s', 'Grüße', TO],
      ],
      'Hällo\n.dot\n',
    ],
  },
  ...(['none', 'tls'] as const).map(
    (encryption): MailProgram => ({
      name: `git send-email, ${encryption === 'none' ? 'plain' : 'STARTTLS and AUTH'}`,
      needs: ['sh', '-c', 'test -x "$(git --exec-path)/git-send-email" && perl -MIO::Socket::SSL -MAuthen::SASL -e 1'],
      adds: null,
      command: ({ port, patch }) => [
        'git',
        [
          ...[
            ...['-c', 'sendemail.smtpSslCertPath=', '-c', 'user.name=Desk', '-c', `user.email=${FROM}`],
            'send-email',
            '--confirm=never',
            '--suppress-cc=all',
            '--no-validate',
            '--8bit-encoding=UTF-8',
          ],
          ...[`--from=Desk <${FROM}>`, `--to=${TO}`, `--bcc=${HIDDEN}`, '--smtp-server=127.0.0.1'],
          ...[`--smtp-server-port=${port}`],
          ...(encryption === 'tls'
            ? ['--smtp-encryption=tls', `--smtp-user=${LOGIN.user}`, `--smtp-pass=${LOGIN.pass}`]
            : []),
          patch,
        ],
      ],
    }),
  ),
]
