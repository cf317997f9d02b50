import type { AccountMessage } from '#domain/account/notice.ts';
import type { MailTexts } from './compose.ts';

const NOT_YOU = {
  fr: 'Si ce n’est pas vous, prévenez sans attendre l’administrateur de votre structure : il peut verrouiller votre compte.',
  en: 'If this was not you, tell the administrator of your structure without delay: they can lock your account.',
};
const SEE = { fr: 'Voir mon compte', en: 'See my account' };
const OPEN_PORTAL = { fr: 'Ouvrir le portail', en: 'Open the portal' };
const OPEN = { fr: 'Ouvrir mon lien', en: 'Open my link' };

/** What a person is told of their own account; « {title} » is the browser and its address, or what changed. */
export const ACCOUNT_MAILS: Readonly<Record<AccountMessage, Readonly<Record<'fr' | 'en', MailTexts>>>> = {
  'account-new-device': {
    fr: {
      subject: 'Connexion depuis un nouvel appareil',
      body: 'Votre compte Harmonie a servi le {at} depuis un appareil qui n’y avait jamais servi : {title}.\n\nSi c’est vous, il n’y a rien à faire. Sinon, ouvrez « Mon compte », fermez cette session, et prévenez sans attendre l’administrateur de votre structure : quelqu’un d’autre connaît votre mot de passe.',
    },
    en: {
      subject: 'Signed in from a new device',
      body: 'Your Harmonie account was used on {at} from a device that it had never been used from: {title}.\n\nIf it was you, there is nothing to do. If not, open “My account”, close that session, and tell the administrator of your structure without delay: somebody else knows your password.',
    },
  },
  'account-tried': {
    fr: {
      subject: 'Des mots de passe ont été essayés sur votre compte',
      body: 'Le {at}, quelqu’un a essayé plusieurs mots de passe sur votre compte Harmonie, sans trouver le bon ; dernier essai : {title}. Cette personne doit maintenant attendre entre deux essais ; vous non, depuis un appareil qui a déjà ouvert votre compte.\n\nSi c’était vous, il n’y a rien à faire. Sinon, rien n’a été ouvert ; signalez-le à l’administrateur de votre structure si cela se répète.',
    },
    en: {
      subject: 'Passwords were tried on your account',
      body: 'On {at} somebody tried several passwords on your Harmonie account and did not find it; last try: {title}. They now have to wait between two tries; you, on a device where you signed in before, do not.\n\nIf it was you, there is nothing to do. If not, nothing was opened; tell the administrator of your structure if it happens again.',
    },
  },
  'account-invited': {
    fr: {
      subject: 'Votre compte du portail Harmonie',
      body: 'Un compte du portail de ressources humaines est prêt pour vous. Ouvrez le lien ci-dessous et choisissez votre mot de passe : il ne sert qu’une fois, pendant trois jours, et n’est que pour vous.\n\nSi vous n’attendiez pas ce message, n’en faites rien.',
      follow: OPEN.fr,
    },
    en: {
      subject: 'Your Harmonie portal account',
      body: 'Your account on the human resources portal is ready. Open the link below and choose your password: the link works once, for three days, and is for you alone.\n\nIf you did not expect this message, ignore it.',
      follow: OPEN.en,
    },
  },
  'password-forgotten': {
    fr: {
      subject: 'Choisir un nouveau mot de passe',
      body: 'Un nouveau mot de passe a été demandé pour votre compte du portail Harmonie. Le lien ci-dessous permet de le choisir : il ne sert qu’une fois, pendant une heure.\n\nSi vous n’avez rien demandé, n’en faites rien : votre mot de passe reste le même.',
      follow: OPEN.fr,
    },
    en: {
      subject: 'Choose a new password',
      body: 'A new password was requested for your Harmonie portal account. The link below lets you choose it: the link works once, for one hour.\n\nIf you asked for nothing, ignore this message: your password stays the same.',
      follow: OPEN.en,
    },
  },
  'password-changed': {
    fr: {
      subject: 'Votre mot de passe a changé',
      body: `Le mot de passe de votre compte du portail Harmonie vient de changer, et vos autres sessions ont été fermées. ${NOT_YOU.fr}`,
      follow: SEE.fr,
    },
    en: {
      subject: 'Your password has changed',
      body: `The password of your Harmonie portal account has just changed, and your other sessions were ended. ${NOT_YOU.en}`,
      follow: SEE.en,
    },
  },
  'account-identity-claimed': {
    fr: {
      subject: 'Une nouvelle identité a été présentée pour votre compte',
      body: `Le {at}, quelqu’un s’est présenté par le service d’identité avec votre matricule, sous une autre identité que celle qui ouvre votre compte du portail Harmonie. Il n’est pas entré : un administrateur doit d’abord rattacher cette identité. Si c’est vous, il vous contactera. ${NOT_YOU.fr}`,
      follow: SEE.fr,
    },
    en: {
      subject: 'A new identity was presented for your account',
      body: `On {at} somebody came by the identity service with your employee number, under another identity than the one that opens your Harmonie portal account. They were not let in: an administrator has to link that identity first. If it was you, they will get in touch. ${NOT_YOU.en}`,
      follow: SEE.en,
    },
  },
  'account-identity-changed': {
    fr: {
      subject: 'Une nouvelle identité ouvre votre compte',
      body: `Une nouvelle identité du service d’identité a été rattachée à votre compte du portail Harmonie par l’administration de votre structure ; l’ancienne ne l’ouvre plus. ${NOT_YOU.fr}`,
      follow: SEE.fr,
    },
    en: {
      subject: 'A new identity opens your account',
      body: `A new identity of the identity service was linked to your Harmonie portal account by the administration of your structure; the former one no longer opens it. ${NOT_YOU.en}`,
      follow: SEE.en,
    },
  },
  'account-locked': {
    fr: {
      subject: 'Votre compte est verrouillé',
      body: 'Un administrateur a verrouillé le {at} votre compte du portail Harmonie : vos sessions sont fermées, et personne ne peut plus s’y connecter. Ce que vous avez déposé et saisi est conservé.\n\nPour savoir pourquoi, ou le faire déverrouiller, adressez-vous à l’administrateur de votre structure.',
      follow: OPEN_PORTAL.fr,
    },
    en: {
      subject: 'Your account is locked',
      body: 'On {at} an administrator locked your Harmonie portal account: your sessions are ended, and nobody can sign in with it. What you filed and typed is kept.\n\nTo know why, or to have it unlocked, ask the administrator of your structure.',
      follow: OPEN_PORTAL.en,
    },
  },
  'account-unlocked': {
    fr: {
      subject: 'Votre compte est déverrouillé',
      body: 'Un administrateur a déverrouillé votre compte du portail Harmonie : vous pouvez à nouveau vous connecter.',
      follow: OPEN_PORTAL.fr,
    },
    en: {
      subject: 'Your account is unlocked',
      body: 'An administrator unlocked your Harmonie portal account: you can sign in again.',
      follow: OPEN_PORTAL.en,
    },
  },
  'account-closed': {
    fr: {
      subject: 'Votre compte est fermé',
      body: 'Un administrateur a fermé le {at} votre compte du portail Harmonie : personne ne peut plus s’y connecter. Vos demandes, vos actes et votre dossier sont conservés.\n\nSi vous en avez encore besoin, adressez-vous à l’administrateur de votre structure.',
      follow: OPEN_PORTAL.fr,
    },
    en: {
      subject: 'Your account is closed',
      body: 'On {at} an administrator closed your Harmonie portal account: nobody can sign in with it any more. Your requests, acts and file are kept.\n\nIf you still need it, ask the administrator of your structure.',
      follow: OPEN_PORTAL.en,
    },
  },
  'account-reopened': {
    fr: {
      subject: 'Votre compte est rouvert',
      body: 'Un administrateur a rouvert votre compte du portail Harmonie : vous pouvez à nouveau vous connecter.',
      follow: OPEN_PORTAL.fr,
    },
    en: {
      subject: 'Your account is open again',
      body: 'An administrator opened your Harmonie portal account again: you can sign in.',
      follow: OPEN_PORTAL.en,
    },
  },
  'account-recovered': {
    fr: {
      subject: 'Votre compte est rétabli',
      body: 'Vos administrateurs ont rétabli le {at} votre compte du portail Harmonie : votre ancien mot de passe et votre second facteur ne servent plus. Le lien ci-dessous permet de choisir un nouveau mot de passe : il ne sert qu’une fois, pendant un jour.\n\nSi vous n’avez rien demandé, n’ouvrez pas ce lien et prévenez sans attendre l’administrateur de votre structure.',
      follow: OPEN.fr,
    },
    en: {
      subject: 'Your account is recovered',
      body: 'On {at} your administrators recovered your Harmonie portal account: your former password and your second factor no longer work. The link below lets you choose a new password: the link works once, for one day.\n\nIf you asked for nothing, do not open this link, and tell the administrator of your structure without delay.',
      follow: OPEN.en,
    },
  },
  'administrator-recovered': {
    fr: {
      subject: 'Le compte d’un administrateur a été rétabli',
      body: 'Le compte d’administrateur de {title} a été rétabli le {at} depuis le serveur, par la personne qui exploite le portail : son ancien mot de passe et son second facteur ne servent plus.\n\nSi cela vous surprend, prévenez sans attendre votre responsable de la sécurité.',
      follow: OPEN_PORTAL.fr,
    },
    en: {
      subject: 'An administrator’s account was recovered',
      body: 'The administrator’s account of {title} was recovered on {at} from the server, by whoever operates the portal: its former password and second factor no longer work.\n\nIf this surprises you, tell your security officer without delay.',
      follow: OPEN_PORTAL.en,
    },
  },
  'account-password-known': {
    fr: {
      subject: 'Quelqu’un connaît votre mot de passe',
      body: 'Le {at}, quelqu’un a donné votre mot de passe, puis plusieurs codes sans trouver le bon ; dernier essai : {title}. Il n’est pas entré : votre second facteur l’en a empêché.\n\nSi c’était vous, il n’y a rien à faire. Sinon, changez de mot de passe sans attendre, et prévenez l’administrateur de votre structure.',
    },
    en: {
      subject: 'Somebody knows your password',
      body: 'On {at} somebody gave your password, then several codes without finding the right one; last try: {title}. They did not come in: your second factor kept them out.\n\nIf it was you, there is nothing to do. If not, change your password without delay, and tell the administrator of your structure.',
    },
  },
  'account-address-changed': {
    fr: {
      subject: 'L’adresse de votre compte a changé',
      body: `Le {at}, sur votre compte du portail Harmonie : {title}. Les messages de votre compte et de vos demandes partent à l’adresse qui y est notée ; sans adresse, vous les lisez dans le portail. ${NOT_YOU.fr}`,
      follow: SEE.fr,
    },
    en: {
      subject: 'The address of your account has changed',
      body: `On {at}, on your Harmonie portal account: {title}. The messages of your account and your requests go to the address that is noted for it; without one, you read them in the portal. ${NOT_YOU.en}`,
      follow: SEE.en,
    },
  },
  'account-factor-changed': {
    fr: {
      subject: 'Votre second facteur a changé',
      body: 'Le {at}, sur votre compte Harmonie : {title}.\n\nSi c’est vous, il n’y a rien à faire. Sinon, prévenez sans attendre l’administrateur de votre structure : quelqu’un est entré dans votre compte.',
    },
    en: {
      subject: 'Your second factor has changed',
      body: 'On {at}, on your Harmonie account: {title}.\n\nIf it was you, there is nothing to do. If not, tell the administrator of your structure without delay: somebody is in your account.',
    },
  },
  'account-recovery-code-used': {
    fr: {
      subject: 'Un de vos codes de secours a servi',
      body: 'Le {at}, un code de secours a ouvert votre compte Harmonie, depuis : {title}. Il ne servira plus.\n\nSi c’est vous, enregistrez une application d’authentification et refaites vos codes. Sinon, prévenez sans attendre l’administrateur de votre structure.',
    },
    en: {
      subject: 'One of your recovery codes was used',
      body: 'On {at}, a recovery code opened your Harmonie account, from: {title}. It will not work again.\n\nIf it was you, register an authenticator and make new codes. If not, tell the administrator of your structure without delay.',
    },
  },
};
