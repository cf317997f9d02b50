/**
 * How an instance stands: `incident`: something of it is stopped; `completed`: its circuit came to an end; `terminated`: it was
 * ended from outside.
 */
export const INSTANCE_STATES = ['active', 'incident', 'completed', 'terminated'] as const;
export type InstanceState = (typeof INSTANCE_STATES)[number];

const OVER = { COMPLETED: 'completed', TERMINATED: 'terminated' } as const;

/** The same, as the engine says it of an instance and of the incidents in it. */
export function instanceState(state: string, hasIncident: boolean): InstanceState {
  if (state === 'COMPLETED' || state === 'TERMINATED') return OVER[state];
  return hasIncident ? 'incident' : 'active';
}
