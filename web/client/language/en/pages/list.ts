/** A list that is searched, sorted and turned page by page. */
export const list = {
  clearSearch: 'Clear the search',
  clear: 'Clear the filters',
  total_one: '{{count, number}} result',
  total_other: '{{count, number}} results',
  more_one: 'More than {{count, number}} result',
  more_other: 'More than {{count, number}} results',
  nothingFound: 'No result',
  nothingFoundText: 'Try other words or remove a filter.',
  perPage: 'Rows per page:',
  range: '{{min}}–{{max}} of {{total}}',
  pages: 'of {{total}} pages',
  pageSelect: 'Page, of {{total}}',
  turn: 'Pages of the list',
  previous: 'Previous page',
  next: 'Next page',
  /** Where its columns are folded into cards. */
  sortBy: 'Sort by',
  ascending: '{{header}}, ascending',
  descending: '{{header}}, descending',
};
