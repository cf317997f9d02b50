/**
 * The time zones of the Republic's territories, by their tz names, from Paris eastwards. A delay is
 * counted in days of the place where the request was filed; rights, acts and postings are dated in
 * Paris.
 */
export const PLACE_CLOCKS = [
  'Europe/Paris',
  'Indian/Mayotte',
  'Indian/Reunion',
  'Indian/Kerguelen',
  'Pacific/Noumea',
  'Pacific/Wallis',
  'Pacific/Tahiti',
  'Pacific/Marquesas',
  'Pacific/Gambier',
  'America/Martinique',
  'America/Guadeloupe',
  'America/Cayenne',
  'America/Miquelon',
] as const;
export type PlaceClock = (typeof PLACE_CLOCKS)[number];
