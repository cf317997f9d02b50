import type { CivilDate } from '../calendar/civil-date.ts';
import { readEmail } from '../formats/email.ts';
import type { Appointment } from '../permissions/actor.ts';
import { ROLES, type Role } from '../permissions/role.ts';
import { DEPARTMENT_CODES, type Department } from './department.ts';
import {
  Cells,
  type ColumnWanted,
  fault,
  fold,
  type HeaderOf,
  type ImportFault,
  readColumns,
  sayColumns,
  YES_NO,
} from './import-cells.ts';

// Reads a file of people, structures, posts, rights or delegations, line by line. No fault names a
// person: only the line, the column, and why.

/** Kinds of files about people and structures. */
export const IMPORT_KINDS = ['structures', 'people', 'postings', 'rights', 'delegations'] as const;
/** A kind of file about people and structures. */
export type ImportKind = (typeof IMPORT_KINDS)[number];
/** All kinds of files: these, and values of a theme of the situation (import-entry.ts). */
export const FILE_KINDS = [...IMPORT_KINDS, 'situation'] as const;
/** A kind of file. */
export type FileKind = (typeof FILE_KINDS)[number];

/** A post given by a line. */
export interface PostSaid {
  readonly structure: string;
  readonly quality: string;
  readonly grade: string;
  /** Null: the day of the import. */
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
}
/** What a line gives, by the kind of its file. */
export interface Said {
  structures: {
    code: string;
    name: string;
    city: string;
    /** null: the file does not give it. */
    department: Department | null;
    parent: string | null;
    closedOn: CivilDate | null;
  };
  people: {
    employeeNumber: string;
    firstName: string;
    lastName: string;
    /** null: they have none, or the file does not give it. */
    workEmail: string | null;
    language: 'fr' | 'en' | null;
    post: PostSaid | null;
  };
  postings: { employeeNumber: string } & PostSaid;
  rights: {
    employeeNumber: string;
    role: Role;
    byRight: boolean;
    powerReference: string | null;
    inNameOf: string | null;
    /** null: the file does not give it. */
    appointment: Appointment | null;
    structure: string;
    from: CivilDate | null;
    until: CivilDate | null;
  };
  delegations: {
    reference: string;
    delegator: string;
    delegatorQuality: string;
    delegate: string;
    matters: string[];
    structure: string;
    from: CivilDate | null;
    until: CivilDate | null;
  };
}

/** Names of columns in files, folded; reports use the first. */
const NAMES = {
  code: ['code'],
  name: ['nom', 'name', 'libelle'],
  city: ['ville', 'city'],
  department: ['departement', 'department'],
  parent: ['rattachement', 'parent', 'codeparent', 'structureparente'],
  closedOn: ['fermeture', 'fermeele', 'closedon'],
  employeeNumber: ['matricule', 'employeenumber', 'numero'],
  firstName: ['prenom', 'firstname'],
  lastName: ['nom', 'lastname'],
  workEmail: ['adresse', 'courriel', 'email', 'mail', 'adresseprofessionnelle', 'workemail'],
  language: ['langue', 'language'],
  structure: ['structure', 'codestructure'],
  quality: ['qualite', 'fonction', 'quality'],
  grade: ['grade'],
  from: ['du', 'debut', 'from', 'premierjour'],
  until: ['au', 'fin', 'until', 'dernierjour'],
  role: ['habilitation', 'role', 'droit'],
  byRight: ['pleindroit', 'depleindroit', 'byright'],
  powerReference: ['textedupouvoir', 'pouvoir', 'powerreference'],
  inNameOf: ['aunomde', 'innameof'],
  appointment: ['nomination', 'actedenomination', 'appointment'],
  appointmentSignedOn: ['nominationsigneele', 'appointmentsignedon'],
  appointmentPublishedOn: ['nominationpublieele', 'appointmentpublishedon'],
  appointmentEffectiveOn: ['nominationeffetle', 'appointmenteffectiveon'],
  reference: ['reference', 'decision'],
  delegator: ['delegant', 'delegator'],
  delegatorQuality: ['qualitedelegant', 'qualitedudelegant', 'delegatorquality'],
  delegate: ['delegataire', 'delegate'],
  matters: ['matieres', 'demarches', 'matters'],
} as const satisfies Record<string, readonly string[]>;
type Column = keyof typeof NAMES;

/** The columns of each kind; those that end with « ? » are optional. */
const COLUMNS = {
  structures: ['code', 'name', 'city', 'department?', 'parent', 'closedOn?'],
  people: [
    ...['employeeNumber', 'firstName', 'lastName', 'workEmail', 'language?'],
    ...['structure?', 'quality?', 'grade?', 'from?', 'until?'],
  ],
  postings: ['employeeNumber', 'structure', 'quality', 'grade', 'from?', 'until?'],
  rights: [
    ...['employeeNumber', 'role', 'structure', 'byRight?', 'powerReference?', 'inNameOf?'],
    ...[
      'appointment?',
      'appointmentSignedOn?',
      'appointmentPublishedOn?',
      'appointmentEffectiveOn?',
      'from?',
      'until?',
    ],
  ],
  delegations: [
    ...['reference', 'delegator', 'delegatorQuality', 'delegate', 'matters'],
    ...['structure', 'from?', 'until?'],
  ],
} as const satisfies Record<ImportKind, readonly string[]>;

const columnsFor = (kind: ImportKind): ColumnWanted<Column>[] =>
  (COLUMNS[kind] as readonly string[]).map((name) => {
    const column = name.replace('?', '') as Column;
    return { column, names: NAMES[column], needed: !name.endsWith('?') };
  });

/** The position of each column in the file. */
export type Header = HeaderOf<Column>;

/**
 * Reads the header line: every column must be known and named once, and no needed one may be
 * missing.
 */
export const readHeader = (
  kind: ImportKind,
  cells: readonly string[],
): { readonly header: Header } | { readonly fault: ImportFault } => readColumns(columnsFor(kind), cells);

/** Lists the columns of a kind as reports name them; optional ones in brackets. */
export const columnsOf = (kind: ImportKind): string => sayColumns(columnsFor(kind));

/** What a line gives, or all its faults. `key`: the number or code by which reports name it. */
export interface LineRead<Kind extends ImportKind> {
  readonly key: string;
  readonly said: Said[Kind] | null;
  readonly faults: readonly ImportFault[];
}

/** Reads a line. `width`: the number of cells of the header, which the line must match. */
export function readLine<Kind extends ImportKind>(
  kind: Kind,
  header: Header,
  cells: readonly string[],
  width: number,
): LineRead<Kind> {
  if (cells.length !== width)
    return { key: cells[0]?.slice(0, 60) ?? '', said: null, faults: [fault('cells', { is: cells.length, of: width })] };
  const line = new Line(header, cells, (column) => NAMES[column][0]);
  const said = READERS[kind](line) as Said[Kind];
  return { key: line.key(kind), said: line.faults.length === 0 ? said : null, faults: line.faults };
}

/** Reads the cells of a line by their meaning. */
class Line extends Cells<Column> {
  key(kind: ImportKind): string {
    const column = { structures: 'code', delegations: 'reference' }[kind as string] ?? 'employeeNumber';
    return this.raw(column as Column).slice(0, 60);
  }

  email(): string | null {
    const text = this.raw('workEmail');
    const address = text === '' ? null : readEmail(text);
    if (text !== '' && address === null) this.fault('email', 'workEmail');
    return address;
  }

  maybe(column: Column, max: number): string | null {
    return this.raw(column) === '' ? null : this.text(column, max);
  }

  department(): Department | null {
    const text = this.raw('department').toUpperCase();
    // A spreadsheet removes the leading zero of « 01 ».
    const code = /^\d$/.test(text) ? `0${text}` : text;
    const found = DEPARTMENT_CODES.find((one) => one === code) ?? null;
    if (text !== '' && found === null) this.fault('department', 'department');
    return found;
  }

  /**
   * Reads the act that appointed a person; it takes effect on the day of its signature, unless the
   * line gives another.
   */
  appointment(): Appointment | null {
    const reference = this.maybe('appointment', 300);
    const [signedOn, publishedOn, effectiveOn] = APPOINTED.map((column) => this.day(column));
    if (reference === null) {
      if (APPOINTED.some((column) => this.raw(column) !== '')) this.fault('empty', 'appointment');
      return null;
    }
    if (this.raw('appointmentSignedOn') === '') this.fault('empty', 'appointmentSignedOn');
    if (!signedOn) return null;
    if (publishedOn && publishedOn < signedOn) this.fault('published-before-signed', 'appointmentPublishedOn');
    return { reference, signedOn, publishedOn: publishedOn ?? null, effectiveOn: effectiveOn ?? signedOn };
  }

  days(): { from: CivilDate | null; until: CivilDate | null } {
    return this.period('from', 'until');
  }

  post(): PostSaid {
    const structure = this.code('structure');
    return { structure, quality: this.text('quality', 200), grade: this.text('grade', 200), ...this.days() };
  }
}

const ROLE_NAMES: Readonly<Record<string, Role>> = {
  ...Object.fromEntries(ROLES.map((role) => [fold(role), role])),
  gestionnairefinancier: 'financier',
  administrationdaccueil: 'administration-accueil',
  analystemetier: 'analyste',
};
const APPOINTED = ['appointmentSignedOn', 'appointmentPublishedOn', 'appointmentEffectiveOn'] as const;
const LANGUAGES = { fr: 'fr', en: 'en' } as const;
const POST: readonly Column[] = ['structure', 'quality', 'grade', 'from', 'until'];

const READERS: { readonly [Kind in ImportKind]: (line: Line) => unknown } = {
  structures: (line): Said['structures'] => ({
    ...{ code: line.code('code'), name: line.text('name', 200), city: line.text('city', 100) },
    department: line.department(),
    ...{ parent: line.raw('parent') === '' ? null : line.code('parent'), closedOn: line.day('closedOn') },
  }),
  people: (line): Said['people'] => ({
    employeeNumber: line.number('employeeNumber'),
    firstName: line.text('firstName', 100),
    lastName: line.text('lastName', 100),
    workEmail: line.email(),
    language: line.raw('language') === '' ? null : (line.oneOf('language', LANGUAGES) ?? null),
    post: POST.every((column) => line.raw(column) === '') ? null : line.post(),
  }),
  postings: (line): Said['postings'] => ({ employeeNumber: line.number('employeeNumber'), ...line.post() }),
  rights: (line): Said['rights'] => {
    const role = line.oneOf('role', ROLE_NAMES) ?? 'superieur';
    const byRight = line.oneOf('byRight', YES_NO, false) ?? false;
    if (byRight && role !== 'signataire') line.faults.push(fault('by-right'));
    const [powerReference, inNameOf] = [line.maybe('powerReference', 300), line.maybe('inNameOf', 200)];
    if ((powerReference !== null && !byRight) || (inNameOf !== null && powerReference === null))
      line.faults.push(fault('power-text'));
    const appointment = line.appointment();
    if (appointment !== null && !byRight) line.faults.push(fault('appointment-by-right'));
    // A text that makes its holder sign for an authority does so only once the appointment is
    // published.
    if (inNameOf !== null && appointment?.publishedOn === null) line.fault('empty', 'appointmentPublishedOn');
    return {
      ...{ employeeNumber: line.number('employeeNumber'), role, byRight, structure: line.code('structure') },
      ...{ powerReference, inNameOf, appointment },
      ...line.days(),
    };
  },
  delegations: (line): Said['delegations'] => ({
    ...{ reference: line.text('reference', 300), delegator: line.number('delegator') },
    ...{ delegatorQuality: line.text('delegatorQuality', 200), delegate: line.number('delegate') },
    matters: line
      .text('matters', 4_000)
      .split('|')
      .map((matter) => matter.trim())
      .filter((matter) => matter !== ''),
    ...{ structure: line.code('structure'), ...line.days() },
  }),
};

/**
 * Returns the keys by which two lines of a file are about the same thing: both are then at fault.
 * Several keys if a person, or a place, has several unique values.
 */
export function sameKeys<Kind extends ImportKind>(kind: Kind, said: Said[Kind]): string[] {
  switch (kind) {
    case 'structures':
      return [`code:${(said as Said['structures']).code}`];
    case 'people': {
      const { employeeNumber, workEmail } = said as Said['people'];
      return [`number:${employeeNumber}`, ...(workEmail === null ? [] : [`address:${workEmail.toLowerCase()}`])];
    }
    case 'postings': {
      const { employeeNumber, from } = said as Said['postings'];
      return [`posting:${employeeNumber}:${from ?? ''}`];
    }
    case 'rights': {
      const { employeeNumber, role, structure, from } = said as Said['rights'];
      return [`right:${employeeNumber}:${role}:${structure}:${from ?? ''}`];
    }
    default: {
      const { reference, delegate, structure } = said as Said['delegations'];
      return [`delegation:${reference}:${delegate}:${structure}`];
    }
  }
}

/** States of a file. */
export const IMPORT_STATES = ['receiving', 'received', 'refused', 'planned', 'proposed', 'asked', 'applied'] as const;
/** A state of a file. */
export type ImportState = (typeof IMPORT_STATES)[number];

/** Sources of a power that awaits two administrators. */
export const PROVISION_SOURCES = ['import', 'scim'] as const;
/** A source of a power that awaits two administrators. */
export type ProvisionSource = (typeof PROVISION_SOURCES)[number];

/** Sources of a change of a person's identity. */
export const CHANGE_SOURCES = ['screen', ...PROVISION_SOURCES] as const;
/** A source of a change of a person's identity. */
export type ChangeSource = (typeof CHANGE_SOURCES)[number];
