import type { EngineEvent, EventType } from '../processing/protocol.ts';

/** What an applier sees of an event. */
export type Recorded<T extends EventType> = Pick<EngineEvent<T>, 'key' | 'value'>;
