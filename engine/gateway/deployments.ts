import type { Deployment } from '../processing/protocol.ts';

const PLACES = { process: 0, decision: 1, decisionRequirements: 2, form: 3, resource: 4 } satisfies Record<
  Deployment['kind'],
  number
>;

/** What was deployed as clients get it, whatever order the files came in: by kind, and within a kind as it was given. */
export function byKind(deployments: readonly Deployment[]): Deployment[] {
  return deployments.toSorted((one, other) => PLACES[one.kind] - PLACES[other.kind]);
}
