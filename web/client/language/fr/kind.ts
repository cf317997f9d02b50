/** The page of a kind of request. */
export const kind = {
  category: 'Catégorie',
  toPrepare: 'Pièces à préparer',
  noPieceNeeded: 'Aucune pièce n’est demandée.',
  mandatory: 'obligatoire',
  optional: 'facultative',
  depends: 'selon vos réponses',
  whatFollows: 'Le parcours de votre demande',
  youFile: 'Vous déposez la demande',
  youFileText: 'Un accusé de réception s’affiche, un courriel le confirme.',
  youFileOnly: 'Un accusé de réception s’affiche.',
  youFileOnScreen: 'Un accusé de réception s’affiche, vos notifications le confirment.',
  detours: 'Selon le cas, une de ces étapes s’y ajoute :',
  begin: 'Commencer',
  beginHelp:
    'La saisie s’enregistre au fur et à mesure : vous pouvez l’interrompre et la reprendre sur un autre poste.',
  opening: 'Ouverture…',
  delay: 'Délai',
  legal: 'Textes',
};
