import type { CircuitManifest } from '../../domain/circuit/manifest.ts';
import { SYSTEM_CHAIN } from '../../domain/evidence/audit.ts';
import { appendAudit } from '../../prisma/audit.ts';
import type { Prisma, Tx } from '../../prisma/client.ts';
import {
  insertVersion,
  makeCurrent,
  type PublishedVersion,
  recordDeployment,
  type VersionFile,
} from '../../prisma/repositories/circuits.ts';

/** The files of a kind, the hash that names them together, and what was read of them once they were checked. */
export interface CheckedCircuit {
  readonly kind: string;
  readonly hash: string;
  readonly files: readonly VersionFile[];
  readonly manifest: CircuitManifest;
}

/**
 * Makes a circuit the version that new requests start on, with its trace. The very files of an older version bring that
 * one back, under its own number. Whoever calls holds the kind (`lockKind`) since before it read `versions`.
 */
export async function putInForce(
  tx: Tx,
  { kind, hash: bundleHash, files, manifest }: CheckedCircuit,
  asked: {
    readonly versions: readonly PublishedVersion[];
    readonly at: Date;
    /** The analyst, and why; null for what is shipped with the portal. */
    readonly by: { readonly actorId: string; readonly reason: string } | null;
    /** What else the trace says. */
    readonly trace?: Prisma.InputJsonObject;
  },
): Promise<PublishedVersion> {
  const { versions, at, by, trace } = asked;
  const number = Math.max(0, ...versions.map((other) => other.number)) + 1;
  const published = by && { published: { by: by.actorId, reason: by.reason, at } };
  const version =
    versions.find((other) => other.bundleHash === bundleHash) ??
    (await insertVersion(tx, { kind, number, bundleHash, manifest, files, ...published }));
  await makeCurrent(tx, version);
  await appendAudit(tx, {
    chain: SYSTEM_CHAIN,
    at,
    actorId: by?.actorId ?? null,
    verb: 'circuit.publish',
    subject: `circuit:${version.id}`,
    payload: { kind, number: version.number, bundleHash, ...trace },
  });
  return version;
}

/** Under which key an engine has a version. */
export interface Deployed {
  readonly engine: string;
  readonly processDefinitionKey: string;
}

/** Writes that an engine has a version now, with its trace. */
export async function keepDeployment(
  tx: Tx,
  { versionId, actorId, at, ...deployed }: Deployed & { versionId: string; actorId: string | null; at: Date },
): Promise<void> {
  await recordDeployment(tx, { versionId, ...deployed });
  await appendAudit(tx, {
    chain: SYSTEM_CHAIN,
    at,
    actorId,
    verb: 'circuit.deploy',
    subject: `circuit:${versionId}`,
    payload: { ...deployed },
  });
}
