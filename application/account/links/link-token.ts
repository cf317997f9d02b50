import { createHash, randomBytes } from 'node:crypto';

/** What a one-time link bears: 256 bits of chance, safe in an address. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What the database keeps of it, in hexadecimal. */
export const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** The address of a link. The token is its fragment: no server, proxy or log is ever sent it but by a click. */
export const linkAddress = (baseUrl: string, token: string): string => `${baseUrl}/link#${token}`;
