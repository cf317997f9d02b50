import { writeFile } from 'node:fs/promises';
import { inWords } from '../in-words.ts';
import type { Restored } from './restore.ts';

const NAMED = 30;

interface Shown {
  /** Long lists are named to their end. */
  readonly whole?: boolean;
}

/** What was restored and what cannot be, in lines for the operator. There may be a million of them. */
export function* reportOf(restored: Restored, shown: Shown = {}): Generator<string> {
  yield* whatWasFound(restored, shown);
  yield '';
  yield `What this restore cannot bring back: whatever happened after ${restored.backup.manifest.takenAt}.`;
  yield* whatIsLost(restored, shown);
  for (const line of restored.backup.manifest.remains) yield `left to you: ${line}`;
}

/** Keeps the whole report in a file; answers, in words, why it could not: what was restored is restored. */
export async function keepReport(restored: Restored, file: string): Promise<string | null> {
  const text = [...reportOf(restored, { whole: true })].join('\n');
  return writeFile(file, `${text}\n`, { mode: 0o600 }).then(
    () => null,
    (error: unknown) => `${file} could not be written (${inWords(error)})`,
  );
}

function* whatWasFound({ trial, known, missing }: Restored, shown: Shown): Generator<string> {
  if (trial) {
    if (trial.migrated.length > 0) yield `migrations applied: ${trial.migrated.join(', ')}`;
    const broken = trial.brokenChains.length;
    const holds = broken === 0 ? 'every chain holds' : `${broken} chain(s) BROKEN`;
    yield `audit: ${trial.chains} chain(s), ${trial.events} event(s): ${holds}`;
    yield* list('what does not hold', trial.breaks, shown);
    const drifts = trial.drifts ?? [];
    if (trial.drifts?.length === 0) yield 'reconcile: the portal and its engine agree';
    const mend = 'once the portal runs, npm run reconcile -- --repair repairs what is safe';
    yield* list(`reconcile: ${drifts.length} drift(s); ${mend}`, drifts, shown);
  }
  if (known) yield `${known.requests} request(s), ${known.openRequests} of them under way`;
  yield* list('documents that the database names and that the backup does not have', missing, shown);
}

function* whatIsLost({ known, trial, lost, former }: Restored, shown: Shown): Generator<string> {
  if (known) {
    const last = known.lastRequest ?? 'none';
    yield `Any request with a number after ${last} was filed after it; the ${trial?.skipped ?? 0} numbers that follow are left out, not to be given twice.`;
    yield known.lastAct
      ? `The last act that it has is that of request ${known.lastAct.number}, sealed ${known.lastAct.sealedAt.toISOString()}: acts sealed later are valid, and unknown here.`
      : 'It has no sealed act: whoever holds one, holds one that is unknown here.';
    const again = 'if they left since, they leave again under the same Message-ID';
    yield* list(`mails that waited to leave: ${again}`, known.leaving, shown);
    yield* list('signed acts that are sealed again, of requests', known.sealing, shown);
  }
  yield* list('mails that left after it, as the former mail catcher kept them', lost.mails, shown);
  yield* list('acts that were sealed after it, kept among the former documents', lost.acts, shown);
  if (lost.documents > 0) yield `${lost.documents} other document(s) of after it are kept among the former ones`;
  yield former === null
    ? 'Nothing was here before: which mails left since, the log of the mail server says, by their Message-IDs.'
    : `The former data are kept in ${former}: remove them when they are no longer wanted.`;
}

function* list(title: string, lines: readonly string[], { whole = false }: Shown): Generator<string> {
  if (lines.length === 0) return;
  yield `${title}:`;
  for (const line of whole ? lines : lines.slice(0, NAMED)) yield `  - ${line}`;
  if (!whole && lines.length > NAMED) yield `  and ${lines.length - NAMED} more`;
}
