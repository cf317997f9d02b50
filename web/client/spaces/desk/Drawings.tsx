import { useContext, useEffect, useMemo, useState } from 'react';
import type { DrawingsView, FoldView } from '#web/contract/signing/signing.ts';
import { call } from '../../api/api.ts';
import { refresh, useApi } from '../../api/query.ts';
import { useLanguage } from '../../language/use-language.ts';
import { WorkProgress } from '../../ui/WorkProgress.tsx';
import { OpenedActs } from './opened-acts.ts';
import { type FoldFilters, useDeskAddress } from './use-desk-address.ts';

/** The pages of an open fold, and how they are ordered. */
interface FoldDrawings {
  readonly drawings: DrawingsView | undefined;
  /** They are about to be ordered, as those of these very acts: what is not drawn yet was not refused. */
  readonly isOrdering: boolean;
  /** Orders those that are not drawn as the acts would be signed now. */
  readonly order: () => void;
}

/** Orders the pages of an open fold, and says how many are drawn: only these can be signed. */
export function useDrawings({ id, sha256 }: Pick<FoldView, 'id' | 'sha256'>): FoldDrawings {
  const { foldQuery } = useDeskAddress();
  const { structureId, due, aside } = foldQuery;
  const [ordered, setOrdered] = useState('');
  const order = async () => {
    const body: FoldFilters = {
      ...(structureId && { structureId }),
      ...(due && { due }),
      ...(aside && { aside }),
    };
    // What cannot be ordered now is drawn once it is opened.
    await call('POST /api/signing/folds/:id/draw', { params: { id }, body }).catch(() => undefined);
    await refresh('/api/signing/drawings');
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each set of acts
  useEffect(() => {
    let isCurrent = true;
    void order().then(() => {
      if (isCurrent) setOrdered(sha256);
    });
    return () => {
      isCurrent = false;
    };
  }, [id, sha256]);
  const { data: drawings } = useApi('GET /api/signing/drawings', {
    ...{ query: { fold: id, ...foldQuery }, keepPrevious: true },
  });
  return { drawings, isOrdering: ordered !== sha256, order: () => void order() };
}

/** The acts of a fold whose page, as it is drawn now, was opened. */
export function useOpenedActs(foldId: string): ReadonlySet<string> {
  const { foldQuery } = useDeskAddress();
  const { opened } = useContext(OpenedActs);
  const { data: drawings } = useApi('GET /api/signing/drawings', {
    ...{ query: { fold: foldId, ...foldQuery }, keepPrevious: true, enabled: opened.size > 0 },
  });
  return useMemo(() => {
    const current = (drawings?.drawn ?? []).filter(({ taskKey, sha256 }) => opened.get(taskKey) === sha256);
    return new Set(current.map(({ taskKey }) => taskKey));
  }, [drawings, opened]);
}

/** How far the pages of a fold are. */
export function Drawings({ drawings, isOrdering }: { drawings: DrawingsView; isOrdering: boolean }) {
  const { t } = useLanguage();
  const { drawn, waiting, total } = drawings;
  const label = t('desk.drawn', { count: drawn.length, total });
  if (waiting > 0 || (isOrdering && drawn.length < total))
    return <WorkProgress size="small" label={label} said={t('desk.drawing')} value={drawn.length} max={total} />;
  return (
    <p className="h-muted" role="status">
      {label} {drawn.length < total ? t('desk.undrawn', { count: total - drawn.length }) : ''}
    </p>
  );
}
