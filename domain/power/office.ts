import { type CivilDate, covers, dayAfter, type Period } from '../calendar/civil-date.ts';
import { words } from '../formats/words.ts';
import type { HeldRole } from '../permissions/actor.ts';

/** A post that somebody holds: where, and in what quality. */
export interface Post extends Period {
  readonly structureId: string;
  readonly quality: string;
}

/**
 * True if two posts are one office: a change of grade, or of letter case in the quality, does not
 * change the office.
 */
export const isSameOffice = (one: Post, other: Post): boolean =>
  one.structureId === other.structureId && words(one.quality).join(' ') === words(other.quality).join(' ');

/**
 * Lists all posts of one office: those that the post continues and those that continue it, itself
 * included.
 */
export function officeOf<Held extends Post>(all: readonly Held[], post: Held): Held[] {
  const before = all.find((one) => isSameOffice(one, post) && follows(post, one));
  return before === undefined ? goingOn(all, post, isSameOffice) : officeOf(all, before);
}

/**
 * Returns the office in which something was received from a day on: its post of that day, or the
 * first one taken up since, with what continues it.
 */
export function officeSince<Held extends Post>(postings: readonly Held[], from: CivilDate): Held[] {
  const post =
    postings.findLast((posting) => covers(posting, from)) ??
    postings.filter((posting) => posting.from > from).sort((one, other) => one.from.localeCompare(other.from))[0];
  return post === undefined ? [] : goingOn(postings, post, isSameOffice);
}

/**
 * True if a right was given for an office that its holder left for another one. The right goes on
 * all the same: two people gave it, and administrators are notified.
 */
export const isOfFormerOffice = ({ from }: Pick<Period, 'from'>, postings: readonly Post[], day: CivilDate): boolean =>
  from <= day && heldOn(postings, day) !== undefined && heldOn(officeSince(postings, from), day) === undefined;

/**
 * True if two rights to sign are one power: the same text, the same appointment, over the same
 * structure.
 */
export const isSamePower = (one: HeldRole, other: HeldRole): boolean =>
  one.role === other.role &&
  one.byRight === other.byRight &&
  one.structurePath === other.structurePath &&
  (one.powerReference ?? null) === (other.powerReference ?? null) &&
  (one.inNameOf ?? null) === (other.inNameOf ?? null) &&
  one.appointment?.reference === other.appointment?.reference &&
  one.appointment?.signedOn === other.appointment?.signedOn;

/**
 * Lists a period and the equivalent ones that continue it, each from the day after the former one
 * at the latest.
 */
export function goingOn<Held extends Period>(
  all: readonly Held[],
  first: Held,
  isSame: (one: Held, other: Held) => boolean,
): Held[] {
  const held = [first];
  for (let next: Held | undefined = first; next !== undefined; ) {
    next = all.find((one) => isSame(one, first) && follows(one, held.at(-1) ?? first));
    if (next !== undefined) held.push(next);
  }
  return held;
}

/** Whether a period goes on after another one, without a day between them. */
const follows = (next: Period, { until }: Period): boolean =>
  until !== null && next.from <= dayAfter(until, { days: 1 }) && (next.until === null || next.until > until);

/** Returns which of several consecutive periods covers that day. */
export const heldOn = <Held extends Period>(held: readonly Held[], day: CivilDate): Held | undefined =>
  held.find((one) => covers(one, day));

/** Returns the last day of consecutive periods; null: they have no end. */
export const lastDayOf = (held: readonly Period[]): CivilDate | null => held.at(-1)?.until ?? null;
