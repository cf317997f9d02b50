import type { BackedUpPortal } from './portal.ts';

/** What this backup leaves to the operator, in words that its manifest keeps and a restore says again. */
export function remainsOf(
  portal: BackedUpPortal,
  { at, lsn }: { readonly at: Date; readonly lsn: string | null },
): string[] {
  const remains: string[] = [];
  const instant = at.toISOString();
  if (portal.cluster === null)
    remains.push(
      `The database is elsewhere: its backup is yours. Recover it to ${lsn === null ? instant : `position ${lsn} of its log (recovery_target_lsn), ${instant}`}, or to an earlier moment and at most two days before the one of these documents; a plain dump is to be taken before this command runs, not after.`,
    );
  if (portal.engine === null)
    remains.push(
      `The engine is elsewhere: its backup is yours (Camunda’s own: exporting paused softly, runtime and web applications under one number). Bring it back to ${instant}, then npm run reconcile.`,
    );
  if (portal.given.length > 0)
    remains.push(
      `${portal.given.join(', ')}: given to the portal by its environment, and not in this backup. Keep them apart, and give the same after a restore: without DATA_KEY account numbers cannot be read, without FACTOR_KEY second factors are lost, without SESSION_SECRET sessions are.`,
    );
  remains.push(
    'What mail servers received, and what was exported (pay months, evidence, journals), is where it was sent.',
  );
  return remains;
}
