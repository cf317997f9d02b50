import { all, inGroups, isSettled, type ReconcileContext, repaired } from './context.ts';
import type { Drift } from './drift.ts';

/** Circuits that the engine plays, and that no request here claims. */
export async function strayInstances(context: ReconcileContext): Promise<Drift[]> {
  const { database, engine, engineName } = context;
  const { prisma } = database;
  const drifts: Drift[] = [];
  const deployments = await prisma.deployment.findMany({ where: { engine: engineName } });
  for (const { processDefinitionKey, versionId } of deployments) {
    const instances = await all((page) =>
      engine.searchInstances({
        filter: { processDefinitionKey, state: 'ACTIVE' },
        sort: [{ field: 'processInstanceKey' }],
        page,
      }),
    );
    for (const group of inGroups(instances.filter(({ startDate }) => isSettled(context, new Date(startDate))))) {
      const keys = group.map(({ processInstanceKey }) => String(processInstanceKey));
      const claimed = await prisma.request.findMany({
        where: { instanceKey: { in: keys } },
        select: { instanceKey: true },
      });
      const known = new Set(claimed.map(({ instanceKey }) => instanceKey));
      for (const key of keys) if (!known.has(key)) drifts.push(...(await strayInstance(context, { key, versionId })));
    }
  }
  return drifts;
}

async function strayInstance(
  context: ReconcileContext,
  { key, versionId }: { readonly key: string; readonly versionId: string },
): Promise<Drift[]> {
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
  if (request.versionId === versionId && (await engine.getInstance(request.instanceKey)) === null) {
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
