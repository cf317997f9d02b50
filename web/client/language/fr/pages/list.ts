/** A list that is searched, sorted and turned page by page. */
export const list = {
  clearSearch: 'Effacer la recherche',
  clear: 'Effacer les filtres',
  total_one: '{{count, number}} résultat',
  total_other: '{{count, number}} résultats',
  more_one: 'Plus de {{count, number}} résultat',
  more_other: 'Plus de {{count, number}} résultats',
  nothingFound: 'Aucun résultat',
  nothingFoundText: 'Essayez d’autres mots ou retirez un filtre.',
  perPage: 'Lignes par page :',
  range: '{{min}}–{{max}} sur {{total}}',
  pages: 'sur {{total}} pages',
  pageSelect: 'Page, sur {{total}}',
  turn: 'Pages de la liste',
  previous: 'Page précédente',
  next: 'Page suivante',
  /** Where its columns are folded into cards. */
  sortBy: 'Trier par',
  ascending: '{{header}}, croissant',
  descending: '{{header}}, décroissant',
};
