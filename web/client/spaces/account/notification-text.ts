import type { z } from 'zod';
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
