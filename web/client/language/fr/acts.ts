/** How an act is verified, and the registry of acts. Downloaded with their pages only. */
export const acts = {
  verify: {
    title: 'Vérifier un acte',
    text: 'L’acte que vous avez entre les mains porte un cachet du ministère et une référence de vérification. N’importe qui peut vérifier, sans réseau et sans compte, qu’il n’a pas été altéré.',
    reference: 'Référence :',
    files:
      'Demandez à la personne qui vous l’a remis le fichier de l’acte (PDF) et son fichier de preuves : une copie sur papier ne suffit pas.',
    authority: 'Téléchargez le certificat de l’autorité du ministère.',
    download: 'Certificat de l’autorité (PEM)',
    run: 'Lancez la commande de vérification d’Harmonie sur ces fichiers.',
    command: 'npm run verify -- acte.pdf --evidence preuves.json --ca autorite.pem',
    compare:
      'Elle dit si l’acte est intact, qui l’a signé et en quelle qualité. Comparez son numéro et sa référence avec ceux de votre exemplaire.',
    silent:
      'Cette page est la même pour toutes les références : elle ne dit rien d’un acte ni de la personne qu’il concerne.',
    signIn: 'L’acte vous concerne : se connecter pour le lire',
  },
  registry: {
    kept: {
      transfer: 'à conserver jusqu’au {{date}}, puis verser',
      destroy: 'à conserver jusqu’au {{date}}, puis éliminer',
    },
    title: 'Registre des actes',
    lead: 'Tous les numéros d’acte des structures que vous gérez, signés ou non, et ce que chaque acte est devenu. Les vôtres n’y sont pas : vous les lisez dans vos demandes.',
    export: 'Exporter (CSV)',
    search: 'Numéro, agent, démarche',
    number: 'Numéro et objet',
    request: 'Demande',
    signedAt: 'Signé le',
    year: 'Année',
    allYears: 'Toutes les années',
    nature: 'Nature',
    allNatures: 'Toutes les natures',
    natures: { arrete: 'Arrêté', decision: 'Décision' },
    states: {
      reserved: 'Réservé',
      'in-force': 'En vigueur',
      corrected: 'Rectifié',
      withdrawn: 'Retiré',
      repealed: 'Abrogé',
      unused: 'Sans acte',
    },
    because: {
      refused: 'La demande a été refusée',
      withdrawn: 'La demande a été retirée',
      closed: 'La demande a été close sans suite',
      replaced: 'Un autre acte a été signé',
    },
    none: 'Aucun acte',
    noneText: 'Un acte apparaît ici, avec son numéro, dès qu’il est présenté à la signature.',
  },
};
