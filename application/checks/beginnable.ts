import type { Actor } from '#domain/permissions/actor.ts';
import type { Tx } from '#prisma/client.ts';
import type { Version, Versions } from '../versions.ts';
import { campaignsTaking } from './in-campaign.ts';
import { offeredTo } from './offering.ts';
import { kindsOpenTo } from './openings.ts';
import { startFor } from './starting.ts';

/** Why somebody may not begin a kind for an agent: what does not change soon first. */
export type Bar = 'not-offered' | 'kind-closed' | 'no-campaign' | 'not-startable';

/** The kinds in force, as somebody meets them who would begin one for an agent. */
export interface Beginnable {
  /** Those that they may start. */
  readonly startable: readonly Version[];
  /** Of them, those open where the agent is, now, and offered to them. */
  readonly open: readonly Version[];
  /** All the others. */
  readonly barred: readonly { readonly version: Version; readonly why: Bar }[];
}

/** The kinds that somebody may start for an agent at this instant, and what keeps them from the others. */
export async function beginnableFor(
  { tx, versions }: { readonly tx: Tx; readonly versions: Versions },
  actor: Actor,
  agentId: string,
  at: Date,
): Promise<Beginnable> {
  const may = await startFor(tx, actor, agentId, at);
  const all = await versions.currents();
  const open = await kindsOpenTo(
    tx,
    agentId,
    all.map(({ kind }) => kind),
    at,
  );
  const isOffered = await offeredTo(tx, agentId, at);
  const inCampaign = await campaignsTaking(tx, agentId, at);
  const barOf = ({ kind, manifest }: Version): Bar | null => {
    if (!isOffered(manifest)) return 'not-offered';
    if (!open.has(kind)) return 'kind-closed';
    if (!inCampaign(manifest)) return 'no-campaign';
    return may(manifest) ? null : 'not-startable';
  };
  const judged = all.map((version) => ({ version, why: barOf(version) }));
  return {
    startable: all.filter(({ manifest }) => may(manifest)),
    open: judged.flatMap(({ version, why }) => (why === null ? [version] : [])),
    barred: judged.flatMap(({ version, why }) => (why === null ? [] : [{ version, why }])),
  };
}
