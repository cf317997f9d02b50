import { parisDay } from '../calendar/civil-date.ts';
import { longDay } from '../calendar/french-day.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { type ArchivedFile, archivedAs, inFolder, PIECES } from './contents.ts';

/** Why an act that was asked for is not in an archive. */
export const LEFT_OUT = ['not-sealed', 'forbidden'] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

const BECAUSE: Readonly<Record<LeftOut, string>> = {
  'not-sealed': 'il n’est pas encore scellé',
  forbidden: 'un de ses documents, ou sa demande, n’est pas ouvert à qui a demandé cette archive',
};

/** An act in an archive of several, and the circuit that it shares with others. */
export interface ArchivedTogether {
  readonly act: Pick<Evidence['act'], 'number' | 'title' | 'sha256'>;
  readonly pieces: number;
  readonly circuit: ArchivedFile;
  /** Whether its state of the day could be had. */
  readonly hasState: boolean;
}

/** Returns the folder of an act in an archive of several. */
export const folderOf = (number: string): string => `${number}/`;

/** Returns the folder of a circuit that several acts share. */
export const sharedCircuit = ({
  processId,
  version,
}: Pick<Evidence['circuit'], 'processId' | 'version'>): ArchivedFile => ({
  path: archivedAs('circuit', `circuits/${processId}-${version}/`).path.replace('/circuit.zip', '.zip'),
  mediaType: 'application/zip',
  title: `Le circuit « ${processId} » dans sa version ${version}`,
});

/**
 * Writes `LISEZ-MOI.txt` for several acts: which are there, which are not and why, and how to check
 * each.
 */
export function summaryOf(
  acts: readonly ArchivedTogether[],
  {
    left,
    shared,
    at,
  }: {
    readonly left: readonly { readonly number: string; readonly because: LeftOut }[];
    /** What stands there once for all of them. */
    readonly shared: readonly ArchivedFile[];
    readonly at: Date;
  },
): string {
  const has = (file: ArchivedFile) => shared.some(({ path }) => path === file.path);
  const authority = archivedAs('authority');
  const stateless = acts.filter(({ hasState }) => !hasState);
  return `${[
    `ARCHIVE DE ${acts.length} ACTE${acts.length > 1 ? 'S' : ''}`,
    `Archive établie le ${longDay(parisDay(at))}.`,
    '',
    'CE QU’ELLE CONTIENT',
    '',
    ...shared.map(({ path, title }) => `  ${inFolder(path)} : ${title}`),
    '',
    'Un dossier par acte, qui porte son numéro : acte.pdf (l’édition la plus récente), acte-scelle.pdf s’il y en a une',
    'autre (l’acte tel qu’il a été scellé), evidence.json (ses éléments de preuve), etat.p7m (son état le jour de',
    'l’archive), pieces/ (ses pièces justificatives).',
    '',
    'LES ACTES',
    '',
    ...acts.flatMap(({ act, pieces, circuit }) => [
      `  ${act.number}  ${act.title}`,
      `    circuit : ${inFolder(circuit.path)}${pieces === 0 ? '' : ` ; pièces : ${pieces}`}`,
      `    empreinte de l’acte scellé (SHA-256) : ${act.sha256}`,
    ]),
    ...(left.length === 0
      ? []
      : [
          '',
          'LES ACTES DEMANDÉS QUI N’Y SONT PAS',
          '',
          ...left.map(({ number, because }) => `  ${number} : ${BECAUSE[because]}`),
        ]),
    '',
    'VÉRIFIER AVEC LE VÉRIFICATEUR DU PORTAIL, SANS RÉSEAU',
    '',
    'Il faut Node.js et le code du portail. DOSSIER est celui où l’archive est décompressée.',
    '',
    ...acts.map(({ act, pieces, circuit, hasState }) => {
      const folder = folderOf(act.number);
      const given = [
        ...(has(authority) ? [`--ca DOSSIER/${authority.path}`] : []),
        ...(pieces > 0 ? [`--pieces DOSSIER/${archivedAs('act', folder).path.replace('acte.pdf', PIECES)}`] : []),
        `--bundle DOSSIER/${circuit.path}`,
        ...(hasState ? [`--state DOSSIER/${archivedAs('state', folder).path}`] : []),
      ];
      return `  npm run verify -- DOSSIER/${archivedAs('act', folder).path} ${given.join(' ')}`;
    }),
    '',
    has(authority)
      ? 'Un certificat qui accompagne les actes ne prouve rien à lui seul : comparez son empreinte avec celle que le ministère publie, et donnez-la par --ca-sha256 (et --tsa-ca-sha256 pour l’horodatage).'
      : 'Le certificat de l’autorité n’a pu être joint : demandez-le au ministère et donnez-le par --ca.',
    'L’état d’un acte dit ce qu’il était le jour de l’archive (en vigueur, rectifié, retiré, abrogé). Pour un autre jour, demandez-en un autre dans le portail, sur la page de sa demande, et donnez-le par --state.',
    ...(stateless.length === 0
      ? []
      : [
          'L’état de ces actes n’a pu être joint (le cachet ne répondait pas, ou il avait été trop demandé pour un même agent) :',
          ...stateless.map(({ act }) => `  ${act.number}`),
        ]),
    ...(has(archivedAs('verifier'))
      ? [
          `Sans rien installer : ouvrez ${inFolder(archivedAs('verifier').path)} dans un navigateur et donnez-lui un acte, son evidence.json, son état et ca.pem. Une page qui accompagne un acte a pu être faite avec lui : si vous en doutez, prenez-la sur le portail du ministère.`,
        ]
      : []),
  ].join('\n')}\n`;
}
