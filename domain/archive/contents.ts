import { parisDay } from '../calendar/civil-date.ts';
import { longDay } from '../calendar/french-day.ts';
import type { Evidence } from '../evidence/evidence.ts';

/** A file of the archive of an act: its place in it, and what it is, in a phrase for people. */
export interface ArchivedFile {
  readonly path: string;
  readonly mediaType:
    | 'application/pdf'
    | 'application/json'
    | 'application/zip'
    | 'text/plain'
    | 'text/html'
    | 'application/pkcs7-mime';
  readonly title: string;
}

/** Where all of it stands, as archives that take a SIP want it: the manifest alone is beside. */
const FOLDER = 'content/';
export const PIECES = 'pieces/';

/** A file of the archive by what it is; `npm run verify` finds evidence and authority under these names. */
const FILES = {
  readMe: ['LISEZ-MOI.txt', 'text/plain', 'Ce que contient cette archive et comment la vérifier'],
  act: ['acte.pdf', 'application/pdf', 'L’acte, dans son édition la plus récente'],
  sealed: [
    'acte-scelle.pdf',
    'application/pdf',
    'L’acte tel qu’il a été scellé ; l’édition la plus récente commence par lui',
  ],
  evidence: ['evidence.json', 'application/json', 'Les éléments de preuve de l’acte'],
  authority: ['ca.pem', 'text/plain', 'Les certificats de l’autorité du cachet, et de celle de l’horodatage'],
  verifier: ['verifier.html', 'text/html', 'La page qui vérifie l’acte et ses preuves, hors ligne, dans un navigateur'],
  circuit: ['circuit.zip', 'application/zip', 'Le circuit que la demande a suivi, dans sa version'],
  state: ['etat.p7m', 'application/pkcs7-mime', 'L’état de l’acte le jour de l’archive, sous le sceau du ministère'],
} as const satisfies Record<string, readonly [string, ArchivedFile['mediaType'], string]>;
type ArchivedAs = keyof typeof FILES;

/**
 * Builds an archived file.
 * @param folder of the act it belongs to, where an archive holds several: «
 * 2026-TJ-VALMONT-A-000001/ »
 */
export function archivedAs(what: ArchivedAs, folder = ''): ArchivedFile {
  const [name, mediaType, title] = FILES[what];
  return { path: `${FOLDER}${folder}${name}`, mediaType, title };
}

/** Names a supporting document by a number, which reveals nothing about anyone. */
export const archivedPiece = ({ number, title }: Evidence['pieces'][number], folder = ''): ArchivedFile => ({
  path: `${FOLDER}${folder}${PIECES}piece-${String(number).padStart(2, '0')}.pdf`,
  mediaType: 'application/pdf',
  title: `Pièce justificative n° ${number} : ${title}`,
});

/**
 * Writes `LISEZ-MOI.txt`: what the archive holds, and how to check each thing without the portal.
 */
export function readMe(
  { act, author, pieces }: Pick<Evidence, 'act' | 'author' | 'pieces'>,
  { files, at }: { readonly files: readonly ArchivedFile[]; readonly at: Date },
): string {
  const named = (what: ArchivedAs) => files.some(({ path }) => path === archivedAs(what).path);
  const width = Math.max(...files.map(({ path }) => inFolder(path).length)) + 2;
  const options = [
    ...(pieces.length > 0 ? [`--pieces DOSSIER/${FOLDER}${PIECES}`] : []),
    `--bundle DOSSIER/${archivedAs('circuit').path}`,
    ...(named('state') ? [`--state DOSSIER/${archivedAs('state').path}`] : []),
  ];
  return `${[
    `ARCHIVE DE L’ACTE N° ${act.number}`,
    act.title,
    `Auteur : ${author.firstName} ${author.lastName}`,
    `${author.quality}, ${author.service}`,
    `Archive établie le ${longDay(parisDay(at))}.`,
    '',
    'CE QU’ELLE CONTIENT',
    '',
    ...files.map(({ path, title }) => `  ${inFolder(path).padEnd(width)}${title}`),
    '',
    'VÉRIFIER AVEC LE VÉRIFICATEUR DU PORTAIL, SANS RÉSEAU',
    '',
    'Il faut Node.js et le code du portail. DOSSIER est celui où l’archive est décompressée.',
    '',
    `  npm run verify -- DOSSIER/${archivedAs('act').path} \\`,
    ...options.map((option, at) => `    ${option}${at < options.length - 1 ? ' \\' : ''}`),
    '',
    named('authority')
      ? 'Un certificat qui accompagne l’acte ne prouve rien à lui seul : comparez son empreinte avec celle que le ministère publie, et donnez-la par --ca-sha256 (et --tsa-ca-sha256 pour l’horodatage).'
      : 'Le certificat de l’autorité n’a pu être joint : demandez-le au ministère et donnez-le par --ca.',
    named('state')
      ? 'L’état dit ce qu’était l’acte ce jour-là (en vigueur, rectifié, retiré, abrogé). Pour un autre jour, demandez-en un autre.'
      : 'L’état de l’acte n’a pu être joint : demandez-le dans le portail, sur la page de la demande.',
    ...(named('verifier')
      ? [
          '',
          'VÉRIFIER DANS UN NAVIGATEUR, SANS RIEN INSTALLER',
          '',
          `Ouvrez ${inFolder(archivedAs('verifier').path)} et donnez-lui l’acte, evidence.json, ca.pem et l’état. Elle n’examine ni les pièces ni le circuit.`,
          'Une page qui accompagne l’acte a pu être faite avec lui : si vous en doutez, prenez-la sur le portail du ministère.',
        ]
      : []),
    '',
    'VÉRIFIER AVEC D’AUTRES OUTILS',
    '',
    `  pdfsig ${inFolder(archivedAs('act').path)}`,
    '    le cachet (poppler) : lire le texte, le code de sortie ne dit rien ; il ne lit pas l’horodatage de l’archive',
    ...(named('authority')
      ? [
          `  openssl x509 -in ${inFolder(archivedAs('authority').path)} -noout -subject -fingerprint -sha256`,
          '    l’empreinte de l’autorité, à comparer avec celle que le ministère publie',
        ]
      : []),
    ...(named('state')
      ? [
          `  openssl cms -verify -inform DER -in ${inFolder(archivedAs('state').path)} -CAfile ${inFolder(archivedAs('authority').path)} -purpose any`,
          '    l’état de l’acte et son cachet',
        ]
      : []),
    ...(pieces.length > 0
      ? [
          `  sha256sum ${PIECES}*`,
          `    les empreintes des pièces, à comparer avec « pieces » dans ${inFolder(archivedAs('evidence').path)}`,
        ]
      : []),
    '',
    `L’empreinte de l’acte scellé (SHA-256), que cite tout ce qui le concerne : ${act.sha256}`,
    'Les fichiers dont les actes sont imprimés restent dans le portail ; circuit.zip en donne les empreintes.',
  ].join('\n')}\n`;
}

/** Returns a path as people read it. */
export const inFolder = (path: string): string => path.slice(FOLDER.length);
