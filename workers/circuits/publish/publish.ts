import type { PartFiles } from '#application/atelier/publish/keep-part.ts';
import { keepDeployment } from '#application/atelier/publish/put-in-force.ts';
import { importPart } from '#application/atelier/release/import-part.ts';
import { importRelease } from '#application/atelier/release/import-release.ts';
import { blockOfProcess, isExecuted } from '#domain/circuit/blocks/block.ts';
import type { Grid } from '#domain/situation/grids/grid.ts';
import type { Database } from '#prisma/client.ts';
import {
  currentVersions,
  type DefinitionKeys,
  definitionKeyOf,
  filesOf,
  type PublishedVersion,
  versionsOf,
} from '#prisma/repositories/circuits/circuits.ts';
import { keepNewGrids } from '#prisma/repositories/people/grids.ts';
import type { EngineClient } from '#zeebe/client.ts';
import type { Log } from '../../log.ts';
import type { Bundle } from '../read/bundle.ts';
import { readCircuit } from '../read/read-circuit.ts';

export interface PublicationDependencies {
  readonly database: Database;
  readonly engine: EngineClient;
  readonly engineName: string;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Imports the grids, the circuits, the blocks and the themes shipped with the portal and makes sure the engine has every version
 * that requests start on.
 */
export async function publishShipped(
  dependencies: PublicationDependencies,
  shipped: {
    readonly grids: readonly Grid[];
    readonly parts: readonly PartFiles[];
    readonly bundles: readonly Bundle[];
  },
): Promise<void> {
  // Grids first: themes name them.
  await dependencies.database.transaction((tx) => keepNewGrids(tx, shipped.grids));
  for (const bundle of shipped.bundles) await importShipped(dependencies, bundle);
  // After them: a theme that they were published with before themes had versions begins as it stands.
  for (const part of shipped.parts) await importShippedPart(dependencies, part);
  for (const version of await currentVersions(dependencies.database.prisma))
    await ensureDeployed(dependencies, version);
}

/**
 * Reads a shipped bundle and has it imported; answers the version in force, null when its kind is closed. One that was
 * published before, byte for byte, was read and checked then: nothing is left to do.
 * @throws {InvalidCircuit}
 */
export async function importShipped(
  { database, now, log }: Pick<PublicationDependencies, 'database' | 'now' | 'log'>,
  bundle: Bundle,
): Promise<PublishedVersion | null> {
  const versions = await versionsOf(database.prisma, bundle.kind);
  if (versions.some(({ bundleHash }) => bundleHash === bundle.hash))
    return versions.find(({ current }) => current) ?? null;
  const circuit = { ...bundle, manifest: await readCircuit(bundle) };
  const { version, did } = await importRelease({ database }, { circuit, at: now() });
  const { kind } = bundle;
  if (did === 'propose') log.info({ kind }, 'a release proposes a circuit, as a draft');
  if (did === 'publish') log.info({ kind, number: version?.number }, 'a circuit was published');
  return version;
}

/** Has a shipped block or theme imported. */
export async function importShippedPart(
  { database, now, log }: Pick<PublicationDependencies, 'database' | 'now' | 'log'>,
  part: PartFiles,
): Promise<void> {
  const did = await importPart({ database }, { part, at: now() });
  const { of, name } = part;
  if (did === 'propose') log.info({ of, name }, 'a release proposes a part of circuits, as a draft');
}

/**
 * Gives the engine the diagram, blocks, forms and tables of a bundle, together. The very same files again change nothing there.
 * @throws {EngineRejection} with what the engine refuses
 */
export async function deployFiles(
  engine: EngineClient,
  kind: string,
  files: readonly { readonly path: string; readonly content: Uint8Array }[],
): Promise<DefinitionKeys> {
  const executed = files.filter(({ path }) => isExecuted(path));
  const deployment = await engine.deploy(executed.map(({ path, content }) => ({ name: path, content })));
  const process = deployment.processes.find(({ processDefinitionId }) => processDefinitionId === kind);
  if (process === undefined) throw new Error(`${kind}: the engine deployed no process of that name`);
  const blocks = deployment.processes.flatMap(({ processDefinitionId, processDefinitionKey: key }) => {
    const block = blockOfProcess(kind, processDefinitionId);
    return block === null ? [] : [[block, key] as const];
  });
  return { processDefinitionKey: process.processDefinitionKey, blocks: Object.fromEntries(blocks) };
}

/** The key of a version on this engine; deploys it first when the engine does not have it. */
export async function ensureDeployed(
  { database, engine, engineName, now, log }: PublicationDependencies,
  version: Pick<PublishedVersion, 'id' | 'kind'>,
): Promise<string> {
  const known = await definitionKeyOf(database.prisma, version.id, engineName);
  if (known !== null) return known;
  const keys = await deployFiles(engine, version.kind, await filesOf(database.prisma, version.id));
  const { processDefinitionKey } = keys;
  const deployed = { engine: engineName, ...keys };
  await database.transaction((tx) =>
    keepDeployment(tx, { versionId: version.id, ...deployed, actorId: null, at: now() }),
  );
  log.info({ kind: version.kind, processDefinitionKey }, 'a circuit was deployed');
  return processDefinitionKey;
}
