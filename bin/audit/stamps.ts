import type { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { RootsReport, StampCheck } from '#application/evidence/check-roots.ts';
import { isStampedOnItsDay, statementBytes } from '#domain/evidence/daily-root.ts';
import { checkTimeStamp } from '#workers/pades/verification/time-stamp.ts';
import { readAnchors } from '#workers/pades/verification/trust.ts';
import { inWords } from '../in-words.ts';

/** Whom to trust for stamps; null: nobody was named, and the file that is looked for by itself is not there. */
export async function anchorsOfStamps(path: string, isAsked: boolean): Promise<X509Certificate[] | null> {
  try {
    return readAnchors(await readFile(path, 'utf8'));
  } catch (cause) {
    if (!isAsked && (cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new Error(`${path} cannot be read: ${inWords(cause)}`, { cause });
  }
}

/** Verifies stamps as `npm run verify` does. */
export const stampCheck =
  (anchors: readonly X509Certificate[]): StampCheck =>
  (statement, stamp) => {
    const { at } = checkTimeStamp(Buffer.from(stamp, 'base64'), statementBytes(statement), anchors);
    if (!isStampedOnItsDay(statement, at)) throw new Error(`it was made on ${at.toISOString()}, and not that day`);
  };

/** What to print of the roots, before the chains. */
export function rootsInWords(report: RootsReport, { isVerified }: { readonly isVerified: boolean }): string[] {
  const { roots, first, last, stamped, faults, restored } = report;
  if (first === null || last === null)
    return ['NOTE    no daily root: nothing but the chains themselves says where they stood'];
  const stamps = isVerified
    ? `${stamped} with a stamp that was verified`
    : 'their stamps were not verified (--ca FILE)';
  const isProven = isVerified && stamped === roots;
  return [
    `${faults.length > 0 ? 'BROKEN' : isProven ? 'OK    ' : 'NOTE  '}  ${roots} daily root(s) from ${first.day} to ${last.day}, ${stamps}`,
    ...faults.map((fault) => `        ${fault}`),
    ...restored.map(
      ({ takenAt, at, chains }) =>
        `NOTE    restored on ${at.toISOString()} from a backup of ${takenAt.toISOString()}: ${chains} chain(s) lost what was written in between`,
    ),
  ];
}
