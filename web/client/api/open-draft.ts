import { useNavigate } from 'react-router';
import type { z } from 'zod';
import type { CircuitDraftCreate } from '../../contract/atelier.ts';
import { call } from './api.ts';
import { refresh } from './query.ts';

/** Where a draft is drawn. */
export const draftAddress = (id: string): string => `/circuits/drafts/${id}/diagram`;

/** Begins a draft and goes to it. Throws what the server refuses. */
export function useBeginDraft(): (from: z.infer<typeof CircuitDraftCreate>) => Promise<void> {
  const navigate = useNavigate();
  return async (from) => {
    const draft = await call('POST /api/atelier/drafts', { body: from });
    void refresh('/api/atelier/drafts');
    await navigate(draftAddress(draft.id));
  };
}
