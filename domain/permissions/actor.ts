import { type CivilDate, covers, dayAfter, type Period } from '../calendar/civil-date.ts';
import type { Role } from './role.ts';

/** The grounds of a power to sign by right, as acts print them. */
export interface PowerText {
  /** The text that gives the power, after « Vu »; null or absent: the office itself gives it. */
  readonly powerReference?: string | null;
  /**
   * In whose name its holder signs, after « Pour »; null or absent: in their own. Never without a
   * text.
   */
  readonly inNameOf?: string | null;
  /** The act that appointed the holder; null or absent: the portal does not know it. */
  readonly appointment?: Appointment | null;
}

/**
 * The act that appointed a person to the office by which they sign. It ends with the right that
 * rests on it.
 */
export type Appointment = {
  /** As acts cite it, after « Vu »: « le décret du 3 mars 2025 portant nomination de M. X ». */
  readonly reference: string;
  readonly signedOn: CivilDate;
  /** Null: it is not published. */
  readonly publishedOn: CivilDate | null;
  readonly effectiveOn: CivilDate;
};

/**
 * Returns the first day of a power that an appointment gives: the day after its publication, or the
 * day it takes effect if that is later (décret n° 2005-850, article 1); never before its signature,
 * even if the act says so.
 */
export function powerBegins({ signedOn, publishedOn, effectiveOn }: Appointment): CivilDate {
  const published = publishedOn === null ? signedOn : dayAfter(publishedOn, { days: 1 });
  return [signedOn, published, effectiveOn].toSorted().at(-1) ?? effectiveOn;
}

/**
 * A right as recorded: a role on a structure (by its path, « /root/…/id/ ») and those below it,
 * between dates.
 */
export interface HeldRole extends Period, PowerText {
  readonly role: Role;
  readonly structurePath: string;
  /** Signs in their own right; role « signataire » only. */
  readonly byRight: boolean;
}

/**
 * The person who acts, with all the rights they were ever given. Each permission function keeps
 * those in force on its day.
 */
export interface Actor {
  readonly personId: string;
  readonly habilitations: readonly HeldRole[];
}

/** True if the structure at `inner` is the one at `outer` or below it. */
export function within(inner: string, outer: string): boolean {
  return outer.length > 1 && outer.endsWith('/') && inner.startsWith(outer);
}

/** True if a path is the top of the tree: « /root/ ». */
export const isTop = (path: string): boolean => path.split('/').filter(Boolean).length === 1;

/** True if the person holds this right on that structure that day. */
export function holds(actor: Actor, role: Role, structurePath: string, day: CivilDate): boolean {
  return actor.habilitations.some(
    (held) => held.role === role && covers(held, day) && within(structurePath, held.structurePath),
  );
}

/** True if the person administers the whole tree that day. */
export const administersAll = ({ habilitations }: Actor, day: CivilDate): boolean =>
  habilitations.some((held) => held.role === 'administrateur' && covers(held, day) && isTop(held.structurePath));

/** True if the person holds this right on any structure that day. */
export function holdsSomewhere(actor: Actor, role: Role, day: CivilDate): boolean {
  return actor.habilitations.some((held) => held.role === role && covers(held, day));
}
