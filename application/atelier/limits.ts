import { isFileOf } from '#domain/circuit/blocks/part.ts';
import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import { CIRCUIT_LIMITS } from '#domain/circuit/drafts/draft.ts';
import { DomainError } from '#domain/errors.ts';
import type { CircuitDraftRow } from '#prisma/repositories/circuits/atelier.ts';
import type { FileChange } from './circuit-draft.ts';

/**
 * Checks that a draft stays within the limits of a circuit; the error names the file that exceeds
 * them.
 * @throws {DomainError} circuit-file-refused
 */
export function refuseExcess(
  kept: readonly Pick<BundleFile, 'path' | 'content'>[],
  changes: readonly FileChange[],
): void {
  const sizes = new Map(kept.map(({ path, content }) => [path, content.length]));
  const changed = new Set<string>();
  for (const { path, text } of changes) {
    if (changed.has(path)) throw new DomainError('circuit-file-refused', { path, reason: 'twice' });
    changed.add(path);
    if (text !== null && Buffer.byteLength(text) > CIRCUIT_LIMITS.fileBytes)
      throw new DomainError('circuit-file-refused', { path, reason: 'size' });
    if (text === null) sizes.delete(path);
    else sizes.set(path, Buffer.byteLength(text));
    if (sizes.size > CIRCUIT_LIMITS.files) throw new DomainError('circuit-file-refused', { path, reason: 'count' });
    const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    if (total > CIRCUIT_LIMITS.bytes) throw new DomainError('circuit-file-refused', { path, reason: 'total' });
  }
}

/**
 * Checks that each file has a place in the draft: a theme is one file, a block has one diagram and
 * no act.
 * @throws {DomainError} circuit-file-refused
 */
export function refuseStrangers(
  { of, kind }: Pick<CircuitDraftRow, 'of' | 'kind'>,
  changes: readonly FileChange[],
): void {
  for (const { path, text } of changes)
    if (text !== null && !isFileOf(of, kind, path))
      throw new DomainError('circuit-file-refused', { path, reason: 'place' });
}
