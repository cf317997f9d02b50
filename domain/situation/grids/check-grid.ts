import { type CivilDate, dayAfter, isDay } from '../../calendar/civil-date.ts';
import { eveOf } from '../../calendar/period.ts';
import type { ErrorParams } from '../../errors.ts';
import type { SituationFaultCode } from '../faults.ts';
import type { ThemeFault } from '../themes/check-theme.ts';
import type { Theme } from '../themes/theme.ts';
import { foundBy, type Grid, type GridColumn, type GridRow, type GridShape, type GridType, gridsOf } from './grid.ts';

/**
 * A fault of a grid, and its place: `columns.index`, `rows.3.until`, `rows.3.quota`; rows are
 * counted from 0.
 */
export type GridFault = ThemeFault;

type Report = (at: string, code: SituationFaultCode, params?: ErrorParams) => void;

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() === value && value !== '';
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) > 0;

/**
 * Checks of a value, by the type of its column. The database applies the same (`grid_value_is`).
 */
const IS: { readonly [Type in GridType]: (value: unknown) => boolean } = {
  text: isText,
  grade: isText,
  number: isNumber,
  amount: isNumber,
  echelon: isCount,
  index: isCount,
  quota: isCount,
  date: isDay,
  fraction: (value) => typeof value === 'string' && /^[1-9]\d*\/[1-9]\d*$/.test(value),
};

/** Lists the contradictions within a grid, whose shape was checked before. */
export function checkGrid({ columns, rows }: Grid): GridFault[] {
  const faults: GridFault[] = [];
  const report: Report = (at, code, params = {}) => void faults.push({ at, code, params });
  const keys = columns.map(({ key }) => key);
  for (const key of new Set(keys.filter((one, index) => keys.indexOf(one) !== index)))
    report(`columns.${key}`, 'theme-key-twice', { key });
  for (const [index, row] of rows.entries())
    checkRow(row, columns, (at, ...said) => report(`rows.${index}.${at}`, ...said));
  if (faults.length === 0) checkPeriods({ columns, rows }, report);
  return faults;
}

function checkRow({ from, until, values }: GridRow, columns: readonly GridColumn[], report: Report): void {
  if (!isDay(from)) report('from', 'grid-day', { value: String(from) });
  if (until !== null && !isDay(until)) report('until', 'grid-day', { value: String(until) });
  else if (until !== null && until < from) report('until', 'grid-upside-down', { from, until });
  for (const { key, type, by, optional } of columns)
    if (values[key] === undefined) {
      if (by || !optional) report(key, 'grid-value-missing', { key });
    } else if (!IS[type](values[key])) report(key, 'grid-value', { value: String(values[key]), type });
  for (const key of Object.keys(values))
    if (!columns.some((column) => column.key === key)) report(key, 'grid-column-unknown', { key });
}

/** Checks that, of rows with the same keys, each begins the day after the previous one ends. */
function checkPeriods(grid: Pick<Grid, 'columns' | 'rows'>, report: Report): void {
  const keys = foundBy(grid).map(({ key }) => key);
  const byKey = Map.groupBy([...grid.rows.entries()], ([, { values }]) =>
    JSON.stringify(keys.map((key) => values[key])),
  );
  for (const rows of byKey.values()) {
    const inTime = rows.toSorted(([, one], [, other]) => one.from.localeCompare(other.from));
    for (const [place, [index, { from, values }]] of inTime.entries()) {
      const before = inTime[place - 1]?.[1];
      if (before === undefined) continue;
      const what = keys.map((key) => String(values[key])).join(', ') || '—';
      const next = before.until === null ? null : dayAfter(before.until, { days: 1 });
      const at = `rows.${index}.from`;
      if (next === null || from < next)
        report(at, 'grid-two-rows', { what, day: from, row: (inTime[place - 1]?.[0] ?? 0) + 1 });
      else if (from > next) report(at, 'grid-hole', { what, ...hole(next, from) });
    }
  }
}

const hole = (from: CivilDate, next: CivilDate): ErrorParams => ({ from, until: eveOf(next) });

/**
 * Lists what a new version removes or changes although others rely on it: a column with its type,
 * and the columns by which rows are found.
 */
export function checkShapeStays(former: GridShape, grid: GridShape): GridFault[] {
  const said = ({ key, type, by, optional }: GridColumn): string => JSON.stringify([key, type, by, optional]);
  const now = grid.columns.map(said);
  const gone = former.columns.filter((column) => !now.includes(said(column)));
  const added = foundBy(grid).filter(({ key }) => !foundBy(former).some((column) => column.key === key));
  return [...gone, ...added].map(({ key }) => ({ at: `columns.${key}`, code: 'grid-shape-stays', params: { key } }));
}

/**
 * Lists what a theme needs that the grids lack: an unknown grid, a column of another type, the keys
 * by which its rows are found.
 */
export function checkGridsOf(theme: Theme, shapes: readonly GridShape[]): ThemeFault[] {
  const faults: ThemeFault[] = [];
  const known = shapes.map(({ name }) => name).join(', ') || '…';
  for (const name of gridsOf(theme))
    if (!shapes.some((shape) => shape.name === name))
      faults.push({ at: placeOf(theme, name), code: 'grid-unknown', params: { grid: name, known } });
  for (const { key, type, source, grid = '' } of theme.fields) {
    const shape = source === 'grid' ? shapes.find(({ name }) => name === grid) : undefined;
    if (shape === undefined) continue;
    const at = `fields.${key}`;
    if (!shape.columns.some((column) => column.key === key && column.type === type && !column.by && !column.optional))
      faults.push({ at, code: 'grid-column-missing', params: { grid, key, type } });
    for (const column of foundBy(shape))
      if (!theme.fields.some((field) => field.key === column.key && isOfType(field, column.type) && isKnown(field)))
        faults.push({ at, code: 'grid-key-missing', params: { grid, key: column.key, type: column.type } });
  }
  return faults;
}

/** True if a field always has a value when a grid is read. */
const isKnown = ({ source = 'answer', required = false }: Theme['fields'][number]): boolean =>
  source === 'answer' ? required : source === 'grade';

function placeOf({ fields, rules }: Theme, grid: string): string {
  const field = fields.find((one) => one.source === 'grid' && one.grid === grid);
  const rule = rules.find((one) => gridsOf({ fields: [], rules: [one] }).includes(grid));
  return field === undefined ? `rules.${rule?.id ?? ''}` : `fields.${field.key}`;
}

/** True if the values of a field have the type of a column: a choice is a text. */
const isOfType = ({ type }: Theme['fields'][number], column: GridType): boolean =>
  type === column || (type === 'choice' && column === 'text');
