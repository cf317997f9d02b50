import type { Part } from '#domain/circuit/blocks/part.ts';
import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { THEME_FOLDER } from '#domain/situation/themes/theme.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Prisma, Tx } from '#prisma/client.ts';
import { insertPartVersion, type PartVersion, versionsOfPart } from '#prisma/repositories/circuits/parts.ts';
import { keepThemes } from '#prisma/repositories/people/themes.ts';

/** The files of a part, and the hash of them together. */
export interface PartFiles extends Part {
  readonly hash: string;
  readonly files: readonly BundleFile[];
}

/**
 * Stores a new version of a part, which kinds take at their next publication, with its audit entry.
 * The definition of a theme is also kept among those that values are written by. The caller holds
 * the part's lock (`lockPart`).
 */
export async function keepPart(
  tx: Tx,
  { of, name, hash: bundleHash, files }: PartFiles,
  asked: Pick<Parameters<typeof insertPartVersion>[1], 'at' | 'proposal'> & {
    /** What the audit entry says besides. */
    readonly trace?: Prisma.InputJsonObject;
  },
): Promise<PartVersion> {
  const { at, proposal, trace } = asked;
  const number = ((await versionsOfPart(tx, { of, name })).at(-1)?.number ?? 0) + 1;
  if (of === 'theme')
    await keepThemes(
      tx,
      files.map((file) => ({ ...file, path: `${THEME_FOLDER}${file.path}` })),
    );
  const version = await insertPartVersion(tx, { of, name, number, bundleHash, files, at, proposal });
  await appendAudit(tx, {
    chain: SYSTEM_CHAIN,
    at,
    actorId: proposal?.approvedBy ?? null,
    verb: 'part.publish',
    subject: `part:${version.id}`,
    payload: {
      ...{ of, name, number, bundleHash },
      ...(proposal && { proposalId: proposal.id, proposedBy: proposal.proposedBy }),
      ...trace,
    },
  });
  return version;
}
