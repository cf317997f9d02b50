import { useState } from 'react';
import type { Grid } from '#domain/situation/grids/grid.ts';
import { forgetLocalCopy, keepLocalCopy, readLocalCopy } from '#web/client/api/local-copy.ts';
import { useMe } from '#web/client/app/me.tsx';
import { inOrder, type TypedRow, typedRows } from './grid-rows.ts';

/** The rows of a grid while they are changed. What is typed stays in this browser until it is proposed, or given up. */
export interface TypedRows {
  readonly rows: readonly TypedRow[];
  /** They were typed before this page was opened: on this version, or on one that is no longer the last. */
  readonly kept: 'on-this-version' | 'on-a-former-one' | null;
  change(rows: readonly TypedRow[]): void;
  /** Gives up what was typed: the rows as they stand again. */
  startOver(): void;
  /** What was typed is proposed. */
  forget(): void;
}

/**
 * @param number of the version that is changed
 * @param resumed what was proposed and sent back, taken up again: what was typed of it since goes before it
 */
export function useTypedRows(
  grid: Grid,
  number: number,
  resumed: { readonly id: string; readonly grid: Grid } | null,
): TypedRows {
  const me = useMe();
  const place = `grid.${grid.name}`;
  const asWritten = (from: Grid): readonly TypedRow[] => typedRows({ rows: inOrder(from) });
  const [state, setState] = useState<Pick<TypedRows, 'rows' | 'kept'>>(() => {
    const copy = readLocalCopy(me.id, place);
    if (copy === null || (resumed !== null && copy.data.resumed !== resumed.id))
      return { rows: asWritten(resumed?.grid ?? grid), kept: null };
    const kept = copy.revision === number ? 'on-this-version' : 'on-a-former-one';
    return { rows: copy.data.rows as readonly TypedRow[], kept };
  });
  return {
    ...state,
    change(rows) {
      setState(({ kept }) => ({ rows, kept }));
      // On the version that they began from: what came since is said until they start over, or propose.
      const revision = state.kept === 'on-a-former-one' ? (readLocalCopy(me.id, place)?.revision ?? number) : number;
      const data = { rows, ...(resumed && { resumed: resumed.id }) };
      keepLocalCopy(me.id, place, { data, revision, at: new Date().toISOString() });
    },
    startOver() {
      forgetLocalCopy(me.id, place);
      setState({ rows: asWritten(grid), kept: null });
    },
    forget: () => forgetLocalCopy(me.id, place),
  };
}
