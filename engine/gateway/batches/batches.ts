import { setTimeout as pause } from 'node:timers/promises';
import type { History } from '../../history/history.ts';
import type { EntityName } from '../../history/schema/entities.ts';
import type { Engine } from '../../processing/protocol.ts';
import type { GatewayLog } from '../context.ts';
import { Refused } from '../refused.ts';
import { asRefusal } from '../rejections.ts';
import { type BatchItem, type BatchPlan, instancesFor, perform, wasDone } from './operation.ts';

const PAGE = 1_000;
/** Items done between two writes of how far the batch is: those in the middle of a crash are done again, unless they were. */
const STRIDE = 50;
/** As the protocol writes the key of nothing. */
const NO_INSTANCE = '-1';
const MAX_ITEMS = 100_000;
/** How soon to try again what was refused for want of room, on the disk or in memory. */
const ROOM_MS = 500;

type State = 'ACTIVE' | 'SUSPENDED' | 'COMPLETED' | 'PARTIALLY_COMPLETED' | 'CANCELED';

/**
 * Batch operations: one command, done to every process instance that a filter finds. They are kept with the history,
 * on disk before they are acknowledged, and gone on with after a restart.
 */
export class BatchOperations {
  readonly #engine: Engine;
  readonly #history: History;
  readonly #log: GatewayLog;
  readonly #running = new Map<string, Promise<void>>();
  #lastKey = 0;
  #closed = false;

  constructor(engine: Engine, history: History, log: GatewayLog) {
    this.#engine = engine;
    this.#history = history;
    this.#log = log;
  }

  /** Goes on with what a former life of the gateway left unfinished. */
  async resume(): Promise<void> {
    const { items } = await this.#history.search('batchOperation', {
      filter: { state: 'ACTIVE' },
      page: { limit: PAGE },
    });
    for (const { batchOperationKey } of items) this.#run(String(batchOperationKey), { resumed: true });
  }

  /** Writes the batch down with all its items, then begins. Answers its key. */
  async create(plan: BatchPlan, filter: object): Promise<string> {
    const items = await this.#itemsFor(plan, filter);
    const batchOperationKey = this.#newKey();
    const startDate = this.#engine.now();
    await this.#history.record([
      {
        entity: 'batchOperation',
        row: {
          batchOperationKey,
          batchOperationType: plan.type,
          operationType: plan.type,
          state: 'ACTIVE',
          startDate,
          plan,
          operationsTotalCount: items.length,
          operationsFailedCount: 0,
          operationsCompletedCount: 0,
          errors: [],
        },
      },
      ...items.map(({ itemKey, processInstanceKey }) => ({
        entity: 'batchOperationItem' as const,
        row: {
          batchItemId: `${batchOperationKey}-${itemKey}`,
          batchOperationKey,
          operationType: plan.type,
          itemKey,
          processInstanceKey,
          state: 'ACTIVE',
        },
      })),
    ]);
    this.#run(batchOperationKey);
    return batchOperationKey;
  }

  suspend(key: string): Promise<void> {
    return this.#turn(key, ['ACTIVE'], 'SUSPENDED');
  }

  async goOn(key: string): Promise<void> {
    await this.#turn(key, ['SUSPENDED'], 'ACTIVE');
    this.#run(key);
  }

  cancel(key: string): Promise<void> {
    return this.#turn(key, ['ACTIVE', 'SUSPENDED'], 'CANCELED');
  }

  /** Lets the current stride finish; the rest is done after the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#running.values());
  }

  async #turn(batchOperationKey: string, from: readonly State[], to: State): Promise<void> {
    const found = await this.#find(batchOperationKey);
    if (found === null) throw new Refused('NOT_FOUND', `Batch operation with key '${batchOperationKey}' not found`);
    if (!from.includes(found.state)) {
      throw new Refused(
        'INVALID_ARGUMENT',
        `Batch operation '${batchOperationKey}' is ${found.state}, not ${from.join(' nor ')}`,
      );
    }
    const endDate = to === 'CANCELED' ? this.#engine.now() : undefined;
    await this.#history.record([{ entity: 'batchOperation', row: { batchOperationKey, state: to, endDate } }]);
    await this.#running.get(batchOperationKey);
    if (to === 'CANCELED') await this.#cancelItems(batchOperationKey);
  }

  #run(key: string, { resumed = false } = {}): void {
    if (this.#running.has(key)) return;
    const run = this.#untilRoom(key, resumed)
      .catch((error: unknown) => this.#log.error({ err: error, batchOperationKey: key }, 'a batch operation stopped'))
      .finally(() => this.#running.delete(key));
    this.#running.set(key, run);
  }

  /** Want of room is nothing that its items did wrong: they wait for it, as everything else does. */
  async #untilRoom(key: string, resumed: boolean): Promise<void> {
    for (let again = resumed; !this.#closed; again = true) {
      try {
        return await this.#work(key, again);
      } catch (error) {
        if (asRefusal(error)?.code !== 'RESOURCE_EXHAUSTED') throw error;
        await pause(ROOM_MS);
      }
    }
  }

  /** Of a batch that is resumed, the first items may have been done already. */
  async #work(batchOperationKey: string, resumed: boolean): Promise<void> {
    const plan = await this.#history.batchPlan(batchOperationKey);
    for (let again = resumed; ; again = false) {
      const batch = await this.#find(batchOperationKey);
      if (this.#closed || batch === null || batch.state !== 'ACTIVE') return;
      const items = await this.#openItems(batchOperationKey, STRIDE);
      if (items.length === 0) return this.#end(batch);
      const rows = await Promise.all(items.map((item) => this.#do(batchOperationKey, plan, { ...item, again })));
      const failed = rows.filter(({ row }) => row.state === 'FAILED').length;
      const counts = {
        operationsFailedCount: batch.operationsFailedCount + failed,
        operationsCompletedCount: batch.operationsCompletedCount + rows.length - failed,
      };
      await this.#history.record([{ entity: 'batchOperation', row: { batchOperationKey, ...counts } }, ...rows]);
    }
  }

  async #do(batchOperationKey: string, plan: BatchPlan, { again, ...item }: BatchItem & { again: boolean }) {
    const outcome = (row: { state: 'COMPLETED' | 'FAILED'; errorMessage?: string }) => ({
      entity: 'batchOperationItem' as const,
      row: { batchItemId: `${batchOperationKey}-${item.itemKey}`, processedDate: this.#engine.now(), ...row },
    });
    try {
      await perform(this.#engine, this.#history, plan, item);
      return outcome({ state: 'COMPLETED' });
    } catch (error) {
      const refusal = asRefusal(error);
      if (refusal === null || refusal.code === 'UNAVAILABLE' || refusal.code === 'RESOURCE_EXHAUSTED') throw error;
      if (again && (await wasDone(this.#engine, this.#history, plan, item))) return outcome({ state: 'COMPLETED' });
      return outcome({ state: 'FAILED', errorMessage: refusal.text });
    }
  }

  async #end({ batchOperationKey, operationsFailedCount }: Batch): Promise<void> {
    const state: State = operationsFailedCount > 0 ? 'PARTIALLY_COMPLETED' : 'COMPLETED';
    await this.#history.record([
      { entity: 'batchOperation', row: { batchOperationKey, state, endDate: this.#engine.now() } },
    ]);
  }

  async #cancelItems(batchOperationKey: string): Promise<void> {
    for (let open = await this.#openItems(batchOperationKey, PAGE); open.length > 0; ) {
      await this.#history.record(
        open.map(({ itemKey }) => ({
          entity: 'batchOperationItem',
          row: { batchItemId: `${batchOperationKey}-${itemKey}`, state: 'CANCELED', processedDate: this.#engine.now() },
        })),
      );
      open = await this.#openItems(batchOperationKey, PAGE);
    }
  }

  async #itemsFor({ type }: BatchPlan, filter: object): Promise<BatchItem[]> {
    if (type === 'DELETE_DECISION_INSTANCE') return this.#evaluations(filter);
    const instances = await this.#all('processInstance', instancesFor(type, filter));
    const keys = instances.map(({ processInstanceKey }) => String(processInstanceKey));
    if (type !== 'RESOLVE_INCIDENT') return keys.map((key) => ({ itemKey: key, processInstanceKey: key }));
    return keys.flatMap((processInstanceKey) =>
      this.#engine.state.incidentsOf(processInstanceKey).map(({ key }) => ({ itemKey: key, processInstanceKey })),
    );
  }

  /** One item for each evaluation, whatever the number of decisions that had their part in it. */
  async #evaluations(filter: object): Promise<BatchItem[]> {
    const found = new Map<string, BatchItem>();
    for (const { decisionEvaluationKey, processInstanceKey } of await this.#all('decisionInstance', filter)) {
      const itemKey = String(decisionEvaluationKey);
      found.set(itemKey, { itemKey, processInstanceKey: String(processInstanceKey ?? NO_INSTANCE) });
    }
    return [...found.values()];
  }

  async #all(entity: EntityName, filter: object): Promise<Record<string, unknown>[]> {
    const found: Record<string, unknown>[] = [];
    for (let after: string | undefined; ; ) {
      const { items, page } = await this.#history.search(entity, { filter, page: { after, limit: PAGE } });
      found.push(...items);
      if (found.length > MAX_ITEMS)
        throw new Refused('INVALID_ARGUMENT', `The filter finds more than ${MAX_ITEMS}: narrow it down`);
      if (items.length < PAGE || page.endCursor === null) return found;
      after = page.endCursor;
    }
  }

  async #openItems(batchOperationKey: string, limit: number): Promise<BatchItem[]> {
    const filter = { batchOperationKey, state: 'ACTIVE' };
    return (await this.#history.search('batchOperationItem', { filter, page: { limit } })).items as never;
  }

  #find(key: string): Promise<Batch | null> {
    return this.#history.find('batchOperation', key) as Promise<Batch | null>;
  }

  /** Keys that grow, of their own: batches are not the engine's entities. */
  #newKey(): string {
    this.#lastKey = Math.max(this.#lastKey + 1, Date.now() * 1_000);
    return String(this.#lastKey);
  }
}

interface Batch {
  readonly batchOperationKey: string;
  readonly state: State;
  readonly operationsFailedCount: number;
  readonly operationsCompletedCount: number;
}
