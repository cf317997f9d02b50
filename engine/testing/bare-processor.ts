import { Processor } from '../loop/processor.ts';
import { KeyGenerator } from '../processing/keys.ts';
import { Models } from '../processing/models.ts';
import { RULES } from '../processing/rules.ts';
import type { State } from '../state/state.ts';
import type { Store } from '../store/store.ts';

type Parts = ConstructorParameters<typeof Processor>[0];

const raise = (error: unknown) => {
  throw error;
};

/** A processor by itself, on an empty state: for what an engine around it would not take, or not tell. */
export const bareProcessor = (state: State, store: Store, parts: Partial<Parts> = {}): Processor =>
  new Processor({
    state,
    store,
    models: new Models(),
    keys: new KeyGenerator(),
    rules: RULES,
    position: 0,
    forgotten: 0,
    keepEvents: false,
    systemClock: Date.now,
    onFailure: raise,
    onDiskFull: () => undefined,
    onInternalError: raise,
    ...parts,
  });
