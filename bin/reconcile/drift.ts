/** What the engine and the portal no longer agree on. */
export const DRIFTS = {
  'instance-without-request': 'the engine plays a circuit for a request that the portal does not have',
  'instance-twice': 'the engine plays a second circuit for a request that another one plays',
  'request-astray': 'this request names a circuit that the engine does not know, while another plays it',
  'version-differs': 'the engine plays this request by another version of its circuit',
  'request-instance-gone': 'the engine does not know the circuit that plays this request',
  'request-instance-ended': 'the circuit of this request is over, and the request is still open',
  'task-ended-there': 'a task waits here that is over on the engine',
  'task-missing-here': 'the engine waits for a task that nobody sees here',
  'command-stuck': 'a command to the engine was tried for long without success',
  'version-not-deployed': 'a circuit in service is not on this engine',
  'version-lost': 'the engine no longer has a circuit that was deployed on it',
} as const;
export type DriftKind = keyof typeof DRIFTS;

/** One drift, in words, and how it can be repaired; null when no repair is safe. */
export interface Drift {
  readonly kind: DriftKind;
  /** What it is about, by numbers and identifiers: never a name. */
  readonly about: string;
  /** What a repair does; or, when there is none, what a person must do. */
  readonly remedy: string;
  readonly repair: (() => Promise<void>) | null;
}

/** What is found and set right, one line each. */
export function inWords({ kind, about, remedy, repair }: Drift, outcome: 'found' | 'repaired'): string {
  const label = outcome === 'repaired' ? 'REPAIRED' : repair === null ? 'UNSAFE  ' : 'DRIFT   ';
  const next =
    outcome === 'repaired' ? remedy : repair === null ? `not repaired: ${remedy}` : `--repair would: ${remedy}`;
  return `${label}  ${DRIFTS[kind]} (${about}); ${next}`;
}
