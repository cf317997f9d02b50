import type { Part } from '#domain/circuit/blocks/part.ts';
import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { THEME_FOLDER } from '#domain/situation/themes/theme.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Prisma, Tx } from '#prisma/client.ts';
import { insertPartVersion, type PartVersion, versionsOfPart } from '#prisma/repositories/parts.ts';
import { keepThemes } from '#prisma/repositories/people/themes.ts';

/** The files of a part, and the hash that names them together. */
export interface PartFiles extends Part {
  readonly hash: string;
  readonly files: readonly BundleFile[];
}

/**
 * Makes a part the version that kinds take with their next publication, with its trace; the definition of a theme is kept
 * among those that values are written by. Whoever calls holds the part (`lockPart`).
 */
export async function keepPart(
  tx: Tx,
  { of, name, hash: bundleHash, files }: PartFiles,
  asked: Pick<Parameters<typeof insertPartVersion>[1], 'at' | 'proposal'> & {
    /** What else the trace says. */
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
