import { SYSTEM_CHAIN } from '../../domain/audit.ts';
import type { EngineClient } from '../../engine/client.ts';
import { appendAudit } from '../../prisma/audit.ts';
import type { Database } from '../../prisma/client.ts';
import {
  currentVersions,
  definitionKeyOf,
  filesOf,
  insertVersion,
  lockKind,
  makeCurrent,
  type PublishedVersion,
  recordDeployment,
  versionsOf,
} from '../../prisma/repositories/circuits.ts';
import type { Log } from '../log.ts';
import type { Bundle } from './bundle.ts';
import type { Abilities } from './checks.ts';
import { readCircuit } from './read-circuit.ts';

export interface PublicationDependencies {
  readonly database: Database;
  readonly engine: EngineClient;
  readonly engineName: string;
  readonly now: () => Date;
  readonly log: Log;
}

/** Imports the circuits shipped with the portal and makes sure the engine has every version that requests start on. */
export async function publishShipped(
  dependencies: PublicationDependencies,
  bundles: readonly Bundle[],
  abilities: Abilities,
): Promise<void> {
  for (const bundle of bundles) await importShipped(dependencies, bundle, abilities);
  for (const version of await currentVersions(dependencies.database.prisma))
    await ensureDeployed(dependencies, version);
}

/**
 * Keeps a shipped bundle as a version. It becomes the one that requests start on, unless an analyst published another:
 * a release never takes their place.
 */
export async function importShipped(
  { database, now, log }: Pick<PublicationDependencies, 'database' | 'now' | 'log'>,
  bundle: Bundle,
  abilities: Abilities,
): Promise<PublishedVersion> {
  const sheet = await readCircuit(bundle, abilities);
  return database.transaction(async (tx) => {
    await lockKind(tx, bundle.kind);
    const versions = await versionsOf(tx, bundle.kind);
    let version = versions.find(({ bundleHash }) => bundleHash === bundle.hash);
    if (version === undefined) {
      const number = Math.max(0, ...versions.map((other) => other.number)) + 1;
      version = await insertVersion(tx, {
        kind: bundle.kind,
        number,
        bundleHash: bundle.hash,
        sheet,
        files: bundle.files,
      });
      await appendAudit(tx, {
        chain: SYSTEM_CHAIN,
        at: now(),
        actorId: null,
        verb: 'circuit.publish',
        subject: `circuit:${version.id}`,
        payload: { kind: bundle.kind, number, bundleHash: bundle.hash },
      });
      log.info({ kind: bundle.kind, number }, 'a circuit was published');
    }
    const current = versions.find((other) => other.current);
    if (current === undefined || (current.id !== version.id && current.publishedBy === null)) {
      await makeCurrent(tx, version);
    }
    return version;
  });
}

/**
 * Gives the engine the diagram, forms and tables of a bundle, together. The very same files again change nothing there.
 * @throws {EngineRejection} with what the engine refuses
 */
export async function deployFiles(
  engine: EngineClient,
  kind: string,
  files: readonly { readonly path: string; readonly content: Uint8Array }[],
): Promise<string> {
  const executed = files.filter(({ path }) => /^[^/]+\.(bpmn|dmn|form)$/.test(path));
  const deployment = await engine.deploy(executed.map(({ path, content }) => ({ name: path, content })));
  const process = deployment.processes.find(({ processDefinitionId }) => processDefinitionId === kind);
  if (process === undefined) throw new Error(`${kind}: the engine deployed no process of that name`);
  return process.processDefinitionKey;
}

/** The key of a version on this engine; deploys it first when the engine does not have it. */
export async function ensureDeployed(
  { database, engine, engineName, now, log }: PublicationDependencies,
  version: Pick<PublishedVersion, 'id' | 'kind'>,
): Promise<string> {
  const known = await definitionKeyOf(database.prisma, version.id, engineName);
  if (known !== null) return known;
  const processDefinitionKey = await deployFiles(engine, version.kind, await filesOf(database.prisma, version.id));
  await database.transaction(async (tx) => {
    await recordDeployment(tx, { versionId: version.id, engine: engineName, processDefinitionKey });
    await appendAudit(tx, {
      chain: SYSTEM_CHAIN,
      at: now(),
      actorId: null,
      verb: 'circuit.deploy',
      subject: `circuit:${version.id}`,
      payload: { engine: engineName, processDefinitionKey },
    });
  });
  log.info({ kind: version.kind, processDefinitionKey }, 'a circuit was deployed');
  return processDefinitionKey;
}
