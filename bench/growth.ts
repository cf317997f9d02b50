import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { blocksOf, type PageBlocks, pageBlocks } from './portal/blocks.ts';
import { load, readLoaded, type Size } from './portal/load/load.ts';
import { onCopy } from './portal/measure.ts';
import { signEveryoneIn } from './portal/people.ts';
import { say, timed } from './portal/progress.ts';
import type { RunningPortal } from './portal/running.ts';
import { planOf } from './portal/statements.ts';

const OPTIONS = {
  data: { type: 'string', default: path.join(tmpdir(), 'harmonie-growth') },
  scale: { type: 'string', default: '0.2' },
  match: { type: 'string', default: '' },
} as const;

/** Blocks of 8 kB that PostgreSQL reads, on ten years of history and on twenty. */
interface Growth {
  readonly blocks: number;
  readonly doubled: number;
}

/** More than a tenth more, and more than what trees that are a level deeper explain. */
const grows = ({ blocks, doubled }: Growth, deeper: number) => doubled > blocks * 1.1 && doubled > blocks + deeper;
const DEEPER = 16;
/** Of each row that a page lists: the row itself and its request are looked up by their keys. */
const DEEPER_A_ROW = 2;

const mostFirst = (a: Growth, b: Growth) => b.doubled - b.blocks - (a.doubled - a.blocks);

/**
 * Tells which pages read more as history grows: the same people ask for the same, of ten years, then of twenty. Both are
 * loaded into folders below DIR, unless they are there.
 *   npm run bench -- growth [--data DIR] [--scale 0.2] [--match 'to do']
 */
export async function benchGrowth(args: string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({ args, options: OPTIONS });
  const scale = Number(values.scale);
  const readPages = (portal: RunningPortal, db: pg.Client) =>
    timed('pages', async () => {
      const people = await signEveryoneIn(db, portal.url);
      return pageBlocks(portal, db, { people, match: new RegExp(values.match, 'i') });
    });
  const decade = await loaded(path.resolve(values.data, 'ten-years'), { scale, doubled: false });
  const two = await loaded(path.resolve(values.data, 'twenty-years'), { scale, doubled: true });
  const before = await onPortal(decade, readPages);
  return onPortal(two, async (portal, db) => {
    const pages = compare(before, await readPages(portal, db));
    const growing = pages.filter((page) => grows(page, DEEPER + DEEPER_A_ROW * page.rows)).toSorted(mostFirst);
    // Where lists were not yet as long as a page, they show more.
    const [longer, grown] = [true, false].map((lists) => growing.filter(({ more }) => more > 0 === lists));
    for (const { page, who, blocks, doubled, rows, more, statements } of growing) {
      const listed = more > 0 ? ` (${rows - more}, then ${rows} rows)` : '';
      say(`  ${page} · ${who}: ${blocks}, then ${doubled} blocks${listed}`);
      for (const one of statements) {
        say(`    ${one.blocks}, then ${one.doubled}: ${one.statement.replaceAll(/\s+/g, ' ')}`);
        for (const line of await planOf(db, one.statement)) say(`      ${line}`);
      }
    }
    return {
      bench: 'growth',
      scale,
      grown: grown?.map(figureOf),
      longer: longer?.map(figureOf),
      asked_otherwise: pages.filter(({ same }) => !same).map(({ page, who }) => `${page} · ${who}`),
      pages: pages.map(figureOf),
    };
  });
}

async function loaded(dataDir: string, size: Size): Promise<string> {
  const kept = await readLoaded(dataDir);
  if (kept === undefined) await load(dataDir, size);
  else if (kept.scale !== size.scale || kept.doubled !== size.doubled)
    throw new Error(`${dataDir} was loaded with --scale ${kept.scale}${kept.doubled ? ' --doubled' : ''}: remove it`);
  return dataDir;
}

const onPortal = <T>(dataDir: string, work: (portal: RunningPortal, db: pg.Client) => Promise<T>) =>
  onCopy(dataDir, { statements: true, keep: false }, work);

interface PageGrowth extends Growth {
  readonly page: string;
  readonly who: string;
  /** Rows that it lists on twenty years, and how many more than on ten. */
  readonly rows: number;
  readonly more: number;
  /** Whether the same addresses were asked for. */
  readonly same: boolean;
  /** Those that read more. */
  readonly statements: readonly (Growth & { readonly statement: string })[];
}

const figureOf = ({ page, who, blocks, doubled, rows }: PageGrowth) => ({ page, who, blocks, doubled, rows });

function compare(before: readonly PageBlocks[], after: readonly PageBlocks[]): PageGrowth[] {
  return before.flatMap((ten) => {
    const twenty = after.find(({ page, who }) => page === ten.page && who === ten.who);
    if (twenty === undefined) return [];
    const statements = [...twenty.statements]
      .map(([key, { statement, blocks }]) => ({
        statement,
        blocks: Math.round(ten.statements.get(key)?.blocks ?? 0),
        doubled: Math.round(blocks),
      }))
      .filter((growth) => grows(growth, DEEPER))
      .toSorted(mostFirst);
    return {
      page: ten.page,
      who: ten.who,
      blocks: Math.round(blocksOf(ten.statements.values())),
      doubled: Math.round(blocksOf(twenty.statements.values())),
      rows: Math.round(twenty.rows),
      more: Math.round(twenty.rows) - Math.round(ten.rows),
      same: ten.asked.join() === twenty.asked.join(),
      statements,
    };
  });
}
