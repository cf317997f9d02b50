import type { CircuitNotice } from '#domain/circuit/words/notice.ts';
import type { MailTexts } from './compose.ts';

const FOLLOW = { fr: 'Voir dans le portail', en: 'See in the portal' };
const mail = (fr: Omit<MailTexts, 'follow'>, en: Omit<MailTexts, 'follow'>) => ({
  fr: { ...fr, follow: FOLLOW.fr },
  en: { ...en, follow: FOLLOW.en },
});

/** What the portal says of circuits to analysts, by mail. */
export const CIRCUIT_MAILS: Readonly<Record<CircuitNotice, Record<'fr' | 'en', MailTexts>>> = {
  'grid-proposed': mail(
    {
      subject: 'Une modification de grille est proposée',
      body: 'Une modification de la grille de référence « {gridFr} » est proposée par un autre analyste. Elle n’est publiée qu’avec votre accord, ou celui d’un collègue : relisez ce qui change, puis approuvez-la ou renvoyez-la avec une remarque.',
    },
    {
      subject: 'A change of a grid is proposed',
      body: 'A change of the reference grid “{gridEn}” is proposed by another analyst. It is published only if you, or a colleague, approve: read what changes, then approve it or send it back with a remark.',
    },
  ),
  'grid-returned': mail(
    {
      subject: 'Une modification de grille que vous avez proposée est renvoyée',
      body: 'La modification de la grille de référence « {gridFr} » que vous avez proposée est renvoyée avec une remarque. Rien n’est publié : reprenez-la, corrigez-la, puis proposez-la à nouveau.',
    },
    {
      subject: 'A change of a grid that you proposed is sent back',
      body: 'The change of the reference grid “{gridEn}” that you proposed is sent back with a remark. Nothing is published: take it up, correct it, then propose it again.',
    },
  ),
  'grid-published': mail(
    {
      subject: 'Une modification de grille que vous avez proposée est publiée',
      body: 'La modification de la grille de référence « {gridFr} » que vous avez proposée a été approuvée : elle est lue dès maintenant, à chaque jour d’effet.',
    },
    {
      subject: 'A change of a grid that you proposed is published',
      body: 'The change of the reference grid “{gridEn}” that you proposed was approved: it is read from now on, at each day of effect.',
    },
  ),
  'circuit-proposed': mail(
    {
      subject: 'Un brouillon est proposé à la publication',
      body: '« {circuitFr} » est proposé à la publication par un autre analyste. Il n’est publié qu’avec votre accord, ou celui d’un collègue qui n’a pas touché au brouillon : relisez ce qui change et les vérifications, puis approuvez-le ou renvoyez-le avec une remarque.',
    },
    {
      subject: 'A draft is proposed for publication',
      body: '“{circuitEn}” is proposed for publication by another analyst. It is published only if you, or a colleague who did not touch the draft, approve: read what changes and the checks, then approve it or send it back with a remark.',
    },
  ),
  'circuit-returned': mail(
    {
      subject: 'Un brouillon que vous avez proposé est renvoyé',
      body: '« {circuitFr} », que vous avez proposé, est renvoyé avec une remarque. Le brouillon est intact : corrigez-le, puis proposez-le à nouveau.',
    },
    {
      subject: 'A draft you proposed is sent back',
      body: '“{circuitEn}”, which you proposed, is sent back with a remark. The draft is kept: correct it, then propose it again.',
    },
  ),
  'circuit-proposal-changed': mail(
    {
      subject: 'Un brouillon que vous avez proposé a changé',
      body: 'Un collègue a modifié ou supprimé le brouillon de « {circuitFr} » que vous aviez proposé : la proposition est terminée, rien n’est publié. Relisez le brouillon, puis proposez-le à nouveau s’il y a lieu.',
    },
    {
      subject: 'A draft you proposed has changed',
      body: 'A colleague changed or dropped the draft of “{circuitEn}” that you had proposed: the proposal is over, nothing is published. Read the draft, then propose it again if need be.',
    },
  ),
  'circuit-published': mail(
    {
      subject: 'Un brouillon que vous avez proposé est publié',
      body: '« {circuitFr} », que vous avez proposé, a été approuvé : il est publié. Les nouvelles demandes le suivent dès maintenant ; celles en cours gardent leur version.',
    },
    {
      subject: 'A draft you proposed is published',
      body: '“{circuitEn}”, which you proposed, was approved: it is published. New requests follow it from now on; those under way keep their version.',
    },
  ),
  'part-published': mail(
    {
      subject: 'Un brouillon que vous avez proposé est publié',
      body: '« {circuitFr} », que vous avez proposé, a été approuvé : il est publié. Chaque circuit qui le reprend le prendra à sa prochaine publication.',
    },
    {
      subject: 'A draft you proposed is published',
      body: '“{circuitEn}”, which you proposed, was approved: it is published. Each process that uses it takes it with its next publication.',
    },
  ),
  'circuit-publication-refused': mail(
    {
      subject: 'Un brouillon approuvé n’a pas pu être publié',
      body: '« {circuitFr} » a été approuvé, mais les vérifications ou le moteur l’ont refusé : rien n’est publié, le brouillon est intact. Corrigez-le, puis proposez-le à nouveau.',
    },
    {
      subject: 'An approved draft could not be published',
      body: '“{circuitEn}” was approved, but the checks or the engine refused it: nothing is published, the draft is kept. Correct it, then propose it again.',
    },
  ),
  'circuit-withdrawn': mail(
    {
      subject: 'Une version d’un circuit est retirée',
      body: 'Un analyste a retiré une version du circuit « {circuitFr} » : plus aucune demande ne commence dessus. La page du circuit dit pourquoi et ce qui s’applique désormais.',
    },
    {
      subject: 'A version of a circuit is withdrawn',
      body: 'An analyst withdrew a version of the circuit “{circuitEn}”: no new request begins on it. The circuit’s page says why and what applies now.',
    },
  ),
};
