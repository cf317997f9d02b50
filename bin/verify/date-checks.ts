import { covers, parisDay } from '#domain/calendar/civil-date.ts';
import { longDay } from '#domain/calendar/french-day.ts';
import type { Evidence, EvidenceStep } from '#domain/evidence/evidence.ts';
import type { Report } from '#workers/pades/verification/report.ts';
import type { SealField } from '#workers/pades/verification/sealed-file.ts';
import { type OwnEvent, ownEvents } from './event-checks.ts';
import { inOnePiece } from './text.ts';

/**
 * How long may pass between two instants of one sealing: the clock that dates its event, the authority that stamps it. An
 * event is dated when its work begins, and written when it ends.
 */
const SEALING_TAKES_MS = 3_600_000;

/** What dates an act, beside its evidence. */
export interface ActDates {
  readonly seal: Pick<SealField, 'claimedAt'>;
  /** Of a trusted stamp; null when there is none. */
  readonly stampedAt: Date | null;
  readonly now: Date;
}

/** The step at which the signer was shown these bytes, the last if there are several. */
export const signatureOf = ({ act, signer, steps }: Evidence): EvidenceStep | undefined =>
  steps.findLast(({ by, shownSha256 }) => by.id === signer.id && shownSha256 === act.previewSha256);

/** Compares the dates of an act with one another: of its seal, its stamp, its steps, its delegation and its events. */
export function checkDates(report: Report, evidence: Evidence, dates: ActDates): void {
  const signature = signatureOf(evidence);
  if (signature === undefined) return;
  checkClaim(report, signature, dates.seal.claimedAt);
  checkDelegation(report, evidence, signature);
  checkEventDates(report, evidence, { ...dates, signedAt: new Date(signature.at) });
}

/** The seal claims the instant of the signature, to the second: a PDF keeps no more. */
function checkClaim(report: Report, { at }: EvidenceStep, claimedAt: Date | null): void {
  if (claimedAt === null) return;
  report.check(
    seconds(claimedAt) === seconds(new Date(at)),
    'the seal claims the instant of the signature (/M)',
    `the seal claims another instant (/M, ${claimedAt.toISOString()}) than that of the signature (${at})`,
  );
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);

/** A delegation that is not published, or was that very day, gives nothing yet; acts of before were signed without that rule. */
function checkDelegation(report: Report, { delegation, version }: Evidence, { at }: EvidenceStep): void {
  if (delegation === null) return;
  const day = parisDay(new Date(at));
  const { from, until, publishedOn } = delegation;
  const isPublished = version < 5 || (publishedOn !== null && publishedOn < day);
  report.check(
    covers({ from, until }, day) && isPublished,
    `the delegation stood on the day of the signature, ${day}`,
    `the delegation did not stand on the day of the signature, ${day} (from ${from} to ${until ?? 'no end'}, published on ${publishedOn ?? 'no day'})`,
  );
}

/** What the seal covers cannot be redated; what came after it is compared with it. */
function checkEventDates(
  report: Report,
  evidence: Evidence,
  { stampedAt, signedAt, now }: ActDates & { readonly signedAt: Date },
): void {
  const events = ownEvents(evidence);
  const undated = events.find(({ at }) => Number.isNaN(Date.parse(at)));
  if (undated !== undefined) {
    report.fail(`event ${undated.sequence} has no date that can be read`);
    return;
  }
  const time = ({ at }: OwnEvent): number => Date.parse(at);
  const filing = events.at(0);
  const early = filing && evidence.steps.find(({ at }) => Date.parse(at) < time(filing) - SEALING_TAKES_MS);
  report.check(
    early === undefined,
    'every step comes after the filing of the request',
    `the step of ${early?.by.firstName} ${early?.by.lastName} (${early?.at}) comes before the filing of the request (${filing?.at})`,
  );
  const sealing = events.find(({ verb, subject }) => verb === 'act.seal' && subject === `act:${evidence.act.id}`);
  if (sealing !== undefined) {
    const from = stampedAt?.getTime() ?? signedAt.getTime();
    const until = stampedAt?.getTime() ?? now.getTime();
    report.check(
      time(sealing) >= from - SEALING_TAKES_MS && time(sealing) <= until + SEALING_TAKES_MS,
      'the event of the sealing is dated as its seal',
      `the event of the sealing is dated ${sealing.at}, and its seal ${(stampedAt ?? signedAt).toISOString()}`,
    );
  }
  const later = events.filter(({ sequence }) => sequence > evidence.chains.dossier.events);
  let last = signedAt.getTime();
  const misplaced = later.find((event) => {
    const isBefore = time(event) < last - SEALING_TAKES_MS || time(event) > now.getTime() + SEALING_TAKES_MS;
    last = Math.max(last, time(event));
    return isBefore;
  });
  report.check(
    misplaced === undefined,
    'the events since the sealing follow one another in time',
    `event ${misplaced?.sequence} is dated ${misplaced?.at}: before what it follows, or yet to come`,
  );
}

/** Checks that the page is dated of the day of the signature, in Paris; pages of before could be signed on a later day than they were drawn. */
export function checkPrintedDate(report: Report, text: string, evidence: Evidence): void {
  const signature = signatureOf(evidence);
  if (signature === undefined) return;
  const page = inOnePiece(text);
  const isPrinted = (day: string): boolean => page.includes(inOnePiece(`, le ${longDay(day)}.`));
  const day = parisDay(new Date(signature.at));
  const shown = ownEvents(evidence).filter(
    ({ verb, subject }) => verb === 'act.preview' && subject === `act:${evidence.act.id}`,
  );
  if (evidence.version < 5 && !isPrinted(day)) {
    const drawn = shown.map(({ at }) => parisDay(new Date(at))).find(isPrinted);
    report.note(
      drawn === undefined
        ? 'the date that the act bears was not compared: it was drawn before dates were'
        : `the act is dated ${drawn}, when it was drawn, and was signed on ${day}`,
    );
    return;
  }
  report.check(
    isPrinted(day),
    `the act is dated of the day of its signature, ${day}`,
    `the act is not dated of the day of its signature, ${day}`,
  );
}
