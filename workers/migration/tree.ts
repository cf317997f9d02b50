import { readProcess } from '#application/flows.ts';
import { diagramOfBlock, placeOf } from '#domain/circuit/blocks/block.ts';
import type { DrawnElement } from '#domain/circuit/flows.ts';
import type { Followed } from '#domain/circuit/interventions/migration.ts';
import type { Tx } from '#prisma/client.ts';
import { fileText, readManifest } from '#prisma/repositories/circuits/circuits.ts';
import type { Definition } from '#prisma/repositories/operations/migrations.ts';
import type { WorkerContext } from '../context.ts';

/** An instance that plays a part of a request, as the engine has it. */
export interface TreeInstance {
  readonly key: string;
  /** The calls of blocks that lead to it; empty for the request's own. */
  readonly path: string;
  /** The block that it plays; null for the circuit itself. */
  readonly block: string | null;
  readonly processDefinitionKey: string;
  /** The elements that it is in, by the ids of its own diagram. */
  readonly standsAt: readonly string[];
  /** Its passages through elements, scopes included, as the engine has them. */
  readonly tokens: readonly { readonly key: string; readonly elementId: string; readonly type: string }[];
}

/**
 * The instances of a request that an engine plays now, each before the one that calls it; none when the request's own is over.
 * What follows none of these definitions (another circuit that is called) is left out, with what it calls.
 */
export async function readTree(
  { engine }: Pick<WorkerContext, 'engine'>,
  rootKey: string,
  definitions: readonly Definition[],
): Promise<TreeInstance[]> {
  const blocks = new Map(definitions.map(({ processDefinitionKey, block }) => [processDefinitionKey, block]));
  const instances: TreeInstance[] = [];
  /** By passage, the place of each element that some instance is in. */
  const places = new Map<string, string>();
  const enter = async (key: string, processDefinitionKey: string, path: string) => {
    const block = blocks.get(processDefinitionKey);
    if (block === undefined) return;
    const active = await engine.activeElementsOf(key);
    for (const { elementInstanceKey, elementId } of active)
      places.set(String(elementInstanceKey), placeOf(path, String(elementId)));
    const standsAt = [...new Set(active.flatMap(({ elementId, type }) => (isInner(type) ? [] : [String(elementId)])))];
    const tokens = active.map(({ elementInstanceKey, elementId, type }) => ({
      key: String(elementInstanceKey),
      elementId: String(elementId),
      type: String(type),
    }));
    instances.push({ key, path, block, processDefinitionKey, standsAt, tokens });
  };

  const root = await engine.getInstance(rootKey);
  if (root === null || root.state !== 'ACTIVE') return [];
  await enter(rootKey, String(root.processDefinitionKey), '');
  for (let level = instances.length; level > 0; ) {
    const callers = instances.slice(-level).map(({ key }) => key);
    const before = instances.length;
    for (const called of await engine.calledBy(callers)) {
      const path = places.get(String(called.parentElementInstanceKey));
      // Called since its caller was looked at: the next reading has it.
      if (path !== undefined) await enter(String(called.processInstanceKey), String(called.processDefinitionKey), path);
    }
    level = instances.length - before;
  }
  return instances.reverse();
}

/** What the engine makes within an ad-hoc sub-process for each thing that is done in it: drawn by nobody. */
const isInner = (type: string): boolean => type === 'AD_HOC_SUB_PROCESS_INNER_INSTANCE';

/** How versions are drawn, for the circuit and each of its blocks: each read once. */
export function openVersions(tx: Tx) {
  const drawings = new Map<string, Promise<DrawnElement | null>>();
  const read = async (versionId: string, path: string) => {
    const xml = await fileText(tx, versionId, path);
    return xml === null ? null : readProcess(xml);
  };
  return async (versionId: string, block: string | null): Promise<Followed> => {
    const manifest = await readManifest(tx, versionId);
    const path = block === null ? manifest.diagram : diagramOfBlock(block);
    const id = `${versionId} ${path}`;
    const drawing = drawings.get(id) ?? read(versionId, path);
    drawings.set(id, drawing);
    return { manifest, drawing: await drawing };
  };
}
