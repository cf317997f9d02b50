/** What an agent’s pages say besides the first. */
export const agent = {
  myRequests: 'My requests',
  noRequest: 'You have not asked for anything yet',
  noRequestText: 'Choose something from the catalogue to begin.',
  catalogue: 'Catalogue of requests',
  catalogueLead: 'Choose what you want to ask for.',
  searchCatalogue: 'Search the catalogue',
  kindsFound_one: '{{count}} kind of request',
  kindsFound_other: '{{count}} kinds of request',
  categories: 'Categories',
  allCategories: 'All',
  pdfOnly: 'PDF documents of at most 10 MB, without a password.',
};
