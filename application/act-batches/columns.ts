import {
  Cells,
  type ColumnWanted,
  fault,
  fold,
  type HeaderOf,
  type ImportFault,
  plain,
  readColumns,
  YES_NO,
} from '#domain/people/import-cells.ts';
import type { ActLineRead } from '#prisma/repositories/requests/act-batches.ts';
import { isStorable } from '../drafts/storable.ts';
import { placesIn } from '../forms/instances.ts';
import { labelOf } from '../forms/labels.ts';
import { formatPath, isPlainObject, type Path, setAt } from '../forms/path.ts';
import type { FormComponent, ValueType } from '../forms/schema.ts';
import type { CsvRecord } from '../people/imports/read-csv.ts';
import type { Version } from '../versions.ts';

// Format of a file of agents for whom an act is started: one per line, by employee number, with the
// answers that differ.

const NUMBER = 'employeeNumber';
/** Separates several choices in one cell. */
const SEVERAL = '|';

/** A field of the form that a column may give. */
interface AnswerColumn {
  readonly column: string;
  readonly names: readonly string[];
  readonly path: Path;
  readonly component: FormComponent & { readonly type: ValueType };
  readonly texts: Version['manifest']['texts']['form'];
}

/**
 * Lists the fields that a file may give, each named by its label if no other field has the same
 * one, or by its key.
 */
function answerColumns({ form, manifest }: Version): AnswerColumn[] {
  const texts = manifest.texts.form;
  const fields = placesIn(form, {}).filter(({ component }) => READERS[component.type] !== null);
  const labels = fields.map(({ component }) => labelOf(component, texts));
  const isAlone = (label: string) =>
    fold(label) !== '' && labels.filter(({ fr, en }) => [fold(fr), fold(en)].includes(fold(label))).length === 1;
  return fields.map(({ component, path }, index) => {
    const key = formatPath(path);
    const { fr = '', en = '' } = labels[index] ?? {};
    return { column: `answer:${key}`, names: [...[fr, en].filter(isAlone), key], path, component, texts };
  });
}

const columnsFor = (answers: readonly AnswerColumn[]): ColumnWanted[] => [
  { column: NUMBER, names: ['Matricule', 'employeeNumber', 'numero'], needed: true },
  ...answers.map(({ column, names }) => ({ column, names, needed: false })),
];

/** Returns the header of such a file, with all the columns that it may have. */
export const templateOf = (version: Version): string[] =>
  columnsFor(answerColumns(version)).map(({ names: [name = ''] }) => name);

/** Reads the header of a file of agents; returns the reader of the other lines, or the fault. */
export function readingOf(
  version: Version,
  cells: readonly string[],
): { readonly header: (record: CsvRecord) => ActLineRead } | { readonly fault: ImportFault } {
  const answers = answerColumns(version);
  const read = readColumns(columnsFor(answers), cells);
  if ('fault' in read) return read;
  const given = answers.filter(({ column }) => read.header[column] !== undefined);
  return { header: (record) => readLine(given, read.header, record, cells.length) };
}

function readLine(
  answers: readonly AnswerColumn[],
  header: HeaderOf,
  { line, cells }: CsvRecord,
  width: number,
): ActLineRead {
  const names = new Map(answers.map(({ column, names: [name = ''] }) => [column, name]));
  const row = new Cells<string>(header, cells, (column) => names.get(column) ?? 'Matricule');
  const key = row.raw(NUMBER).slice(0, 60);
  if (cells.length !== width)
    return { line, key: plain(key), said: null, faults: [fault('cells', { is: cells.length, of: width })] };
  row.number(NUMBER);
  const said: Record<string, unknown> = {};
  for (const answer of answers) {
    const text = row.raw(answer.column);
    if (text === '') continue;
    const read = isStorable(text) ? READERS[answer.component.type]?.(row, answer, text) : undefined;
    if (read === undefined) row.fault('unreadable', answer.column);
    else if (read !== AT_FAULT) setAt(said, answer.path, read);
  }
  const { faults } = row;
  return { line, key: plain(key), said: faults.length === 0 ? said : null, faults };
}

/** The fault was already recorded on the cell. */
const AT_FAULT = Symbol('at fault');
type Reader = (row: Cells<string>, answer: AnswerColumn, text: string) => unknown;

const asTyped: Reader = (_row, _answer, text) => text;

/**
 * Reads one of the choices that the form offers, by value or by label; when the form computes its
 * choices, the text is left for the form to judge.
 */
const choice: Reader = (row, { column, component, texts }, text) => {
  const options = (component.values ?? []).filter(isPlainObject);
  if (options.length === 0) return text;
  const labelsOf = ({ value, label }: Record<string, unknown>) => {
    const said = texts[`${component.key}.options.${String(value)}`];
    return [said?.fr, said?.en, label].filter((each) => typeof each === 'string');
  };
  const found =
    options.find(({ value }) => String(value) === text) ??
    options.find((option) => labelsOf(option).some((label) => fold(label) === fold(text)));
  if (found !== undefined) return found.value;
  row.fault('choice', column, {
    choices: options
      .map((option) => labelsOf(option)[0] ?? '')
      .join(', ')
      .slice(0, 400),
  });
  return AT_FAULT;
};

const choices: Reader = (row, answer, text) => {
  const read = text.split(SEVERAL).map((each) => choice(row, answer, each.trim()));
  return read.includes(AT_FAULT) ? AT_FAULT : read;
};

/** Reads « 1 234,5 » as 1234.5. */
const number: Reader = (row, { column, component }, text) => {
  const plain = text.replace(/\s/g, '').replace(',', '.');
  if (/^-?\d{1,15}(\.\d{1,6})?$/.test(plain)) return component.serializeToString === true ? plain : Number(plain);
  row.fault('decimal', column);
  return AT_FAULT;
};

const yesOrNo: Reader = (row, { column }, text) => {
  const said = (YES_NO as Readonly<Record<string, boolean>>)[fold(text)];
  if (said === undefined) row.fault('yes-no', column);
  return said ?? AT_FAULT;
};

const day: Reader = (row, { column, component }, text) =>
  component.subtype === 'date' ? (row.day(column) ?? AT_FAULT) : text;

/** How a cell is read as the answer of a field; null: no cell gives it. */
const READERS: { readonly [Type in ValueType]: Reader | null } = {
  textfield: asTyped,
  textarea: asTyped,
  number,
  checkbox: yesOrNo,
  checklist: choices,
  taglist: choices,
  radio: choice,
  select: choice,
  datetime: day,
  filepicker: null,
  expression: null,
};
