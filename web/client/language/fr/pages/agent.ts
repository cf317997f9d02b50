/** What an agent’s pages say besides the first. */
export const agent = {
  myRequests: 'Mes demandes',
  noRequest: 'Vous n’avez encore rien demandé',
  noRequestText: 'Choisissez une démarche dans le catalogue pour commencer.',
  catalogue: 'Catalogue des démarches',
  catalogueLead: 'Choisissez ce que vous voulez demander.',
  searchCatalogue: 'Rechercher une démarche',
  kindsFound_one: '{{count}} démarche',
  kindsFound_other: '{{count}} démarches',
  categories: 'Catégories',
  allCategories: 'Toutes',
  pdfOnly: 'Documents PDF de 10 Mo au plus, sans mot de passe.',
};
