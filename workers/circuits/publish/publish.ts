import type { CircuitSheet } from '../../../domain/circuit/manifest.ts';
import { SYSTEM_CHAIN } from '../../../domain/evidence/audit.ts';
import { appendAudit } from '../../../prisma/audit.ts';
import type { Database, Tx } from '../../../prisma/client.ts';
import { createCircuitDraft, firstProposal } from '../../../prisma/repositories/atelier.ts';
import {
  currentVersions,
  definitionKeyOf,
  filesOf,
  insertVersion,
  lastPublisherOf,
  lockKind,
  makeCurrent,
  type PublishedVersion,
  recordDeployment,
  versionsOf,
} from '../../../prisma/repositories/circuits.ts';
import type { EngineClient } from '../../../zeebe/client.ts';
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

/** Imports the circuits shipped with the portal and makes sure the engine has every version that requests start on. */
export async function publishShipped(dependencies: PublicationDependencies, bundles: readonly Bundle[]): Promise<void> {
  for (const bundle of bundles) await importShipped(dependencies, bundle);
  for (const version of await currentVersions(dependencies.database.prisma))
    await ensureDeployed(dependencies, version);
}

/**
 * Keeps a shipped bundle as a version, which requests start on from now. Where an analyst chose what they start on, a
 * release does not go over it: what it brings becomes a draft, proposed once, for analysts to compare and publish.
 */
export async function importShipped(
  { database, now, log }: Pick<PublicationDependencies, 'database' | 'now' | 'log'>,
  bundle: Bundle,
): Promise<PublishedVersion> {
  const sheet = await readCircuit(bundle);
  return database.transaction(async (tx) => {
    await lockKind(tx, bundle.kind);
    const versions = await versionsOf(tx, bundle.kind);
    const current = versions.find((other) => other.current);
    const chosen = current !== undefined && (await lastPublisherOf(tx, current.id)) !== null;
    const known = versions.find(({ bundleHash }) => bundleHash === bundle.hash);
    if (chosen) {
      if (known === undefined && (await propose(tx, bundle, current, now())))
        log.info({ kind: bundle.kind }, 'a release proposes a circuit, as a draft');
      return current;
    }
    const version = known ?? (await insertShipped(tx, bundle, { sheet, versions, at: now() }));
    if (known === undefined) log.info({ kind: bundle.kind, number: version.number }, 'a circuit was published');
    if (current?.id !== version.id) await makeCurrent(tx, version);
    return version;
  });
}

async function insertShipped(
  tx: Tx,
  { kind, hash: bundleHash, files }: Bundle,
  { sheet, versions, at }: { sheet: CircuitSheet; versions: readonly PublishedVersion[]; at: Date },
): Promise<PublishedVersion> {
  const number = Math.max(0, ...versions.map((other) => other.number)) + 1;
  const version = await insertVersion(tx, { kind, number, bundleHash, sheet, files });
  await appendAudit(tx, {
    chain: SYSTEM_CHAIN,
    at,
    actorId: null,
    verb: 'circuit.publish',
    subject: `circuit:${version.id}`,
    payload: { kind, number, bundleHash },
  });
  return version;
}

/** Makes a draft of what a release brings, unless that was done before, whatever became of it. */
async function propose(
  tx: Tx,
  { kind, hash: bundleHash, files }: Bundle,
  current: PublishedVersion,
  at: Date,
): Promise<boolean> {
  if (!(await firstProposal(tx, kind, bundleHash, at))) return false;
  const { id } = await createCircuitDraft(tx, {
    kind,
    origin: 'release',
    baseVersionId: current.id,
    authorId: null,
    at,
    files,
  });
  await appendAudit(tx, {
    chain: SYSTEM_CHAIN,
    at,
    actorId: null,
    verb: 'circuit.propose',
    subject: `circuit-draft:${id}`,
    payload: { kind, bundleHash, besides: current.id },
  });
  return true;
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
