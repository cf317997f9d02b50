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

type Outcome = 'found' | 'repaired' | 'failed';

/** What is found and set right, one line each. */
function inWords({ kind, about, remedy, repair }: Drift, outcome: Outcome, why = ''): string {
  const known = { repaired: 'REPAIRED', failed: 'FAILED  ', found: repair === null ? 'UNSAFE  ' : 'DRIFT   ' } as const;
  const next = {
    repaired: remedy,
    failed: `not repaired (${why}), try again: ${remedy}`,
    found: repair === null ? `not repaired: ${remedy}` : `--repair would: ${remedy}`,
  } as const;
  return `${known[outcome]}  ${DRIFTS[kind]} (${about}); ${next[outcome]}`;
}

/** Says each drift, and repairs it when asked and safe; one whose repair fails leaves the others to theirs. Answers how many are left. */
export async function settle(
  drifts: readonly Drift[],
  { repair, say }: { readonly repair: boolean; readonly say: (line: string) => void },
): Promise<number> {
  let left = 0;
  for (const drift of drifts) {
    const outcome = repair && drift.repair ? await drift.repair().then(() => null, whatFailed) : undefined;
    if (outcome !== null) left += 1;
    if (outcome === undefined) say(inWords(drift, 'found'));
    else say(outcome === null ? inWords(drift, 'repaired') : inWords(drift, 'failed', outcome));
  }
  return left;
}

/** What it is, not what it says: messages of the database's client quote values. */
function whatFailed(error: unknown): string {
  const { name, code } = error as { readonly name?: unknown; readonly code?: unknown };
  return [name, code].filter((part) => typeof part === 'string').join(' ') || 'unknown';
}
