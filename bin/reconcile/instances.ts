import { inGroups, type ReconcileContext, repaired } from './context.ts';
import type { Drift } from './drift.ts';
import type { PlayedInstance, Playing } from './playing.ts';

/** Circuits that the engine plays, and that no request here claims. */
export async function strayInstances(context: ReconcileContext, playing: Playing): Promise<Drift[]> {
  const { prisma } = context.database;
  const drifts: Drift[] = [];
  for (const group of inGroups([...playing.instances.values()].filter(({ since }) => since <= playing.settledBefore))) {
    const claimed = await prisma.request.findMany({
      where: { instanceKey: { in: group.map(({ key }) => key) } },
      select: { instanceKey: true },
    });
    const known = new Set(claimed.map(({ instanceKey }) => instanceKey));
    for (const instance of group)
      if (!known.has(instance.key)) drifts.push(...(await strayInstance(context, instance)));
  }
  return drifts;
}

/** Circuits that the engine plays by another version than the one that their request follows here. */
export async function otherVersions({ database }: ReconcileContext, playing: Playing): Promise<Drift[]> {
  const drifts: Drift[] = [];
  for (const group of inGroups([...playing.instances.values()].filter(({ since }) => since <= playing.settledBefore))) {
    const played = new Map(group.map((instance) => [instance.key, instance]));
    const requests = await database.prisma.request.findMany({
      // One that is moving at this moment is between the two.
      where: { instanceKey: { in: [...played.keys()] }, migrations: { none: { endedAt: null } } },
      select: { number: true, versionId: true, instanceKey: true },
    });
    for (const { number, versionId, instanceKey } of requests) {
      if (played.get(instanceKey ?? '')?.versionIds.includes(versionId)) continue;
      drifts.push({
        kind: 'version-differs',
        about: `request ${number}, instance ${instanceKey}`,
        remedy:
          'it moved there since: restore a newer copy of the database, or have an administrator move it to the version in force again',
        repair: null,
      });
    }
  }
  return drifts;
}

async function strayInstance(context: ReconcileContext, { key, versionIds }: PlayedInstance): Promise<Drift[]> {
  const { database, engine } = context;
  const requestId = await engine.variableOf(key, 'requestId');
  const isId = typeof requestId === 'string' && /^[0-9a-f-]{36}$/i.test(requestId);
  const request = isId ? await database.prisma.request.findUnique({ where: { id: requestId } }) : null;
  if (request === null) {
    return [
      {
        kind: 'instance-without-request',
        about: `instance ${key}${isId ? `, request ${requestId}` : ''}`,
        remedy: `if the database was restored from an older copy, restore a newer one; otherwise end instance ${key} on the engine`,
        repair: null,
      },
    ];
  }
  // The answer of its start is not written yet: the command that started it is asked again.
  if (request.instanceKey === null) return [];
  const subject = { subject: `request:${request.id}`, chain: request.agentId };
  // What the instance says of its request is a variable, which anyone who draws or commands the engine can write: only one
  // of the request's own circuit can be its own.
  if (versionIds.includes(request.versionId) && (await engine.getInstance(request.instanceKey)) === null) {
    return [
      {
        kind: 'request-astray',
        about: `request ${request.number} names ${request.instanceKey}, instance ${key} plays it`,
        remedy: `have it name instance ${key}`,
        repair: () =>
          repaired(context, { kind: 'request-astray', ...subject }, (tx) =>
            tx.request.update({ where: { id: request.id }, data: { instanceKey: key } }),
          ),
      },
    ];
  }
  return [
    {
      kind: 'instance-twice',
      about: `instance ${key}, request ${request.number}, played by ${request.instanceKey}`,
      remedy: `end instance ${key}`,
      repair: async () => {
        await engine.cancelInstance(key);
        await repaired(context, { kind: 'instance-twice', ...subject }, async () => {});
      },
    },
  ];
}
