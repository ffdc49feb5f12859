/** What a mail program keeps apart from mail that was sent or taken: it was not said to anybody, or by nobody we serve. */
export type FolderKind = 'draft' | 'spam' | 'deleted'

/** Names of such folders and labels, lower case, in the languages mail programs come in; also as IMAP writes them. */
const NAMES: Readonly<Record<FolderKind, readonly string[]>> = {
  draft: [
    'draft',
    'drafts',
    'unsent messages',
    'templates',
    'outbox',
    'entwurf',
    'entwürfe',
    'entw&apw-rfe',
    'vorlagen',
    'postausgang',
    'brouillon',
    'brouillons',
    'borrador',
    'borradores',
    'bozze',
    'rascunhos',
    'concepten',
    'utkast',
    'kladder',
  ],
  spam: [
    'spam',
    'junk',
    'junk mail',
    'junk e-mail',
    'junk email',
    'bulk mail',
    'unerwünscht',
    'indésirables',
    'courrier indésirable',
    'correo no deseado',
    'posta indesiderata',
    'ongewenste e-mail',
  ],
  deleted: [
    'trash',
    'bin',
    'deleted',
    'deleted items',
    'deleted messages',
    'papierkorb',
    'gelöschte elemente',
    'gelöschte objekte',
    'corbeille',
    'papelera',
    'cestino',
    'lixeira',
    'lixo',
    'prullenbak',
    'papperskorgen',
  ],
}

const KINDS = new Map(
  Object.entries(NAMES).flatMap(([kind, names]) =>
    names.flatMap((name) => (isKind(kind) ? [[name, kind] as const] : [])),
  ),
)

function isKind(text: string): text is FolderKind {
  return text === 'draft' || text === 'spam' || text === 'deleted'
}

/** What a folder or label of this name is for; `null` for mail that was really sent or received. */
export function folderKindOf(name: string): FolderKind | null {
  return KINDS.get(name.trim().toLowerCase().normalize('NFC')) ?? null
}

/** The same for a path: `Takeout/Mail/Spam.mbox`, `.INBOX.Drafts/cur/1`, `Archive.sbd/Trash`. */
export function folderKindIn(path: string): FolderKind | null {
  for (const piece of path.split(/[/\\]/)) {
    const bare = piece.replace(/\.(?:mbox|mbx|sbd|eml)$/i, '')
    // Maildir++ and IMAP exports write the folders above before it, with dots.
    const last = /^(?:\.|INBOX\.)/i.test(bare) ? bare.slice(bare.lastIndexOf('.') + 1) : bare
    const kind = folderKindOf(last)
    if (kind !== null) return kind
  }
  return null
}
