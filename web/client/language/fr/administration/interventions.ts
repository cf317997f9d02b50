import type { MoveBar } from '#domain/circuit/interventions/token-move.ts';
import type { CancellationBar } from '#domain/request/cancellation.ts';

/** What an operator does to one request. */
export const interventions = {
  title: 'Intervenir',
  lead: 'Pour une demande dont le circuit ne peut plus aboutir. Chaque intervention montre d’abord ce qu’elle fera, demande un motif et laisse une trace au journal de la demande.',
  reason: 'Motif',
  reasonHelp: 'Lu par les personnes de la demande et conservé à son journal : n’y mettez aucune donnée personnelle.',
  effects: 'Ce qui va se passer',
  choose: 'Choisissez',
  gone: 'Le moteur ne joue plus cette demande : il n’y a rien à y changer.',
  move: {
    open: 'Déplacer à une autre étape',
    title: 'Déplacer la demande à une autre étape ?',
    confirm: 'Déplacer',
    text: 'L’étape où elle se trouve est quittée, et une autre commence. Les décisions prises et les actes signés restent ce qu’ils sont : on ne passe par-dessus aucune garantie.',
    diagramHelp: 'Choisissez dans les listes, ou cliquez sur l’étape où aller.',
    from: 'De',
    to: 'Vers',
    toHelp: 'Pour entrer dans un bloc, choisissez le bloc ; pour en sortir, choisissez-le comme départ.',
    tasks_zero: 'Aucune tâche ne prend fin.',
    tasks_one: 'Une tâche prend fin sans décision : {{names}}.',
    tasks_other: '{{count}} tâches prennent fin sans décision : {{names}}.',
    begins: 'L’étape choisie commence aussitôt, avec ses tâches et ses messages.',
    done: 'La demande est déplacée.',
    bars: {
      'request-closed': 'Cette demande est terminée.',
      'token-gone': 'La demande n’est plus à cette étape : elle a avancé entre-temps.',
      'not-a-target': 'On ne peut pas entrer à cet endroit.',
      'decision-underway': 'Une décision est en cours d’enregistrement : attendez un instant.',
      'step-skipped': 'Tout chemin vers cette étape passe par « {{step}} », où personne n’a encore décidé.',
      'not-withdrawn':
        'De là, la demande serait close comme retirée à « {{step}} », et personne ne l’a retirée. Pour y mettre fin, clôturez-la sans suite.',
      guarantee: 'De là, la demande arriverait à « {{step}} » sans ce que sa garantie exige.',
      'ways-too-many': 'Ce circuit a trop de chemins pour que ce déplacement soit vérifié.',
      'engine-refuses': 'Le moteur des circuits s’y oppose.',
    } satisfies Record<MoveBar['cause'], string>,
  },
  fact: {
    open: 'Corriger une donnée de circuit',
    title: 'Corriger une donnée de circuit ?',
    confirm: 'Corriger',
    text: 'Une donnée de circuit dit par quel chemin passe la demande. Ce que l’agent a déposé ne change pas, ni ce qui sera appliqué ; une décision ne s’écrit pas ainsi.',
    none: 'Le formulaire de cette version ne donne aucune donnée au circuit.',
    which: 'Donnée',
    now: 'Valeur actuelle : {{value}}',
    becomes: 'Nouvelle valeur',
    empty: 'aucune',
    yes: 'oui',
    no: 'non',
    help: { number: 'Un nombre', text: 'Comme le formulaire l’admet' },
    effects:
      'La valeur est écrite dans le circuit et dans chacun de ses blocs qui l’a reçue. Une étape arrêtée se relance ensuite.',
    done: 'La donnée est corrigée.',
  },
  cancel: {
    open: 'Clôturer sans suite',
    title: 'Clôturer cette demande sans suite ?',
    confirm: 'Clôturer la demande',
    text: 'La demande est clôturée sans décision et son circuit s’arrête. On ne peut pas y revenir : l’agent devra en déposer une autre.',
    tasks_zero: 'Aucune tâche n’attend quelqu’un.',
    tasks_one: 'Une tâche n’attend plus personne :',
    tasks_other: '{{count}} tâches n’attendent plus personne :',
    told_zero: 'Personne n’est à prévenir.',
    told_one: 'Une personne est prévenue, avec le motif.',
    told_other: '{{count}} personnes sont prévenues, avec le motif.',
    done: 'La demande est clôturée.',
    bars: {
      'request-closed': 'Cette demande est déjà terminée.',
      'cancel-act-unsealed':
        'Un acte est signé : il ne s’annule pas. Il doit être scellé puis notifié. Faites passer la demande à une version corrigée, ou déplacez-la à l’étape du sceau.',
      'cancel-act-unapplied':
        'Un acte scellé doit encore être appliqué, ou être retiré par un autre acte. Déplacez la demande à l’étape qui l’applique, ou faites-la passer à une version corrigée.',
      'cancel-act-notified':
        'L’acte est scellé : ce qui est notifié ne se reprend pas. Il reste à mener la demande à son terme ; seul un autre acte y revient.',
      'cancel-applied':
        'La situation de l’agent a déjà changé. Menez la demande à son terme ; une erreur se corrige par une rectification.',
      'cancel-accepted':
        'Le silence de l’administration vaut acceptation de cette demande : elle est accordée, et doit être appliquée.',
    } satisfies Record<CancellationBar, string>,
  },
};
