import { createHash, randomBytes } from 'node:crypto';
import { parseCookies } from 'better-auth/cookies';
import type { CookieOptions, Request, Response } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import { deviceName } from '../routes/me/device.ts';
import { deviceCookie } from './cookies.ts';

/** As long as browsers keep a cookie at most. */
const LIFE_MS = 400 * 86_400_000;
const TOKEN = /^[\w-]{43}$/;

/** A browser in front of the door, as far as it says who it is. */
export interface Visitor {
  readonly address: string;
  /** What of the address is counted: of IPv6 a whole network, which one machine may walk through. */
  readonly network: string;
  readonly device: string | null;
  /** What its cookie holds, or will once somebody signed in with it. */
  readonly deviceToken: string;
  readonly deviceDigest: string;
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Who comes, by the address and the headers of their request. */
export function visitorOf({ ip: address = '', headers }: Request, baseUrl: string): Visitor {
  const kept = headers.cookie && parseCookies(headers.cookie).get(deviceCookie(baseUrl));
  const deviceToken = kept && TOKEN.test(kept) ? kept : randomBytes(32).toString('base64url');
  return {
    address,
    network: digestOf(ipKeyGenerator(address)),
    device: deviceName(headers['user-agent'] ?? null),
    deviceToken,
    deviceDigest: digestOf(deviceToken),
  };
}

/** Marks the browser that somebody signed in with, so that it is known the next time. */
export function markDevice({ deviceToken }: Visitor, response: Response, baseUrl: string): void {
  const attributes: CookieOptions = { maxAge: LIFE_MS, path: '/', httpOnly: true, sameSite: 'lax' };
  response.cookie(deviceCookie(baseUrl), deviceToken, { ...attributes, secure: baseUrl.startsWith('https:') });
}
