import { placeOf } from '#domain/circuit/blocks/block.ts';
import { movableTo, type StandingToken } from '#domain/circuit/interventions/token-move.ts';
import type { OperatedRow } from '#prisma/repositories/operations/interventions.ts';
import { definitionsOf } from '#prisma/repositories/operations/migrations.ts';
import type { WorkerContext } from '../../context.ts';
import { openVersions, readTree, type TreeInstance } from '../../migration/tree.ts';

/** Where a request stands on its engine, and where each of its tokens can be put. */
export interface Standing {
  readonly tree: readonly TreeInstance[];
  readonly tokens: readonly StandingToken[];
  /** By the calls that lead to an instance, the places that can be entered there. */
  readonly targets: Readonly<Record<string, readonly string[]>>;
}

/** A scope goes when what stands in it does. */
const SCOPES = new Set([
  ...['PROCESS', 'SUB_PROCESS', 'EVENT_SUB_PROCESS', 'MULTI_INSTANCE_BODY'],
  ...['AD_HOC_SUB_PROCESS', 'AD_HOC_SUB_PROCESS_INNER_INSTANCE'],
]);

/** The instances that play a request now; none where it was not started, or is over. */
export async function treeOf(
  context: WorkerContext,
  { kind, instanceKey }: OperatedRow,
): Promise<readonly TreeInstance[]> {
  if (instanceKey === null) return [];
  return readTree(context, instanceKey, await definitionsOf(context.database.prisma, kind, context.engineName));
}

/** Reads where a request stands; nothing where no instance plays it any more. */
export async function readStanding(context: WorkerContext, request: OperatedRow): Promise<Standing> {
  const versionOf = openVersions(context.database.prisma);
  const tree = await treeOf(context, request);
  const tokens: StandingToken[] = [];
  const targets: Record<string, readonly string[]> = {};
  for (const { key, path, block, tokens: standing } of tree) {
    for (const { key: tokenKey, elementId, type } of standing)
      if (!SCOPES.has(type)) tokens.push({ key: tokenKey, instanceKey: key, place: placeOf(path, elementId) });
    const { drawing } = await versionOf(request.versionId, block);
    targets[path] = drawing === null ? [] : movableTo(drawing).map((id) => placeOf(path, id));
  }
  return { tree, tokens, targets };
}
