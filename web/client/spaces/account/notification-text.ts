import type { z } from 'zod';
import type { NotificationView } from '#web/contract/requests/dossier.ts';
import type { LanguageCode } from '../../language/language.ts';
import { known } from '../../language/use-language.ts';

/** What a notification says, in the words of its request's circuit; what the portal says by itself is in its texts. */
export function notificationText(item: z.infer<typeof NotificationView>, language: LanguageCode): string {
  if (item.words !== null) return item.words[language];
  if (item.params === null) return known('notifications.messages.unreadable') ?? '';
  const worded = item.params[`title.${language}`];
  if (item.requestId === null)
    return known(`notifications.messages.${item.message}`, { ...item.params, title: worded ?? '' }) ?? '';
  return (
    known(`notifications.messages.${item.message}`, item.params) ??
    known('notifications.messages.generic', item.params) ??
    ''
  );
}
