/** Why a candidate is not ranked. */
export const OUT_REASONS = ['withdrawn', 'left', 'elsewhere', 'status'] as const;
export type OutReason = (typeof OUT_REASONS)[number];

/** Where a candidate stands on the day of a ranking. */
export interface Standing {
  /** Whether the request is closed, or asked to be withdrawn. */
  readonly isOver: boolean;
  /** The structure where they are posted; null: nowhere any more. */
  readonly structureId: string | null;
  /** Whether that structure is one that the campaign covers. */
  readonly isCovered: boolean;
  /** Whether the kind is offered to agents of their status. */
  readonly isOffered: boolean;
}

/** Returns why a candidate is not ranked, the plainest reason first; null: they are ranked. */
export function outReason({ isOver, structureId, isCovered, isOffered }: Standing): OutReason | null {
  if (isOver) return 'withdrawn';
  if (structureId === null) return 'left';
  if (!isCovered) return 'elsewhere';
  return isOffered ? null : 'status';
}
