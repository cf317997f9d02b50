/**
 * States of an instance: `incident`: part of it is stopped; `completed`: its circuit reached its
 * end; `terminated`: it was ended from outside.
 */
export const INSTANCE_STATES = ['active', 'incident', 'completed', 'terminated'] as const;
/** A state of an instance. */
export type InstanceState = (typeof INSTANCE_STATES)[number];

const OVER = { COMPLETED: 'completed', TERMINATED: 'terminated' } as const;

/** Returns the state of an instance from the engine's own state and whether it has an incident. */
export function instanceState(state: string, hasIncident: boolean): InstanceState {
  if (state === 'COMPLETED' || state === 'TERMINATED') return OVER[state];
  return hasIncident ? 'incident' : 'active';
}
