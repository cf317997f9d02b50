import { Processor } from './loop/processor.ts';
import { recover } from './loop/recover.ts';
import { InvalidModel } from './model/invalid-model.ts';
import { type ParsedResource, parseResource } from './model/parsed-resource.ts';
import type { ParsedDeployment } from './processing/commands/resources/deploy-resources.ts';
import { KeyGenerator } from './processing/keys.ts';
import { Models } from './processing/models.ts';
import type {
  AnyEvent,
  CommandResult,
  CommandType,
  CommandValue,
  Engine,
  EngineOptions,
} from './processing/protocol.ts';
import { Rejection } from './processing/rejection.ts';
import { RULES } from './processing/rules.ts';
import { State } from './state/state.ts';
import { MemoryStore } from './store/memory-store.ts';
import { SqliteStore } from './store/sqlite-store.ts';
import type { Store } from './store/store.ts';

/**
 * Opens an engine on its folder (or in memory), with everything that was acknowledged before.
 * Throws `StoreFailure` when the folder cannot be used, is held by another engine, or is damaged.
 */
export async function openEngine(options: EngineOptions = {}): Promise<Engine> {
  const state = new State();
  const keys = new KeyGenerator();
  const tables = state.tables.map((table) => table.name);
  const store: Store =
    options.dataFolder === undefined ? new MemoryStore() : new SqliteStore(options.dataFolder, tables);
  const loaded = await store.load();
  try {
    if (loaded.nextKey > 0) keys.next = loaded.nextKey;
    await recover(state, loaded);
  } catch (error) {
    await store.close();
    throw error;
  }
  const processor = new Processor({
    state,
    models: new Models(),
    keys,
    rules: RULES,
    store,
    position: loaded.position,
    forgotten: loaded.forgotten,
    keepEvents: options.keepEvents ?? options.dataFolder !== undefined,
    systemClock: options.clock ?? Date.now,
    onFailure: options.onFailure ?? (() => undefined),
    onDiskFull: options.onDiskFull ?? (() => undefined),
    onInternalError: options.onInternalError ?? (() => undefined),
  });
  return faceOf(processor, state, options.readDeployed ?? ((file) => parseResource(file, true)));
}

function faceOf(processor: Processor, state: State, readFile: NonNullable<EngineOptions['readDeployed']>): Engine {
  return {
    state,
    execute<T extends CommandType>(type: T, value: CommandValue<T>, options?: { signal?: AbortSignal }) {
      const submit = (playable: unknown) =>
        processor.submit(type, playable as never, options?.signal) as Promise<CommandResult<T>>;
      return type === 'DEPLOY_RESOURCES'
        ? read(value as CommandValue<'DEPLOY_RESOURCES'>, readFile).then(submit)
        : submit(value);
    },
    onJobsAvailable: (jobType, callback) => processor.jobs.subscribe(jobType, callback),
    onEvents: (callback, options) => {
      const from = options?.fromPosition ?? processor.feed.committedPosition;
      return processor.feed.follow(({ events }) => callback(after(from, events)), from).stop;
    },
    onEventTexts: (callback, options) => processor.feed.follow(({ json }) => callback(json), options?.fromPosition),
    acknowledgeEvents: (position) => processor.acknowledge(position),
    retainEvents: () => processor.retainEvents(),
    copyStore: (file) => processor.copyStore(file),
    get committedPosition() {
      return processor.feed.committedPosition;
    },
    get forgottenPosition() {
      return processor.forgottenPosition;
    },
    get trouble() {
      return processor.trouble;
    },
    now: () => processor.now(),
    close: () => processor.close(),
  };
}

/** Without those up to the position: the first commit that is read may begin before it. */
function after(position: number, events: readonly AnyEvent[]): readonly AnyEvent[] {
  return (events[0]?.position ?? 0) > position ? events : events.filter((event) => event.position > position);
}

/** Reads the files of a deployment; what cannot be executed refuses it as a whole. */
async function read(
  { resources, tenantId }: CommandValue<'DEPLOY_RESOURCES'>,
  readFile: NonNullable<EngineOptions['readDeployed']>,
): Promise<ParsedDeployment> {
  try {
    const parsed: ParsedResource[] = [];
    // one after the other: each takes its time, and others want theirs in between
    for (const resource of resources) parsed.push(await readFile(resource));
    return tenantId === undefined ? { resources: parsed } : { resources: parsed, tenantId };
  } catch (error) {
    if (!(error instanceof InvalidModel)) throw error;
    throw new Rejection('INVALID_ARGUMENT', error.refusal, 'CREATE');
  }
}
