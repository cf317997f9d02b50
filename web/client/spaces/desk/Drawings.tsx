import { useEffect } from 'react';
import type { DrawingsView, FoldView } from '../../../contract/signing/signing.ts';
import { call } from '../../api/api.ts';
import { refresh, useApi } from '../../api/query.ts';
import { useLanguage } from '../../language/use-language.ts';
import { WorkProgress } from '../../ui/WorkProgress.tsx';
import { type FoldFilters, useDeskAddress } from './use-desk-address.ts';

/** Orders the pages of an open fold, and says how many are drawn: only these can be signed. */
export function useDrawings({ id, sha256 }: Pick<FoldView, 'id' | 'sha256'>): DrawingsView | undefined {
  const { foldQuery } = useDeskAddress();
  const { structureId, due, aside } = foldQuery;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each set of acts
  useEffect(() => {
    const body: FoldFilters = {
      ...(structureId && { structureId }),
      ...(due && { due }),
      ...(aside && { aside }),
    };
    // What cannot be ordered now is drawn once it is opened.
    call('POST /api/signing/folds/:id/draw', { params: { id }, body })
      .then(() => refresh('/api/signing/drawings'))
      .catch(() => undefined);
  }, [id, sha256]);
  return useApi('GET /api/signing/drawings', { query: { fold: id, ...foldQuery }, keepPrevious: true }).data;
}

/** How far the pages of a fold are. */
export function Drawings({ drawings }: { drawings: DrawingsView }) {
  const { t } = useLanguage();
  const { drawn, waiting, total } = drawings;
  const label = t('desk.drawn', { count: drawn.length, total });
  if (waiting > 0)
    return <WorkProgress size="small" label={label} said={t('desk.drawing')} value={drawn.length} max={total} />;
  return (
    <p className="h-muted" role="status">
      {label} {drawn.length < total ? t('desk.undrawn', { count: total - drawn.length }) : ''}
    </p>
  );
}
