import type { AccountMessage } from '../../domain/account/notice.ts';
import type { MailTexts } from './compose.ts';

/** What a person is told of their own account; « {title} » is the browser and its address. */
export const ACCOUNT_MAILS: Readonly<Record<AccountMessage, Readonly<Record<'fr' | 'en', MailTexts>>>> = {
  'account-new-device': {
    fr: {
      subject: 'Connexion depuis un nouvel appareil',
      body: 'Votre compte Harmonie a servi le {at} depuis un appareil qui n’y avait jamais servi : {title}.\n\nSi c’est vous, il n’y a rien à faire. Sinon, ouvrez « Mon compte », fermez cette session, et prévenez sans attendre l’administrateur de votre structure : votre mot de passe est connu d’un autre.',
    },
    en: {
      subject: 'Signed in from a new device',
      body: 'Your Harmonie account was used on {at} from a device that it had never been used from: {title}.\n\nIf it was you, there is nothing to do. If not, open “My account”, close that session, and tell the administrator of your structure without delay: somebody else knows your password.',
    },
  },
  'account-tried': {
    fr: {
      subject: 'Des mots de passe ont été essayés sur votre compte',
      body: 'Le {at}, quelqu’un a essayé plusieurs mots de passe sur votre compte Harmonie, sans le trouver ; dernier essai : {title}. Il doit maintenant attendre entre deux essais ; vous, depuis un appareil où vous vous êtes déjà connecté, n’attendez pas.\n\nSi c’était vous, il n’y a rien à faire. Sinon, rien n’a été ouvert ; signalez-le à l’administrateur de votre structure si cela se répète.',
    },
    en: {
      subject: 'Passwords were tried on your account',
      body: 'On {at} somebody tried several passwords on your Harmonie account and did not find it; last try: {title}. They now have to wait between two tries; you, on a device where you signed in before, do not.\n\nIf it was you, there is nothing to do. If not, nothing was opened; tell the administrator of your structure if it happens again.',
    },
  },
};
