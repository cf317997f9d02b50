import type { DepositMessage } from '#domain/archive/notice.ts';
import type { MailTexts } from './compose.ts';

const FOLLOW = { fr: 'Voir ces actes dans le registre', en: 'See these acts in the registry' };

/** What the portal says of deposits with the archives service, by mail: how many; which ones, the registry says. */
export const DEPOSIT_MAILS: Readonly<Record<DepositMessage, Record<'fr' | 'en', MailTexts>>> = {
  'deposits-refused': {
    fr: {
      subject: 'Des actes n’ont pas été pris par les archives',
      body: 'Parmi les actes dont vous avez demandé le versement aux archives, certains sont refusés : {count}. Le registre dit lesquels, et pourquoi. Une fois la cause levée, demandez-en de nouveau le versement.',
      follow: FOLLOW.fr,
    },
    en: {
      subject: 'The archives did not take some acts',
      body: 'Of the acts that you asked to be deposited with the archives, some are refused: {count}. The registry says which, and why. Once the cause is gone, ask for their deposit again.',
      follow: FOLLOW.en,
    },
  },
  'deposits-late': {
    fr: {
      subject: 'Les archives ne répondent pas d’actes versés',
      body: 'Des actes dont vous avez demandé le versement sont déposés depuis plus de {days} jours, et le service d’archives n’en a rien dit : {count}. Ils y sont, relus à l’identique ; rien ne dit encore qu’ils sont pris en charge. Demandez au service ce qu’il en est.',
      follow: FOLLOW.fr,
    },
    en: {
      subject: 'The archives do not answer about acts that were deposited',
      body: 'Acts that you asked to be deposited have stood with the archives service for more than {days} days, and it has said nothing of them: {count}. They are there, read back as they were sent; nothing says yet that they are taken. Ask the service how it stands.',
      follow: FOLLOW.en,
    },
  },
};
