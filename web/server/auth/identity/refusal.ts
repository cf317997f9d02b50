import { DomainError } from '#domain/errors.ts';

/**
 * What was wrong with what an identity provider answered: for whoever looks after the portal. « client »: it does not know
 * this portal, or another secret of it.
 */
export type Why =
  | 'silent'
  | 'client'
  | 'document'
  | 'token'
  | 'issuer'
  | 'audience'
  | 'azp'
  | 'nonce'
  | 'algorithm'
  | 'expired'
  | 'signature'
  | 'claims'
  | 'userinfo'
  | 'userinfo-subject';

/** Nothing can be said of who is there: the provider is away, or answers as none does. */
export const away = (why: Why = 'silent') => new DomainError('identity-provider-away', { why });

/** What it answered proves nobody. */
export const unproven = (why: Why) => new DomainError('identity-unproven', { why });
