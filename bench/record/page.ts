import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AIMS, type Aim } from './aims.ts';
import { type Figures, nameOf } from './record.ts';

const FIGURES = path.join(import.meta.dirname, 'figures.json');
const PAGE = path.resolve(import.meta.dirname, '../../docs/performance.md');

export const readFigures = async (): Promise<Figures> => JSON.parse(await readFile(FIGURES, 'utf8')) as Figures;
export const keepFigures = (figures: Figures): Promise<void> =>
  writeFile(FIGURES, `${JSON.stringify(figures, null, 2)}\n`);

/** Writes the table of docs/performance.md anew. */
export async function writePage(): Promise<void> {
  await writeFile(PAGE, withTable(await readFile(PAGE, 'utf8'), tableOf(await readFigures())));
}

/** Makes the table: a row for each aim, with its last figure. */
export function tableOf(figures: Figures, aims: readonly Aim[] = AIMS): string {
  const rows = aims.map((aim) => {
    const kept = figures[nameOf(aim)];
    const figure = kept === undefined ? 'not measured' : figureOf(aim, kept.figure);
    return `| ${aim.what} | ${boundOf(aim)} | ${figure} | ${kept?.date ?? ''} | ${kept === undefined ? '' : `\`${kept.command}\``} |`;
  });
  return ['| What | Aim | Last quiet figure | Date | Command |', '|---|---|---|---|---|', ...rows].join('\n');
}

/** Replaces the table of the page and leaves all around it. */
export function withTable(page: string, table: string): string {
  const written = /(?<=\n)\| What \| Aim \|.*(?:\n\|.*)*/;
  if (!written.test(page)) throw new Error('docs/performance.md has no table « What, Aim »');
  return page.replace(written, () => table);
}

const numberOf = (value: number, unit: string) =>
  `${value.toLocaleString('en-US', { maximumFractionDigits: 2 })}${unit === '' || unit.startsWith('/') ? unit : ` ${unit}`}`;

function boundOf({ max, min, unit }: Aim): string {
  if (max !== undefined) return max === 0 ? 'none' : `≤ ${numberOf(max, unit)}`;
  return min === undefined ? '' : `≥ ${numberOf(min, unit)}`;
}

function figureOf({ max, min, unit }: Aim, figure: number): string {
  const met = figure <= (max ?? Number.POSITIVE_INFINITY) && figure >= (min ?? Number.NEGATIVE_INFINITY);
  return met ? numberOf(figure, unit) : `**${numberOf(figure, unit)}: not met**`;
}
