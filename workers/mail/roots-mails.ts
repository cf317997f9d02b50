import type { RootsMessage } from '#domain/evidence/roots-notice.ts';
import type { MailTexts } from './compose.ts';

const FOLLOW = { fr: 'Voir l’état du portail', en: 'See the state of the portal' };
const MEANWHILE = {
  fr: 'Rien n’est perdu, et le portail réessaie toutes les dix minutes ; tant que cela dure, qui tient la base pourrait réécrire le journal sans que cela se voie.',
  en: 'Nothing is lost, and the portal tries again every ten minutes; as long as it lasts, whoever holds the database could write the journal anew unseen.',
};

/** What the portal says of a gap in the daily roots, by mail. */
export const ROOTS_MAILS: Readonly<Record<RootsMessage, Record<'fr' | 'en', MailTexts>>> = {
  'roots-not-made': {
    fr: {
      subject: 'La racine quotidienne des preuves n’est plus établie',
      body: `Depuis plus d’un jour et demi, aucune racine des preuves n’est établie : l’autorité d’horodatage (TSA_URL) ne répond pas, ou répond mal. Vérifiez-la. ${MEANWHILE.fr}`,
      follow: FOLLOW.fr,
    },
    en: {
      subject: 'The daily root of the evidence is not made any more',
      body: `For more than a day and a half no root of the evidence was made: the time-stamping authority (TSA_URL) does not answer, or not as it should. Look at it. ${MEANWHILE.en}`,
      follow: FOLLOW.en,
    },
  },
  'roots-not-written': {
    fr: {
      subject: 'La racine quotidienne des preuves n’est conservée nulle part',
      body: `Depuis plus d’un jour et demi, aucune racine des preuves n’est conservée hors de la base. Vérifiez le dossier (ROOTS_DIR), l’adresse (ROOTS_MAIL) ou l’espace verrouillé (ROOTS_S3_URL). ${MEANWHILE.fr}`,
      follow: FOLLOW.fr,
    },
    en: {
      subject: 'The daily root of the evidence is kept nowhere',
      body: `For more than a day and a half no root of the evidence was kept outside the database. Look at the folder (ROOTS_DIR), the address (ROOTS_MAIL) or the locked bucket (ROOTS_S3_URL). ${MEANWHILE.en}`,
      follow: FOLLOW.en,
    },
  },
  'roots-not-everywhere': {
    fr: {
      subject: 'La racine quotidienne des preuves manque à l’un de ses lieux',
      body: 'Depuis plus d’un jour, une racine des preuves n’est pas conservée là où elle devrait l’être aussi : {places}. Elle l’est ailleurs. Rien n’est perdu, et le portail réessaie toutes les dix minutes : vérifiez ce lieu, le journal technique dit ce qui a manqué.',
      follow: FOLLOW.fr,
    },
    en: {
      subject: 'The daily root of the evidence is missing in one of its places',
      body: 'For more than a day a root of the evidence has not been kept where it should be too: {places}. It is kept elsewhere. Nothing is lost, and the portal tries again every ten minutes: look at that place, the log of the workers says what was missing.',
      follow: FOLLOW.en,
    },
  },
};
