import { diagramOfBlock, placeOf } from '../../domain/circuit/blocks/block.ts';
import { callsGone, unmappedIn } from '../../domain/circuit/interventions/migration.ts';
import { DomainError } from '../../domain/errors.ts';
import { fileText, findVersion, readManifest } from '../../prisma/repositories/circuits.ts';
import type { Deps } from '../dependencies.ts';
import { readProcess } from '../flows.ts';
import { versionToFollow } from './version-to-follow.ts';

/** An element that the version in force has not under its id, by the places of the whole circuit. */
export interface PlannedElement {
  readonly place: string;
  readonly proposal: string | null;
  readonly candidates: readonly string[];
}

/** What is to be said of two versions before requests go from one to the other. */
export interface MigrationPlan {
  readonly toVersionId: string;
  readonly elements: readonly PlannedElement[];
  /** The calls of blocks that the version in force has not: nothing that stands in one of them follows. */
  readonly calls: readonly string[];
}

/**
 * What is to be said before requests of a version go on by the one in force: which of its elements are others there, the circuit's
 * own and those of the blocks that both call at the same place; and which calls it has not.
 * @throws {DomainError} not-found, version-in-force, kind-withdrawn
 */
export async function planMigration(
  { database: { prisma } }: Pick<Deps, 'database'>,
  versionId: string,
): Promise<MigrationPlan> {
  const version = await findVersion(prisma, versionId);
  if (version === null) throw new DomainError('not-found');
  const toVersionId = await versionToFollow(prisma, version);
  const [from, to] = [await readManifest(prisma, versionId), await readManifest(prisma, toVersionId)];
  const calls = callsGone(from, to);
  const shared = Object.entries(from.calls ?? {}).filter(([path]) => !calls.includes(path));
  const diagrams = [
    { path: '', former: from.diagram, latter: to.diagram },
    ...shared.map(([path, { block }]) => ({ path, former: diagramOfBlock(block), latter: diagramOfBlock(block) })),
  ];
  const elements: PlannedElement[] = [];
  for (const { path, former, latter } of diagrams) {
    const [here, there] = [await fileText(prisma, versionId, former), await fileText(prisma, toVersionId, latter)];
    if (here === null || there === null) continue;
    for (const { id, proposal, candidates } of unmappedIn(await readProcess(here), await readProcess(there)))
      elements.push({
        place: placeOf(path, id),
        proposal: proposal && placeOf(path, proposal),
        candidates: candidates.map((candidate) => placeOf(path, candidate)),
      });
  }
  return { toVersionId, elements, calls };
}
