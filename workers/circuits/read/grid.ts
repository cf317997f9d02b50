import { z } from 'zod';
import { type CircuitFault, wordsOfFault } from '#domain/circuit/faults/fault.ts';
import { checkGrid } from '#domain/situation/grids/check-grid.ts';
import {
  GRID_FOLDER,
  GRID_NAME,
  GRID_TYPES,
  GRID_USES,
  type Grid,
  MAX_GRID_ROWS,
} from '#domain/situation/grids/grid.ts';
import { THEME_FOLDER } from '#domain/situation/themes/theme.ts';

const words = z.string().trim().min(1).max(500);
const bilingual = z.strictObject({ fr: words, en: words });
const key = z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,49}$/);

/** A grid as its file writes it. */
const grid: z.ZodType<Grid> = z.strictObject({
  name: z.string().regex(GRID_NAME),
  title: bilingual,
  use: z.enum(GRID_USES).exactOptional(),
  columns: z
    .array(
      z.strictObject({
        key,
        type: z.enum(GRID_TYPES),
        label: bilingual,
        by: z.literal(true).exactOptional(),
        optional: z.literal(true).exactOptional(),
      }),
    )
    .min(1)
    .max(20),
  rows: z
    .array(
      z.strictObject({
        from: z.string(),
        until: z.string().nullable(),
        values: z.record(key, z.union([z.string(), z.number()])),
        legal: words.nullable(),
      }),
    )
    .max(MAX_GRID_ROWS),
});

/** A file of the installation that is no grid: the portal does not start on it. */
export class InvalidGrid extends Error {
  override readonly name = 'InvalidGrid';

  constructor(file: string, faults: readonly Pick<CircuitFault, 'elementId' | 'code' | 'params'>[]) {
    super(
      `The grid ${THEME_FOLDER}${GRID_FOLDER}${file} cannot be kept:\n` +
        faults.map(({ elementId, code, params }) => `  ${elementId}: ${wordsOfFault({ code, params }).en}`).join('\n'),
    );
  }
}

/**
 * A grid that the portal is shipped with, read strictly.
 * @param file its name in the folder of grids
 * @throws {InvalidGrid}
 */
export function readGrid(file: string, text: string): Grid {
  const parsed = grid.safeParse(parse(file, text));
  if (!parsed.success)
    throw new InvalidGrid(
      file,
      parsed.error.issues.map(({ path, message }) => unreadable(path.join('.') || '(file)', message)),
    );
  const read = parsed.data;
  const faults = checkGrid(read).map(({ at, code, params }) => ({ elementId: at, code, params }));
  const named = file.replace(/\.json$/, '');
  if (read.name !== named)
    faults.push({ elementId: 'name', code: 'grid-name', params: { file: named, name: read.name } });
  if (faults.length > 0) throw new InvalidGrid(file, faults);
  return read;
}

const unreadable = (elementId: string, reason: string) =>
  ({ elementId, code: 'grid-unreadable', params: { reason } }) as const;

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidGrid(file, [unreadable('(file)', (error as Error).message.slice(0, 200))]);
  }
}
