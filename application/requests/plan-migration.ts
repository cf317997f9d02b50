import { callsAround, diagramOfBlock, placeOf } from '#domain/circuit/blocks/block.ts';
import { unmappedIn } from '#domain/circuit/interventions/migration.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { DomainError } from '#domain/errors.ts';
import { fileText, findVersion, readManifest } from '#prisma/repositories/circuits.ts';
import type { Deps } from '../dependencies.ts';
import { readProcess } from '../flows.ts';
import { versionToFollow } from './version-to-follow.ts';

/** An element that the version in force has not under its id, by the places of the whole circuit as the former version calls them. */
export interface PlannedElement {
  readonly place: string;
  readonly proposal: string | null;
  readonly candidates: readonly PlannedCandidate[];
}

/** What it may have become. */
export interface PlannedCandidate {
  readonly place: string;
  /** What the version in force calls it. */
  readonly placeThere: string;
}

/** What is to be said of two versions before requests go from one to the other. */
export interface MigrationPlan {
  readonly toVersionId: string;
  readonly elements: readonly PlannedElement[];
  /** The calls of blocks that the version in force has nowhere: nothing that stands in one of them follows. */
  readonly calls: readonly string[];
}

/**
 * What is to be said before requests of a version go on by the one in force: which of its elements are others there, the circuit's
 * own and those of the blocks that both call; and which calls it has not.
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
  const elements: PlannedElement[] = [];
  const calls: string[] = [];
  // A block is called after whatever calls it: its path is longer.
  for (const { path, former, latter, pathThere } of diagramsOf(from, to)) {
    if ([...callsAround(path), path].some((call) => calls.includes(call))) continue;
    const [here, there] = [await fileText(prisma, versionId, former), await fileText(prisma, toVersionId, latter)];
    if (here === null || there === null) continue;
    for (const { id, isCall, proposal, candidates } of unmappedIn(await readProcess(here), await readProcess(there))) {
      const place = placeOf(path, id);
      if (isCall && candidates.length === 0) calls.push(place);
      else
        elements.push({
          place,
          proposal: proposal && placeOf(path, proposal),
          candidates: candidates.map((each) => ({ place: placeOf(path, each), placeThere: placeOf(pathThere, each) })),
        });
    }
  }
  return { toVersionId, elements, calls };
}

/** The diagrams that both versions have: the circuit's own, and that of a block for each call of it, with where it is called there. */
function diagramsOf(from: CircuitManifest, to: CircuitManifest) {
  const called = Object.entries(to.calls ?? {});
  const blocks = Object.entries(from.calls ?? {}).flatMap(([path, { block }]) => {
    const there = called.filter((call) => call[1].block === block).map(([place]) => place);
    const [pathThere] = there.includes(path) ? [path] : there;
    const diagram = diagramOfBlock(block);
    return pathThere === undefined ? [] : [{ path, former: diagram, latter: diagram, pathThere }];
  });
  return [{ path: '', former: from.diagram, latter: to.diagram, pathThere: '' }, ...blocks];
}
