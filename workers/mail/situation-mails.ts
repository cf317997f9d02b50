import type { SituationNotice } from '#domain/situation/notice.ts';
import type { MailTexts } from './compose.ts';

const FOLLOW = { fr: 'Voir dans le portail', en: 'See in the portal' };

/** What the portal says of a situation, by mail: of which matter, never which value. */
export const SITUATION_MAILS: Readonly<Record<SituationNotice, Record<'fr' | 'en', MailTexts>>> = {
  'situation-ends': {
    fr: {
      subject: 'Une période de votre situation prend bientôt fin',
      body: 'Une période de votre situation prend bientôt fin : {themeFr}, le {untilFr}. « Ma situation » dit ce qui suit et, lorsqu’un renouvellement peut être demandé, ouvre la demande déjà remplie.',
      follow: FOLLOW.fr,
    },
    en: {
      subject: 'A period of your situation ends soon',
      body: 'A period of your situation ends soon: {themeEn}, on {untilEn}. “My situation” says what follows and, where its renewal can be asked for, opens the request filled in.',
      follow: FOLLOW.en,
    },
  },
  'situation-ends-nearby': {
    fr: {
      subject: 'Une période de la situation d’un agent prend bientôt fin',
      body: 'Une période de la situation d’un agent que vous suivez prend bientôt fin : {themeFr}, le {untilFr}. L’agent en est informé. Sa situation dit ce qui suit.',
      follow: FOLLOW.fr,
    },
    en: {
      subject: 'A period of the situation of an employee ends soon',
      body: 'A period of the situation of an employee whom you manage ends soon: {themeEn}, on {untilEn}. The employee is notified. Their situation says what follows.',
      follow: FOLLOW.en,
    },
  },
  'situation-corrected': {
    fr: {
      subject: 'Votre situation a été rectifiée',
      body: 'L’administration a rectifié ce que le portail sait de vous : {themeFr}. La page « Ma situation » dit ce qui était inscrit, ce qui l’est désormais, et pourquoi. Si cela vous surprend, prévenez sans attendre votre gestionnaire des ressources humaines.',
      follow: FOLLOW.fr,
    },
    en: {
      subject: 'Your situation was corrected',
      body: 'The administration corrected what the portal knows of you: {themeEn}. The page “My situation” says what was written, what is now, and why. If this surprises you, tell your HR officer without delay.',
      follow: FOLLOW.en,
    },
  },
  'correction-to-confirm': {
    fr: {
      subject: 'Une rectification attend votre confirmation',
      body: 'Une autre personne qui tient le dossier d’un agent propose de rectifier sa situation : {themeFr}. Rien n’est changé tant que vous, ou un collègue, ne l’avez pas confirmé : lisez-en le motif, puis confirmez-la ou refusez-la.',
      follow: FOLLOW.fr,
    },
    en: {
      subject: 'A correction waits for your confirmation',
      body: 'Another person who keeps an employee’s file proposes to correct their situation: {themeEn}. Nothing is changed until you, or a colleague, confirm it: read the reason, then confirm it or refuse it.',
      follow: FOLLOW.en,
    },
  },
  'correction-refused': {
    fr: {
      subject: 'Votre rectification est refusée',
      body: 'La rectification que vous avez proposée ({themeFr}) est refusée : rien n’est changé. Le journal du dossier dit pourquoi.',
      follow: FOLLOW.fr,
    },
    en: {
      subject: 'Your correction is refused',
      body: 'The correction that you proposed ({themeEn}) is refused: nothing is changed. The journal of the file says why.',
      follow: FOLLOW.en,
    },
  },
};
