import { type CivilDate, covers, type Period } from '../calendar/civil-date.ts';
import { overlap } from '../calendar/period.ts';
import type { ErrorCode } from '../errors.ts';
import { type Actor, holdsSomewhere } from './actor.ts';
import type { Role } from './role.ts';

/** Who prepares whose signing desk: orders, sets aside, leaves notes; never decides nor signs (G5). */
export interface Assistance extends Period {
  readonly signatoryId: string;
  readonly assistantId: string;
  readonly until: CivilDate;
  readonly revokedOn: CivilDate | null;
}

/** Somebody with the posts and the rights that they were ever given. */
interface InOffice extends Actor {
  readonly postings: readonly Period[];
}

const inPost = ({ postings }: InOffice, day: CivilDate): boolean => postings.some((posting) => covers(posting, day));

/**
 * Rights with which nobody is an assistant: preparing is no road to choosing what one signs, and whoever draws or administers reads
 * no request. The database names the same (`barred_as_assistant`).
 */
const BARRED: readonly Role[] = ['signataire', 'analyste', 'administrateur'];

/** Whether they hold such a right on some day of that time. */
const isBarredWithin = (person: Actor, period: Period): boolean =>
  person.habilitations.some((held) => BARRED.includes(held.role) && overlap(held, period));

/**
 * Why a person may not name that one as the assistant of their desk; null: they may. Whoever signs names somebody who
 * neither signs, draws nor administers.
 */
export function namingFault(signatory: Actor, assistant: InOffice, period: Period, day: CivilDate): ErrorCode | null {
  if (!holdsSomewhere(signatory, 'signataire', day)) return 'forbidden';
  if (signatory.personId === assistant.personId) return 'assistant-oneself';
  if (!inPost(assistant, day)) return 'assistant-unknown';
  return isBarredWithin(assistant, period) ? 'assistant-barred' : null;
}

/** Ends it: the signatory, and the assistant of themselves. */
export const canRevokeAssistance = (
  actor: Actor,
  { signatoryId, assistantId }: Pick<Assistance, 'signatoryId' | 'assistantId'>,
): boolean => actor.personId === signatoryId || actor.personId === assistantId;

/** A desk, and who assists its signatory that day. */
export interface DeskFacts {
  readonly signatoryId: string;
  readonly assistantIds: readonly string[];
}

/** Sets aside with a reason and leaves notes there: whoever assists the signatory. */
export const assistsAt = (personId: string, desk: DeskFacts): boolean =>
  personId !== desk.signatoryId && desk.assistantIds.includes(personId);

/** Reads what of it is not sensitive and puts it in order: its signatory, and whoever assists them. Nobody decides by it. */
export const preparesDesk = (personId: string, desk: DeskFacts): boolean =>
  personId === desk.signatoryId || assistsAt(personId, desk);

/** Why an assistant prepares nothing that day. */
export type AssistanceLapse = 'revoked' | 'outside-dates' | 'signatory-left' | 'assistant-left' | 'assistant-barred';

/** Null: they prepare the desk that day. It ends with either office, as a delegation does. The database asks the same (`assists`). */
export function assistanceLapse(
  assistance: Assistance,
  { signatory, assistant }: { readonly signatory: InOffice; readonly assistant: InOffice },
  day: CivilDate,
): AssistanceLapse | null {
  if (assistance.revokedOn !== null && assistance.revokedOn <= day) return 'revoked';
  if (!covers(assistance, day)) return 'outside-dates';
  if (!inPost(signatory, day) || !holdsSomewhere(signatory, 'signataire', day)) return 'signatory-left';
  if (!inPost(assistant, day)) return 'assistant-left';
  return isBarredWithin(assistant, { from: day, until: day }) ? 'assistant-barred' : null;
}
