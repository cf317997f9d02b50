import type { Database } from '../../prisma/client.ts';
import { DOCUMENT_COLUMNS } from '../../prisma/repositories/housekeeping.ts';

/** Digests that the restored database names and that the backup has no document of. */
export async function missingDocuments(
  { prisma }: Database,
  documents: ReadonlyMap<string, number>,
): Promise<string[]> {
  const missing = new Set<string>();
  for (const [table, column] of DOCUMENT_COLUMNS) {
    const rows = await prisma.$queryRawUnsafe<{ sha256: string }[]>(
      `select distinct ${column} as sha256 from "${table}" where ${column} is not null`,
    );
    for (const { sha256 } of rows) if (!documents.has(sha256)) missing.add(sha256);
  }
  return [...missing].sort();
}
