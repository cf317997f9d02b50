import { callsAround, diagramOfBlock, placeOf } from '#domain/circuit/blocks/block.ts';
import { unmappedIn } from '#domain/circuit/interventions/migration.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { DomainError } from '#domain/errors.ts';
import { fileText, findVersion, readManifest } from '#prisma/repositories/circuits/circuits.ts';
import type { Deps } from '../dependencies.ts';
import { readProcess } from '../flows.ts';
import { versionToFollow } from './version-to-follow.ts';

/**
 * An element whose id the version in force lacks, by its place in the whole circuit of the former
 * version.
 */
export interface PlannedElement {
  readonly place: string;
  readonly proposal: string | null;
  readonly candidates: readonly PlannedCandidate[];
}

/** An element that it may have become. */
export interface PlannedCandidate {
  readonly place: string;
  /** Its place in the version in force. */
  readonly placeThere: string;
}

/** What to settle before requests move from one version to another. */
export interface MigrationPlan {
  readonly toVersionId: string;
  readonly elements: readonly PlannedElement[];
  /** Block calls that the version in force lacks: requests inside one of them cannot move. */
  readonly calls: readonly string[];
}

/**
 * Plans the move of requests of a version to the one in force: which elements, of the circuit and
 * of the blocks that both versions call, must be mapped, and which calls are missing.
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
  // Calls come before the calls inside them, whose paths are longer.
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

/**
 * Lists the diagrams that both versions have: the circuit's own, and that of a block for each call
 * of it, with its path in the other version.
 */
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
