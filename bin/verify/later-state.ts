import { parisDay } from '#domain/calendar/civil-date.ts';
import type { ActStatus } from '#domain/evidence/act-status.ts';
import type { Evidence } from '#domain/evidence/evidence.ts';
import type { Report } from '#workers/pades/verification/report.ts';
import type { SealedStatus } from '#workers/pades/verification/status.ts';
import { CLOCKS_APART_MS } from '#workers/pades/verification/verify-seal.ts';
import { signatureOf } from './date-checks.ts';
import { inOnePiece } from './text.ts';

const DONE: Readonly<Record<ActStatus['laterActs'][number]['nature'], string>> = {
  corrects: 'corrected',
  withdraws: 'withdrawn',
  repeals: 'repealed',
};

/**
 * Checks that a status is of this very act and later than it, and says what became of the act. An act that was withdrawn is
 * still the act that the ministry issued: it stays valid, and the last line says what it is now.
 * @param sealed when the act was sealed; null when that is not known
 * @returns whether it is
 */
export function checkLaterState(
  report: Report,
  { status, at, stamp }: SealedStatus,
  evidence: Evidence,
  sealed: Date | null,
): boolean {
  const { act, laterActs, state, on } = status;
  const isOfThis = report.check(
    act.sha256 === evidence.act.sha256 && act.number === evidence.act.number,
    'the state file is about this very act (number, SHA-256 of what was sealed)',
    `the state file is about another act, n° ${act.number}`,
  );
  if (!isOfThis) return false;
  const isLater = report.check(
    sealed === null || at.getTime() >= sealed.getTime() - CLOCKS_APART_MS,
    'the state file is later than the seal of the act',
    `the state file is dated ${at.toISOString()}, before the act was sealed (${sealed?.toISOString()})`,
  );
  const signedOn = parisDay(new Date(signatureOf(evidence)?.at ?? 0));
  const early = laterActs.find((later) => later.signedOn < signedOn);
  if (early) report.fail(`the act n° ${early.number} is dated ${early.signedOn}, before the one that it touches`);
  if (evidence.level === 'B-T' && status.level !== 'B-T')
    report.leaveOpen('the state file bears no timestamp, and the act does: nothing proves when it was made');
  if (!isLater || early) return false;
  report.ok(`the state of the act on ${on} (${status.at}${stamp === null ? ', not proven' : ''}): ${inEnglish(state)}`);
  for (const { nature, number, sha256, signedOn: taken, since, state: its } of laterActs) {
    const undone = its === 'in-force' ? '' : `, which is itself ${its}`;
    report.note(`${whatWasDone(nature, since)} by the act n° ${number} of ${taken} (SHA-256 ${sha256})${undone}`);
  }
  for (const { nature, number, since } of laterActs.filter(
    (later) => (DONE[later.nature] === state || later.since > on) && later.state !== 'withdrawn',
  ))
    report.caution(`${whatWasDone(nature, since)} by the act n° ${number}`);
  return true;
}

/** What is withdrawn is so from the beginning. */
const whatWasDone = (nature: keyof typeof DONE, since: string): string =>
  `${DONE[nature]} ${nature === 'withdraws' ? 'on' : 'from'} ${since}`;

const inEnglish = (state: ActStatus['state']): string => (state === 'in-force' ? 'in force' : state);

/** Checks that the page bears the reference that a status names. */
export function checkReference(report: Report, page: string, { act: { reference } }: ActStatus): void {
  if (reference === null) return;
  report.check(
    inOnePiece(page).includes(inOnePiece(`/verifier/${reference}`)),
    'the act bears the verification reference of the state file',
    'the act does not bear the verification reference of the state file',
  );
}
