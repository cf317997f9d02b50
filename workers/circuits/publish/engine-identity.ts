import type { Database } from '#prisma/client.ts';
import { liveInstances, liveRequestsByEngine, newestDeployments } from '#prisma/repositories/circuits/circuits.ts';
import type { EngineClient } from '#zeebe/client.ts';

/** The portal was pointed at an engine that does not play the requests under way: nothing may start. */
export class WrongEngine extends Error {
  override readonly name = 'WrongEngine';
}

/** Enough to tell a lost engine from one finished instance. */
const INSTANCES_LOOKED_UP = 20;

/**
 * Names the engine at this address, by what it knows rather than by where it is: addresses move, and a data folder can
 * be replaced behind the same one.
 * @throws {WrongEngine} when requests under way are played by another one
 */
export async function identifyEngine(engine: EngineClient, { prisma }: Pick<Database, 'prisma'>): Promise<string> {
  const name = await nameEngine(engine, { prisma });
  await refuseOrphans(engine, name, { prisma });
  return name;
}

/** The name alone, whatever became of the requests under way: for those who look for what was lost. */
export async function nameEngine(engine: EngineClient, { prisma }: Pick<Database, 'prisma'>): Promise<string> {
  const { clusterId } = await engine.topology();
  const base = clusterId ?? 'default';
  const used = (await newestDeployments(prisma)).filter(
    ({ engine: name }) => name === base || name.startsWith(`${base}~`),
  );
  let name: string | undefined;
  for (const { engine: candidate, kind, processDefinitionKey } of used) {
    if ((await engine.processIdOf(processDefinitionKey)) === kind) name = candidate;
  }
  return name ?? (used.length === 0 ? base : `${base}~${used.length + 1}`);
}

async function refuseOrphans(engine: EngineClient, name: string, { prisma }: Pick<Database, 'prisma'>): Promise<void> {
  const elsewhere = (await liveRequestsByEngine(prisma)).filter((row) => row.engine !== name);
  const [first] = elsewhere;
  if (first !== undefined) {
    throw new WrongEngine(
      `${first.live} request(s) under way are played by another engine (« ${first.engine} »); the one at this address ` +
        `is « ${name} ». Point ZEEBE_GRPC_ADDRESS and ZEEBE_REST_ADDRESS back to it, or restore its data.`,
    );
  }
  const live = await liveInstances(prisma, INSTANCES_LOOKED_UP);
  for (const { instanceKey } of live) if ((await engine.getInstance(instanceKey)) !== null) return;
  if (live.length > 0) {
    throw new WrongEngine(
      `The engine at this address knows none of the requests under way (${live[0]?.instanceKey} for one): it is another ` +
        'engine, or its data was lost. Point the portal back to the right one, or restore its data.',
    );
  }
}
