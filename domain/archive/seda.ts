import { parisDay } from '../calendar/civil-date.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { element } from '../formats/xml.ts';
import type { ArchivedFile } from './contents.ts';
import { FINAL_ACTIONS, type Retention } from './retention.ts';

/** A file as it went into the archive. */
export interface MeasuredFile extends ArchivedFile {
  /** In bytes. */
  readonly size: number;
  /** In hexadecimal. */
  readonly sha512: string;
}

/** What the manifest says of an act beside its files. */
export interface Deposit {
  readonly evidence: Pick<Evidence, 'act' | 'author' | 'agent' | 'request'>;
  readonly signedAt: Date;
  /** Of the act's agent when they filed their request: by its code, as acts are numbered by it. */
  readonly structure: { readonly code: string; readonly name: string };
  /** Null: nobody said how long such acts are kept, and nothing is ever destroyed for that. */
  readonly retention: Retention | null;
  readonly at: Date;
}

/** Where the manifest is written: beside the folder of what it lists. */
export const MANIFEST = 'manifest.xml';
/** The version of SEDA that is written: it is read by those that came after it, under their own name. */
const SEDA = 'fr:gouv:culture:archivesdefrance:seda:v2.1';

/** Who takes the deposit: as the two services agree, which the portal does not know. */
const ARCHIVAL_AGENCY = 'service-archives';

const FORMATS: Readonly<Record<ArchivedFile['mediaType'], string>> = {
  'application/pdf': 'Portable Document Format',
  'application/json': 'JavaScript Object Notation',
  'application/zip': 'ZIP',
  'text/plain': 'Texte',
  'text/html': 'Hypertext Markup Language',
  'application/pkcs7-mime': 'Cryptographic Message Syntax',
};

/**
 * Writes the manifest of a deposit (SEDA 2.1, ArchiveTransfer): one unit for the act, one below it
 * for each file. The only people it names are those the act names.
 */
export function sedaManifest(deposit: Deposit, files: readonly MeasuredFile[]): string {
  const { evidence, structure, at } = deposit;
  const { act } = evidence;
  return transfer({
    comment: `Archive de l’acte n° ${act.number}`,
    id: act.number,
    files,
    units: [unitOfAct({ deposit, files })],
    rules: [deposit.retention],
    management: [appraisal(deposit)],
    agency: structure.code,
    at,
  });
}

/** An act among others, and its own files. */
export interface DepositedTogether {
  readonly deposit: Deposit;
  readonly files: readonly MeasuredFile[];
}

/**
 * Writes the manifest of several acts: one unit for each, which says how long it is kept, one below
 * it for each of its files, and one for each shared file.
 * @param agency code of the structure that all the acts belong to, or are below
 */
export function sedaManifestOf(
  acts: readonly DepositedTogether[],
  { shared, agency, at }: { readonly shared: readonly MeasuredFile[]; readonly agency: string; readonly at: Date },
): string {
  const firsts: number[] = [];
  let next = 0;
  for (const { files } of acts) {
    firsts.push(next);
    next += files.length;
  }
  return transfer({
    comment: `Archive de ${acts.length} acte${acts.length > 1 ? 's' : ''}`,
    id: agency,
    files: [...acts.flatMap(({ files }) => files), ...shared],
    units: [
      ...acts.map((act, at) =>
        unitOfAct({ ...act, first: firsts[at] ?? 0, id: `unite-acte-${at + 1}`, isKeptApart: true }),
      ),
      ...shared.map((file, at) => unitOfFile(file, next + at)),
    ],
    rules: acts.map(({ deposit: { retention } }) => retention),
    management: [],
    ...{ agency, at },
  });
}

function transfer(message: {
  readonly comment: string;
  readonly id: string;
  readonly files: readonly MeasuredFile[];
  readonly units: readonly string[];
  readonly rules: readonly (Retention | null)[];
  readonly management: readonly string[];
  readonly agency: string;
  readonly at: Date;
}): string {
  const { comment, id, files, units, rules, management, agency, at } = message;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(
    'ArchiveTransfer',
    [
      element('Comment', comment),
      element('Date', at.toISOString()),
      element('MessageIdentifier', `${id}-${at.toISOString()}`),
      element('CodeListVersions', [
        element('MessageDigestAlgorithmCodeListVersion', 'SHA-512'),
        ...(rules.every((rule) => rule === null) ? [] : [element('AppraisalRuleCodeListVersion', 'Harmonie')]),
      ]),
      element('DataObjectPackage', [
        ...files.map(dataObject),
        element('DescriptiveMetadata', units),
        element('ManagementMetadata', [
          element('OriginatingAgencyIdentifier', agency),
          element('SubmissionAgencyIdentifier', agency),
          ...management,
        ]),
      ]),
      element('ArchivalAgency', [element('Identifier', ARCHIVAL_AGENCY)]),
      element('TransferringAgency', [element('Identifier', agency)]),
    ],
    { xmlns: SEDA },
  )}\n`;
}

const objectId = (index: number): string => `objet-${index + 1}`;
const groupId = (index: number): string => `groupe-${index + 1}`;

const dataObject = ({ path, mediaType, size, sha512 }: MeasuredFile, index: number): string =>
  element(
    'DataObjectGroup',
    [
      element(
        'BinaryDataObject',
        [
          element('DataObjectVersion', 'BinaryMaster_1'),
          element('Uri', path),
          element('MessageDigest', sha512, { algorithm: 'SHA-512' }),
          element('Size', String(size)),
          element('FormatIdentification', [
            element('FormatLitteral', FORMATS[mediaType]),
            element('MimeType', mediaType),
          ]),
          element('FileInfo', [element('Filename', path.slice(path.lastIndexOf('/') + 1))]),
        ],
        { id: objectId(index) },
      ),
    ],
    { id: groupId(index) },
  );

function unitOfAct({
  deposit,
  files,
  first = 0,
  id = 'unite-acte',
  isKeptApart = false,
}: DepositedTogether & { readonly first?: number; readonly id?: string; readonly isKeptApart?: boolean }): string {
  const { evidence, signedAt, structure } = deposit;
  const { act, author, agent, request } = evidence;
  const service = element('OriginatingAgency', [element('Identifier', structure.code)]);
  const signed = parisDay(signedAt);
  return element(
    'ArchiveUnit',
    [
      ...(isKeptApart ? [element('Management', [appraisal(deposit)])] : []),
      element('Content', [
        element('DescriptionLevel', 'File'),
        element('Title', `Acte n° ${act.number} : ${act.title}`),
        element('OriginatingAgencyArchiveUnitIdentifier', act.number),
        element(
          'Description',
          `${structure.name}. ${author.service}.${request ? ` Demande n° ${request.number}.` : ''}`,
        ),
        element('DocumentType', 'Acte de gestion du personnel, avec les éléments qui le prouvent'),
        element('Language', 'fr'),
        service,
        person('Writer', author, author.quality),
        ...(agent ? [person('Addressee', agent)] : []),
        element('StartDate', signed),
        element('EndDate', signed),
      ]),
      ...files.map((file, at) =>
        unitOfFile(
          file,
          first + at,
          isAct(file) ? [element('Language', 'fr'), service, element('TransactedDate', signed)] : [],
        ),
      ),
    ],
    { id },
  );
}

/** @param index of the file among all those of the message */
const unitOfFile = (file: MeasuredFile, index: number, said: readonly string[] = []): string =>
  element(
    'ArchiveUnit',
    [
      element('Content', [element('DescriptionLevel', 'Item'), element('Title', file.title), ...said]),
      element('DataObjectReference', [element('DataObjectGroupReferenceId', groupId(index))]),
    ],
    { id: `unite-${index + 1}` },
  );

const isAct = ({ path }: ArchivedFile): boolean => /\/acte(?:-scelle)?\.pdf$/.test(path);

const person = (
  as: string,
  { firstName, lastName }: { firstName: string; lastName: string },
  quality?: string,
): string =>
  element(as, [
    element('FirstName', firstName),
    element('BirthName', lastName),
    ...(quality ? [element('Function', quality)] : []),
  ]);

/** How long, and then what: by the name of the rule in the tables of who takes the deposit. */
const appraisal = ({ retention, signedAt }: Deposit): string =>
  element('AppraisalRule', [
    ...(retention === null
      ? []
      : [element('Rule', `HARMONIE-${retention.years}-ANS`), element('StartDate', parisDay(signedAt))]),
    element('FinalAction', FINAL_ACTIONS[retention?.fate ?? 'transfer']),
  ]);
