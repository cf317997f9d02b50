import type { Actor } from '#domain/permissions/actor.ts';
import type { Database, Tx } from '#prisma/client.ts';
import { rootPaths } from '#prisma/repositories/administration/structures.ts';
import type { Batch } from '#prisma/repositories/people/imports.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import type { SecretValues } from '#prisma/secret-values.ts';
import { INSTALLATION_ID } from '../../administration/change.ts';
import type { LineDeps } from './apply-line.ts';
import { provision } from './provision.ts';

/** What planning and applying files depend on. */
export interface ImportDeps {
  readonly database: Database;
  readonly mailDomain: string;
  readonly now: () => Date;
  /**
   * Encrypts files of personal values until they are read, and their sensitive values from then on.
   */
  readonly secrets: SecretValues;
  /** Returns the person by whose rights lines are judged. */
  readonly actorOf: (tx: Tx, madeById: string | null) => Promise<Actor>;
  /**
   * True at an installation, for the owner of the tables: posts of existing people need no
   * confirmation.
   */
  readonly installing?: boolean;
  /** Called for an unexpected fault at a line; the other lines go on. */
  readonly onFault?: (error: unknown, line: number) => void;
}

/**
 * Returns the sender of a file with their current rights; for a command of the installation, an
 * actor with the rights of an administrator of the whole ministry. What takes two administrators
 * still waits for two.
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

/** Builds what a line is applied with in a transaction. */
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
