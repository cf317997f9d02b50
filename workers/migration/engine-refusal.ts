import { EngineRejection } from '#zeebe/client.ts';

/** An instance that stands where it cannot be moved from; anything else the engine says is tried again. */
const REFUSALS = new Set(['INVALID_STATE', 'INVALID_ARGUMENT']);

/** Whether an engine will never move an instance as it was asked to. */
export const refusesForGood = (error: unknown): error is EngineRejection =>
  error instanceof EngineRejection && REFUSALS.has(error.code);

/** Why, in the engine's own words. */
export const engineRefuses = ({ message }: EngineRejection) => ({
  cause: 'engine-refuses' as const,
  params: { reason: message.slice(0, 500) },
});
