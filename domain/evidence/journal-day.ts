import { createHash } from 'node:crypto';
import type { CivilDate } from '../calendar/civil-date.ts';
import { canonicalJson } from './evidence.ts';

/** A whole line of the journal of sign-ins. Its instant is ISO 8601 in UTC with milliseconds. */
export type JournalLine = {
  readonly id: string;
  readonly at: string;
  readonly userId: string | null;
  readonly accountDigest: string;
  readonly outcome: string;
  readonly method: string | null;
  readonly strength: string | null;
  readonly address: string;
  readonly device: string | null;
  readonly deviceId: string | null;
};

/**
 * What the audit records of a day of the journal: the number of lines, and SHA-256 over them by
 * instant then id, each as canonical JSON and a line feed.
 */
export type JournalDay = { readonly lines: number; readonly sha256: string };

/** Computes the same from lines read page by page, in order. */
export async function digestLines(pages: AsyncIterable<readonly JournalLine[]>): Promise<JournalDay> {
  const hash = createHash('sha256');
  let lines = 0;
  for await (const page of pages) {
    for (const line of page) hash.update(`${canonicalJson(line)}\n`);
    lines += page.length;
  }
  return { lines, sha256: hash.digest('hex') };
}

/**
 * Returns why a day of the journal differs from its record (`recorded` null: the record cannot be
 * read any more); null: it does not.
 */
export function dayBreak(day: CivilDate, recorded: JournalDay | null, found: JournalDay): string | null {
  if (recorded === null) return `what was recorded of the sign-ins of ${day} cannot be read`;
  if (recorded.lines !== found.lines) return `the sign-ins of ${day} were ${recorded.lines}, and are ${found.lines}`;
  return recorded.sha256 === found.sha256 ? null : `the sign-ins of ${day} are not those that were recorded`;
}
