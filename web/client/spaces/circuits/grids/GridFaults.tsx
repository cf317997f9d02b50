import { wordsOfFault } from '#domain/circuit/faults/fault.ts';
import type { GridFault } from '#domain/situation/grids/check-grid.ts';
import type { Grid } from '#domain/situation/grids/grid.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { nameOf, type TypedRow } from './grid-rows.ts';

const MAX_SHOWN = 50;

/** « rows.3.until » → 3; null: of the grid as a whole. */
export const rowOf = ({ at }: Pick<GridFault, 'at'>): number | null => {
  const [, index] = /^rows\.(\d+)\./.exec(at) ?? [];
  return index === undefined ? null : Number(index);
};

/** What is wrong in a grid, or that nothing is. */
export function GridFaults({
  grid,
  rows,
  faults,
}: {
  grid: Grid;
  rows: readonly TypedRow[];
  faults: readonly GridFault[];
}) {
  const { t, read } = useLanguage();
  if (faults.length === 0) return <p className="h-grid__sound">{t('grids.sound')}</p>;
  return (
    <div className="h-grid__faults">
      <p>
        <strong>{t('grids.faults', { count: faults.length })}</strong>
      </p>
      <ul>
        {faults.slice(0, MAX_SHOWN).map((fault) => {
          const index = rowOf(fault);
          const row = index === null ? undefined : rows[index];
          const message = read(wordsOfFault(fault));
          return (
            <li key={`${fault.at} ${fault.code}`}>
              {row === undefined || index === null
                ? message
                : t('grids.faultAt', { row: `${index + 1} (${nameOf(grid, row.values)})`, message })}
            </li>
          );
        })}
        {faults.length > MAX_SHOWN ? <li>{t('grids.more', { count: faults.length - MAX_SHOWN })}</li> : null}
      </ul>
    </div>
  );
}
