import type { Bilingual } from '#domain/bilingual.ts';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { dateInWords } from '#domain/formats/in-words.ts';
import type { RightMessage } from '#domain/notice/notice.ts';
import type { KeptDelegation } from '#prisma/repositories/administration/delegations.ts';
import type { Notice } from '#prisma/repositories/messages/notifications.ts';

/** A message about a delegation, with its occasion and its recipients. */
export type DelegationNotice = Pick<Notice, 'occasion' | 'mailDomain' | 'recipients'> & {
  readonly message: RightMessage;
};

/**
 * Builds the notice of a delegation: its reference, delegate and structure, then what is said of
 * its days.
 */
export function noticeOfDelegation(
  { reference, delegateRef, structureRef }: KeptDelegation,
  notice: DelegationNotice,
  days: Bilingual = { fr: '', en: '' },
): Notice {
  const who = `${delegateRef.firstName} ${delegateRef.lastName}`;
  return {
    ...{ ...notice, requestId: null },
    detail: {
      'title.fr': `« ${reference} », délégation à ${who}, ${structureRef.name}${days.fr}`,
      'title.en': `“${reference}”, delegation to ${who}, ${structureRef.name}${days.en}`,
    },
  };
}

/** Writes « , du … au … », to be appended to a notice. */
export function fromTo(from: CivilDate, until: CivilDate): Bilingual {
  const [first, last] = [dateInWords(from), dateInWords(until)];
  return { fr: `, du ${first.fr} au ${last.fr}`, en: `, from ${first.en} to ${last.en}` };
}

/** Writes « , dernier jour le … », to be appended to a notice. */
export function endedOn(day: CivilDate): Bilingual {
  const last = dateInWords(day);
  return { fr: `, dernier jour le ${last.fr}`, en: `, last day ${last.en}` };
}
