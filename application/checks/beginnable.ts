import type { Actor } from '#domain/permissions/actor.ts';
import type { Tx } from '#prisma/client.ts';
import type { Version, Versions } from '../versions.ts';
import { campaignsTaking } from './in-campaign.ts';
import { offeredTo } from './offering.ts';
import { kindsOpenTo } from './openings.ts';
import { startFor } from './starting.ts';

/** Why a person may not begin a kind for an agent; the most lasting reason comes first. */
export type Bar = 'not-offered' | 'kind-closed' | 'no-campaign' | 'not-startable';

/** The kinds in force, sorted for a person who would begin one for an agent. */
export interface Beginnable {
  /** Those that they may start. */
  readonly startable: readonly Version[];
  /** Those that they may start, that are open and offered where the agent is, now. */
  readonly open: readonly Version[];
  /** All the others. */
  readonly barred: readonly { readonly version: Version; readonly why: Bar }[];
}

/** Sorts the kinds in force by whether a person may begin them for an agent at this instant. */
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
