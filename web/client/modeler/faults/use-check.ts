import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { CircuitCheck } from '#web/contract/circuits/atelier.ts';
import { call } from '../../api/api.ts';
import { useDraftFiles } from '../draft/use-draft-files.ts';

/** Long enough that a check is not asked for at each stroke. */
const QUIET = 1_500;

/** What the portal finds wrong in the draft, as saved: asked again once the drawing has paused. */
export function useCheck() {
  const { draft, revision, isSaved } = useDraftFiles();
  const [quiet, setQuiet] = useState(revision);
  useEffect(() => {
    if (!isSaved || quiet === revision) return;
    const timer = window.setTimeout(() => setQuiet(revision), QUIET);
    return () => window.clearTimeout(timer);
  }, [isSaved, revision, quiet]);

  const query = useQuery<CircuitCheck>({
    queryKey: ['circuit-check', draft.id, quiet],
    queryFn: ({ signal }) => call('POST /api/atelier/drafts/:id/check', { params: { id: draft.id }, signal }),
    // A revision never changes; what the portal knows how to do (job types, roles) may.
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
  return {
    check: query.data,
    /** What is shown is about an older state of the draft. */
    isBehind: query.isFetching || !isSaved || quiet !== revision,
    error: query.error,
    again: () => void query.refetch(),
  };
}
