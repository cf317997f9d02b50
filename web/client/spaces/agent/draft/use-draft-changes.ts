import { useEffect, useMemo } from 'react';
import { faultText } from '#web/client/api/problem-text.ts';
import { refresh, useApi } from '#web/client/api/query.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { DraftView } from '#web/contract/requests/drafts.ts';
import type { PendingChange } from '#web/contract/requests/situation.ts';
import type { SaveState } from './use-autosave.ts';

const NONE: readonly PendingChange[] = [];

/** What a draft would change of the situation, read again each time it was saved, and what is said of it under its fields, by key. */
export function useDraftChanges({ id, changes: some, updatedAt }: DraftView, state: SaveState) {
  const { t, language } = useLanguage();
  const { data } = useApi('GET /api/drafts/:id/changes', { params: { id }, enabled: some });
  const savedAt = state.is === 'saved' ? state.at : updatedAt;
  useEffect(() => {
    if (some && savedAt !== updatedAt) void refresh(`/api/drafts/${id}/changes`);
  }, [id, some, savedAt, updatedAt]);
  const changes = data?.items ?? NONE;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words of faults follow the language
  const warnings = useMemo(
    () =>
      Object.fromEntries(
        changes
          .flatMap(({ broken }) => broken)
          .filter(({ warns }) => warns)
          .map((fault) => [fault.field, t('form.warning', { text: faultText(fault) })]),
      ),
    [changes, language, t],
  );
  return { changes, warnings };
}
