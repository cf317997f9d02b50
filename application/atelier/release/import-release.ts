import { isOwnFile, SHARED_FOLDER } from '#domain/circuit/drafts/draft.ts';
import { lockKind, type PublishedVersion, versionsOf } from '#prisma/repositories/circuits/circuits.ts';
import type { Deps } from '../../dependencies.ts';
import { type CheckedCircuit, putInForce } from '../publish/put-in-force.ts';
import { proposeRelease } from './propose-release.ts';

/**
 * Stores a circuit shipped with the portal as the first version of its kind, with the installation
 * as its author. Once a version exists, two analysts publish (G6): what a later release brings
 * becomes a draft, once, for them to compare, propose and approve.
 * @returns the version in force (null: the kind is closed), and what was done
 */
export const importRelease = (
  { database }: Pick<Deps, 'database'>,
  { circuit, at }: { readonly circuit: CheckedCircuit; readonly at: Date },
): Promise<{ readonly version: PublishedVersion | null; readonly did: 'publish' | 'propose' | null }> =>
  database.transaction(async (tx) => {
    await lockKind(tx, circuit.kind);
    const versions = await versionsOf(tx, circuit.kind);
    if (versions.length === 0)
      return { version: await putInForce(tx, circuit, { versions, at, proposal: null }), did: 'publish' };
    const current = versions.find((other) => other.current) ?? null;
    const isKnown = versions.some(({ bundleHash }) => bundleHash === circuit.hash);
    const { kind, hash } = circuit;
    // The blocks and themes that it changes are separate drafts (import-part.ts).
    const files = circuit.files.filter(({ path }) => isOwnFile(path) || path.startsWith(SHARED_FOLDER));
    const besides = current?.id ?? null;
    const proposed = !isKnown && (await proposeRelease(tx, { kind, hash, files, besides }, at));
    return { version: current, did: proposed ? 'propose' : null };
  });
