import { parisDay } from '../calendar/civil-date.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { type ArchivedFile, archivedAs } from './contents.ts';
import { FINAL_ACTIONS, type Retention } from './retention.ts';

/** A file as it went into the archive. */
export interface MeasuredFile extends ArchivedFile {
  /** In bytes. */
  readonly size: number;
  /** In hexadecimal. */
  readonly sha512: string;
}

/** What the manifest says beside the files. */
export interface Deposit {
  readonly evidence: Pick<Evidence, 'act' | 'author' | 'agent' | 'request'>;
  readonly signedAt: Date;
  /** Of the act's agent when they filed their request: by its code, as acts are numbered by it. */
  readonly structure: { readonly code: string; readonly name: string };
  /** Null: nobody said how long such acts are kept, and nothing is ever destroyed for that. */
  readonly retention: Retention | null;
  readonly at: Date;
}

/** Where the manifest stands: beside the folder of what it lists. */
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
 * The manifest of a deposit (SEDA 2.1, ArchiveTransfer): one unit for the act, one below it for each file. Of people it says
 * whom the act names, nobody else.
 */
export function sedaManifest(deposit: Deposit, files: readonly MeasuredFile[]): string {
  const { evidence, structure, retention, at } = deposit;
  const { act } = evidence;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(
    'ArchiveTransfer',
    [
      element('Comment', `Archive de l’acte n° ${act.number}`),
      element('Date', at.toISOString()),
      element('MessageIdentifier', `${act.number}-${at.toISOString()}`),
      element('CodeListVersions', [
        element('MessageDigestAlgorithmCodeListVersion', 'SHA-512'),
        ...(retention === null ? [] : [element('AppraisalRuleCodeListVersion', 'Harmonie')]),
      ]),
      element('DataObjectPackage', [
        ...files.map(dataObject),
        element('DescriptiveMetadata', [unitOfAct(deposit, files)]),
        element('ManagementMetadata', [
          element('OriginatingAgencyIdentifier', structure.code),
          element('SubmissionAgencyIdentifier', structure.code),
          appraisal(deposit),
        ]),
      ]),
      element('ArchivalAgency', [element('Identifier', ARCHIVAL_AGENCY)]),
      element('TransferringAgency', [element('Identifier', structure.code)]),
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

function unitOfAct({ evidence, signedAt, structure }: Deposit, files: readonly MeasuredFile[]): string {
  const { act, author, agent, request } = evidence;
  const service = element('OriginatingAgency', [element('Identifier', structure.code)]);
  const signed = parisDay(signedAt);
  return element(
    'ArchiveUnit',
    [
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
      ...files.map((file, index) =>
        element(
          'ArchiveUnit',
          [
            element('Content', [
              element('DescriptionLevel', 'Item'),
              element('Title', file.title),
              ...(isAct(file) ? [element('Language', 'fr'), service, element('TransactedDate', signed)] : []),
            ]),
            element('DataObjectReference', [element('DataObjectGroupReferenceId', groupId(index))]),
          ],
          { id: `unite-${index + 1}` },
        ),
      ),
    ],
    { id: 'unite-acte' },
  );
}

const isAct = ({ path }: ArchivedFile): boolean =>
  path === archivedAs('act').path || path === archivedAs('sealed').path;

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

function element(name: string, content: string | readonly string[], attributes: Readonly<Record<string, string>> = {}) {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${text(value)}"`);
  return `<${name}${said.join('')}>${typeof content === 'string' ? text(content) : content.join('')}</${name}>`;
}

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Words as XML has them: what it cannot write at all is left out. */
const text = (words: string): string =>
  words
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 cannot write
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (one) => ESCAPED[one] ?? '');
