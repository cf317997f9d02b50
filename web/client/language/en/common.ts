export const common = {
  labelled: '{{label}}: {{value}}',
  cancel: 'Cancel',
  close: 'Close',
  back: 'Back',
  retry: 'Try again',
  loading: 'Loading',
  failed: 'This could not be done',
  error: 'Error',
  info: 'Information',
  warning: 'Warning',
  success: 'Success',
  openApart: 'Open the document on its own',
  newTab: ' (new tab)',
  scrollLeft: 'Previous tabs',
  scrollRight: 'Next tabs',
};

export const roles = {
  agent: 'Employee',
  demandeur: 'Requester',
  superieur: 'Line manager',
  'superieur-n2': 'Line manager’s manager (N+2)',
  gestionnaire: 'HR officer',
  valideur: 'Approver',
  signataire: 'Signatory',
  financier: 'Finance officer',
  'referent-deontologue': 'Ethics officer',
  'administration-accueil': 'Host administration',
  comptable: 'Accountant',
  analyste: 'Process analyst',
  administrateur: 'Administrator',
};

/** Where a request is, on the first page too. */
export const whereabouts = {
  hand: 'Whose turn',
  nobody: 'Handled automatically',
  states: {
    filed: 'Filed',
    'in-review': 'In review',
    'complement-asked': 'More information asked for',
    'to-sign': 'To be signed',
    'signed-sealing': 'Signed, seal pending',
    granted: 'Granted',
    refused: 'Refused',
    withdrawn: 'Withdrawn',
    closed: 'Closed',
  },
};

/** What a task says of its due date, on the first page too. */
export const dueDate = {
  noDueDate: 'No due date',
  overdue: 'Late',
};
