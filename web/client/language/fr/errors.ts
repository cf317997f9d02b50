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
  'no-posting': 'Vous n’avez pas d’affectation à ce jour : aucune structure ne pourrait traiter votre demande.',
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
  'same-person': 'Vous avez déjà décidé là-dessus : il faut une autre personne.',
  'own-request': 'Nul ne décide sur sa propre demande.',
  'no-signing-capacity': 'Ni votre fonction ni une délégation en vigueur ne vous donne le pouvoir de signer cet acte.',
  'situation-incomplete': 'La situation est encore incomplète : l’acte ne pourrait pas être établi.',
  'preview-outdated': 'L’acte a changé depuis qu’il vous a été montré. Relisez-le avant de signer.',
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
  'account-waiting': 'Cette personne n’est encore jamais entrée : invitez-la à nouveau.',
  'account-active':
    'Cette personne a déjà choisi son mot de passe. Si elle l’a oublié, elle en demande un autre depuis la page de connexion.',
  'own-account': 'Nul ne le fait pour son propre compte : adressez-vous à un autre administrateur.',
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
  'identity-taken': 'Cette identité ouvre déjà un autre compte. Adressez-vous à l’administrateur de votre structure.',
  'identity-linked':
    'Une autre identité ouvre déjà ce compte. Connectez-vous avec elle ; si vous n’en disposez plus, adressez-vous à l’administrateur de votre structure.',
  'identity-of-another':
    'Le numéro d’agent donné par le service d’identité n’est pas celui de la personne invitée. Vérifiez que vous vous y connectez avec votre propre compte.',
  'identity-takes-two':
    'Ce compte signe, paye, publie ou donne des droits : une invitation ne suffit pas à le lier à une identité. Deux administrateurs doivent le décider.',
  'own-right':
    'Nul ne se donne, ne modifie ni ne retire un droit à soi-même : adressez-vous à un autre administrateur.',
  'document-missing': 'Le document est introuvable. Signalez-le à votre administrateur.',
  'document-corrupt': 'Le document ne correspond plus à son empreinte. Signalez-le à votre administrateur.',
  'kind-withdrawn':
    'Cette démarche est fermée pour l’instant (« {{reason}} ») : aucune demande ne peut y être commencée ni déposée. Un brouillon déjà commencé est conservé avec tout ce que vous y avez saisi ; rapprochez-vous de votre gestionnaire.',
  'draft-withdrawn':
    'Le formulaire de ce brouillon a été retiré (« {{reason}} »). Ce que vous avez saisi est conservé, mais le nouveau formulaire ne le reprend pas : commencez une nouvelle demande et recopiez-en ce qu’il faut.',
  'workers-late': 'La réponse tarde. Rien n’a été modifié : réessayez dans un instant.',
};
