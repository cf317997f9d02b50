export const errors = {
  generic: 'Une erreur est survenue. Réessayez ; si elle persiste, signalez-la à votre administrateur.',
  unreachable: 'Le portail ne répond pas. Vérifiez votre connexion, puis réessayez.',
  'http-401': 'Votre session a pris fin.',
  'http-403': 'Vous n’avez pas le droit de faire cela.',
  'http-404': 'Introuvable, ou réservé.',
  'http-413': 'Le fichier dépasse la taille permise, 10 Mo.',
  'http-429': 'Trop de tentatives. Patientez quelques instants, puis réessayez.',
  'http-502': 'Le portail redémarre. Réessayez dans un instant.',
  'http-503': 'Un service ne répond pas. Réessayez dans un instant.',
  'bad-request': 'La demande n’a pas été comprise. Rechargez la page, puis réessayez.',
  'signed-out': 'Votre session a pris fin.',
  forbidden: 'Vous n’avez pas le droit de faire cela.',
  'foreign-origin': 'Cette action vient d’un autre site : elle est refusée.',
  'not-found': 'Introuvable, ou réservé.',
  'too-many-requests': 'Trop de tentatives. Patientez quelques instants, puis réessayez.',
  'database-unavailable': 'La base de données ne répond pas. Réessayez dans un instant.',
  'engine-unavailable': 'Le moteur des circuits ne répond pas. Réessayez dans un instant.',
  busy: 'Trop d’utilisateurs sont servis en ce moment : cette action n’a pas abouti à temps. Rien n’est modifié, votre saisie est conservée. Réessayez dans quelques instants.',
  'storage-full':
    'Le disque du portail est plein : rien de cette action n’est enregistré, ce qui l’était auparavant est conservé. Gardez cette page ouverte, prévenez un administrateur, puis réessayez.',
  unexpected:
    'Une erreur est survenue de notre côté. Réessayez ; si elle persiste, signalez-la à votre administrateur.',
  'form-invalid': 'Le formulaire comporte des erreurs.',
  'form-endless':
    'Les règles de ce formulaire n’aboutissent pas : il ne peut pas être vérifié. Prévenez un analyste ; votre saisie est conservée.',
  'paper-day-impossible':
    'La demande sur papier a été reçue aujourd’hui ou dans les vingt-sept jours passés. Plus ancienne, elle a peut-être déjà reçu une réponse par le silence : voyez-le avec le service juridique.',
  'paper-missing': 'Ajoutez la demande signée par l’agent, en PDF : elle est conservée avec ce que vous avez saisi.',
  'no-posting': 'Vous n’avez pas d’affectation à ce jour : aucune structure ne pourrait traiter votre demande.',
  'not-startable':
    'Vous ne pouvez pas démarrer cet acte pour cet agent : il faut gérer sa structure, et nul n’en démarre pour soi-même.',
  'kind-unknown': 'Cette démarche n’est pas ouverte.',
  'draft-changed-elsewhere': 'Ce brouillon a été modifié ailleurs.',
  'draft-already-filed': 'Ce brouillon a déjà été déposé. Retrouvez-le dans vos demandes.',
  'piece-too-large': 'Le fichier dépasse la taille permise, 10 Mo.',
  'piece-empty': 'Le fichier est vide.',
  'piece-not-pdf': 'Ce fichier n’est pas un PDF lisible.',
  'piece-encrypted': 'Ce PDF est protégé par un mot de passe. Joignez une version sans protection.',
  'piece-active-content':
    'Ce PDF contient un script, une action ou un fichier caché. Joignez une version imprimée en PDF.',
  'piece-too-complex':
    'Ce PDF est trop complexe pour être vérifié : il n’est pas joint, le reste de votre saisie est conservé. Joignez une version imprimée en PDF ou numérisée.',
  'piece-type-unknown': 'Aucune pièce de cette nature n’est attendue.',
  'request-closed': 'Cette demande est terminée.',
  'withdrawal-too-late': 'Une décision existe déjà : la demande ne peut plus être retirée.',
  'withdrawal-pending': 'Le retrait est déjà demandé et suit son cours.',
  'task-ended': 'Cette étape n’attend plus de décision.',
  'task-already-decided': 'Quelqu’un d’autre s’est prononcé avant vous.',
  'task-assigned-to-another': 'Quelqu’un d’autre a pris cette tâche ; il doit d’abord la rendre.',
  'decision-invalid': 'Cette décision est incomplète.',
  'decision-refused': 'Le circuit a refusé cette décision. Rien n’a été enregistré.',
  'same-person': 'Vous vous êtes déjà prononcé à l’étape précédente : il faut deux personnes différentes.',
  'own-request': 'Nul ne décide sur sa propre demande.',
  'no-signing-capacity': 'Ni votre fonction ni une délégation en vigueur ne vous donne le pouvoir de signer cet acte.',
  'act-incomplete': 'Il manque à l’acte une mention que la loi exige.',
  'act-unprintable':
    'L’acte ne peut pas imprimer {{characters}} : faites corriger le motif ou le nom qui contient ces caractères.',
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
  'situation-incomplete': 'La situation est encore incomplète : l’acte ne pourrait pas être établi.',
  'act-not-sealed': 'L’acte n’est pas encore scellé.',
  'preview-outdated': 'L’acte a changé depuis qu’il vous a été montré. Relisez-le avant de signer.',
  'step-up-required': 'Confirmez votre identité avant de signer.',
  'step-up-unavailable': 'Votre compte n’a pas de second facteur. Adressez-vous à votre administrateur.',
  'code-wrong': 'Code incorrect.',
  'password-wrong': 'Mot de passe incorrect.',
  'code-expected': 'Votre compte a un second facteur : saisissez son code à six chiffres.',
  'code-locked': 'Trop d’essais incorrects. Réessayez dans {{minutes}} minutes.',
  'second-factor-required': 'Vos droits demandent un second facteur : donnez-le pour continuer.',
  'challenge-late': 'Trop de temps a passé depuis le mot de passe. Reprenez la connexion.',
  'recovery-code-wrong': 'Ce code de secours n’est pas l’un de ceux qui vous restent.',
  'enrolment-late': 'L’enregistrement a commencé il y a trop longtemps. Recommencez.',
  'proof-expected': 'Confirmez d’abord que c’est vous : saisissez votre mot de passe, ou le code de votre application.',
  'factor-needed': 'Vos droits demandent un second facteur : remplacez-le, il ne peut pas être retiré.',
  'passkey-refused': 'Cette clé d’accès n’a pas été reconnue.',
  'passkey-late': 'Trop de temps a passé. Recommencez avec votre clé d’accès.',
  'code-replayed': 'Ce code a déjà servi. Attendez le suivant.',
  'not-offered':
    'Cette démarche n’est pas proposée aux agents de ce statut. Le statut connu est dans la situation de l’agent : s’il est faux, faites-le rectifier.',
  'kind-closed':
    'Cette démarche n’est pas ouverte à votre structure aujourd’hui. Votre brouillon est conservé : vous pourrez le déposer à l’ouverture.',
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
  'link-unknown':
    'Ce lien n’existe pas : il est incomplet ou mal recopié. Copiez-le en entier, ou demandez-en un autre.',
  'link-used':
    'Ce lien a déjà servi. Si c’était vous, connectez-vous avec votre mot de passe ; sinon, prévenez sans attendre l’administrateur de votre structure.',
  'link-replaced': 'Un lien plus récent remplace celui-ci : ouvrez le dernier que vous avez reçu.',
  'link-late': 'Ce lien n’est plus valable : son délai est passé. Demandez-en un autre.',
  'link-of-another':
    'Une autre personne est connectée dans ce navigateur. Déconnectez-la d’abord, puis ouvrez à nouveau votre lien.',
  'link-not-late': 'Ce lien sert encore, ou seul un administrateur en donne un autre.',
  'no-address': 'Cette personne n’a pas d’adresse où envoyer un lien : remettez-lui un lien sur papier.',
  'address-of-work':
    'Cette adresse est dans un domaine de l’administration : corrigez plutôt l’adresse professionnelle de la personne.',
  'has-address': 'Cette personne a une adresse professionnelle : invitez-la par courriel.',
  'address-needed':
    'Cette personne signe, paye, publie ou administre : son compte ne s’ouvre ni par un papier, ni par une adresse personnelle. Deux administrateurs lui donnent d’abord une adresse professionnelle.',
  'checks-missing':
    'Deux personnes doivent avoir vu une pièce d’identité de cet agent ces sept derniers jours, et pouvoir encore en répondre.',
  'account-waiting': 'Cette personne n’est encore jamais entrée : invitez-la à nouveau.',
  'account-active':
    'Cette personne a déjà choisi son mot de passe. Si elle l’a oublié, elle en demande un autre depuis la page de connexion.',
  'own-account': 'Nul ne le fait pour son propre compte : adressez-vous à un autre administrateur.',
  'administrator-above':
    'Cette personne a des droits là où vous n’administrez rien : un administrateur de toutes ces structures peut le faire.',
  'no-password': 'Ce compte n’a pas de mot de passe : la connexion passe par le fournisseur d’identité.',
  'account-locked':
    'Ce compte est verrouillé : personne ne peut s’y connecter. Adressez-vous à l’administrateur de votre structure.',
  'account-closed':
    'Ce compte est fermé. Si vous en avez encore besoin, adressez-vous à l’administrateur de votre structure.',
  'identity-provider-away':
    'Le service d’identité ne répond pas comme il le devrait. Réessayez dans quelques minutes ; si vous avez aussi un mot de passe ici, connectez-vous avec lui.',
  'identity-unproven':
    'La réponse du service d’identité ne prouve pas qui vous êtes : personne n’a été connecté. Réessayez ; si cela se reproduit, prévenez l’administrateur du portail.',
  'identity-level-low':
    'Le service d’identité vous a reconnu, mais pas de façon assez sûre pour ce portail. Reconnectez-vous là-bas avec un second facteur (code, clé, carte).',
  'identity-interrupted':
    'Cette connexion a été commencée ailleurs, il y a trop longtemps, ou elle a déjà servi. Recommencez-la depuis cette page.',
  'identity-declined':
    'La connexion a été abandonnée ou refusée auprès du service d’identité. Vous pouvez la recommencer.',
  'identity-unknown':
    'Le service d’identité vous connaît, mais aucun compte d’ici n’est lié à cette identité. Ouvrez le lien de votre invitation ; si vous n’en avez pas, demandez-la à l’administrateur de votre structure.',
  'identity-changed':
    'Le service d’identité vous présente sous une nouvelle identité. Par sécurité, un administrateur doit la rattacher à votre compte ; il en est averti sur votre fiche, et vous l’êtes aussi. Si vous avez un mot de passe ici, connectez-vous avec lui.',
  'post-recorded': 'Cet envoi, avec ce numéro, est déjà enregistré pour cet acte.',
  'post-received': 'La réception de ce courrier est déjà enregistrée.',
  'post-day-impossible':
    'Cette date ne convient pas : un acte part une fois scellé, il est reçu au plus tôt le jour de son départ, et aucune de ces dates n’est à venir.',
  'identity-claim-over': 'Cette identité a déjà été rattachée ou écartée.',
  'identity-taken': 'Cette identité ouvre déjà un autre compte. Adressez-vous à l’administrateur de votre structure.',
  'identity-linked':
    'Une autre identité ouvre déjà ce compte. Connectez-vous avec elle ; si vous n’en disposez plus, adressez-vous à l’administrateur de votre structure.',
  'identity-of-another':
    'Le numéro d’agent donné par le service d’identité n’est pas celui de la personne invitée. Vérifiez que vous vous y connectez avec votre propre compte.',
  'identity-takes-two':
    'Ce compte signe, paye, publie ou donne des droits : une invitation ne suffit pas à le lier à une identité. Deux administrateurs doivent le décider.',
  'own-right':
    'Nul ne se donne, ne modifie ni ne retire un droit à soi-même : adressez-vous à un autre administrateur.',
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
  'structure-in-use':
    'Cette structure sert encore : {{postings}} affectation(s), {{rights}} habilitation(s) ou délégation(s), {{below}} structure(s) rattachée(s) après cette date. Mettez-y fin d’abord.',
  'structure-loop': 'Une structure ne peut pas être rattachée à elle-même ni à une structure placée sous elle.',
  'structure-code-taken': 'Une autre structure porte déjà ce code.',
  'structure-root': 'Le sommet de l’arborescence ne peut être ni déplacé ni fermé.',
  'not-in-post': 'Cette personne n’est affectée nulle part à cette date.',
  'delegator-without-power':
    'Le délégant ne signe pas de plein droit pour cette structure au premier jour de la délégation. Donnez-lui d’abord cette habilitation, ou choisissez le titulaire du pouvoir.',
  'delegation-to-oneself': 'Nul ne se délègue sa propre signature.',
  'publication-before-confirmation':
    'Cette délégation a été confirmée le {{day}} : elle n’a pu être publiée avant. Choisissez ce jour ou un jour suivant.',
  'superior-elsewhere':
    'Cette personne est supérieure aussi là où vous n’administrez rien : une absence l’y suspendrait. Rien n’a été enregistré ; demandez à un administrateur de toutes ces structures.',
  'delegation-published': 'Cette délégation est déjà publiée.',
  'delegation-revoked': 'Cette délégation est déjà abrogée.',
  'publication-in-future': 'Une publication s’enregistre une fois faite : choisissez une date passée ou celle du jour.',
  'pay-piece-sent': 'Cette pièce est partie avec un bordereau : seul le rappel du bordereau permet d’y revenir.',
  'own-pay': 'Nul ne traite sa propre paye : une autre personne doit contrôler cette pièce.',
  'nothing-to-send': 'Aucune pièce contrôlée de ce mois n’attend d’être adressée pour cette structure.',
  'batch-recalled': 'Ce bordereau a déjà été rappelé.',
  'incident-gone': 'Cet incident est déjà résolu.',
  'document-missing': 'Le document est introuvable. Signalez-le à votre administrateur.',
  'document-corrupt': 'Le document ne correspond plus à son empreinte. Signalez-le à votre administrateur.',
  'circuit-draft-changed': 'Un autre analyste a enregistré ce brouillon depuis que vous l’avez ouvert.',
  'circuit-publishing': 'La publication de ce brouillon est en cours : il ne peut plus être modifié.',
  'circuit-file-refused': 'Le fichier « {{path}} » ne peut pas être conservé.',
  'circuit-diagram-hostile':
    'Ce fichier déclare un type de document ou des entités (DOCTYPE, ENTITY) : il n’est pas lu. Enregistrez le diagramme depuis le modeleur, puis importez de nouveau.',
  'circuit-too-complex':
    'Ce circuit demande trop de calcul et n’a pas été lu jusqu’au bout. Rien n’a été enregistré : allégez le diagramme ou le fichier le plus long, puis recommencez.',
  'circuit-diagram-unreadable': 'Le diagramme ne peut pas être lu : {{reason}}',
  'circuit-process-name':
    'L’identifiant du processus, « {{id}} », ne peut pas nommer un circuit. Donnez-lui dans le modeleur un nom court, sans accent ni espace (par exemple « pret-de-materiel »), puis importez de nouveau.',
  'circuit-not-one-process': 'Un circuit a un seul processus exécutable ; ce diagramme en a {{count}}.',
  'circuit-kind-taken': 'Un circuit porte déjà ce nom.',
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
  'kind-withdrawn':
    'Cette démarche est fermée pour l’instant (« {{reason}} ») : aucune demande ne peut y être commencée ni déposée. Un brouillon déjà commencé est conservé avec tout ce que vous y avez saisi ; rapprochez-vous de votre gestionnaire.',
  'version-in-force':
    'La version {{number}} est déjà celle que suivent les nouvelles demandes : aucune demande n’est à faire passer.',
  'draft-withdrawn':
    'Le formulaire de ce brouillon a été retiré (« {{reason}} »). Ce que vous avez saisi est conservé, mais le nouveau formulaire ne le reprend pas : commencez une nouvelle demande et recopiez-en ce qu’il faut.',
  'circuit-invalid': 'Le brouillon a des défauts : voyez les vérifications.',
  'number-taken': 'Une autre personne porte déjà ce matricule. Cherchez-la : c’est peut-être la même.',
  'address-taken': 'Une autre personne a déjà cette adresse, au travail ou pour son compte.',
  'import-too-large': 'Le fichier est trop gros : découpez-le, ou confiez-le à l’exploitant (npm run import).',
  'import-not-planned': 'Ce fichier n’est pas encore vérifié, ou il est refusé.',
  'import-not-proposed': 'Ce fichier n’attend pas d’approbation : un autre administrateur y a répondu.',
  'import-theme': 'Choisissez le thème de la situation que ce fichier renseigne.',
  'import-top-only': 'Seul un administrateur de l’ensemble envoie un fichier de la situation des agents.',
  'provisioned-over': 'Ce droit est déjà repris ou écarté.',
  'departs-elsewhere':
    'Cette personne a une affectation, un droit ou une délégation là où vous n’administrez pas : un administrateur de toutes ces structures enregistre son départ.',
  'scim-version': 'Cette fiche a changé depuis sa lecture.',
  'scim-taken': 'Une autre personne porte déjà cet identifiant ou ce matricule.',
  'own-identity': 'Nul ne corrige soi-même son identité : un autre administrateur le fait.',
  'own-situation': 'Nul ne rectifie sa propre situation : une autre personne qui tient le dossier le fait.',
  'entry-changed': 'Cette valeur a été rectifiée depuis sa lecture : actualisez la page.',
  'correction-by-act': 'Cette valeur vient d’un acte signé : seul un nouvel acte la change.',
  'correction-by-request':
    'Cette valeur ne change que par une demande de l’agent, qui prouve son identité : personne ne la rectifie à sa place.',
  'correction-past': 'De ces coordonnées, seule la valeur actuelle se rectifie.',
  'correction-waiting': 'Une rectification de cette valeur attend déjà une confirmation.',
  'correction-same': 'La rectification ne change rien.',
  'correction-ended': 'Cette rectification a déjà été confirmée, refusée ou reprise.',
  'workers-late': 'La réponse tarde. Rien n’a été modifié : réessayez dans un instant.',
};
