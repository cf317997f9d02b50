import { type CivilDate, isDay } from '../calendar/civil-date.ts';
import { readEmail } from '../formats/email.ts';
import { ROLES, type Role } from '../permissions/role.ts';

// What a file of people, structures, posts, rights or delegations says, line by line. No person is named in a fault: which line,
// which column, and why.

export const IMPORT_KINDS = ['structures', 'people', 'postings', 'rights', 'delegations'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** Why a line, or a file, is not taken: a code of import-words.ts and what fills its sentence in. */
export interface ImportFault {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}
export const fault = (code: string, params: ImportFault['params'] = {}): ImportFault => ({ code, params });

export interface PostSaid {
  readonly structure: string;
  readonly quality: string;
  readonly grade: string;
  /** Null: the day of the import. */
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
}
/** What a line says, by the kind of its file. */
export interface Said {
  structures: { code: string; name: string; city: string; parent: string | null; closedOn: CivilDate | null };
  people: {
    employeeNumber: string;
    firstName: string;
    lastName: string;
    /** null: they have none, or the file says nothing of it. */
    workEmail: string | null;
    language: 'fr' | 'en' | null;
    post: PostSaid | null;
  };
  postings: { employeeNumber: string } & PostSaid;
  rights: {
    employeeNumber: string;
    role: Role;
    byRight: boolean;
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

/** Names of columns as files bear them, folded; the first is the one that reports say. */
const NAMES = {
  code: ['code'],
  name: ['nom', 'name', 'libelle'],
  city: ['ville', 'city'],
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
  reference: ['reference', 'decision'],
  delegator: ['delegant', 'delegator'],
  delegatorQuality: ['qualitedelegant', 'qualitedudelegant', 'delegatorquality'],
  delegate: ['delegataire', 'delegate'],
  matters: ['matieres', 'demarches', 'matters'],
} as const satisfies Record<string, readonly string[]>;
type Column = keyof typeof NAMES;

/** The columns of each kind; those that end with « ? » may lack. */
const COLUMNS = {
  structures: ['code', 'name', 'city', 'parent', 'closedOn?'],
  people: [
    ...['employeeNumber', 'firstName', 'lastName', 'workEmail', 'language?'],
    ...['structure?', 'quality?', 'grade?', 'from?', 'until?'],
  ],
  postings: ['employeeNumber', 'structure', 'quality', 'grade', 'from?', 'until?'],
  rights: ['employeeNumber', 'role', 'structure', 'byRight?', 'from?', 'until?'],
  delegations: [
    ...['reference', 'delegator', 'delegatorQuality', 'delegate', 'matters'],
    ...['structure', 'from?', 'until?'],
  ],
} as const satisfies Record<ImportKind, readonly string[]>;

const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/** Which column of the file holds what. */
export type Header = Partial<Record<Column, number>>;

/** Reads the first line: every column must be known, said once, and none that is needed may lack. */
export function readHeader(
  kind: ImportKind,
  cells: readonly string[],
): { readonly header: Header } | { readonly fault: ImportFault } {
  const wanted = (COLUMNS[kind] as readonly string[]).map((name) => name.replace('?', '') as Column);
  const header: Header = {};
  for (const [place, cell] of cells.entries()) {
    const column = wanted.find((name) => (NAMES[name] as readonly string[]).includes(fold(cell)));
    const shown = cell.slice(0, 40);
    if (column === undefined) return { fault: fault('column-unknown', { column: shown, columns: columnsOf(kind) }) };
    if (header[column] !== undefined) return { fault: fault('column-twice', { column: shown }) };
    header[column] = place;
  }
  const needed = (COLUMNS[kind] as readonly string[]).filter((name) => !name.endsWith('?')) as Column[];
  const missing = needed.filter((column) => header[column] === undefined);
  if (missing.length === 0) return { header };
  return { fault: fault('column-missing', { columns: missing.map((name) => NAMES[name][0]).join(', ') }) };
}

/** The columns of a kind as reports name them; those that may lack stand in brackets. */
export const columnsOf = (kind: ImportKind): string =>
  (COLUMNS[kind] as readonly string[])
    .map((name) => (name.endsWith('?') ? `[${NAMES[name.slice(0, -1) as Column][0]}]` : NAMES[name as Column][0]))
    .join(', ');

/** What a line says, or all that is wrong with it. `key`: the number or code by which reports name it. */
export interface LineRead<Kind extends ImportKind> {
  readonly key: string;
  readonly said: Said[Kind] | null;
  readonly faults: readonly ImportFault[];
}

/** Reads a line that should have as many cells as the header, `width`. */
export function readLine<Kind extends ImportKind>(
  kind: Kind,
  header: Header,
  cells: readonly string[],
  width: number,
): LineRead<Kind> {
  if (cells.length !== width)
    return { key: cells[0]?.slice(0, 60) ?? '', said: null, faults: [fault('cells', { is: cells.length, of: width })] };
  const line = new Cells(header, cells);
  const said = READERS[kind](line) as Said[Kind];
  return { key: line.key(kind), said: line.faults.length === 0 ? said : null, faults: line.faults };
}

const NUMBER = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;
const CODE = /^[A-Z0-9][A-Z0-9-]{0,39}$/;
/** What PostgreSQL does not take, and what no name holds. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
const UNREADABLE = /[\u0000-\u001f\u007f-\u009f\ufffd]|\p{Cs}/u;

/** The cells of a line, read one by one; faults gather. */
class Cells {
  readonly faults: ImportFault[] = [];
  readonly #header: Header;
  readonly #cells: readonly string[];

  constructor(header: Header, cells: readonly string[]) {
    this.#header = header;
    this.#cells = cells;
  }

  raw(column: Column): string {
    const place = this.#header[column];
    return place === undefined ? '' : (this.#cells[place] ?? '').trim();
  }

  key(kind: ImportKind): string {
    const column = { structures: 'code', delegations: 'reference' }[kind as string] ?? 'employeeNumber';
    return this.raw(column as Column).slice(0, 60);
  }

  #fault(code: string, column: Column, more: ImportFault['params'] = {}): void {
    this.faults.push(fault(code, { column: NAMES[column][0], ...more }));
  }

  text(column: Column, max: number): string {
    const text = this.raw(column);
    if (text === '') this.#fault('empty', column);
    else if (UNREADABLE.test(text)) this.#fault('unreadable', column);
    else if (text.length > max) this.#fault('too-long', column, { max });
    return text;
  }

  #matching(column: Column, pattern: RegExp, code: string, text = this.raw(column)): string {
    if (text === '') this.#fault('empty', column);
    else if (!pattern.test(text)) this.#fault(code, column);
    return text;
  }

  number(column: Column): string {
    return this.#matching(column, NUMBER, 'number');
  }

  code(column: Column): string {
    return this.#matching(column, CODE, 'code', this.raw(column).toUpperCase());
  }

  email(): string | null {
    const text = this.raw('workEmail');
    const address = text === '' ? null : readEmail(text);
    if (text !== '' && address === null) this.#fault('email', 'workEmail');
    return address;
  }

  day(column: 'from' | 'until' | 'closedOn'): CivilDate | null {
    const text = this.raw(column);
    if (text === '') return null;
    const french = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
    const [, day = '', month = '', year = ''] = french ?? [];
    const iso = french === null ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    if (isDay(iso) && iso >= '1900-01-01' && iso <= '2200-01-01') return iso;
    this.#fault('day', column);
    return null;
  }

  period(): { from: CivilDate | null; until: CivilDate | null } {
    const [from, until] = [this.day('from'), this.day('until')];
    if (from !== null && until !== null && until < from) this.#fault('period-upside-down', 'until');
    return { from, until };
  }

  post(): PostSaid {
    const structure = this.code('structure');
    return { structure, quality: this.text('quality', 200), grade: this.text('grade', 200), ...this.period() };
  }

  oneOf<Value>(column: Column, values: Readonly<Record<string, Value>>, otherwise?: Value): Value | undefined {
    const text = fold(this.raw(column));
    if (text === '' && otherwise !== undefined) return otherwise;
    if (text === '') this.#fault('empty', column);
    else if (!Object.hasOwn(values, text)) this.#fault('choice', column, { choices: Object.keys(values).join(', ') });
    return values[text];
  }
}

const ROLE_NAMES: Readonly<Record<string, Role>> = {
  ...Object.fromEntries(ROLES.map((role) => [role, role])),
  gestionnairefinancier: 'financier',
  analystemetier: 'analyste',
};
const YES_NO = { oui: true, non: false, yes: true, no: false, true: true, false: false, '1': true, '0': false };
const LANGUAGES = { fr: 'fr', en: 'en' } as const;
const POST: readonly Column[] = ['structure', 'quality', 'grade', 'from', 'until'];

const READERS: { readonly [Kind in ImportKind]: (line: Cells) => unknown } = {
  structures: (line): Said['structures'] => ({
    ...{ code: line.code('code'), name: line.text('name', 200), city: line.text('city', 100) },
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
    return {
      ...{ employeeNumber: line.number('employeeNumber'), role, byRight, structure: line.code('structure') },
      ...line.period(),
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
    ...{ structure: line.code('structure'), ...line.period() },
  }),
};

/**
 * What tells that two lines of a file speak of the same: both are then at fault. Several keys where several things are one
 * person's, or one place's.
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
