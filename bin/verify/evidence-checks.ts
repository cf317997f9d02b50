import { createHash } from 'node:crypto';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { type Evidence, evidenceDigest } from '#domain/evidence/evidence.ts';
import { type Appointment, powerBegins } from '#domain/permissions/actor.ts';
import type { Report } from '#workers/pades/verification/report.ts';
import type { SealField } from '#workers/pades/verification/sealed-file.ts';
import { readStrictJson } from '#workers/pades/verification/strict-json.ts';
import { evidenceSchema } from './evidence-schema.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Reads an evidence file. @throws {Invalid} saying what is wrong */
export const readEvidence = (text: string): Evidence => readStrictJson(text, evidenceSchema);

/** Checks that the evidence is about this very file. */
export function checkFile(report: Report, evidence: Evidence, file: Uint8Array, seal: SealField | null): void {
  const { act } = evidence;
  report.check(
    sha256(file) === act.sha256,
    'the evidence is about this very file (SHA-256)',
    'the evidence is about another file (SHA-256 differs)',
  );
  const isPrefix = act.previewLength < file.length && sha256(file.subarray(0, act.previewLength)) === act.previewSha256;
  report.check(
    isPrefix,
    `the ${act.previewLength} bytes shown to the signer begin the sealed file`,
    'the sealed file does not begin with the bytes shown to the signer',
  );
  if (!seal) return;
  if (seal.dictionaryOffset < act.previewLength) report.fail('the seal is inside what the signer was shown');
  if (seal.evidenceDigest === null) {
    report.fail('the seal carries no digest of the evidence: it is not a seal of this portal');
    return;
  }
  report.check(
    seal.evidenceDigest === evidenceDigest(evidence),
    'the seal covers the evidence: steps, author, delegation, numbers, pieces and circuit are those of the sealing',
    'the evidence was altered after the act was sealed',
  );
}

/** An act that says that its time was stamped has a stamp that is trusted, or nobody can say when it was sealed. */
export function checkLevel(report: Report, { level }: Evidence): void {
  if (level !== 'B-T' || report.provenAt !== null) return;
  report.leaveOpen('no timestamp that is trusted: the act was sealed with one, and nothing proves when');
}

/** Checks that the evidence agrees with itself. */
export function checkStory(report: Report, evidence: Evidence): void {
  const { act, author, delegation, holder, signer, steps, pieces } = evidence;
  const sameName = author.firstName === signer.firstName && author.lastName === signer.lastName;
  report.check(
    sameName,
    `the author is the person who signed: ${signer.firstName} ${signer.lastName}`,
    'the author is not the person who signed',
  );
  const byRight = delegation === null;
  report.check(
    byRight === (holder.id === signer.id),
    byRight ? 'signed by right' : `signed under a delegation of ${holder.firstName} ${holder.lastName}`,
    byRight
      ? 'the signer is not the holder of the power, and there is no delegation'
      : 'a delegation from the signer to themselves',
  );
  if (delegation !== null)
    report.check(
      delegation.delegatorId === holder.id && delegation.delegateId === signer.id,
      `the delegation is from the one to the other: ${delegation.reference}`,
      'the delegation is between other people',
    );
  const { power } = evidence;
  if (power !== undefined)
    report.check(
      byRight || (power.inNameOf !== null && power.visas.length > 0),
      `signed ${power.inNameOf === null ? 'in their own name' : `in the name of « ${power.inNameOf} »`}: ${power.visas.join(' ; ') || 'by their office'}`,
      'the page says nothing of the delegation',
    );
  if (power?.appointment) checkAppointment(report, power.appointment, evidence);
  report.check(
    steps.some(({ by, shownSha256 }) => by.id === signer.id && shownSha256 === act.previewSha256),
    'a step records that the signer was shown these very bytes',
    'no step records that the signer was shown these bytes',
  );
  const twice = pieces.find(
    (piece, index) => pieces.findIndex(({ id, number }) => id === piece.id || number === piece.number) !== index,
  );
  const list = pieces.map(({ number, title }) => `n° ${number} ${title}`).join(' ; ');
  report.check(
    twice === undefined,
    pieces.length === 0 ? 'no supporting document' : `${pieces.length} supporting document(s): ${list}`,
    `the supporting document n° ${twice?.number} is listed twice`,
  );
}

/** Checks that whoever held the power was appointed, and that their appointment gave it, the day the act was signed. */
function checkAppointment(
  report: Report,
  appointment: Appointment,
  { signer, steps, act, delegation, power }: Evidence,
) {
  const signed = steps.findLast(({ by, shownSha256 }) => by.id === signer.id && shownSha256 === act.previewSha256);
  const cited = delegation !== null || power?.visas.includes(appointment.reference) === true;
  const begun = signed === undefined || powerBegins(appointment) <= parisDay(new Date(signed.at));
  report.check(
    cited && begun,
    `the holder of the power was appointed by ${appointment.reference}`,
    begun
      ? 'the page does not cite the appointment of its signer'
      : 'the act was signed before the appointment of its holder gave the power',
  );
}
