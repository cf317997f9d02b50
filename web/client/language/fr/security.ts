/** One's own account, as to who else may be in it. */
export const security = {
  signIns: 'Connexions récentes',
  signInsHelp:
    'Les trente dernières, échecs compris. Si l’une ne vient pas de vous, fermez les sessions inconnues et prévenez votre administrateur.',
  signInsNone: 'Aucune connexion n’est encore au journal.',
  unknownDevice: 'Programme ou appareil non reconnu',
  from: 'adresse {{address}}',
  outcomes: {
    'signed-in': 'Connecté',
    'password-wrong': 'Mot de passe incorrect',
    refused: 'Connexion refusée',
  },
  methods: {
    password: 'mot de passe',
    'password+totp': 'mot de passe et code',
    'password+recovery-code': 'mot de passe et code de secours',
    passkey: 'clé d’accès',
    oidc: 'fournisseur d’identité',
  },
};
