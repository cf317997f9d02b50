import { isPart } from '#domain/circuit/blocks/part.ts';
import { DomainError } from '#domain/errors.ts';
import type { Tx } from '#prisma/client.ts';
import type { CircuitDraftRow } from '#prisma/repositories/circuits/atelier.ts';
import { versionsOf } from '#prisma/repositories/circuits/circuits.ts';
import { versionsOfPart } from '#prisma/repositories/circuits/parts.ts';

/** A version that a draft may replace. */
export interface DrawnVersion {
  readonly id: string;
  readonly number: number;
  readonly bundleHash: string;
  readonly current: boolean;
  readonly withdrawnAt: Date | null;
}

/**
 * Lists the versions of a draft's kind or part, oldest first. Parts are never withdrawn: a former
 * version is published anew.
 */
export async function versionsDrawn(
  tx: Tx,
  { of, kind }: Pick<CircuitDraftRow, 'of' | 'kind'>,
): Promise<readonly DrawnVersion[]> {
  if (!isPart(of)) return versionsOf(tx, kind);
  return (await versionsOfPart(tx, { of, name: kind })).map((version) => ({ ...version, withdrawnAt: null }));
}

/**
 * Checks that a draft may replace the version in force: it was drawn from that version, or its
 * analyst saw that version and named it (`over`). Called when the draft is proposed, before
 * anything is given to an engine, and again in the end.
 * @returns the id of the version replaced; null: none
 * @throws {DomainError} circuit-unchanged, circuit-outdated, circuit-was-withdrawn
 */
export async function mustReplace(
  tx: Tx,
  hash: string,
  { draft, over }: { readonly draft: CircuitDraftRow; readonly over: string | null },
): Promise<string | null> {
  const versions = await versionsDrawn(tx, draft);
  const current = versions.find((version) => version.current);
  if (current?.bundleHash === hash) throw new DomainError('circuit-unchanged');
  const withdrawn = versions.find(({ bundleHash, withdrawnAt }) => bundleHash === hash && withdrawnAt !== null);
  if (withdrawn !== undefined) throw new DomainError('circuit-was-withdrawn', { number: withdrawn.number });
  if (current !== undefined && current.id !== draft.baseVersion?.id && current.id !== over)
    throw new DomainError('circuit-outdated', { number: current.number });
  return current?.id ?? null;
}
