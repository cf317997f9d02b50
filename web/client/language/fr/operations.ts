import type { Guarantee, Lack } from '../../../../domain/effect/guarantee.ts';
import type { IncidentCause } from '../../../../domain/operations/incident.ts';
import type { Claim, OutcomeLack } from '../../../../domain/request/outcome-grounds.ts';
import type { PortalRule } from '../../../../domain/situation/rules.ts';
import type { TableLack } from '../../../../domain/situation/table.ts';
import type { CauseWords } from '../cause-words.ts';

export const operations = {
  title: 'État et incidents',
  lead: 'Ce qui fonctionne, et ce qui s’est arrêté.',
  health: 'État des services',
  parts: { database: 'Base de données', engine: 'Moteur des circuits', mail: 'Messagerie', storage: 'Disque' },
  up: 'En service',
  down: 'Ne répond pas',
  low: 'Bientôt plein : faites de la place',
  full: 'Plein : rien ne peut plus être enregistré. Faites de la place ; le portail reprend de lui-même',
  catcher: 'Courriels interceptés',
  seal: {
    title: 'Sceau',
    good: 'Valable jusqu’au {{day}}',
    ending: 'Échoit le {{day}}',
    ended: 'Échu depuis le {{day}}',
    todo: 'Faites renouveler le certificat de scellement (SEAL_P12) : un acte n’est pas scellé par un sceau échu.',
    unknown: 'Aucun sceau n’a encore été mis en service.',
  },
  incidents: 'Incidents',
  incidentsUnknown: 'Les incidents ne peuvent pas être lus tant que le moteur des circuits ne répond pas.',
  noIncident: 'Aucun incident',
  noIncidentText: 'Toutes les demandes en cours avancent.',
  step: 'Étape',
  request: 'Demande',
  structure: 'Structure',
  since: 'Arrêtée le',
  what: 'Ce qui s’est passé',
  kept: 'Ce qui est conservé',
  todo: 'Ce qu’il faut faire',
  detail: 'Détail technique',
  giveRight: 'Donner l’habilitation « {{role}} »',
  seeCircuit: 'Voir le circuit',
  resolve: 'Réessayer',
  resolveTitle: 'Réessayer cette étape ?',
  resolveText:
    'L’étape sera tentée de nouveau, là où la demande s’est arrêtée. Si la cause demeure, un nouvel incident paraîtra. Votre nom et le motif sont conservés au journal de la demande.',
  reason: 'Motif (trois caractères au moins)',
  resolved: 'L’étape est relancée ; la demande reprend son cours.',
  stillStopped: 'L’étape a été relancée mais s’est arrêtée de nouveau : la cause demeure.',
  keptGeneric:
    'La demande, ses pièces, les avis et les décisions déjà rendus. Rien n’est perdu, rien n’est fait deux fois.',
  guarantees: {
    self: 'un dépôt par l’agent lui-même',
    checked: 'la décision d’une personne habilitée',
    act: 'un acte scellé',
    'two-person': 'deux personnes, un contre-appel et un délai',
  } satisfies Record<Guarantee, string>,
  differs: {
    effect: 'l’acte ne le dit pas',
    from: 'un autre premier jour',
    until: 'un autre dernier jour',
  },
  lacks: {
    'no-refusal': 'une décision qui ne la refuse pas',
    'own-filing': 'un dépôt par l’agent lui-même',
    decision: 'la décision d’une personne habilitée, autre que l’agent',
    'sealed-act': 'l’acte scellé de cette demande',
    'proof-at-filing': 'la preuve d’identité donnée au dépôt',
    alert: 'l’alerte de l’agent avant toute décision',
    'call-back': 'le contre-appel',
    'two-people': 'une seconde personne',
    financier: 'l’accord du service financier',
    'cooling-off': 'la fin du délai d’arrêt',
    effect: 'l’effet que le circuit applique',
    agreement: 'l’accord d’une personne habilitée, ou l’acte scellé',
    refusal: 'un refus motivé, l’acte de refus scellé ou un silence constaté',
    withdrawal: 'un retrait accepté',
    'delay-over': 'la fin du délai légal, sans réponse',
    silence: 'un silence constaté',
    act: 'cet acte scellé',
    opinion: 'un avis que quelqu’un a rendu',
    visa: 'un visa que quelqu’un a donné',
    'readable-table': 'une table de ce nom qui puisse être lue',
    evaluation:
      'un calcul qui aboutisse : une donnée n’est pas du type de sa colonne, ou plusieurs règles valent ensemble',
    rule: 'une règle qui vaille pour cette demande',
    'declared-outcome': 'cette réponse parmi celles que l’étape déclare',
  } satisfies Record<Lack | OutcomeLack | TableLack, string>,
  claims: {
    granted: 'accordée',
    refused: 'refusée',
    withdrawn: 'retirée',
    closed: 'close',
    'silence-over': 'restée sans réponse',
    'silence-recorded': 'restée sans réponse',
    applied: 'appliquée',
    agreed: 'acceptée, bientôt appliquée',
    'act-sealed': 'accordée par un acte',
    'refusal-sealed': 'refusée par un acte',
    'opinion-given': 'pourvue d’un avis',
    'visa-given': 'pourvue d’un visa',
  } satisfies Record<Claim, string>,
  rules: {
    'period-granted': 'une période est déjà accordée sur une partie de celle-ci',
    'period-under-way': 'une autre demande est en cours sur une partie de la période',
    'period-upside-down': 'la fin précède le début',
    'period-short': 'la période est trop courte',
    'period-long': 'la période est trop longue',
    'choice-none': 'la valeur n’est pas de celles du thème',
    'value-not-higher': 'la valeur n’augmente pas',
    'before-former': 'l’effet précéderait celui qu’il suit',
    'grid-without-row': 'la grille de référence n’a pas de ligne au jour d’effet',
    'item-unknown': 'l’élément n’est pas de la liste de l’agent',
    'item-ended': 'l’élément a pris fin',
    'movement-nothing': 'le mouvement n’est pas supérieur à zéro',
    'balance-below': 'le solde deviendrait négatif',
    'rule-unjudged': 'une règle n’a pas pu être vérifiée',
  } satisfies Record<PortalRule, string>,
  causes: {
    'nobody-holds': {
      what: 'Personne ne peut agir à cette étape : aucune habilitation « {{role}} » n’est en vigueur pour la structure {{structure}} ni au-dessus, en dehors du demandeur.',
      todo: 'Donnez cette habilitation à quelqu’un, ou mettez fin à l’absence qui prive l’étape de son titulaire, puis réessayez.',
    },
    'agent-without-post': {
      what: 'L’agent n’a d’affectation ni au jour d’effet ni aujourd’hui : le changement n’a pas où s’inscrire.',
      todo: 'Faites enregistrer son affectation, puis réessayez.',
    },
    'header-missing': {
      what: 'L’étape est mal dessinée dans cette version du circuit : le réglage « {{header}} » lui manque.',
      todo: 'Signalez l’étape à l’analyste : une nouvelle version la corrigera pour les prochaines demandes. La relancer seule n’y changera rien.',
    },
    'header-value': {
      what: 'L’étape est mal dessinée dans cette version du circuit : son réglage « {{header}} » ne peut pas valoir « {{value}} ».',
      todo: 'Signalez l’étape à l’analyste : une nouvelle version la corrigera pour les prochaines demandes. La relancer seule n’y changera rien.',
    },
    'variable-wrong': {
      what: 'Le circuit ne donne pas à l’étape la variable « {{variable}} », ou pas sous la forme attendue.',
      todo: 'Signalez l’étape à l’analyste : la valeur n’est pas montrée ici. La relancer seule n’y changera rien.',
    },
    'property-wrong': {
      what: 'La propriété « {{property}} » du circuit manque, ou n’est pas ce que l’étape attend.',
      todo: 'Signalez le circuit à l’analyste : une nouvelle version le corrigera pour les prochaines demandes.',
    },
    'grid-without-row': {
      what: 'La grille de référence « {{grid}} » ne dit rien de « {{field}} » au jour d’effet de la demande : rien n’est inscrit.',
      todo: 'Faites compléter la grille (deux analystes la publient), puis réessayez.',
    },
    'answer-wrong': {
      what: 'La demande ne contient pas de réponse « {{field}} » que l’étape puisse utiliser.',
      todo: 'Signalez l’étape à l’analyste : elle nomme un champ que le formulaire n’a pas, ou que l’agent pouvait laisser vide.',
    },
    'act-words-missing': {
      what: 'Cette version du circuit n’a pas de texte pour l’acte « {{template}} ».',
      todo: 'Signalez-le à l’analyste : une nouvelle version le corrigera pour les prochaines demandes.',
    },
    'role-excluded': {
      what: 'Le circuit confie cette étape au rôle « {{role}} », qui ne peut en tenir aucune : personne ne l’a reçue.',
      todo: 'Signalez l’étape à l’analyste : une nouvelle version la confie à un rôle permis. La relancer n’y changera rien.',
    },
    'circuit-unpublished': {
      what: 'Le moteur a appelé un processus que le portail n’a pas publié, ou qui a été retiré : rien n’a été fait.',
      todo: 'Faites vérifier par l’exploitant qui a déployé ce processus sur le moteur. Relancer l’étape n’y changera rien.',
    },
    'step-unknown': {
      what: 'Le moteur est à une étape que la version du circuit de la demande ne connaît pas comme celle d’une personne.',
      todo: 'Signalez l’étape à l’analyste. La relancer seule n’y changera rien.',
    },
    'decision-not-signature': {
      what: 'Le scellement ne suit pas une signature : la décision qui y mène n’en est pas une.',
      todo: 'Signalez l’étape à l’analyste : elle doit suivre la signature de l’acte.',
    },
    'complement-awaited': {
      what: 'Les échéances sont calculées alors qu’un complément est encore attendu : aucun délai ne court.',
      todo: 'Signalez l’étape à l’analyste : elle doit suivre la réponse de l’agent.',
    },
    'act-not-sealed': {
      what: 'Un message doit joindre l’acte scellé, mais aucun ne l’est encore.',
      todo: 'Signalez l’étape à l’analyste : elle doit suivre le scellement. Si un scellement est lui-même arrêté ci-contre, commencez par lui.',
    },
    'theme-missing': {
      what: 'Le circuit change « {{theme}} », un thème de la situation avec lequel il n’a pas été publié. Rien n’a été écrit.',
      todo: 'Signalez l’étape à l’analyste : l’atelier la refuse dans une nouvelle version. Les demandes en cours restent arrêtées.',
    },
    'table-unanswered': {
      what: 'La table « {{table}} » n’a donné à l’étape aucune des réponses qu’elle déclare : il manque {{lacks}}. Rien n’a été écrit.',
      todo: 'Signalez l’étape à l’analyste : essayer la table dans l’atelier dit quelle règle mettre au point pour les prochaines demandes.',
    },
    'guarantee-missing': {
      what: 'Le circuit veut appliquer l’effet « {{effect}} » sans ce que la règle exige ({{guarantee}}) : il manque {{lacks}}. Rien n’a été écrit.',
      todo: 'Signalez l’étape à l’analyste : sur chaque chemin qui y mène doivent se trouver les étapes que cet effet exige. Si le circuit les dessine, prévenez la sécurité : quelqu’un a commandé le moteur directement.',
    },
    'wait-unagreed': {
      what: 'Le circuit veut fixer le délai d’arrêt avant l’accord des deux personnes : il manque {{lacks}}. Rien n’a été écrit.',
      todo: 'Signalez l’étape à l’analyste : le délai se fixe après le contre-appel et l’accord du financier. Si le circuit les dessine, prévenez la sécurité : quelqu’un a commandé le moteur directement.',
    },
    'effect-unlawful': {
      what: 'L’effet « {{effect}} » enfreindrait une règle de gestion : {{rule}} (réponse « {{field}} »). Rien n’a été écrit, et la paye n’en suit rien.',
      todo: 'L’acte signé ne peut pas s’appliquer tel quel : prévenez le gestionnaire, pour que son auteur le retire ou que soit mis fin à ce qu’il rencontre. D’ici là, la demande reste arrêtée.',
    },
    'act-differs': {
      what: 'L’effet « {{effect}} » n’est pas celui que dit l’acte scellé : {{differs}}. Rien n’a été écrit, et la paye n’en suit rien.',
      todo: 'L’acte signé reste tel quel. Si la situation de l’agent a changé depuis (son grade), faites-la corriger et relancez l’étape, ou faites prendre un nouvel acte. Sinon prévenez la sécurité : quelqu’un a changé ce que l’acte dit, ou commandé le moteur directement.',
    },
    'outcome-ungrounded': {
      what: 'L’étape dit la demande « {{claim}} », ce que rien ne montre : il manque {{lacks}}. Rien n’a été écrit, personne n’en a été informé.',
      todo: 'Si une autre étape de la demande est elle-même arrêtée ci-contre, commencez par elle. Sinon signalez l’étape à l’analyste : sur chaque chemin qui y mène doit se trouver ce qu’elle dit. Si le circuit le dessine, prévenez la sécurité : quelqu’un a commandé le moteur directement.',
    },
    'silence-unlawful': {
      what: 'L’étape donne au silence de l’administration un délai ou un sens que la loi ne lui donne pas pour cette demande (en-tête « {{header}} » : « {{value}} »). Rien n’a été écrit.',
      todo: 'Signalez l’étape à l’analyste : l’atelier dit à l’élément ce que la loi veut. La demande en cours se décide d’ici là.',
    },
    'pay-ungrounded': {
      what: 'Ce mouvement de paye suit l’effet du même nom appliqué sur la demande, ou l’acte scellé quand aucun effet ne le dit : il n’y en a pas encore. Rien n’a été écrit.',
      todo: 'Si l’application de l’effet est elle-même arrêtée ci-contre, commencez par elle. Sinon signalez l’étape à l’analyste : elle doit suivre l’application de l’effet, ou le scellement de l’acte.',
    },
    'pay-differs': {
      what: 'Le circuit veut payer d’après « {{field}} » autre chose que ce qui a été appliqué à la situation de l’agent. Rien n’a été écrit.',
      todo: 'Signalez l’étape à l’analyste : elle ne nomme que ce que l’effet écrit, et ce qu’elle calcule doit lui être égal. Si le circuit n’y touche pas, prévenez la sécurité.',
    },
    'nothing-to-pay': {
      what: 'La pièce de paye ne contiendrait rien : ni réponse du formulaire, ni valeur calculée.',
      todo: 'Signalez l’étape à l’analyste : elle doit nommer les éléments à payer.',
    },
    'variable-differs': {
      what: 'Le circuit donne, sous « {{variable}} », l’identifiant d’une autre demande ou d’une autre décision que celles de la demande qu’il traite. Rien n’a été écrit.',
      todo: 'Signalez l’étape à l’analyste : aucune correspondance de variables ne doit changer « {{variable}} ». Si le circuit n’y touche pas, prévenez la sécurité : quelqu’un a commandé le moteur directement.',
    },
    'request-unknown': {
      what: 'Le moteur joue un circuit pour une demande que le portail ne connaît pas.',
      todo: 'Lancez la réconciliation (npm run reconcile) : elle dira si ce circuit peut être arrêté.',
    },
    'preview-lost': {
      what: 'Les octets que le signataire a vus ne sont plus au dépôt de documents : l’acte ne peut pas être scellé.',
      todo: 'Rétablissez le dépôt de documents depuis une sauvegarde (voir le guide d’exploitation) avant de relancer l’étape.',
    },
    'withdrawal-underway': {
      what: 'Un retrait de la demande est en route : l’effet attend sa réponse.',
      todo: 'Vérifiez l’état du moteur des circuits, puis réessayez.',
    },
    'decision-underway': {
      what: 'Une décision sur la demande est en cours de confirmation : l’effet l’attend.',
      todo: 'Vérifiez l’état du moteur des circuits, puis réessayez.',
    },
    'part-away': {
      what: 'La base de données ou le moteur ne répondait pas pendant cette étape, ou le disque était plein.',
      todo: 'Vérifiez l’état des services ci-dessus, puis réessayez.',
    },
    'stamp-missing': {
      what: 'L’acte est signé mais n’a pas pu être scellé : l’autorité d’horodatage n’a pas donné de jeton. Personne n’en a encore été informé.',
      todo: 'Vérifiez l’autorité d’horodatage (TSA_URL), puis réessayez : la date de signature est conservée.',
    },
    'seal-invalid': {
      what: 'L’acte est signé mais son sceau ne se vérifierait pas : certificat échu, étranger à l’autorité ou d’un autre usage, ou jeton d’horodatage qui ne vaut rien. Rien n’a été conservé, classé ni notifié.',
      todo: 'Le détail technique dit quelle vérification échoue. Réparez le sceau (SEAL_P12, SEAL_CA) ou l’autorité d’horodatage (TSA_URL) avant de relancer l’étape : la date de signature est conservée.',
    },
    'act-page-refused': {
      what: 'L’acte est signé mais sa page, relue avant le sceau, ne porte pas ses mentions légales lisiblement, ou porte ce qui les contredit. Rien n’a été scellé, classé ni notifié.',
      todo: 'Le détail technique dit quelle relecture échoue. Faites corriger le modèle de l’acte et publiez-le : la demande devra être reprise sur cette version.',
    },
    'seal-failed': {
      what: 'L’acte est signé mais n’a pas pu être scellé ou classé. Personne n’en a encore été informé.',
      todo: 'Vérifiez le certificat de scellement et l’espace de stockage, puis réessayez : la date de signature est conservée.',
    },
    'step-failed': {
      what: 'Une étape automatique a échoué à plusieurs reprises (courriel, acte, classement ou mise à jour).',
      todo: 'Vérifiez l’état des services, puis réessayez. Le journal technique en dit davantage.',
    },
    'task-not-ready': {
      what: 'La tâche n’a pas pu être préparée pour ceux qui doivent la traiter.',
      todo: 'Vérifiez l’état des services, puis réessayez.',
    },
    'task-not-updated': {
      what: 'Ce qui change à la tâche (titulaire, échéance, décision) n’a pas pu être enregistré.',
      todo: 'Vérifiez l’état des services, puis réessayez.',
    },
    'data-missing': {
      what: 'Une donnée attendue par l’étape manque ou n’a pas la forme attendue.',
      todo: 'Signalez l’étape à l’analyste : la valeur n’est pas montrée ici. La relancer seule n’y changera rien.',
    },
    'no-branch': {
      what: 'Aucune branche de ce branchement ne convient à la demande.',
      todo: 'Signalez le branchement à l’analyste : il lui manque une branche par défaut.',
    },
    'table-fault': {
      what: 'La table de décision n’a pas donné de réponse.',
      todo: 'Signalez la table à l’analyste : un cas n’y est pas prévu, ou deux règles se contredisent.',
    },
    'called-missing': {
      what: 'Un élément appelé par le circuit est introuvable sur le moteur.',
      todo: 'Faites publier l’élément manquant par l’analyste ; relancer l’étape avant n’y changera rien.',
    },
    'error-uncaught': {
      what: 'L’étape a refusé pour une raison de métier que le circuit ne prévoit pas.',
      todo: 'Signalez l’étape à l’analyste : elle doit prévoir ce refus.',
    },
    'form-missing': {
      what: 'Le formulaire de l’étape est introuvable.',
      todo: 'Faites publier le formulaire par l’analyste ; relancer l’étape avant n’y changera rien.',
    },
    'too-large': {
      what: 'Les données de l’étape sont trop volumineuses pour le moteur.',
      todo: 'Signalez l’étape à l’analyste.',
    },
    other: {
      what: 'L’étape s’est arrêtée pour une raison que le portail ne reconnaît pas.',
      todo: 'Lisez le détail technique : il dit si réessayer peut suffire.',
    },
  } satisfies Readonly<Record<IncidentCause, CauseWords>>,
  running: 'Circuits en cours',
  runningLead: 'Où en sont les demandes de vos structures, version par version.',
  runningNone: 'Aucun circuit',
  runningNoneText: 'Les circuits publiés paraîtront ici.',
  circuit: 'Circuit',
  version: 'Version',
  current: 'En service',
  underWay: 'Demandes en cours',
  stopped: 'Arrêtées',
  stoppedUnknown: 'inconnu',
  runningTitle: '{{title}}, version {{number}}',
  runningCount_one: '{{count}} demande en cours',
  runningCount_other: '{{count}} demandes en cours',
  runningMore_one: 'Plus de {{count}} demande en cours',
  runningMore_other: 'Plus de {{count}} demandes en cours',
  moreThan: 'plus de {{count}}',
  runningStopped_one: 'dont {{count}} arrêtée',
  runningStopped_other: 'dont {{count}} arrêtées',
  diagram: 'Sur le schéma',
  elements: 'Étape par étape',
  diagramHelp:
    'Chaque nombre est celui des demandes à cette étape ; en rouge, celles qui sont arrêtées. La liste dit la même chose.',
  nothingRuns: 'Aucune demande en cours sur cette version.',
  fromPortal: 'Le moteur ne répond pas : seules les tâches qui attendent quelqu’un sont comptées.',
  partial: 'Les demandes sont trop nombreuses pour être toutes comptées : les nombres sont ceux des plus récentes.',
  seeIncidents: 'Voir les incidents',
};
