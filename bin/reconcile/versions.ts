import { currentVersions, definitionKeyOf } from '#prisma/repositories/circuits/circuits.ts';
import { ensureDeployed } from '#workers/circuits/publish/publish.ts';
import { type ReconcileContext, repaired } from './context.ts';
import type { Drift } from './drift.ts';

const QUIET = { debug() {}, info() {}, warn() {}, error() {} };

/** Circuits in service that this engine does not have. */
export async function undeployedVersions(context: ReconcileContext): Promise<Drift[]> {
  const { database, engine, engineName, now } = context;
  const drifts: Drift[] = [];
  for (const version of await currentVersions(database.prisma)) {
    const about = `${version.kind}, version ${version.number}`;
    const key = await definitionKeyOf(database.prisma, version.id, engineName);
    if (key === null) {
      drifts.push({
        kind: 'version-not-deployed',
        about,
        remedy: 'deploy it',
        repair: async () => {
          await ensureDeployed({ database, engine, engineName, now, log: QUIET }, version);
          await repaired(context, { kind: 'version-not-deployed', subject: `circuit:${version.id}` }, async () => {});
        },
      });
    } else if ((await engine.processIdOf(key)) === null) {
      drifts.push({
        kind: 'version-lost',
        about: `${about}, key ${key}`,
        remedy: 'the engine’s data was lost or replaced: restore it, or publish the circuit again',
        repair: null,
      });
    }
  }
  return drifts;
}
