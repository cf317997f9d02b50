import type { CircuitDraftRow } from '#prisma/repositories/circuits/atelier.ts';
import { lockPart, type PartVersion } from '#prisma/repositories/circuits/parts.ts';
import type { AtelierDeps } from '../notify-analysts.ts';
import { keepPart, type PartFiles } from './keep-part.ts';
import { publishApproved } from './publish-draft.ts';

/**
 * Publishes an approved draft of a part as the version that kinds take at their next publication:
 * version, files, audit entry and the end of the draft in one transaction. No version of a kind
 * changes: each keeps the copy that it was published with.
 * @throws {DomainError} circuit-not-approved, circuit-unchanged, circuit-outdated
 */
export const publishPart = (
  { database, baseUrl }: AtelierDeps,
  asked: {
    readonly draft: CircuitDraftRow;
    readonly proposalId: string;
    readonly part: PartFiles;
    readonly at: Date;
  },
): Promise<PartVersion> =>
  database.transaction(async (tx) => {
    const { part, at } = asked;
    await lockPart(tx, part);
    return publishApproved(tx, baseUrl, { ...asked, hash: part.hash }, (approved) =>
      keepPart(tx, part, { at, ...approved }),
    );
  });
