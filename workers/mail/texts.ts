import type { CircuitManifest } from '../../domain/circuit/manifest.ts';
import type { Database } from '../../prisma/client.ts';
import { readManifest } from '../../prisma/repositories/circuits.ts';
import { CHANGED_MESSAGE, INCIDENT_MESSAGE } from '../../prisma/repositories/notifications.ts';
import type { MailTexts } from './compose.ts';

export interface CircuitMail extends MailTexts {
  /** Title of the kind, for « {title} ». */
  readonly title: string;
}

/** What the portal says by itself: no circuit words its own failure, nor leaves out that a situation changed. */
const OWN = {
  [INCIDENT_MESSAGE]: {
    fr: {
      subject: 'Demande {number} : arrêtée par un incident',
      body: 'La demande n° {number} est arrêtée. La page des incidents dit pourquoi, ce qui est conservé et ce qu’il faut faire.',
    },
    en: {
      subject: 'Request {number}: stopped by an incident',
      body: 'The request no. {number} is stopped. The page of incidents says why, what is kept and what to do.',
    },
  },
  [CHANGED_MESSAGE]: {
    fr: {
      subject: 'Votre situation a changé : {title}',
      body: 'La demande n° {number} ({title}) vient de modifier votre situation dans le portail. Si vous n’en êtes pas à l’origine, ou si elle ne dit pas ce que vous attendiez, prévenez sans attendre votre gestionnaire des ressources humaines.',
    },
    en: {
      subject: 'Your situation has changed: {title}',
      body: 'The request no. {number} ({title}) has just changed your situation in the portal. If it is not of your doing, or does not say what you expected, tell your human resources manager without delay.',
    },
  },
} as const;
const isOwn = (message: string): message is keyof typeof OWN => Object.hasOwn(OWN, message);

/** The words of messages, from the version that each request follows; a version never changes, so it is read once. */
export function mailTexts({ prisma }: Pick<Database, 'prisma'>) {
  const manifests = new Map<string, Promise<CircuitManifest>>();
  return async (versionId: string, language: 'fr' | 'en', message: string): Promise<CircuitMail> => {
    let reading = manifests.get(versionId);
    if (reading === undefined) {
      reading = readManifest(prisma, versionId);
      manifests.set(versionId, reading);
      // A failed reading must not be what is remembered.
      reading.catch(() => manifests.delete(versionId));
    }
    const manifest = await reading;
    if (isOwn(message)) return { ...OWN[message][language], title: manifest.title[language] };
    const mail = manifest.texts.mails[message];
    if (mail === undefined) throw new Error(`version ${versionId} has no message « ${message} »`);
    return { subject: mail.subject[language], body: mail.body[language], title: manifest.title[language] };
  };
}
