import { type CivilDate, covers, dayAfter, type Period } from '../calendar/civil-date.ts';
import { words } from '../formats/words.ts';
import type { HeldRole } from '../permissions/actor.ts';

/** A post that somebody holds: where, and in what quality. */
export interface Post extends Period {
  readonly structureId: string;
  readonly quality: string;
}

/** Whether two posts are one office: another grade is no other office, nor is the same quality in other letters. */
export const isSameOffice = (one: Post, other: Post): boolean =>
  one.structureId === other.structureId && words(one.quality).join(' ') === words(other.quality).join(' ');

/** The whole office of a post: the posts that it goes on from and those that go on from it, it among them. */
export function officeOf<Held extends Post>(all: readonly Held[], post: Held): Held[] {
  const before = all.find((one) => isSameOffice(one, post) && follows(post, one));
  return before === undefined ? goingOn(all, post, isSameOffice) : officeOf(all, before);
}

/** The office in which something was received from a day on: its post of that day, or the first one taken up since; as long as it goes on. */
export function officeSince<Held extends Post>(postings: readonly Held[], from: CivilDate): Held[] {
  const post =
    postings.findLast((posting) => covers(posting, from)) ??
    postings.filter((posting) => posting.from > from).sort((one, other) => one.from.localeCompare(other.from))[0];
  return post === undefined ? [] : goingOn(postings, post, isSameOffice);
}

/**
 * Whether a right was given for an office that its holder left for another one. It goes on all the same: two gave it, and whoever
 * administers is told.
 */
export const isOfFormerOffice = ({ from }: Pick<Period, 'from'>, postings: readonly Post[], day: CivilDate): boolean =>
  from <= day && heldOn(postings, day) !== undefined && heldOn(officeSince(postings, from), day) === undefined;

/** Whether two rights to sign are one power: the same text, the same appointment, over the same structure. */
export const isSamePower = (one: HeldRole, other: HeldRole): boolean =>
  one.role === other.role &&
  one.byRight === other.byRight &&
  one.structurePath === other.structurePath &&
  (one.powerReference ?? null) === (other.powerReference ?? null) &&
  (one.inNameOf ?? null) === (other.inNameOf ?? null) &&
  one.appointment?.reference === other.appointment?.reference &&
  one.appointment?.signedOn === other.appointment?.signedOn;

/** What goes on from one period in those that are the same, each from the day after the former one at the latest; it first. */
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

/** What of periods that go on from one another is held that day. */
export const heldOn = <Held extends Period>(held: readonly Held[], day: CivilDate): Held | undefined =>
  held.find((one) => covers(one, day));

/** The last day of periods that go on from one another; null: they have none. */
export const lastDayOf = (held: readonly Period[]): CivilDate | null => held.at(-1)?.until ?? null;
