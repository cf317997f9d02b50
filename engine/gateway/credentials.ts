import { timingSafeEqual } from 'node:crypto';

/** The one account that may call the gateway; without one, no sign-in is asked. */
export interface Account {
  readonly user: string;
  readonly password: string;
}

/** Does an Authorization header hold this account (BASIC, the one scheme both Camunda clients speak)? */
export function isAuthorized(account: Account | null, header: string | undefined): boolean {
  if (account === null) return true;
  const given = /^Basic\s+(\S+)$/i.exec(header ?? '')?.[1];
  if (given === undefined) return false;
  const wanted = Buffer.from(`${account.user}:${account.password}`);
  const found = Buffer.from(given, 'base64');
  return found.length === wanted.length && timingSafeEqual(found, wanted);
}
