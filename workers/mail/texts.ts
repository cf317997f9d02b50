import { isAccountMessage } from '#domain/account/notice.ts';
import { isDepositMessage } from '#domain/archive/notice.ts';
import { isCircuitNotice } from '#domain/circuit/words/notice.ts';
import type { RefusedMessage } from '#domain/decision/refused-decision.ts';
import { isRootsMessage } from '#domain/evidence/roots-notice.ts';
import {
  ACT_WAITS_MESSAGE,
  CANCELLED_MESSAGE,
  CHANGED_MESSAGE,
  INCIDENT_MESSAGE,
  REORGANISED_MESSAGE,
  type RightMessage,
} from '#domain/notice/notice.ts';
import { IDLE_DRAFT_MESSAGE } from '#domain/request/idle-draft.ts';
import { BATCH_MESSAGE } from '#domain/signing/notice.ts';
import { isSituationNotice } from '#domain/situation/notice.ts';
import type { Database } from '#prisma/client.ts';
import { readManifest } from '#prisma/repositories/circuits/circuits.ts';
import { ACCOUNT_MAILS } from './account-mails.ts';
import { CIRCUIT_MAILS } from './circuit-mails.ts';
import type { MailTexts } from './compose.ts';
import { DEPOSIT_MAILS } from './deposit-mails.ts';
import { ROOTS_MAILS } from './roots-mails.ts';
import { SITUATION_MAILS } from './situation-mails.ts';

export interface CircuitMail extends MailTexts {
  /** Title of the kind, for « {title} »; null for what is about no request. */
  readonly title: string | null;
}

/** What the portal says by itself: no circuit words its own failure, nor leaves out that a situation changed. */
export const OWN = {
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
      subject: 'Demande {number} : votre situation a changé',
      body: 'La demande n° {number} ({title}) vient de modifier votre situation dans le portail. Si vous n’en êtes pas à l’origine, ou si elle ne dit pas ce que vous attendiez, prévenez sans attendre votre gestionnaire des ressources humaines.',
    },
    en: {
      subject: 'Request {number}: your situation has changed',
      body: 'The request no. {number} ({title}) has just changed your situation in the portal. If you did not ask for this, or if it does not say what you expected, tell your HR officer without delay.',
    },
  },
  [ACT_WAITS_MESSAGE]: {
    fr: {
      subject: 'Demande {number} : un acte est signé',
      body: 'Un acte est signé sur la demande n° {number} ({title}). Aucun acte n’est envoyé à une adresse personnelle : lisez celui-ci dans le portail et enregistrez-le, à l’adresse ci-dessous. Les voies et délais de recours figurent sur l’acte.',
    },
    en: {
      subject: 'Request {number}: an act is signed',
      body: 'An act is signed on request no. {number} ({title}). No act is sent to a personal address: read this one in the portal and save it, at the address below. How to appeal, and within what time, is stated in the act.',
    },
  },
  [REORGANISED_MESSAGE]: {
    fr: {
      subject: 'Demande {number} : elle suit son cours',
      body: '{what}. Votre demande n° {number} ({title}) suit son cours : vous n’avez rien à refaire, ses échéances ne changent pas, et elle dit qui l’a en main.',
    },
    en: {
      subject: 'Request {number}: it goes on',
      body: '{what}. Your request no. {number} ({title}) goes on: there is nothing for you to do again, its deadlines do not change, and it says who holds it.',
    },
  },
  [CANCELLED_MESSAGE]: {
    fr: {
      subject: 'Demande {number} : clôturée sans suite',
      body: 'La demande n° {number} ({title}) est clôturée par l’administration du portail, sans décision : son circuit ne pouvait plus aboutir. Motif : {reason}\n\nRien n’a été signé ni appliqué. Si ce qui était demandé est toujours utile, déposez une nouvelle demande.',
    },
    en: {
      subject: 'Request {number}: closed without further action',
      body: 'The request no. {number} ({title}) is closed by the administration of the portal, without a decision: its circuit could not come to an end any more. Reason: {reason}\n\nNothing was signed or applied. If what was asked is still of use, file a new request.',
    },
  },
  'decision-over': {
    fr: {
      subject: 'Demande {number} : votre décision n’a pas compté',
      body: 'Votre décision du {decidedOn} sur la demande n° {number} ({title}) avait été gardée en attendant ; elle n’a pas pris effet : l’étape n’attendait plus de décision (la demande a été retirée, ou quelqu’un a décidé avant).\n\nRien n’a été signé ni appliqué de votre part. Ce que vous aviez décidé reste au journal de la demande. Vous n’avez rien à refaire ; la demande dit où elle en est.',
    },
    en: {
      subject: 'Request {number}: your decision did not count',
      body: 'Your decision of {decidedOn} on the request no. {number} ({title}) was kept meanwhile; it did not take effect: the step no longer waited for a decision (the request was withdrawn, or somebody decided before).\n\nNothing was signed or applied on your part. What you decided stays in the journal of the request. There is nothing for you to do again; the request says where it stands.',
    },
  },
  'decision-unentitled': {
    fr: {
      subject: 'Demande {number} : votre décision n’a pas compté',
      body: 'Votre décision du {decidedOn} sur la demande n° {number} ({title}) avait été gardée en attendant ; elle n’a pas pris effet : au moment de l’enregistrer, vous n’aviez plus le pouvoir de la prendre (délégation ou habilitation terminée, étape confiée à quelqu’un d’autre).\n\nRien n’a été signé ni appliqué de votre part. Ce que vous aviez décidé reste au journal de la demande, qui attend une autre personne. Si votre pouvoir devait durer, voyez qui tient vos habilitations.',
    },
    en: {
      subject: 'Request {number}: your decision did not count',
      body: 'Your decision of {decidedOn} on the request no. {number} ({title}) was kept meanwhile; it did not take effect: when it was to be recorded you no longer had the power to take it (delegation or right ended, step given to somebody else).\n\nNothing was signed or applied on your part. What you decided stays in the journal of the request, which waits for another person. If your power was to last, see whoever keeps your rights.',
    },
  },
  'decision-again': {
    fr: {
      subject: 'Demande {number} : votre décision est à reprendre',
      body: 'Votre décision du {decidedOn} sur la demande n° {number} ({title}) avait été gardée en attendant ; elle n’a pas pris effet : ce que vous aviez lu ou prouvé ne valait plus au moment de l’enregistrer (acte composé à nouveau ou daté de la veille, preuve d’identité échue, effet qui ne peut plus être accordé).\n\nRien n’a été signé ni appliqué. Ce que vous aviez décidé reste au journal de la demande. Ouvrez-la, relisez, et décidez à nouveau.',
    },
    en: {
      subject: 'Request {number}: your decision is to be given again',
      body: 'Your decision of {decidedOn} on the request no. {number} ({title}) was kept meanwhile; it did not take effect: what you had read or proved no longer held when it was to be recorded (the act was drawn again or bears the date of the day before, the proof of identity has expired, or the effect can no longer be granted).\n\nNothing was signed or applied. What you decided stays in the journal of the request. Open it, read again, and decide again.',
    },
  },
} as const satisfies Record<string, Record<'fr' | 'en', MailTexts>> & Record<RefusedMessage, unknown>;

/** What is said of a right: « {title} » is which, for whom and where; of several, each, and « {count} » is how many. */
export const OF_RIGHTS: Readonly<Record<RightMessage, Readonly<Record<'fr' | 'en', MailTexts>>>> = {
  'right-proposed': {
    fr: {
      subject: 'Un droit est proposé dans votre structure',
      body: 'Un administrateur propose : {title}. Rien n’est donné tant qu’un second administrateur ne l’a pas confirmé. Si cela vous surprend, prévenez l’un d’eux sans attendre.',
    },
    en: {
      subject: 'A right is proposed in your structure',
      body: 'An administrator proposes: {title}. Nothing is given until a second administrator has confirmed it. If this surprises you, tell one of them without delay.',
    },
  },
  'right-to-confirm': {
    fr: {
      subject: 'Une proposition attend votre confirmation',
      body: 'Un administrateur propose : {title}. Lisez-la, puis confirmez-la ou refusez-la. Rien n’est donné d’ici là.',
    },
    en: {
      subject: 'A proposal waits for your confirmation',
      body: 'An administrator proposes: {title}. Read it, then confirm or refuse it. Nothing is given until then.',
    },
  },
  'rights-proposed': {
    fr: {
      subject: 'Des droits sont proposés dans votre structure',
      body: 'Un administrateur propose {count} droits à la fois : {title}. Rien n’est donné tant qu’un second administrateur ne les a pas confirmés. Si cela vous surprend, prévenez l’un d’eux sans attendre.',
    },
    en: {
      subject: 'Rights are proposed in your structure',
      body: 'An administrator proposes {count} rights at once: {title}. Nothing is given until a second administrator has confirmed them. If this surprises you, tell one of them without delay.',
    },
  },
  'rights-to-confirm': {
    fr: {
      subject: 'Des propositions attendent votre confirmation',
      body: 'Un administrateur fait {count} propositions à la fois. Lisez-les, puis confirmez ou refusez chacune. Rien n’est donné d’ici là.',
    },
    en: {
      subject: 'Proposals wait for your confirmation',
      body: 'An administrator makes {count} proposals at once. Read them, then confirm or refuse each. Nothing is given until then.',
    },
  },
  'right-confirmed': {
    fr: {
      subject: 'Un droit a été confirmé',
      body: 'Deux administrateurs ont donné : {title}. Si cela vous surprend, prévenez l’un d’eux sans attendre.',
    },
    en: {
      subject: 'A right was confirmed',
      body: 'Two administrators have given: {title}. If this surprises you, tell one of them without delay.',
    },
  },
  'rights-confirmed': {
    fr: {
      subject: 'Des droits ont été confirmés',
      body: 'Deux administrateurs ont donné {count} droits à la fois : {title}. Si cela vous surprend, prévenez l’un d’eux sans attendre.',
    },
    en: {
      subject: 'Rights were confirmed',
      body: 'Two administrators have given {count} rights at once: {title}. If this surprises you, tell one of them without delay.',
    },
  },
  'right-refused': {
    fr: {
      subject: 'Votre proposition a été refusée',
      body: 'Votre proposition n’est pas confirmée : {title}. Rien n’a été donné. La page des propositions en dit le motif.',
    },
    en: {
      subject: 'Your proposal was refused',
      body: 'Your proposal is not confirmed: {title}. Nothing was given. The page of proposals says why.',
    },
  },
  'delegation-suspended': {
    fr: {
      subject: 'Une délégation de signature est suspendue',
      body: 'Est suspendue : {title}. Pendant ce temps rien ne se signe sous elle ; ensuite elle reprend effet d’elle-même, jusqu’à son terme. La page de votre compte en dit le motif.',
    },
    en: {
      subject: 'A delegation of signature is suspended',
      body: 'Suspended: {title}. Meanwhile nothing is signed under it; then it takes effect again by itself, until its end. The page of your account says why.',
    },
  },
  'delegation-revoked': {
    fr: {
      subject: 'Une délégation de signature est abrogée',
      body: 'Est abrogée dès aujourd’hui : {title}. Rien ne se signe plus sous elle ; les actes déjà signés restent valables.',
    },
    en: {
      subject: 'A delegation of signature is revoked',
      body: 'Revoked from today on: {title}. Nothing is signed under it any more; the acts already signed stay valid.',
    },
  },
  'delegation-giver-left': {
    fr: {
      subject: 'Une délégation de signature a pris fin',
      body: 'A pris fin d’elle-même : {title}. Qui l’avait donnée n’exerce plus les fonctions, ou n’a plus le droit de signer, au titre desquels elle l’avait été. Rien ne se signe plus sous elle ; les actes déjà signés restent valables. Qui exerce désormais ces fonctions peut en donner une autre. Si cela vous surprend, prévenez l’administrateur du portail.',
    },
    en: {
      subject: 'A delegation of signature has lapsed',
      body: 'Lapsed by itself: {title}. Whoever gave it no longer holds the office, or the right to sign, in which it was given. Nothing is signed under it any more; the acts already signed stay valid. Whoever holds that office from now on may give another one. If this surprises you, tell the administrator of the portal.',
    },
  },
  'delegation-receiver-left': {
    fr: {
      subject: 'Une délégation de signature est sans effet',
      body: 'Est sans effet : {title}. Qui l’avait reçue n’exerce plus les fonctions dans lesquelles elle l’avait été. Rien ne se signe plus sous elle ; les actes déjà signés restent valables. Qui l’avait donnée peut en donner une autre. Si cela vous surprend, prévenez l’administrateur du portail.',
    },
    en: {
      subject: 'A delegation of signature has no effect any more',
      body: 'Without effect: {title}. Whoever received it no longer holds the office in which it was received. Nothing is signed under it any more; the acts already signed stay valid. Whoever gave it may give another one. If this surprises you, tell the administrator of the portal.',
    },
  },
  'right-of-former-office': {
    fr: {
      subject: 'Un droit de signer a été donné pour une autre fonction',
      body: 'Est toujours en vigueur : {title}. Ce droit de signer a été donné pour une fonction que cette personne a quittée pour une autre : ses actes citeraient la nomination, ou le texte, de la première. Rien n’a été retiré. S’il ne va pas avec la nouvelle fonction, mettez-y fin dans « Habilitations » et proposez celui qui convient.',
    },
    en: {
      subject: 'A right to sign was given for another office',
      body: 'Still in force: {title}. This right to sign was given for an office that this person left for another one: their acts would cite the appointment, or the text, of the former. Nothing was taken away. If it does not go with the new office, end it under “Habilitations” and propose the one that does.',
    },
  },
  'assistant-named': {
    fr: {
      subject: 'Un parapheur vous est ouvert',
      body: 'Vous assistez désormais un signataire : {title}. Vous préparez son parapheur : vous rangez les actes, les mettez de côté, laissez des notes. Vous ne signez ni ne décidez rien, et n’ouvrez ni les actes ni leurs pièces. La page de votre compte y mène.',
    },
    en: {
      subject: 'A signing desk is open to you',
      body: 'You now assist a signatory: {title}. You prepare their signing desk: you put acts in order, set them aside, leave notes. You neither sign nor decide anything, and open neither the acts nor their documents. The page of your account leads there.',
    },
  },
  'assistant-ended': {
    fr: {
      subject: 'L’assistance d’un signataire prend fin',
      body: 'Prend fin : {title}. Le parapheur n’est plus préparé à ce titre.',
    },
    en: {
      subject: 'The assistance of a signatory ends',
      body: 'Ended: {title}. The signing desk is no longer prepared under it.',
    },
  },
  'assistance-signatory-left': {
    fr: {
      subject: 'L’assistance d’un signataire est sans effet',
      body: 'Est sans effet : {title}. Le signataire n’est plus en fonction, ou n’a plus le droit de signer : le parapheur n’est plus préparé. Qui signe désormais nomme son assistant sous « Mon compte ». Si ce départ vous surprend, prévenez l’administrateur du portail.',
    },
    en: {
      subject: 'The assistance of a signatory has lapsed',
      body: 'Lapsed: {title}. The signatory left their post, or may sign no more: the signing desk is no longer prepared. Whoever signs from now on names their assistant under “My account”. If this surprises you, tell the administrator of the portal.',
    },
  },
  'assistance-assistant-left': {
    fr: {
      subject: 'L’assistance d’un signataire est sans effet',
      body: 'Est sans effet : {title}. L’assistant n’est plus en fonction : le parapheur n’est plus préparé. Le signataire peut nommer quelqu’un d’autre sous « Mon compte ».',
    },
    en: {
      subject: 'The assistance of a signatory has lapsed',
      body: 'Lapsed: {title}. The assistant left their post: the signing desk is no longer prepared. The signatory may name somebody else under “My account”.',
    },
  },
  'assistance-assistant-barred': {
    fr: {
      subject: 'L’assistance d’un signataire est sans effet',
      body: 'Est sans effet : {title}. L’assistant signe désormais des actes, dessine des circuits ou administre : tant qu’il le fait, il ne prépare le parapheur de personne. Le signataire peut nommer quelqu’un d’autre sous « Mon compte ».',
    },
    en: {
      subject: 'The assistance of a signatory has lapsed',
      body: 'Lapsed: {title}. The assistant signs acts, draws circuits or administers by now: while they do, they prepare nobody’s signing desk. The signatory may name somebody else under “My account”.',
    },
  },
  'identity-corrected': {
    fr: {
      subject: 'Votre identité au portail a été corrigée',
      body: 'L’administration a corrigé : {title}. Si cela vous surprend, prévenez votre gestionnaire sans attendre.',
    },
    en: {
      subject: 'Who you are in the portal was corrected',
      body: 'The administration corrected: {title}. If this surprises you, tell your HR officer without delay.',
    },
  },
  'import-to-approve': {
    fr: {
      subject: 'Un fichier de la situation des agents attend votre approbation',
      body: 'Un administrateur propose des valeurs : {title}. Lisez ce que chaque ligne écrirait, puis approuvez le fichier ou écartez-le. Rien n’est écrit d’ici là.',
    },
    en: {
      subject: 'A file of the situation of employees waits for your approval',
      body: 'An administrator proposes values: {title}. Read what each line would write, then approve the file or set it aside. Nothing is written until then.',
    },
  },
  'situation-imported': {
    fr: {
      subject: 'Votre situation a été complétée',
      body: 'Un fichier de l’administration, approuvé par deux personnes, vient de renseigner votre situation dans le portail : {title}. Lisez-la sous « Ma situation ». Si elle ne dit pas ce que vous attendiez, prévenez sans attendre votre gestionnaire des ressources humaines.',
    },
    en: {
      subject: 'Your situation was added to',
      body: 'A file of the administration, which two people approved, has just given something of your situation in the portal: {title}. Read it under “My situation”. If it does not say what you expected, tell your HR officer without delay.',
    },
  },
};

/** The words of a message about no request; « {title} » comes with it. */
export function portalTexts(message: string, language: 'fr' | 'en'): MailTexts {
  const follow = { fr: 'Ouvrir le portail', en: 'Open the portal' }[language];
  if (isAccountMessage(message)) return { follow, ...ACCOUNT_MAILS[message][language] };
  if (!Object.hasOwn(OF_RIGHTS, message)) throw new Error(`no message about a right is called « ${message} »`);
  return { ...OF_RIGHTS[message as RightMessage][language], follow };
}

/** A batch of one’s own ended with what was refused. */
export const OF_BATCHES: Readonly<Record<'fr' | 'en', MailTexts>> = {
  fr: {
    subject: 'Un lot de votre parapheur est terminé, une partie est à reprendre',
    body: 'Votre lot du {madeOn} est terminé : {refused} sur {count} n’ont été ni signés ni décidés, les autres le sont.\n\nLe compte rendu dit lesquels, et pourquoi. Ce qui a changé depuis se relit au parapheur, puis se signe ou se décide de nouveau ; ce que quelqu’un d’autre a pris ou décidé n’attend plus rien de vous.',
    follow: 'Lire le compte rendu',
  },
  en: {
    subject: 'A batch of your signing desk has ended, part of it is to be taken up again',
    body: 'Your batch of {madeOn} has ended: {refused} of {count} were neither signed nor decided, the others were.\n\nThe report says which, and why. What changed meanwhile is read again on the desk, then signed or decided anew; what somebody else took or decided waits for nothing more from you.',
    follow: 'Read the report',
  },
};

/** What one typed and left goes soon. */
export const OF_DRAFTS: Readonly<Record<'fr' | 'en', MailTexts>> = {
  fr: {
    subject: 'Un de vos brouillons sera bientôt supprimé',
    body: 'Votre brouillon « {titleFr} » n’a pas été touché depuis cinq mois. Il est conservé jusqu’au {untilFr} inclus, puis supprimé avec ses pièces.\n\nPour le garder, ouvrez-le et complétez-le, ou déposez la demande. Si vous n’en avez plus besoin, vous n’avez rien à faire.',
    follow: 'Ouvrir le brouillon',
  },
  en: {
    subject: 'One of your drafts will soon be removed',
    body: 'Your draft “{titleEn}” has not been touched for five months. It is kept until {untilEn} inclusive, then removed with its documents.\n\nTo keep it, open it and go on filling it in, or file the request. If you no longer need it, you have nothing to do.',
    follow: 'Open the draft',
  },
};

const isOwn = (message: string): message is keyof typeof OWN => Object.hasOwn(OWN, message);

/** The words of messages, from the version that each request follows. */
export function mailTexts({ prisma }: Pick<Database, 'prisma'>) {
  return async (versionId: string | null, language: 'fr' | 'en', message: string): Promise<CircuitMail> => {
    if (isSituationNotice(message)) return { ...SITUATION_MAILS[message][language], title: null };
    if (isRootsMessage(message)) return { ...ROOTS_MAILS[message][language], title: null };
    if (isDepositMessage(message)) return { ...DEPOSIT_MAILS[message][language], title: null };
    if (message === IDLE_DRAFT_MESSAGE) return { ...OF_DRAFTS[language], title: null };
    if (message === BATCH_MESSAGE) return { ...OF_BATCHES[language], title: null };
    if (isCircuitNotice(message)) return { ...CIRCUIT_MAILS[message][language], title: null };
    if (versionId === null) throw new Error(`« ${message} » is about no request`);
    const manifest = await readManifest(prisma, versionId);
    const worded = manifest.texts.mails[message];
    if (isOwn(message) && !(message === CANCELLED_MESSAGE && worded))
      return { ...OWN[message][language], title: manifest.title[language] };
    if (worded === undefined) throw new Error(`version ${versionId} has no message « ${message} »`);
    return { subject: worded.subject[language], body: worded.body[language], title: manifest.title[language] };
  };
}
