import type { Evidence } from '#domain/evidence/evidence.ts';
import type { Report } from '#workers/pades/verification/report.ts';

/**
 * Compares the supporting documents of a folder with those of the evidence, by their SHA-256: their names say nothing.
 * @param given SHA-256 of each file, by its name
 */
export function checkPieces(report: Report, { pieces }: Evidence, given: ReadonlyMap<string, string>): void {
  const digests = new Set(given.values());
  const missing = pieces.filter(({ sha256 }) => !digests.has(sha256));
  for (const { number, title } of missing)
    report.fail(`the supporting document n° ${number} ${title} is not in the folder, as it was`);
  const known = new Set(pieces.map(({ sha256 }) => sha256));
  for (const [name, sha256] of given) {
    if (known.has(sha256)) continue;
    const altered = missing.find(({ title }) => title === name);
    report.fail(
      altered
        ? `${name} was altered: it is not the supporting document n° ${altered.number}`
        : `${name} is none of the supporting documents: it is another, or was altered`,
    );
  }
  if (pieces.length > missing.length)
    report.ok(`${pieces.length - missing.length} supporting document(s) are as they were (SHA-256)`);
}
