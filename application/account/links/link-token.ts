import { createHash, randomBytes } from 'node:crypto';

/** Makes the token of a one-time link: 256 random bits in base64url. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** Returns the digest of a token, in hexadecimal; the database stores only this. */
export const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Builds the address of a link. The token is in the fragment, which browsers send to no server:
 * proxies and logs never see it.
 */
export const linkAddress = (baseUrl: string, token: string): string => `${baseUrl}/link#${token}`;
