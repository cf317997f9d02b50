import type { Restored } from './restore.ts';

const NAMED = 30;

/** What was restored and what cannot be, in lines for the operator; `shown` cuts long lists, the report keeps them whole. */
export function reportOf(restored: Restored, { whole = false } = {}): string[] {
  const { backup, trial, known, missing, lost, former } = restored;
  const { takenAt, remains } = backup.manifest;
  const list = (title: string, lines: readonly string[]) => {
    if (lines.length === 0) return [];
    const shown = whole ? lines : lines.slice(0, NAMED);
    const more = lines.length - shown.length;
    return [`${title}:`, ...shown.map((line) => `  - ${line}`), ...(more > 0 ? [`  and ${more} more`] : [])];
  };
  const lines: string[] = [];
  if (trial) {
    if (trial.migrated.length > 0) lines.push(`migrations applied: ${trial.migrated.join(', ')}`);
    const broken = trial.brokenChains.length;
    lines.push(
      `audit: ${trial.chains} chain(s), ${trial.events} event(s): ${broken === 0 ? 'every chain holds' : `${broken} chain(s) BROKEN`}`,
    );
    lines.push(...list('what does not hold', trial.breaks));
    if (trial.drifts?.length === 0) lines.push('reconcile: the portal and its engine agree');
    lines.push(
      ...list(
        `reconcile: ${trial.drifts?.length} drift(s); once the portal runs, npm run reconcile -- --repair repairs what is safe`,
        trial.drifts ?? [],
      ),
    );
  }
  if (known) lines.push(`${known.requests} request(s), ${known.openRequests} of them under way`);
  lines.push(...list('documents that the database names and that the backup does not have', missing));

  lines.push('', `What this restore cannot bring back: whatever happened after ${takenAt}.`);
  if (known) {
    lines.push(
      `Any request with a number after ${known.lastRequest ?? 'none'} was filed after it; the ${trial?.skipped ?? 0} numbers that follow are left out, not to be given twice.`,
      known.lastAct
        ? `The last act that it has is that of request ${known.lastAct.number}, sealed ${known.lastAct.sealedAt.toISOString()}: acts sealed later are valid, and unknown here.`
        : 'It has no sealed act: whoever holds one, holds one that is unknown here.',
      ...list(
        'mails that waited to leave: if they left since, they leave again under the same Message-ID',
        known.leaving,
      ),
      ...list('signed acts that are sealed again, of requests', known.sealing),
    );
  }
  lines.push(
    ...list('mails that left after it, as the former mail catcher kept them', lost.mails),
    ...list('acts that were sealed after it, kept among the former documents', lost.acts),
  );
  if (lost.documents > 0) lines.push(`${lost.documents} other document(s) of after it are kept among the former ones`);
  if (former === null)
    lines.push(
      'Nothing was here before: which mails left since, the log of the mail server says, by their Message-IDs.',
    );
  else lines.push(`The former data are kept in ${former}: remove them when they are no longer wanted.`);
  for (const line of remains) lines.push(`left to you: ${line}`);
  return lines;
}
