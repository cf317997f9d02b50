import type { MigrationBar } from '#domain/circuit/interventions/migration.ts';
import type { Tx } from '#prisma/client.ts';
import { fileText, readManifest } from '#prisma/repositories/circuits/circuits.ts';
import type { Migration } from '#prisma/repositories/operations/migrations.ts';
import { formAccepts } from '../forms/accepts.ts';
import type { FormSchema } from '../forms/schema.ts';

/**
 * Returns why a request cannot move to another version, independently of where its instances are;
 * null: it can.
 */
export async function requestBar(tx: Tx, migration: Migration): Promise<MigrationBar | null> {
  const bar = (cause: MigrationBar['cause']): MigrationBar => ({ cause, params: {} });
  if (migration.isClosed) return bar('request-closed');
  if (migration.isWithdrawn) return bar('version-withdrawn');
  const [from, to] = await Promise.all([
    readManifest(tx, migration.fromVersionId),
    readManifest(tx, migration.toVersionId),
  ]);
  if ((from.startedBy ?? null) !== (to.startedBy ?? null)) return bar('started-otherwise');
  const [former, form] = await Promise.all([
    readForm(tx, migration.fromVersionId, from.form.path),
    readForm(tx, migration.toVersionId, to.form.path),
  ]);
  return formAccepts(form, former, migration.data) ? null : bar('answers-lost');
}

const readForm = async (tx: Tx, versionId: string, path: string): Promise<FormSchema> => {
  const text = await fileText(tx, versionId, path);
  if (text === null) throw new Error(`version ${versionId} has no ${path}`);
  return JSON.parse(text) as FormSchema;
};
