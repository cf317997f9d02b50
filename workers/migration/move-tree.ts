import { placeOf } from '#domain/circuit/blocks/block.ts';
import {
  backwards,
  barOf,
  commonElements,
  type MigratedState,
  type MigrationBar,
  mappingAt,
  placeBefore,
  placeThere,
} from '#domain/circuit/interventions/migration.ts';
import { factKey } from '#domain/request/request-event.ts';
import { appendAudit } from '#prisma/audit.ts';
import { readManifest } from '#prisma/repositories/circuits/circuits.ts';
import {
  type Definition,
  definitionsOf,
  insertMigratedInstances,
  type Migration,
  migratedInstances,
  setMigratedState,
} from '#prisma/repositories/operations/migrations.ts';
import { enterCalled } from '#prisma/repositories/requests/played.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import type { WorkerContext } from '../context.ts';
import { NotYet } from '../outbox/command.ts';
import { engineRefuses, refusesForGood } from './engine-refusal.ts';
import { lackingBar } from './lacking-bar.ts';
import { openVersions, readTree, type TreeInstance } from './tree.ts';

/** A migration whose request is played. */
export type PlayedMigration = Migration & { readonly instanceKey: string };

/** Which way a tree goes: to its new version, or, what had moved, back to its former one. */
export interface Way {
  readonly from: string;
  readonly to: string;
  /** What an instance is once it is there. */
  readonly state: Extract<MigratedState, 'moved' | 'returned'>;
}

/** How soon a search that lags behind its engine is asked again. */
const LAG_MS = 500;

/**
 * Moves what is left of a tree, each instance before the one that calls it, until an engine shows all of it there. Before any of
 * them moves all are looked at: what bars the way is written down.
 *
 * The tree may grow meanwhile, by a date that falls due: it is read again until nothing is left of it. A cluster's search shows
 * what happens to a tree in its order: where it shows the request's own instance moved, it shows whatever that had called before.
 */
export async function moveTree(
  context: WorkerContext,
  migration: PlayedMigration,
  way: Way,
): Promise<'there' | 'barred' | 'over'> {
  const { read, plan } = await planner(context, migration, way);
  for (;;) {
    const tree = await read();
    const states = await keepTree(context, migration, tree);
    const own = states.get(migration.instanceKey);
    if (tree.length === 0) return own === way.state ? 'there' : own === 'moved' ? 'barred' : 'over';
    const moves = await Promise.all(tree.map(plan));
    const left = moves.filter(({ instance, target }) => {
      const isSettled =
        way.state === 'moved' ? states.get(instance.key) === 'moved' : states.get(instance.key) !== 'moved';
      return !isSettled || instance.processDefinitionKey !== target;
    });
    if (left.length === 0) return 'there';
    if (left.some(({ instance }) => states.get(instance.key) === way.state))
      throw new NotYet('the engine does not show yet what moved', LAG_MS);
    const barred = left.filter(({ bar }) => bar !== null);
    for (const { instance, bar } of barred) if (bar !== null) await refuse(context, migration, instance, bar);
    if (barred.length > 0) return 'barred';
    for (const move of left) if (!(await carryOut(context, migration, way, move))) return 'barred';
  }
}

/** Looks at a whole tree, and writes down what bars the way: nothing of it moves. */
export async function tryTree(
  context: WorkerContext,
  migration: PlayedMigration,
  way: Way,
): Promise<'able' | 'barred' | 'over'> {
  const { read, plan } = await planner(context, migration, way);
  const tree = await read();
  await keepTree(context, migration, tree);
  if (tree.length === 0) return 'over';
  const barred = (await Promise.all(tree.map(plan))).filter(({ bar }) => bar !== null);
  for (const { instance, bar } of barred) if (bar !== null) await refuse(context, migration, instance, bar);
  return barred.length > 0 ? 'barred' : 'able';
}

/** Reads the tree, and says what becomes of each of its instances. */
async function planner(context: WorkerContext, migration: PlayedMigration, way: Way) {
  const { prisma } = context.database;
  const { mapping } = migration;
  const definitions = await definitionsOf(prisma, migration.kind, context.engineName);
  const versionOf = openVersions(prisma);
  /** As the former version calls its places: an engine names a call as whichever version its caller follows by now. */
  const read = async (): Promise<TreeInstance[]> =>
    (await readTree(context, migration.instanceKey, definitions)).map((instance) => ({
      ...instance,
      path: placeBefore(mapping, instance.path),
    }));
  /** The version that an instance follows; its files may be those of several. */
  const followedBy = ({ processDefinitionKey: key }: TreeInstance): string => {
    const versions = definitions.flatMap((one) => (one.processDefinitionKey === key ? [one.versionId] : []));
    return [way.from, way.to].find((version) => versions.includes(version)) ?? versions[0] ?? way.from;
  };
  /** What becomes of an instance, and what says that it cannot be. */
  const plan = async (instance: TreeInstance, _index: number, tree: readonly TreeInstance[]): Promise<Move> => {
    const { block, standsAt } = instance;
    const followed = followedBy(instance);
    const target = keyOf(definitions, way.to, block);
    // It moved before a crash, or was called by what had moved.
    if (followed === way.to) return { instance, target, elements: [], bar: null };
    const [from, to] = [await versionOf(followed, block), await versionOf(way.to, block)];
    const isForward = way.state === 'moved';
    const path = isForward ? instance.path : placeThere(mapping, instance.path);
    const asMapped = isForward ? mapping : backwards(mapping);
    const bar =
      barOf({ path, standsAt }, from, to, asMapped) ??
      (isForward && followed === way.from ? await lackingBar(context, migration, leavesOf(instance, tree)) : null);
    const ids = mappingAt(asMapped, path);
    const elements = from.drawing && to.drawing ? commonElements(from.drawing, to.drawing, ids) : [];
    return { instance, target, elements, bar };
  };
  return { read, plan };
}

/** Where the tokens of an instance are: a call that an instance of the tree plays is gone on from where that one stands. */
const leavesOf = ({ path, standsAt }: TreeInstance, tree: readonly TreeInstance[]): string[] =>
  standsAt.map((id) => placeOf(path, id)).filter((place) => !tree.some((called) => called.path === place));

interface Move {
  readonly instance: TreeInstance;
  /** The definition that it is to follow; undefined where the version has none. */
  readonly target: string | undefined;
  readonly elements: readonly { readonly from: string; readonly to: string }[];
  readonly bar: MigrationBar | null;
}

const keyOf = (definitions: readonly Definition[], versionId: string, block: string | null): string | undefined =>
  definitions.find((one) => one.versionId === versionId && one.block === block)?.processDefinitionKey;

/** What became of these is not said yet: over meanwhile, they are. */
const UNSETTLED: ReadonlySet<MigratedState> = new Set(['waiting', 'refused']);

/** Writes what the tree is: who is new in it, and who left it; answers what became of each instance. */
async function keepTree(
  { database, engineName: engine, now }: WorkerContext,
  { id, requestId, instanceKey: rootKey, fromVersionId, toVersionId, mapping }: PlayedMigration,
  tree: readonly TreeInstance[],
): Promise<ReadonlyMap<string, MigratedState>> {
  return database.transaction(async (tx) => {
    const [former, latter] = [await readManifest(tx, fromVersionId), await readManifest(tx, toVersionId)];
    const kept = new Map((await migratedInstances(tx, id)).map(({ instanceKey, state }) => [instanceKey, state]));
    const met = tree.filter(({ key }) => !kept.has(key));
    const instances = met.map(({ key: instanceKey, path }) => ({ instanceKey, path }));
    await insertMigratedInstances(tx, id, { instances, at: now() });
    for (const { key: instanceKey, path, block } of met) {
      kept.set(instanceKey, 'waiting');
      if (instanceKey === rootKey || block === null) continue;
      // No step of it may have come to a worker yet, and once it moved it is no block of the version that its request follows.
      const there = placeThere(mapping, path);
      if (former.calls?.[path]?.block !== block && latter.calls?.[there]?.block !== block) continue;
      await enterCalled(tx, { engine, instanceKey, requestId, path: kept.get(rootKey) === 'moved' ? there : path });
    }
    const alive = new Set(tree.map(({ key }) => key));
    for (const [instanceKey, state] of kept) {
      if (alive.has(instanceKey) || !UNSETTLED.has(state)) continue;
      kept.set(instanceKey, 'ended');
      await setMigratedState(tx, { migrationId: id, instanceKey }, { state: 'ended', at: now() });
    }
    return kept;
  });
}

/** Moves one instance, then writes that it did; it may have moved before a crash. False when the engine refuses. */
async function carryOut(
  context: WorkerContext,
  migration: PlayedMigration,
  way: Way,
  { instance, target = '', elements }: Move,
): Promise<boolean> {
  const { engine } = context;
  if (instance.processDefinitionKey !== target) {
    try {
      const isThere = await engine.migrateInstance(instance.key, { processDefinitionKey: target, elements });
      // Over since it was looked at: the next reading says so.
      if (!isThere) return true;
    } catch (error) {
      if (!refusesForGood(error)) throw error;
      await refuse(context, migration, instance, engineRefuses(error));
      return false;
    }
  }
  await settle(context, migration, way, instance);
  return true;
}

/** Writes that an instance is there; the request follows its version with its own. */
async function settle(
  { database, now }: WorkerContext,
  { id: migrationId, requestId, agentId, askedById, instanceKey, fromNumber, toNumber }: PlayedMigration,
  { from, to, state }: Way,
  { key }: TreeInstance,
): Promise<void> {
  const at = now();
  await database.transaction(async (tx) => {
    await setMigratedState(tx, { migrationId, instanceKey: key }, { state, at });
    if (key !== instanceKey) return;
    const isForward = state === 'moved';
    await appendAudit(tx, {
      chain: agentId,
      at,
      actorId: isForward ? askedById : null,
      verb: isForward ? 'migration.move' : 'migration.return',
      subject: `request:${requestId}`,
      payload: { migrationId, from, to },
    });
    const numbers = isForward ? { from: fromNumber, to: toNumber } : { from: toNumber, to: fromNumber };
    const fact = factKey('migrated', `${migrationId}:${state}`);
    await recordRequestEvent(tx, { requestId, kind: 'migrated', factKey: fact, at, detail: numbers });
  });
}

const refuse = (
  { database, now }: WorkerContext,
  { id: migrationId }: PlayedMigration,
  { key: instanceKey }: TreeInstance,
  bar: MigrationBar,
): Promise<void> =>
  database.transaction((tx) =>
    setMigratedState(tx, { migrationId, instanceKey }, { state: 'refused', bar, at: now() }),
  );
