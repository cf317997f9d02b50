import { SYSTEM_CHAIN } from '../../domain/evidence/audit.ts';
import { appendAudit } from '../../prisma/audit.ts';
import type { Database, Tx } from '../../prisma/client.ts';
import type { EngineClient } from '../../zeebe/client.ts';
import type { DriftKind } from './drift.ts';

export interface ReconcileContext {
  readonly database: Database;
  readonly engine: EngineClient;
  /** Name of the engine, as deployments and requests record it. */
  readonly engineName: string;
  readonly now: () => Date;
  /** What is younger than this is under way, not adrift. */
  readonly graceMs: number;
}

/** A repair and its trace, together. */
export const repaired = (
  { database, now }: Pick<ReconcileContext, 'database' | 'now'>,
  drift: { kind: DriftKind; subject: string; chain?: string },
  work: (tx: Tx) => Promise<unknown>,
): Promise<void> =>
  database.transaction(async (tx) => {
    await work(tx);
    await appendAudit(tx, {
      chain: drift.chain ?? SYSTEM_CHAIN,
      at: now(),
      actorId: null,
      verb: 'reconcile.repair',
      subject: drift.subject,
      payload: { code: drift.kind },
    });
  });

/** Older than the grace. */
export const isSettled = ({ now, graceMs }: ReconcileContext, since: Date): boolean =>
  now().getTime() - since.getTime() >= graceMs;

const PAGE = 500;

/** Everything a search finds, page after page. */
export async function all<Item>(
  search: (page: { limit: number; after?: string }) => Promise<{ items: Item[]; endCursor: string | null }>,
): Promise<Item[]> {
  const found: Item[] = [];
  let after: string | null = null;
  do {
    const page: { items: Item[]; endCursor: string | null } = await search({
      limit: PAGE,
      ...(after !== null && { after }),
    });
    found.push(...page.items);
    after = page.items.length === PAGE ? page.endCursor : null;
  } while (after !== null);
  return found;
}

/** Keys of all that the engine plays now: five hundred an answer, where looking each up would be an answer each. */
export const activeInstances = (context: ReconcileContext): Promise<Set<string>> =>
  keysOf(context, async (processDefinitionKey, page) => {
    const search = { filter: { processDefinitionKey, state: 'ACTIVE' }, sort: [{ field: 'processInstanceKey' }], page };
    const { items, endCursor } = await context.engine.searchInstances(search);
    return { items: items.map((instance) => String(instance.processInstanceKey)), endCursor };
  });

/** Keys of all the tasks that wait on the engine now. */
export const waitingTasks = (context: ReconcileContext): Promise<Set<string>> =>
  keysOf(context, async (processDefinitionKey, page) => {
    const search = { filter: { processDefinitionKey, state: 'CREATED' }, sort: [{ field: 'creationDate' }], page };
    const { items, endCursor } = await context.engine.searchUserTasks(search);
    return { items: items.map((task) => String(task.userTaskKey)), endCursor };
  });

async function keysOf(
  { database, engineName }: ReconcileContext,
  search: (
    processDefinitionKey: string,
    page: { limit: number; after?: string },
  ) => Promise<{ items: string[]; endCursor: string | null }>,
): Promise<Set<string>> {
  const keys = new Set<string>();
  for (const { processDefinitionKey } of await database.prisma.deployment.findMany({ where: { engine: engineName } }))
    for (const key of await all((page) => search(processDefinitionKey, page))) keys.add(key);
  return keys;
}

/** How many keys are asked of the database at once. */
const AT_ONCE = 1_000;

/** In groups that a query can ask for together, where one each would be sixty thousand of a ministry's. */
export function* inGroups<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let from = 0; from < items.length; from += AT_ONCE) yield items.slice(from, from + AT_ONCE);
}
