import type { Actor } from '#domain/permissions/actor.ts';
import type { Database, Tx } from '#prisma/client.ts';
import { rootPaths } from '#prisma/repositories/administration/structures.ts';
import type { Batch } from '#prisma/repositories/people/imports.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import type { SecretValues } from '#prisma/secret-values.ts';
import { INSTALLATION_ID } from '../../administration/change.ts';
import type { LineDeps } from './apply-line.ts';
import { provision } from './provision.ts';

/** What files are planned and applied with. */
export interface ImportDeps {
  readonly database: Database;
  readonly mailDomain: string;
  readonly now: () => Date;
  /** What files say of how people live is sealed until it is read, and what is sensitive of it from then on. */
  readonly secrets: SecretValues;
  /** In whose name lines are judged. */
  readonly actorOf: (tx: Tx, madeById: string | null) => Promise<Actor>;
  /** The owner of the tables, at an installation: posts of people who are there already wait for nobody. */
  readonly installing?: boolean;
  /** A fault of ours met by a line: the others go on. */
  readonly onFault?: (error: unknown, line: number) => void;
}

/**
 * Whoever sent a file, with the rights of the day; or whoever runs the portal, who may what an administrator of the whole may: what
 * takes two waits for two all the same.
 */
export const actorOf: ImportDeps['actorOf'] = async (tx, madeById) => {
  if (madeById !== null) return actorFacts(tx, madeById);
  const roots = await rootPaths(tx);
  const right = { role: 'administrateur', from: '1900-01-01', until: null, byRight: false } as const;
  return {
    personId: INSTALLATION_ID,
    habilitations: roots.map((structurePath) => ({ ...right, structurePath })),
  };
};

/** What a line of a file is applied with, in a transaction. */
export const lineDeps = (
  { mailDomain, now, installing = false }: ImportDeps,
  batch: Batch,
  actor: Actor,
  tx: Tx,
): LineDeps => ({
  tx,
  source: 'import',
  giving: { mailDomain, installing, wait: provision({ source: 'import', batchId: batch.id }) },
  change: { actor, at: now(), reason: batch.reason },
});
