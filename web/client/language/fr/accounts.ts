/** Accounts: the links that open them, their passwords, their life. */
export const accounts = {
  link: {
    title: 'Votre lien personnel',
    invitation: 'Bienvenue',
    reset: 'Nouveau mot de passe',
    recovery: 'Rétablissement de votre compte',
    text: 'Ce lien est fait pour vous seul et ne sert qu’une fois. Continuez pour choisir votre mot de passe.',
    open: 'Continuer',
    failed: 'Ce lien n’ouvre rien',
    cut: 'Il manque la fin de l’adresse : copiez le lien en entier, depuis le message ou l’écran où il vous a été donné.',
    hello: '{{name}}, choisissez le mot de passe de votre compte. Vous vous connecterez ensuite avec lui.',
    toSignIn: 'Aller à la page de connexion',
  },
  password: {
    new: 'Nouveau mot de passe',
    rule: 'Douze caractères au moins. Une phrase que vous seul connaissez convient bien ; rien n’oblige aux chiffres ni aux majuscules.',
    choose: 'Choisir ce mot de passe',
    choosing: 'Vérification…',
    failed: 'Mot de passe non enregistré',
  },
};
