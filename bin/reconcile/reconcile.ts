import { stuckCommands } from './commands.ts';
import type { ReconcileContext } from './context.ts';
import { type Drift, settle } from './drift.ts';
import { otherVersions, strayInstances } from './instances.ts';
import { type Playing, readPlaying } from './playing.ts';
import { lostRequests } from './requests.ts';
import { endedThere, missingHere } from './tasks.ts';
import { undeployedVersions } from './versions.ts';

/** In this order: what a repair brings back (a version, a request) is there for the next comparison. */
const COMPARISONS: readonly ((context: ReconcileContext, playing: Playing) => Promise<Drift[]>)[] = [
  undeployedVersions,
  strayInstances,
  otherVersions,
  lostRequests,
  endedThere,
  missingHere,
  stuckCommands,
];

export interface Reconciliation {
  readonly found: number;
  /** Still adrift at the end. */
  readonly left: number;
}

/** Compares the engine and the portal, says each drift in words, and repairs what is safe when asked. */
export async function reconcile(
  context: ReconcileContext,
  options: { readonly repair: boolean; readonly say: (line: string) => void },
): Promise<Reconciliation> {
  let found = 0;
  let left = 0;
  const playing = await readPlaying(context);
  for (const compare of COMPARISONS) {
    const drifts = await compare(context, playing);
    found += drifts.length;
    left += await settle(drifts, options);
  }
  return { found, left };
}
