import type { Bilingual } from '#domain/bilingual.ts';
import type { Part } from '#domain/circuit/blocks/part.ts';
import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import type { PartStanding } from '#domain/circuit/drafts/package.ts';
import type { Tx } from '#prisma/client.ts';
import { currentVersionId, findVersion } from '#prisma/repositories/circuits/circuits.ts';
import { newestParts, partVersionsOf } from '#prisma/repositories/circuits/parts.ts';
import { titleIn } from '../draft-title.ts';
import type { PartFiles } from '../publish/keep-part.ts';
import type { CircuitPackage } from './unpack.ts';

/** A part of a package, compared with the one that this portal has. */
export interface PartHere extends Part {
  readonly title: Bilingual;
  readonly standing: PartStanding;
  readonly theirs: {
    /** The number of its version in the portal it comes from; null: none of its versions. */
    readonly number: number | null;
    /** The number of the identical version in this portal; null: none. */
    readonly same: number | null;
    readonly files: readonly BundleFile[];
  };
  readonly ours: { readonly number: number; readonly files: readonly BundleFile[] } | null;
}

/** How a package compares with this portal. */
export interface PackageHere {
  /** The version in force of its kind. */
  readonly inForce: { readonly id: string; readonly number: number; readonly title: Bilingual } | null;
  readonly parts: readonly PartHere[];
  /** Blocks that it calls, missing both in it and in this portal. */
  readonly missingBlocks: readonly string[];
}

/** Compares a package with this portal; writes nothing. */
export async function packageHere(tx: Tx, { head, parts, calls }: CircuitPackage): Promise<PackageHere> {
  const { kind } = head;
  const currentId = await currentVersionId(tx, kind);
  const current = currentId === null ? null : await findVersion(tx, currentId);
  const here = [...(await newestParts(tx, 'block')), ...(await newestParts(tx, 'theme'))];
  const known = await partVersionsOf(
    tx,
    parts.map(({ hash }) => hash),
  );
  const isSame = (a: Part, b: Part) => a.of === b.of && a.name === b.name;
  const asPart = (part: PartFiles): PartHere => {
    const { of, name, hash } = part;
    const ours = here.find((one) => isSame(one, part));
    const same = known.findLast((one) => isSame(one, part) && one.bundleHash === hash)?.number ?? null;
    return {
      ...{ of, name, title: titleIn(part.files, { of, kind: name }) },
      standing: standingOf(same, ours?.number ?? null),
      theirs: {
        number: head.parts.find((one) => isSame(one, part))?.version ?? null,
        ...{ same, files: part.files },
      },
      ours: ours === undefined ? null : { number: ours.number, files: ours.files },
    };
  };
  const isKnown = (name: string) => [...here, ...parts].some((one) => isSame(one, { of: 'block', name }));
  return {
    inForce: current && { id: current.id, number: current.number, title: current.manifest.title },
    parts: parts.map(asPart),
    missingBlocks: calls.filter((name) => !isKnown(name)),
  };
}

function standingOf(same: number | null, ours: number | null): PartStanding {
  if (ours === null) return 'absent';
  if (same === null) return 'other';
  return same === ours ? 'same' : 'former';
}
