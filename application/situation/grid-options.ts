import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { same } from '#domain/formats/in-words.ts';
import { choicesOf, gridChoicesIn } from '#domain/situation/grids/grid-choices.ts';
import type { Tx } from '#prisma/client.ts';
import { gridsOn } from '#prisma/repositories/people/grids.ts';
import type { OptionOffer } from '../forms/offer-items.ts';
import type { FormSchema } from '../forms/schema.ts';

/**
 * Lists the options of the fields that let people choose from a reference grid, as it is that day.
 */
export async function gridOptions(tx: Tx, { components }: FormSchema, day: CivilDate): Promise<OptionOffer[]> {
  const asked = gridChoicesIn(components);
  if (asked.length === 0) return [];
  const names = [...new Set(asked.map(({ grid }) => grid))];
  const grids = await gridsOn(tx, names, day);
  return asked.map(({ key, grid: name }) => {
    const grid = grids[name];
    return { key, options: (grid ? choicesOf(grid) : []).map((value) => ({ value, label: same(value) })) };
  });
}
