import { type CivilDate, covers, type Period } from '../calendar/civil-date.ts';
import { overlap } from '../calendar/period.ts';
import type { ErrorCode } from '../errors.ts';
import { type Actor, holdsSomewhere } from './actor.ts';
import type { Role } from './role.ts';

/**
 * The assistant of a signing desk, and its signatory: orders, sets aside, leaves notes; never
 * decides nor signs (G5).
 */
export interface Assistance extends Period {
  readonly signatoryId: string;
  readonly assistantId: string;
  readonly until: CivilDate;
  readonly revokedOn: CivilDate | null;
}

/** A person with all the posts and rights they were ever given. */
interface InOffice extends Actor {
  readonly postings: readonly Period[];
}

const inPost = ({ postings }: InOffice, day: CivilDate): boolean => postings.some((posting) => covers(posting, day));

/**
 * Rights that rule out being an assistant: preparing a desk must not let people choose what they
 * sign, and those who draw or administer read no request. The database has the same list
 * (`barred_as_assistant`).
 */
const BARRED: readonly Role[] = ['signataire', 'analyste', 'administrateur'];

/** True if they hold such a right on any day of that period. */
const isBarredWithin = (person: Actor, period: Period): boolean =>
  person.habilitations.some((held) => BARRED.includes(held.role) && overlap(held, period));

/**
 * Returns why a person may not name another as the assistant of their desk; null: they may. A
 * signatory names someone who neither signs, draws nor administers.
 */
export function namingFault(signatory: Actor, assistant: InOffice, period: Period, day: CivilDate): ErrorCode | null {
  if (!holdsSomewhere(signatory, 'signataire', day)) return 'forbidden';
  if (signatory.personId === assistant.personId) return 'assistant-oneself';
  if (!inPost(assistant, day)) return 'assistant-unknown';
  return isBarredWithin(assistant, period) ? 'assistant-barred' : null;
}

/** True if the person may end an assistance: the signatory, or the assistant. */
export const canRevokeAssistance = (
  actor: Actor,
  { signatoryId, assistantId }: Pick<Assistance, 'signatoryId' | 'assistantId'>,
): boolean => actor.personId === signatoryId || actor.personId === assistantId;

/** A desk, and the assistants of its signatory that day. */
export interface DeskFacts {
  readonly signatoryId: string;
  readonly assistantIds: readonly string[];
}

/** True if the person assists at a desk: sets acts aside with a reason and leaves notes there. */
export const assistsAt = (personId: string, desk: DeskFacts): boolean =>
  personId !== desk.signatoryId && desk.assistantIds.includes(personId);

/**
 * True if the person may read what is not sensitive at a desk and put it in order: its signatory
 * and their assistants. Nothing is decided by it.
 */
export const preparesDesk = (personId: string, desk: DeskFacts): boolean =>
  personId === desk.signatoryId || assistsAt(personId, desk);

/** Why an assistant may not prepare a desk that day. */
export type AssistanceLapse = 'revoked' | 'outside-dates' | 'signatory-left' | 'assistant-left' | 'assistant-barred';

/**
 * Returns why an assistant may not prepare the desk that day; null: they may. Assistance ends with
 * either office, as a delegation does. The database applies the same rule (`assists`).
 */
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
