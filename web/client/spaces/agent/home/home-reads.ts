import { addressOf } from '#web/client/api/address.ts';

/** The requests that the home shows: those under way. */
export const UNDER_WAY = { query: { scope: 'mine', state: 'open', pageSize: 5 } } as const;

/** The notifications that the home shows: the last ones. */
export const LATEST = { query: { pageSize: 5 } } as const;

/** The kinds that the home shows, of a catalogue that may hold many. */
export const FIRST_KINDS = { query: { first: 4 } } as const;

/** The addresses that the home of any agent reads. */
export const HOME_ADDRESSES = [
  addressOf('GET /api/requests', UNDER_WAY),
  addressOf('GET /api/drafts'),
  addressOf('GET /api/catalogue', FIRST_KINDS),
  addressOf('GET /api/notifications', LATEST),
  addressOf('GET /api/situations/mine/today'),
];
