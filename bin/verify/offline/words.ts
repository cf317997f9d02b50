/** What the page says, in both languages; what a check says is in English, as the command says it. */
const fr = {
  title: 'Vérifier un acte hors ligne',
  other: 'English',
  lead: 'Cette page vérifie un acte et ses preuves sans réseau : rien ne sort de votre machine. Son verdict est celui de la commande « verify » d’Harmonie.',
  files: 'Fichiers',
  filesHelp:
    'L’acte (PDF), son fichier de preuves (JSON), le certificat de l’autorité du ministère (PEM) et, si vous l’avez, l’état de l’acte à un jour (P7M). Choisissez-les ensemble, ou déposez-les sur la page.',
  fingerprint: 'Empreinte SHA-256 de l’autorité, telle que le ministère la publie (facultatif)',
  fingerprintHelp: 'Sans elle, rien ne dit que ce certificat est bien celui du ministère.',
  badFingerprint: 'Ce n’est pas une empreinte SHA-256 : 64 chiffres hexadécimaux.',
  busy: 'Vérification…',
  missing: 'Donnez le PDF de l’acte.',
  tooLarge: 'Un fichier dépasse 64 Mo.',
  unreadable: 'La vérification s’est arrêtée :',
  /** Between a file and what it is taken for. */
  taken: ' : ',
  kinds: {
    act: 'l’acte',
    evidence: 'ses preuves',
    ca: 'l’autorité du sceau',
    tsaCa: 'l’autorité d’horodatage',
    status: 'l’état de l’acte',
  },
  unknown: 'laissé de côté, la page ne s’en sert pas',
  replaced: 'laissé de côté, un autre est pris à sa place',
  verdicts: {
    valid: 'Valide',
    warned: 'Authentique, mais modifié depuis par un autre acte',
    indeterminate: 'Rien ne s’y oppose, mais la preuve n’est pas complète',
    'not-valid': 'Non valide',
  },
  states: { 'in-force': 'En vigueur', corrected: 'Rectifié', withdrawn: 'Retiré', repealed: 'Abrogé' },
  number: 'Numéro',
  object: 'Objet',
  sealedAt: 'Scellé le',
  state: 'État',
  hash: 'Empreinte du fichier (SHA-256)',
  checks: 'Tous les contrôles (en anglais, comme la commande)',
  print: 'Imprimer',
  caveats: {
    'its date not proven': 'Sa date n’est pas prouvée par un horodatage.',
    'its authority not compared': 'L’autorité n’est pas comparée : donnez l’empreinte que le ministère publie.',
    'that of its time stamps not compared': 'L’autorité d’horodatage n’est pas comparée.',
    'revocation not recorded yet': 'Son archive n’a pas encore enregistré que ses certificats n’étaient pas révoqués.',
    'later state not known':
      'Ce qu’il est devenu n’est pas connu : il a pu être rectifié, retiré ou abrogé. Demandez l’état de l’acte.',
  },
};

const en: typeof fr = {
  title: 'Verify an act offline',
  other: 'Français',
  lead: 'This page verifies an act and its evidence without a network: nothing leaves your machine. Its verdict is that of Harmonie’s “verify” command.',
  files: 'Files',
  filesHelp:
    'The act (PDF), its evidence file (JSON), the certificate of the ministry’s authority (PEM) and, if you have it, the state of the act on a day (P7M). Choose them together, or drop them on the page.',
  fingerprint: 'SHA-256 fingerprint of the authority, as the ministry publishes it (optional)',
  fingerprintHelp: 'Without it, nothing says that this certificate is the ministry’s.',
  badFingerprint: 'This is not a SHA-256 fingerprint: 64 hexadecimal digits.',
  busy: 'Verifying…',
  missing: 'Give the PDF of the act.',
  tooLarge: 'A file is larger than 64 MB.',
  unreadable: 'The verification stopped:',
  taken: ': ',
  kinds: {
    act: 'the act',
    evidence: 'its evidence',
    ca: 'the authority of the seal',
    tsaCa: 'the authority of time stamps',
    status: 'the state of the act',
  },
  unknown: 'left aside, the page has no use for it',
  replaced: 'left aside, another one is taken instead',
  verdicts: {
    valid: 'Valid',
    warned: 'Genuine, but changed since by another act',
    indeterminate: 'Nothing is wrong, but the proof is not complete',
    'not-valid': 'Not valid',
  },
  states: { 'in-force': 'In force', corrected: 'Corrected', withdrawn: 'Withdrawn', repealed: 'Repealed' },
  number: 'Number',
  object: 'Subject',
  sealedAt: 'Sealed on',
  state: 'State',
  hash: 'Fingerprint of the file (SHA-256)',
  checks: 'All checks',
  print: 'Print',
  caveats: {
    'its date not proven': 'No time stamp proves its date.',
    'its authority not compared': 'The authority is not compared: give the fingerprint that the ministry publishes.',
    'that of its time stamps not compared': 'The authority of time stamps is not compared.',
    'revocation not recorded yet': 'Its archive has not recorded yet that its certificates were not revoked.',
    'later state not known':
      'What became of it is not known: it may have been corrected, withdrawn or repealed. Ask for the state of the act.',
  },
};

export const WORDS = { fr, en };
export type Words = typeof fr;

/** What a valid act is valid short of, in words; as the report says it, where the page has none. */
export function caveatIn({ caveats }: Words, caveat: string): string {
  return Object.entries(caveats).find(([begin]) => caveat.startsWith(begin))?.[1] ?? caveat;
}
