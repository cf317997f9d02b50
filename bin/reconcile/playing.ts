import type { ReconcileContext } from './context.ts';

/** An instance that the engine plays. */
export interface PlayedInstance {
  readonly key: string;
  /** The circuit's version, as it was deployed; several where an engine was given the same files for them. */
  readonly versionIds: readonly string[];
  readonly since: Date;
}

/** A task that is not over on the engine. */
export interface EngineTask {
  readonly key: string;
  readonly instanceKey: string;
  readonly elementId: string;
  /** The engine waits for somebody; otherwise an answer to it is on its way. */
  readonly isWaiting: boolean;
  readonly dueAt: Date | null;
  readonly since: Date;
}

/**
 * What the engine plays: read once, before the portal's own rows, so that whatever ends or begins meanwhile is seen there
 * as it became. People may go on working.
 */
export interface Playing {
  readonly instances: ReadonlyMap<string, PlayedInstance>;
  readonly tasks: ReadonlyMap<string, EngineTask>;
  /** What is younger was under way as reading began. */
  readonly settledBefore: Date;
}

/** Rows of one answer of the engine. */
const PAGE = 1_000;
const NOT_OVER = ['CREATING', 'CREATED', 'ASSIGNING', 'UPDATING', 'COMPLETING', 'CANCELING', 'FAILED'];

export async function readPlaying({ database, engine, engineName, now, graceMs }: ReconcileContext): Promise<Playing> {
  const settledBefore = new Date(now().getTime() - graceMs);
  const instances = new Map<string, PlayedInstance>();
  const tasks = new Map<string, EngineTask>();
  const deployments = await database.prisma.deployment.findMany({ where: { engine: engineName } });
  for (const { processDefinitionKey, versionId } of deployments) {
    const found = all((page) =>
      engine.searchInstances({
        filter: { processDefinitionKey, state: 'ACTIVE' },
        sort: [{ field: 'processInstanceKey' }],
        page,
      }),
    );
    for await (const { processInstanceKey, startDate } of found) {
      const key = String(processInstanceKey);
      const versionIds = [...(instances.get(key)?.versionIds ?? []), versionId];
      instances.set(key, { key, versionIds, since: new Date(startDate) });
    }
  }
  const blocks = await database.prisma.deployedBlock.findMany({ where: { engine: engineName } });
  for (const { processDefinitionKey } of [...deployments, ...blocks]) {
    const open = all((page) =>
      engine.searchUserTasks({
        filter: { processDefinitionKey, state: { $in: NOT_OVER } },
        sort: [{ field: 'creationDate' }],
        page,
      }),
    );
    for await (const { userTaskKey, processInstanceKey, elementId, state, dueDate, creationDate } of open) {
      const key = String(userTaskKey);
      tasks.set(key, {
        ...{ key, instanceKey: String(processInstanceKey), elementId: String(elementId) },
        ...{ isWaiting: state === 'CREATED', dueAt: dueDate ? new Date(dueDate) : null, since: new Date(creationDate) },
      });
    }
  }
  return { instances, tasks, settledBefore };
}

/** The state of each of a group of instances that the engine knows, live or over, by key. */
export async function instanceStates(
  { engine }: ReconcileContext,
  keys: readonly string[],
): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const filter = { processInstanceKey: { $in: keys } };
  const { items } = await engine.searchInstances({ filter, page: { limit: PAGE } });
  return new Map(items.map(({ processInstanceKey, state }) => [String(processInstanceKey), state]));
}

/** Everything a search finds, page after page. */
async function* all<Item>(
  search: (page: { limit: number; after?: string }) => Promise<{ items: Item[]; endCursor: string | null }>,
): AsyncGenerator<Item> {
  let after: string | null = null;
  do {
    const page: { items: Item[]; endCursor: string | null } = await search({
      limit: PAGE,
      ...(after !== null && { after }),
    });
    yield* page.items;
    after = page.items.length === PAGE ? page.endCursor : null;
  } while (after !== null);
}
