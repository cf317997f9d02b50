/** What people are told elsewhere than on the first page: as they file and sign, and in the spaces that few open. */
export const spaceErrors = {
  'version-in-force':
    'La version {{number}} est déjà celle que suivent les nouvelles demandes : aucune demande n’est à faire passer.',
  'own-identity': 'Nul ne corrige soi-même son identité : un autre administrateur le fait.',
  'own-situation': 'Nul ne rectifie sa propre situation : une autre personne qui tient le dossier le fait.',
  'entry-changed': 'Cette valeur a été rectifiée depuis sa lecture : actualisez la page.',
  'own-pay': 'Nul ne traite sa propre paye : une autre personne doit contrôler cette pièce.',
  'paper-day-impossible':
    'La demande sur papier a été reçue aujourd’hui ou dans les vingt-sept jours passés. Plus ancienne, elle a peut-être déjà reçu une réponse par le silence : voyez-le avec le service juridique.',
  'paper-missing': 'Ajoutez la demande signée par l’agent, en PDF : elle est conservée avec ce que vous avez saisi.',
  'not-startable':
    'Vous ne pouvez pas démarrer cet acte pour cet agent : il faut gérer sa structure, et nul n’en démarre pour soi-même.',
  'identity-claim-over': 'Cette identité a déjà été rattachée ou écartée.',
  'act-incomplete': 'Il manque à l’acte une mention que la loi exige.',
  'act-unprintable':
    'L’acte ne peut pas imprimer {{characters}} : faites corriger le motif ou le nom qui contient ces caractères.',
  'act-datum-missing':
    'L’acte imprime « {{data}} », que rien ne dit pour cette demande : il ne peut pas être signé. Prévenez un analyste ; rien n’est perdu.',
  'act-text-ended':
    'L’acte cite un texte qui n’est pas en vigueur aujourd’hui ({{texts}}) : il ne peut pas être signé. Prévenez un analyste ; rien n’est perdu.',
  'act-not-typeset':
    'Le modèle de cet acte est en défaut : il ne peut pas être mis en page. Prévenez un analyste ; rien n’est perdu.',
  'act-effect-unread':
    'Cet acte ne peut pas dire ce qu’il change : la demande n’a pas de réponse « {{field}} » qui puisse être appliquée. Il ne peut pas être signé. Prévenez un analyste ; rien n’est perdu.',
  'grid-without-row':
    'La grille de référence ne dit rien de « {{field}} » au jour d’effet : faites-la compléter avant de signer.',
  'effect-unlawful':
    'Cette demande ne peut plus être accordée : depuis son dépôt, elle enfreint une règle. Rien n’est enregistré ; refusez-la avec ce motif, ou demandez à qui l’a déposée de la retirer.',
  'act-frame-altered':
    'Le modèle de cet acte altère les mentions que la loi exige (« {{words}} ») : il ne peut pas être signé. Prévenez un analyste ; rien n’est perdu.',
  'act-text-hidden':
    'Cet acte contient un texte que personne ne pourrait lire (« {{words}} ») : il ne peut pas être signé. Prévenez un analyste ; rien n’est perdu.',
  'act-text-contradicts':
    'Le texte de cet acte dit « {{words}} », ce qui contredit son auteur, son numéro ou la façon dont il est signé : il ne peut pas être signé. Si ces mots sont dans les motifs, faites-les corriger ; sinon, prévenez un analyste. Rien n’est perdu.',
  'act-not-sealed': 'L’acte n’est pas encore scellé.',
  'draft-too-many':
    'Vous avez déjà {{max}} brouillons, le plus qui soit conservé. Déposez ou supprimez-en un depuis l’accueil, puis recommencez.',
  'file-too-slow':
    'Le fichier a mis trop de temps à arriver : il n’a pas été vérifié, et rien n’en est gardé. Réessayez par une meilleure connexion, ou vérifiez-le sans l’envoyer, comme il est dit plus bas.',
  'piece-too-many':
    'La demande a déjà {{max}} pièces, le plus qui soit permis. Retirez-en une, ou réunissez plusieurs documents en un seul PDF.',
  'step-up-required':
    'Votre identité n’est pas confirmée, ou ne l’est plus pour ce qui est affiché. Confirmez-la, puis recommencez.',
  'act-not-standing':
    'L’acte choisi ne peut plus être rectifié, retiré ni abrogé : il l’a déjà été, ou la demande a été décidée sans acte. Ce qui était engagé à son sujet ne se signe plus : la personne qui l’a engagé y renonce.',
  'act-underway':
    'L’acte choisi n’a pas encore produit tous ses effets, ou un autre acte signé y touche déjà : attendez que la demande soit close.',
  'act-built-upon':
    'Autre chose repose depuis sur ce que l’acte choisi a changé (une autre décision sur la même matière, une période qui le rencontre, des jours déjà pris) : revenez d’abord sur ce qui est venu ensuite, le plus récent en premier.',
  'act-undoes-another':
    'L’acte choisi en retire ou en abroge un autre : il ne s’abroge pas. Retirez-le, ou prenez un nouvel acte.',
  'act-undone-by-request':
    'Ce que l’acte choisi a changé ne se rend que par une demande de l’agent (un compte de paye, ses coordonnées).',
  'act-too-old':
    'L’administration ne retire d’elle-même un acte que dans les quatre mois qui suivent sa signature. Ensuite, son bénéficiaire peut le demander (code des relations entre le public et l’administration, articles L. 242-1 et L. 242-4).',
  'act-repealed-before':
    'Une abrogation ne vaut que pour l’avenir : son jour d’effet ne peut précéder la signature. Engagez l’acte avec un jour à venir ; pour faire disparaître un acte dès l’origine, retirez-le.',
  'elimination-own-proposal': 'Vous avez proposé cette élimination : une autre personne en décide.',
  'elimination-decided': 'Quelqu’un a déjà décidé de cette élimination.',
  'elimination-outdated':
    'La règle de conservation a changé, ou un des actes sert de nouveau (un recours, par exemple) : refusez, puis proposez de nouveau.',
  'elimination-none-held':
    'Aucun acte de cette élimination n’est à garder : ni la règle d’aujourd’hui ni rien en cours ne le retient.',
  'elimination-empty':
    'Aucun acte de la liste n’est à éliminer : durée échue, sort final « éliminer », demande close, aucun recours en cours.',
  'elimination-too-many':
    'Une proposition compte {{max}} actes au plus : précisez les filtres (une année, une structure…).',
  'deposit-too-many': 'Versez {{max}} actes au plus à la fois : précisez les filtres (une année, une structure…).',
  'archive-unconfigured':
    'Aucun service d’archives n’est indiqué au portail (ARCHIVE_DIR ou ARCHIVE_S3_URL) : voyez l’exploitation, puis versez de nouveau.',
  'archive-empty': 'Aucun acte signé parmi ceux que vous demandez.',
  'archive-too-large':
    'Une archive compte {{max}} actes au plus, et {{files}} pièces de {{gigabytes}} Go en tout : précisez les filtres (une année, une structure…).',
  'signing-batch-size': 'Un lot compte d’un à {{max}} actes.',
  'batches-too-many':
    'Vous avez fait {{max}} lots en une heure, le plus qui soit permis. Rien de plus n’est enregistré, ce qui était en cours continue : reprenez dans quelques minutes.',
  'signing-fold-unserved':
    'Le pli que vous avez lu n’est plus celui du parapheur : ouvrez-le de nouveau avant de signer ou de décider.',
  'signing-batch-proved': 'Ce lot est déjà confirmé : ses actes sont en cours de signature.',
  'signing-stopped': 'Vous avez arrêté le lot avant cet acte : il n’est pas signé.',
  'decisions-size': 'Un lot compte d’une à {{max}} décisions.',
  'decisions-stopped': 'Vous avez arrêté le lot avant cette demande : rien n’y est décidé.',
  'decision-outdated': 'La demande a changé depuis qu’elle vous a été montrée : rouvrez le pli, puis décidez.',
  'own-gain':
    'Vous auriez davantage de pouvoir par ce changement : un administrateur qui n’y gagne rien le fait. Rien n’a été enregistré.',
  'own-proposal':
    'Vous avez fait cette proposition : un autre administrateur la confirme ou la refuse ; vous pouvez la retirer.',
  'top-only': 'Ce droit se donne au sommet de l’arborescence seulement. Choisissez la structure la plus haute.',
  'proposer-not-entitled':
    'La personne qui l’a proposé n’en a plus le droit. Rien n’a été donné : refusez-la, puis faites-en une nouvelle proposition.',
  'proposal-waiting': 'La même proposition attend déjà. Retirez-la d’abord pour en faire une autre.',
  'proposal-answered': 'Cette proposition a déjà reçu une réponse. Actualisez la liste pour la lire.',
  'last-administrators':
    'Il resterait {{others}} autre administrateur ici : il en faut deux. Faites d’abord nommer quelqu’un.',
  'address-of-work':
    'Cette adresse est dans un domaine de l’administration : corrigez plutôt l’adresse professionnelle de la personne.',
  'has-address': 'Cette personne a une adresse professionnelle : invitez-la par courriel.',
  'address-needed':
    'Cette personne signe, paye, publie ou administre : son compte ne s’ouvre ni par un papier, ni par une adresse personnelle. Deux administrateurs lui donnent d’abord une adresse professionnelle.',
  'checks-missing':
    'Deux personnes doivent avoir vu une pièce d’identité de cet agent ces sept derniers jours, et pouvoir encore en répondre.',
  'administrator-above':
    'Cette personne a des droits là où vous n’administrez rien : un administrateur de toutes ces structures peut le faire.',
  'post-recorded': 'Cet envoi, avec ce numéro, est déjà enregistré pour cet acte.',
  'post-received': 'La réception de ce courrier est déjà enregistrée.',
  'post-day-impossible':
    'Cette date ne convient pas : un acte part une fois scellé, il est reçu au plus tôt le jour de son départ, et aucune de ces dates n’est à venir.',
  'period-overlaps':
    'La même chose existe déjà sur une partie de cette période (à partir du {{from}}). Mettez-y fin d’abord, ou choisissez d’autres dates.',
  'period-in-past':
    'Un droit ou une délégation ne se donne pas pour le passé : la date de début est aujourd’hui ou plus tard.',
  'period-began': 'La période a commencé : on peut y mettre fin, non la supprimer.',
  'period-over': 'La période est déjà terminée, ou se terminerait plus tard que prévu.',
  'period-upside-down': 'La date de fin précède la date de début.',
  'structure-closed': 'Cette structure est fermée, ou le sera pendant cette période.',
  'structure-too-large':
    'Plus de {{max}} agents y sont affectés ({{postings}}). Affectez-les d’abord à leur nouvelle structure, par un import, puis fusionnez.',
  'parent-closes':
    'La structure de rattachement ferme le {{on}} : celle-ci ferme au plus tard ce jour-là. Changez d’abord la fermeture de la structure de rattachement.',
  'structure-in-use':
    'Cette structure sert encore : {{postings}} affectation(s), {{rights}} habilitation(s) ou délégation(s), {{below}} structure(s) rattachée(s) après cette date. Mettez-y fin d’abord.',
  'structure-loop': 'Une structure ne peut pas être rattachée à elle-même ni à une structure placée sous elle.',
  'structure-code-taken': 'Une autre structure porte déjà ce code.',
  'structure-root': 'Le sommet de l’arborescence ne peut être ni déplacé ni fermé.',
  'not-in-post': 'Cette personne n’est affectée nulle part à cette date.',
  'delegator-without-power':
    'Le délégant ne signe pas de plein droit pour cette structure au premier jour de la délégation. Donnez-lui d’abord cette habilitation, ou choisissez le titulaire du pouvoir.',
  'assistant-unknown': 'Personne en poste n’a cette adresse professionnelle.',
  'assistant-oneself': 'Nul n’est son propre assistant.',
  'assistant-barred':
    'Cette personne peut pendant ces jours signer des actes, dessiner des circuits ou administrer : elle n’assiste personne.',
  'delegation-to-oneself': 'Nul ne se délègue sa propre signature.',
  'publication-before-confirmation':
    'Cette délégation a été confirmée le {{day}} : elle n’a pu être publiée avant. Choisissez ce jour ou un jour suivant.',
  'superior-elsewhere':
    'Cette personne est supérieure aussi là où vous n’administrez rien : une absence l’y suspendrait. Rien n’a été enregistré ; demandez à un administrateur de toutes ces structures.',
  'delegation-published': 'Cette délégation est déjà publiée.',
  'no-signing-capacity_no-posting': 'Vous n’avez aucune affectation aujourd’hui : vous ne pouvez pas signer cet acte.',
  'no-signing-capacity_delegation-suspended':
    'Votre délégation de signature est suspendue aujourd’hui : cet acte ne peut pas être signé sous elle. Votre compte en dit le motif et le dernier jour.',
  'no-signing-capacity_delegation-revoked':
    'Votre délégation de signature est abrogée : cet acte ne peut plus être signé sous elle. Voyez qui tient vos habilitations.',
  'no-signing-capacity_delegation-outside-dates':
    'Votre délégation de signature n’est pas en vigueur aujourd’hui : votre compte en dit les dates.',
  'no-signing-capacity_delegation-not-published':
    'Votre délégation de signature ne prend effet que le lendemain de sa publication : elle n’est pas encore publiée, ou l’est d’aujourd’hui.',
  'no-signing-capacity_delegation-other-matter': 'Votre délégation de signature ne couvre pas cette démarche.',
  'no-signing-capacity_delegation-other-structure':
    'Votre délégation de signature ne couvre pas la structure de l’agent.',
  'no-signing-capacity_delegate-changed-office':
    'Vous avez changé de fonctions depuis que cette signature vous a été déléguée : la délégation est caduque. Une nouvelle délégation est nécessaire ; voyez qui tient vos habilitations.',
  'no-signing-capacity_delegator-changed-office':
    'Qui vous a délégué sa signature a changé de fonctions depuis : la délégation est caduque. Une nouvelle délégation est nécessaire ; voyez qui tient vos habilitations.',
  'no-signing-capacity_delegator-left':
    'Qui vous a délégué sa signature n’a plus ce pouvoir ici : la délégation est caduque. Voyez qui tient vos habilitations.',
  'power-before-appointment':
    'La nomination ne donne ce pouvoir qu’à partir du {{day}} : le lendemain de sa publication, ou le jour où elle prend effet s’il est postérieur. Choisissez ce premier jour, ou un jour suivant.',
  'suspension-shortened':
    'Une suspension en cours ou à venir se prolonge, elle ne se raccourcit pas : gardez son premier jour, et un dernier jour au moins aussi lointain.',
  'delegation-revoked': 'Cette délégation est déjà abrogée.',
  'quality-by-two':
    'Cette personne signe ou signera des actes, qui impriment sa qualité : deux administrateurs la corrigent. Laissez-la telle qu’elle est ; le grade peut être complété.',
  'matter-unknown':
    'Aucune démarche ne porte cet identifiant : {{matters}}. Donnez ceux du catalogue des circuits, ou « * » pour toutes.',
  'delegation-revived':
    'Cette correction rendrait son effet à une délégation qui a pris fin avec la fonction : abrogez-la, puis faites-en donner une autre. Rien n’a été enregistré.',
  'publication-in-future': 'Une publication s’enregistre une fois faite : choisissez une date passée ou celle du jour.',
  'pay-piece-sent': 'Cette pièce est partie avec un bordereau : seul le rappel du bordereau permet d’y revenir.',
  'nothing-to-send': 'Aucune pièce contrôlée de ce mois n’attend d’être adressée pour cette structure.',
  'batch-recalled': 'Ce bordereau a déjà été rappelé.',
  'cancel-act-unsealed': 'Un acte est signé : il doit être scellé puis notifié. La demande ne s’annule plus.',
  'cancel-act-unapplied':
    'Un acte scellé doit encore être appliqué, ou retiré par un autre acte. La demande ne s’annule plus.',
  'cancel-act-notified':
    'L’acte est scellé : ce qui est notifié ne se reprend pas. Il reste à mener la demande à son terme.',
  'cancel-applied': 'La situation de l’agent a déjà changé : une erreur se corrige par une rectification.',
  'cancel-accepted': 'Le silence de l’administration vaut acceptation de cette demande : elle ne s’annule plus.',
  'move-barred':
    'Ce déplacement n’est plus possible : la demande a changé depuis l’aperçu, ou une garantie s’y oppose. Rouvrez l’aperçu pour le lire.',
  'fact-unknown': 'La version de cette demande n’a pas la donnée « {{name}} ».',
  'fact-decided': '« {{name}} » est le résultat d’une étape : ce que quelqu’un a décidé ne s’écrit pas à la main.',
  'instance-gone': 'Le moteur ne joue plus cette demande : il n’y a rien à y changer.',
  'mapping-wrong':
    'Deux étapes ne peuvent pas devenir la même, échanger leur place, ni passer dans un autre bloc : revoyez les correspondances.',
  'migrations-ended': 'Tout ce lot est déjà demandé : il n’y a rien à interrompre ni à reprendre.',
  'incident-gone': 'Cet incident est déjà résolu.',
  'number-taken': 'Une autre personne porte déjà ce matricule. Cherchez-la : c’est peut-être la même.',
  'address-taken': 'Une autre personne a déjà cette adresse, au travail ou pour son compte.',
  'kind-not-for-many': 'Cet acte ne s’engage que pour un agent à la fois.',
  'batch-too-large': 'Le fichier dépasse 1 Mo : découpez-le.',
  'batch-no-agent': 'Aucun agent que vous gérez ne répond à ces filtres.',
  'batch-too-many': 'Plus de {{max}} agents répondent à ces filtres : choisissez une structure ou un grade.',
  'batch-not-planned': 'Ce lot n’est pas encore vérifié, ou aucun de ses actes ne peut être engagé.',
  'kind-without-campaign': 'Cette démarche se dépose hors campagne.',
  'campaign-state': 'La campagne n’en est plus là : rechargez la page.',
  'campaign-without-post': 'Ajoutez au moins un poste avant d’ouvrir la campagne.',
  'campaign-overlaps': 'Une autre campagne de cette démarche est déjà ouverte à une partie de ces agents.',
  'campaign-too-early': 'Les dépôts restent ouverts jusqu’au {{day}} : changez cette date pour clore plus tôt.',
  'campaign-file': 'Aucun poste n’est enregistré. Corrigez le fichier, puis envoyez-le à nouveau.',
  'campaign-posts-many': 'Une campagne a {{max}} postes au plus.',
  'campaign-closed': 'Aucune campagne n’est ouverte à cet agent aujourd’hui. Le brouillon est conservé.',
  'campaign-applied':
    'L’agent a déjà une candidature dans cette campagne ({{number}}). Pour changer de choix, elle est d’abord retirée.',
  'campaign-not-tied': 'Ces candidats ne sont plus à départager : rechargez la page.',
  'campaign-not-ranked':
    'Le classement n’est plus à jour : un candidat est parti ou a retiré sa demande depuis. Faites-le refaire.',
  'structure-unknown': 'Aucune structure ouverte n’a le code {{code}}.',
  'import-too-large': 'Le fichier est trop gros : découpez-le, ou confiez-le à l’exploitant (npm run import).',
  'import-not-planned': 'Ce fichier n’est pas encore vérifié, ou il est refusé.',
  'import-not-proposed': 'Ce fichier n’attend pas d’approbation : un autre administrateur y a répondu.',
  'import-theme': 'Choisissez le thème de la situation que ce fichier renseigne.',
  'import-top-only': 'Seul un administrateur de l’ensemble envoie un fichier de la situation des agents.',
  'provisioned-over': 'Ce droit est déjà repris ou écarté.',
  'departs-elsewhere':
    'Cette personne a une affectation, un droit ou une délégation là où vous n’administrez pas : un administrateur de toutes ces structures enregistre son départ.',
  'scim-version': 'Cette fiche a changé depuis sa lecture.',
  'person-departed':
    'Cette personne n’est affectée nulle part pendant ce temps : elle a quitté ses fonctions, ou n’y est pas encore. Enregistrez d’abord son affectation (Personnes).',
  'scim-taken': 'Un autre utilisateur de l’annuaire a déjà cette valeur ({{what}}).',
  'correction-by-act': 'Cette valeur vient d’un acte signé : seul un nouvel acte la change.',
  'correction-by-request':
    'Cette valeur ne change que par une demande de l’agent, qui prouve son identité : personne ne la rectifie à sa place.',
  'correction-past': 'De ces coordonnées, seule la valeur actuelle se rectifie.',
  'correction-waiting': 'Une rectification de cette valeur attend déjà une confirmation.',
  'correction-same': 'La rectification ne change rien.',
  'correction-ended': 'Cette rectification a déjà été confirmée, refusée ou reprise.',
  'circuit-draft-changed': 'Un autre analyste a enregistré ce brouillon depuis que vous l’avez ouvert.',
  'circuit-publishing': 'La publication de ce brouillon est en cours : il ne peut plus être modifié.',
  'circuit-file-refused': 'Le fichier « {{path}} » ne peut pas être conservé.',
  'circuit-file-refused_size':
    'Le fichier « {{path}} » dépasse 1 Mo : il n’est pas conservé. Allégez-le, ou répartissez ce qu’il contient.',
  'circuit-file-refused_total':
    'Avec « {{path}} », ce circuit dépasserait 3 Mo : le fichier n’est pas conservé. Retirez-en d’autres, ou allégez-les.',
  'circuit-file-refused_count':
    'Avec « {{path}} », ce circuit aurait plus de 60 fichiers : celui-ci n’est pas conservé. Retirez-en d’autres.',
  'circuit-file-refused_twice': 'Le fichier « {{path}} » est donné deux fois : rien n’est conservé.',
  'circuit-file-refused_place': 'Le fichier « {{path}} » n’a pas sa place ici : il n’est pas conservé.',
  'circuit-diagram-hostile':
    'Ce fichier déclare un type de document ou des entités (DOCTYPE, ENTITY) : il n’est pas lu. Enregistrez le diagramme depuis le modeleur, puis importez de nouveau.',
  'circuit-too-complex':
    'Ce circuit demande trop de calcul et n’a pas été lu jusqu’au bout. Rien n’a été enregistré : allégez le diagramme ou le fichier le plus long, puis recommencez.',
  'circuit-diagram-unreadable': 'Le diagramme ne peut pas être lu : {{reason}}',
  'circuit-process-name':
    'L’identifiant du processus, « {{id}} », ne peut pas nommer un circuit. Donnez-lui dans le modeleur un nom court, sans accent ni espace (par exemple « pret-de-materiel »), puis importez de nouveau.',
  'circuit-not-one-process': 'Un circuit a un seul processus exécutable ; ce diagramme en a {{count}}.',
  'circuit-kind-taken': 'Un circuit porte déjà cet identifiant. Changez-le, sous « Avancé », ou changez le titre.',
  'circuit-theme-beyond-model':
    'Ce modèle n’a pas les étapes que demande ce changement. Choisissez un autre modèle, ou ce que le circuit change.',
  'circuit-package-refused': 'Ce fichier n’est pas pris. Rien n’a été enregistré.',
  'circuit-package-refused_not-zip': 'Ce fichier n’est pas un fichier .zip lisible. Rien n’a été enregistré.',
  'circuit-package-refused_damaged':
    'Ce fichier .zip est abîmé : il ne se lit pas jusqu’au bout. Exportez de nouveau le circuit. Rien n’a été enregistré.',
  'circuit-package-refused_zip64':
    'Ce fichier est au format ZIP64, fait pour de très grandes archives : un circuit n’en a pas besoin. Rien n’a été enregistré.',
  'circuit-package-refused_encrypted':
    'Ce fichier .zip est protégé par un mot de passe. Exportez le circuit depuis son portail, sans le chiffrer. Rien n’a été enregistré.',
  'circuit-package-refused_large':
    'Ce fichier contient plus que ce qu’un circuit peut peser ({{max}} octets). Rien n’a été enregistré.',
  'circuit-package-refused_many':
    'Ce fichier contient plus de fichiers qu’un circuit ne peut en avoir ({{max}}). Rien n’a été enregistré.',
  'circuit-package-refused_ratio':
    '« {{path}} » se déplie en bien plus que ce qu’un fichier de circuit contient. Rien n’a été enregistré.',
  'circuit-package-refused_name':
    'Le nom d’un des fichiers n’est pas écrit en UTF-8 ou contient un caractère interdit. Rien n’a été enregistré.',
  'circuit-package-refused_outside': '« {{path}} » désigne un endroit hors du fichier .zip. Rien n’a été enregistré.',
  'circuit-package-refused_link': '« {{path}} » n’est pas un fichier mais un lien. Rien n’a été enregistré.',
  'circuit-package-refused_twice': 'Deux fichiers portent le nom « {{path}} ». Rien n’a été enregistré.',
  'circuit-package-refused_nested': '« {{path}} » est une archive dans l’archive. Rien n’a été enregistré.',
  'circuit-package-refused_place': '« {{path}} » n’a pas sa place dans un circuit. Rien n’a été enregistré.',
  'circuit-package-refused_size':
    '« {{path}} » dépasse ce qu’un fichier de circuit peut peser ({{max}} octets). Rien n’a été enregistré.',
  'circuit-package-refused_text': '« {{path}} » n’est pas un texte en UTF-8. Rien n’a été enregistré.',
  'circuit-package-refused_head-missing':
    'Ce fichier .zip n’est pas un circuit exporté d’un portail : il lui manque « _package.json ». Pour un diagramme dessiné ailleurs, choisissez son fichier .bpmn, avec ses .form et ses .dmn. Rien n’a été enregistré.',
  'circuit-package-refused_head-unreadable':
    'L’en-tête « _package.json » de ce circuit ne peut pas être lu. Exportez de nouveau le circuit. Rien n’a été enregistré.',
  'circuit-package-refused_format':
    'Ce circuit vient d’une version du portail dont le format d’échange est le {{format}} ; ce portail lit le {{own}}. Mettez les deux portails à la même version, puis exportez de nouveau. Rien n’a été enregistré.',
  'circuit-package-refused_file-missing':
    'Il manque « {{path}} » à ce circuit. Exportez-le de nouveau. Rien n’a été enregistré.',
  'circuit-package-refused_file-altered':
    '« {{path}} » a été modifié depuis l’export. Exportez de nouveau le circuit, ou importez ce fichier seul dans un brouillon. Rien n’a été enregistré.',
  'circuit-package-refused_file-unlisted':
    '« {{path}} » a été ajouté depuis l’export. Exportez de nouveau le circuit. Rien n’a été enregistré.',
  'circuit-package-refused_diagram-missing':
    'Il manque à ce circuit son diagramme, « {{path}} ». Exportez-le de nouveau. Rien n’a été enregistré.',
  'circuit-package-refused_diagram-kind':
    'Le diagramme « {{path}} » est celui d’un autre circuit que « {{kind}} ». Rien n’a été enregistré.',
  'circuit-unchanged': 'Rien n’a changé depuis la version en vigueur.',
  'circuit-outdated': 'Une autre version, la {{number}}, a été publiée entre-temps. Comparez, puis confirmez.',
  'grid-invalid': 'La grille a des défauts : ils sont dits à leur place. Rien n’a été changé.',
  'grid-changed':
    'Une autre version de cette grille, la {{number}}, a été publiée entre-temps. Vos modifications sont conservées : relisez la nouvelle version.',
  'grid-unchanged': 'Rien n’a changé depuis la version en vigueur.',
  'grid-proposed': 'Une modification de cette grille est déjà proposée : un autre analyste est attendu.',
  'grid-proposal-ended': 'Cette proposition n’attend plus de réponse. Relisez la grille.',
  'grid-own-proposal': 'Vous avez proposé cette modification : c’est un autre analyste qui l’approuve.',
  'grid-proposer-left':
    'La personne qui a proposé cette modification n’est plus analyste : renvoyez-la avec une remarque, puis qu’un autre analyste la propose.',
  'circuit-proposed': 'Le brouillon est déjà proposé : un autre analyste est attendu.',
  'circuit-proposal-ended': 'Cette proposition n’attend plus de réponse. Relisez le brouillon.',
  'circuit-own-proposal': 'Vous avez proposé ce brouillon : c’est un autre analyste qui l’approuve.',
  'circuit-touched':
    'Vous avez dessiné, importé ou copié dans ce brouillon : c’est un analyste qui n’y a pas touché qui l’approuve. Rien n’a été changé.',
  'circuit-proposer-left':
    'La personne qui a proposé ce brouillon n’est plus analyste : sa proposition ne peut plus être approuvée. Rien n’a été changé ; renvoyez-la avec une remarque, puis qu’un autre analyste propose le brouillon.',
  'circuit-parts-changed':
    'Un bloc ou un thème que ce circuit reprend a été publié depuis la proposition : ce ne serait plus ce qui a été proposé. Rien n’a été changé ; renvoyez la proposition avec une remarque, puis qu’elle soit faite à nouveau.',
  'circuit-part-taken': 'Un bloc ou un thème porte déjà ce nom.',
  'circuit-not-approved':
    'Ce qui serait publié n’est plus ce qui a été approuvé. Rien n’a été publié : proposez à nouveau le brouillon.',
  'circuit-was-withdrawn':
    'Ce sont les fichiers de la version {{number}}, qui a été retirée. Changez ce qui l’a fait retirer, puis proposez à nouveau.',
  'circuit-already-withdrawn': 'La version {{number}} a déjà été retirée. Rien n’a été changé.',
  'circuit-invalid': 'Le brouillon a des défauts : voyez les vérifications.',
};
