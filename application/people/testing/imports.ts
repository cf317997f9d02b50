import { randomBytes } from 'node:crypto';
import type { FileKind } from '#domain/people/import-line.ts';
import type { Database } from '#prisma/client.ts';
import { reportLines } from '#prisma/repositories/people/imports.ts';
import { createSecretValues } from '#prisma/secret-values.ts';
import { applyImport, askImport } from '../imports/apply-import.ts';
import { actorOf, type ImportDeps } from '../imports/import-deps.ts';
import { planImport, standingOf } from '../imports/plan-import.ts';
import { receiveImport } from '../imports/receive-import.ts';

/** The encryption key of these tests. */
export const secrets = createSecretValues(randomBytes(32));

/** Builds the dependencies of imports on a test's database. */
export const importDeps = (database: Database): ImportDeps => ({
  ...{ database, mailDomain: 'harmonie.example', now: () => new Date(), secrets, actorOf },
});

const bytes = async function* (content: string | Uint8Array) {
  const all = typeof content === 'string' ? Buffer.from(content) : content;
  for (let at = 0; at < all.length; at += 1_000) yield all.subarray(at, at + 1_000);
};

/** Sends a file and plans it as a worker does; returns its id. */
export async function planned(
  database: Database,
  kind: FileKind,
  content: string | Uint8Array,
  madeById: string | null,
  { theme, ...deps }: ImportDeps & { theme?: string } = importDeps(database),
): Promise<string> {
  const at = new Date();
  const asked = { kind, theme, fileName: `${kind}.csv`, reason: 'Reprise du système précédent.', madeById, at };
  const id = await receiveImport({ database, secrets }, { ...asked, content: bytes(content), maxBytes: 50_000_000 });
  await planImport(deps, id);
  return id;
}

/** Sends, plans and applies a file; returns its id and the number of lines by outcome. */
export async function imported(
  database: Database,
  kind: FileKind,
  content: string | Uint8Array,
  madeById: string | null,
): Promise<{ id: string; counts: Awaited<ReturnType<typeof standingOf>>['counts'] }> {
  const id = await planned(database, kind, content, madeById);
  await askImport(importDeps(database), { id, madeById, at: new Date() });
  await applyImport(importDeps(database), id);
  return { id, counts: (await standingOf(database, id)).counts };
}

/** Lists the fault codes of a file, by line. */
export const faultsOf = async (database: Database, id: string): Promise<Record<number, string[]>> =>
  Object.fromEntries(
    (await reportLines(database.prisma, id, { after: 0, limit: 1_000, faulty: true })).map(({ line, faults }) => [
      line,
      faults.map(({ code }) => code),
    ]),
  );
