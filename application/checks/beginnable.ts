import type { Actor } from '../../domain/permissions/actor.ts';
import type { Tx } from '../../prisma/client.ts';
import type { Version, Versions } from '../versions.ts';
import { offeredTo } from './offering.ts';
import { kindsOpenTo } from './openings.ts';
import { startFor } from './starting.ts';

/** The kinds that somebody may start for an agent at this instant; of them, those open where the agent is and offered to them. */
export async function beginnableFor(
  { tx, versions }: { readonly tx: Tx; readonly versions: Versions },
  actor: Actor,
  agentId: string,
  at: Date,
): Promise<{ readonly startable: readonly Version[]; readonly open: readonly Version[] }> {
  const may = await startFor(tx, actor, agentId, at);
  const startable = (await versions.currents()).filter(({ manifest }) => may(manifest));
  const kinds = startable.map(({ kind }) => kind);
  const open = await kindsOpenTo(tx, agentId, kinds, at);
  const isOffered = await offeredTo(tx, agentId, at);
  return { startable, open: startable.filter(({ kind, manifest }) => open.has(kind) && isOffered(manifest)) };
}
