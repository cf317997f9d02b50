/** Several acts signed together, in French. */
export const signing = {
  title_one: 'Signer {{count}} acte',
  title_other: 'Signer {{count}} actes',
  codeText_one:
    'Saisissez le code à six chiffres de votre application d’authentification. Il vaut pour cet acte seul, pendant cinq minutes.',
  codeText_other:
    'Saisissez le code à six chiffres de votre application d’authentification. Il vaut pour ces {{count}} actes et aucun autre, pendant cinq minutes.',
  passkeyText_one: 'Votre clé d’accès signe cet acte, et lui seul : votre appareil vous reconnaît.',
  passkeyText_other: 'Votre clé d’accès signe ces {{count}} actes, et eux seuls : votre appareil vous reconnaît.',
  back: 'Revenir à la liste',
  progressTitle: 'Signature du lot',
  progress: '{{done}} sur {{all}}',
  underWay: 'La signature est en cours. Vous pouvez fermer : elle continue.',
  stopping: 'Arrêt demandé : ce qui n’est pas encore signé ne le sera pas.',
  over: 'La signature est terminée. Les actes signés sont scellés puis notifiés.',
  counts: { signed: 'Signés', sealed: 'Dont scellés', refused: 'Non signés', waiting: 'En attente' },
  outcomes: { signed: 'Signé', sealed: 'Signé et scellé', refused: 'Non signé', waiting: 'En attente' },
  refusedTitle: 'Actes non signés',
  refusedAct: '{{act}} : {{why}}',
  act: '{{number}}, {{agent}}',
  unknownAct: 'Acte qui ne vous est pas destiné',
  refusals: {
    'not-found': 'Cet acte n’est pas, ou n’est plus, à votre signature.',
    forbidden: 'Cet acte n’est plus à votre signature.',
    'step-up-required': 'Plus de cinq minutes se sont écoulées depuis votre code : signez de nouveau.',
    'task-ended': 'Cet acte n’attend plus de signature : la demande a été retirée, ou a suivi un autre chemin.',
  },
  stop: 'Arrêter',
  report: 'Télécharger le compte rendu',
  archive: 'Télécharger l’archive des actes (ZIP)',
  fileName: 'lot-de-signature.csv',
  columns: { act: 'Acte', outcome: 'Résultat', why: 'Motif' },
};
