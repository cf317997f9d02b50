import type { z } from 'zod';
import { addressOf } from '../../../../domain/circuit/notice.ts';
import type { NotificationView } from '../../../contract/dossier.ts';
import type { LanguageCode } from '../../language/language.ts';
import { known } from '../../language/use-language.ts';

/**
 * What a notification says. Circuits name their own messages: the server sends their words, by language, as
 * parameters `title.fr` and `title.en`; those the portal knows by itself are in its texts.
 */
export function notificationText(item: z.infer<typeof NotificationView>, language: LanguageCode): string {
  const worded = item.params[`title.${language}`];
  if (item.requestId === null)
    return known(`notifications.messages.${item.message}`, { ...item.params, title: worded ?? '' }) ?? '';
  if (typeof worded === 'string') return worded;
  return (
    known(`notifications.messages.${item.message}`, item.params) ??
    known('notifications.messages.generic', item.params) ??
    ''
  );
}

/** Where a notification leads: to its request, or to what else it is about; of a stop, to the list of incidents. */
export function placeOf({ message, requestId, subject }: z.infer<typeof NotificationView>): string {
  if (subject !== null) return addressOf(subject);
  if (requestId === null)
    return message === 'right-to-confirm' || message === 'right-refused'
      ? '/administration/proposals'
      : '/notifications';
  return message === 'incident' ? '/operations' : `/requests/${requestId}`;
}
