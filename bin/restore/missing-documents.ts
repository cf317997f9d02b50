import type { Database } from '#prisma/client.ts';
import { EVERY_NAMED_DOCUMENT } from '#prisma/repositories/operations/housekeeping.ts';

/** Digests read at once: a ministry names millions, which are not to be in memory together. */
const PAGE = 10_000;

/** Digests that the restored database names and that the backup has no document of, sorted. */
export const missingDocuments = (
  database: Database,
  documents: ReadonlyMap<string, number>,
  pageSize = PAGE,
): Promise<string[]> =>
  database.transaction(async (tx) => {
    const missing: string[] = [];
    await tx.$executeRawUnsafe(`declare named no scroll cursor for ${EVERY_NAMED_DOCUMENT}`);
    for (let read = pageSize; read === pageSize; ) {
      const rows = await tx.$queryRawUnsafe<{ sha256: string }[]>(`fetch ${pageSize} from named`);
      for (const { sha256 } of rows) if (!documents.has(sha256)) missing.push(sha256);
      read = rows.length;
    }
    return missing.sort();
  });
