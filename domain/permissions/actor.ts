import { type CivilDate, covers, dayAfter, type Period } from '../calendar/civil-date.ts';
import type { Role } from './role.ts';

/** What a power to sign by right stands on, as acts print it. */
export interface PowerText {
  /** The text that gives it, after « Vu »; null or absent: the office itself does. */
  readonly powerReference?: string | null;
  /** In whose name it makes sign, after « Pour »; null or absent: in one's own. Never without a text. */
  readonly inNameOf?: string | null;
  /** The act that appointed whoever holds it; null or absent: the portal was not told. */
  readonly appointment?: Appointment | null;
}

/** The act that appointed somebody to the office that they sign by. It ends with the right that stands on it. */
export type Appointment = {
  /** As acts cite it, after « Vu »: « le décret du 3 mars 2025 portant nomination de M. X ». */
  readonly reference: string;
  readonly signedOn: CivilDate;
  /** Null: it is not published. */
  readonly publishedOn: CivilDate | null;
  readonly effectiveOn: CivilDate;
};

/**
 * The first day of a power that an appointment gives: the day after its publication, or the one on which it takes effect, if
 * that is later (décret n° 2005-850, article 1); never before it is signed, whatever it says.
 */
export function powerBegins({ signedOn, publishedOn, effectiveOn }: Appointment): CivilDate {
  const published = publishedOn === null ? signedOn : dayAfter(publishedOn, { days: 1 });
  return [signedOn, published, effectiveOn].toSorted().at(-1) ?? effectiveOn;
}

/** A right as recorded: on a structure (by its path, « /root/…/id/ ») and what is below it, for a while. */
export interface HeldRole extends Period, PowerText {
  readonly role: Role;
  readonly structurePath: string;
  /** Signs in their own right; role « signataire » only. */
  readonly byRight: boolean;
}

/** Who acts, and the rights they were ever given. Each verb decides what is in force on its day. */
export interface Actor {
  readonly personId: string;
  readonly habilitations: readonly HeldRole[];
}

/** Whether the structure at `inner` is the one at `outer` or below it. */
export function within(inner: string, outer: string): boolean {
  return outer.length > 1 && outer.endsWith('/') && inner.startsWith(outer);
}

/** Whether a path is the top of the tree: « /root/ ». */
export const isTop = (path: string): boolean => path.split('/').filter(Boolean).length === 1;

/** Whether the person holds this right, that day, on that structure. */
export function holds(actor: Actor, role: Role, structurePath: string, day: CivilDate): boolean {
  return actor.habilitations.some(
    (held) => held.role === role && covers(held, day) && within(structurePath, held.structurePath),
  );
}

/** Whether the person administers the whole tree, that day. */
export const administersAll = ({ habilitations }: Actor, day: CivilDate): boolean =>
  habilitations.some((held) => held.role === 'administrateur' && covers(held, day) && isTop(held.structurePath));

/** Whether the person holds this right, that day, somewhere. */
export function holdsSomewhere(actor: Actor, role: Role, day: CivilDate): boolean {
  return actor.habilitations.some((held) => held.role === role && covers(held, day));
}
