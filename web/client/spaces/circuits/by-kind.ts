import type { z } from 'zod';
import type { CircuitDraftSummary } from '#web/contract/circuits/atelier.ts';
import type { CircuitRow } from '#web/contract/operations/operations.ts';

export type PublishedRow = z.infer<typeof CircuitRow>;

/** A kind of request: its versions, newest first, and the drafts that analysts are at work on. */
export interface KindRow {
  readonly kind: string;
  readonly title: { fr: string; en: string };
  readonly current: PublishedRow;
  /** Only versions that requests still follow. */
  readonly followed: readonly PublishedRow[];
  readonly drafts: readonly CircuitDraftSummary[];
}

/** One row for each published kind, in the order the versions came in. */
export function byKind(versions: readonly PublishedRow[], drafts: readonly CircuitDraftSummary[]): KindRow[] {
  const kinds = [...new Set(versions.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => {
    const own = versions.filter((version) => version.kind === kind).sort((a, b) => b.number - a.number);
    const current = own.find((version) => version.current) ?? own[0];
    if (!current) return [];
    return {
      kind,
      title: current.title,
      current,
      followed: own.filter(({ openRequests }) => openRequests > 0),
      drafts: drafts.filter((draft) => draft.kind === kind),
    };
  });
}
