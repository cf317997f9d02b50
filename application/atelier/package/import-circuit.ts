import type { Part } from '#domain/circuit/blocks/part.ts';
import { DomainError } from '#domain/errors.ts';
import type { CircuitDraftRow } from '#prisma/repositories/circuits/atelier.ts';
import { versionsOfPart } from '#prisma/repositories/circuits/parts.ts';
import type { Deps } from '../../dependencies.ts';
import { versionToDraw } from '../begin/version-to-draw.ts';
import { type Drawing, keepDraft, mustDraw } from '../circuit-draft.ts';
import type { CircuitPackages } from './packages.ts';

/** What an analyst wants from a package. */
export interface ImportAsked {
  readonly zip: Uint8Array;
  /** Its own kind (a draft of the next version, if the kind exists here), or the name of a copy. */
  readonly as: string;
  /** The parts to draft here from the package, beside the existing ones. */
  readonly drafting: readonly Part[];
}

/** The drafts that an import began: of the kind, and of the parts. */
export interface ImportedCircuit {
  readonly draft: CircuitDraftRow;
  readonly parts: readonly (Part & { readonly id: string })[];
}

/**
 * Begins the drafts wanted from a package, all or none. They are checked, proposed and approved by
 * two people like any other: importing publishes nothing.
 * @throws {DomainError} forbidden, circuit-kind-taken, not-found (a part that the package lacks),
 * too-many-requests, and those of reading the package
 */
export async function importCircuit(
  { database, packages }: Pick<Deps, 'database'> & { readonly packages: CircuitPackages },
  { zip, as, drafting, ...drawing }: Drawing & ImportAsked,
): Promise<ImportedCircuit> {
  mustDraw(drawing);
  // Read before the transaction, so that no row stays locked meanwhile.
  const { head, files, parts } = await packages.unpack(drawing.actor.personId, { zip, as });
  const { digest, portal, kind, version } = head;
  const trace = { package: { digest, portal, kind, version } };
  return database.transaction(async (tx) => {
    const baseVersionId = await versionToDraw(tx, as);
    if (as !== kind && baseVersionId !== null) throw new DomainError('circuit-kind-taken');
    const draft = await keepDraft(tx, drawing, { kind: as, origin: 'import', baseVersionId, files }, trace);
    const drafts: (Part & { readonly id: string })[] = [];
    for (const { of, name } of drafting) {
      const part = parts.find((one) => one.of === of && one.name === name);
      if (part === undefined) throw new DomainError('not-found');
      const newest = (await versionsOfPart(tx, part)).at(-1);
      const begun = { of, kind: name, origin: 'import', baseVersionId: newest?.id ?? null, files: part.files } as const;
      const { id } = await keepDraft(tx, drawing, begun, trace);
      drafts.push({ of, name, id });
    }
    return { draft, parts: drafts };
  });
}
