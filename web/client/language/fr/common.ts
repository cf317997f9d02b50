export const common = {
  labelled: '{{label}}\u00a0: {{value}}',
  cancel: 'Annuler',
  close: 'Fermer',
  back: 'Retour',
  retry: 'Réessayer',
  loading: 'Chargement en cours',
  failed: 'Impossible d’aboutir',
  error: 'Erreur',
  info: 'Information',
  warning: 'Attention',
  success: 'Succès',
  openApart: 'Ouvrir le document à part',
  newTab: ' (nouvel onglet)',
  scrollLeft: 'Onglets précédents',
  scrollRight: 'Onglets suivants',
};

export const roles = {
  agent: 'Agent',
  demandeur: 'Demandeur',
  superieur: 'Supérieur hiérarchique',
  'superieur-n2': 'Supérieur du supérieur (N+2)',
  gestionnaire: 'Gestionnaire RH',
  valideur: 'Valideur',
  signataire: 'Signataire',
  financier: 'Gestionnaire financier',
  'referent-deontologue': 'Référent déontologue',
  'administration-accueil': 'Administration d’accueil',
  comptable: 'Comptable',
  analyste: 'Analyste métier',
  administrateur: 'Administrateur',
};

/** Where a request is, on the first page too. */
export const whereabouts = {
  hand: 'Qui a la main',
  nobody: 'Traitement automatique',
  states: {
    filed: 'Déposée',
    'in-review': 'En instruction',
    'complement-asked': 'Complément demandé',
    'to-sign': 'À la signature',
    'signed-sealing': 'Signée, scellement en attente',
    granted: 'Accordée',
    refused: 'Refusée',
    withdrawn: 'Retirée',
    closed: 'Terminée',
  },
};

/** What a task says of its due date, on the first page too. */
export const dueDate = {
  noDueDate: 'Sans échéance',
  overdue: 'En retard',
};
