import { useNavigate } from 'react-router';
import type { z } from 'zod';
import type { Drafted } from '#domain/circuit/blocks/part.ts';
import type { CircuitDraftCreate } from '#web/contract/circuits/atelier.ts';
import { call } from './api.ts';
import { refresh } from './query.ts';

/** Where a draft is drawn. */
export const draftAddress = (id: string): string => `/circuits/drafts/${id}`;

/** Begins a draft and goes to it. Throws what the server refuses. */
export function useBeginDraft(): (from: z.infer<typeof CircuitDraftCreate>) => Promise<void> {
  const navigate = useNavigate();
  return async (from) => {
    const draft = await call('POST /api/atelier/drafts', { body: from });
    void refresh('/api/atelier/drafts');
    await navigate(draftAddress(draft.id));
  };
}

/** Where what drafts are of is listed, and under which address its versions are. */
export const ATELIER_HOME: Readonly<Record<Drafted, string>> = {
  kind: '/circuits',
  block: '/circuits/blocks',
  theme: '/circuits/themes',
};

/** The versions of a kind, of a block or of a theme. */
export const versionsAddress = (of: Drafted, name: string): string =>
  of === 'kind' ? `/circuits/kinds/${name}` : `${ATELIER_HOME[of]}/${name}/versions`;

/** A published version, to be read. */
export const versionAddress = (of: Drafted, name: string, versionId: string): string =>
  of === 'kind' ? `/circuits/${versionId}` : `${versionsAddress(of, name)}/${versionId}`;
