import { createHash } from 'node:crypto';

/** Browsers tell hosts apart, not ports: two portals on one machine would end each other's sessions under one name. */
export const cookiePrefix = (baseUrl: string): string =>
  `harmonie-${createHash('sha256').update(baseUrl).digest('hex').slice(0, 8)}`;

const named = (baseUrl: string, name: string): string =>
  `${baseUrl.startsWith('https:') ? '__Secure-' : ''}${cookiePrefix(baseUrl)}.${name}`;

/** The cookie of a session, as browsers send it back. */
export const sessionCookie = (baseUrl: string): string => named(baseUrl, 'session_token');

/** The cookie by which a browser is known again; it opens nothing. */
export const deviceCookie = (baseUrl: string): string => named(baseUrl, 'device');
