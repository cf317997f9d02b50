import { z } from 'zod';
import { digestOf } from '#application/account/links/link-token.ts';
import { DomainError, type ErrorCode } from '#domain/errors.ts';
import { Plain } from '#web/contract/common.ts';
import { toDomainError } from '../../http/problem.ts';
import { PROVIDER_CALLBACK, PROVIDER_SIGN_IN } from '../auth.ts';
import { type Opening, saidBy } from '../opening.ts';
import { INVITATION, PROVIDER } from '../plugins/oidc.ts';
import { unproven } from './refusal.ts';

const SIGN_IN_PAGE = '/sign-in';
/** A path of this portal. */
const OwnPath = Plain.max(500).regex(/^\/(?![/\\])[\w\-.+/@]*(?:\?[\w\-.+/=&%@]*)?$/);

/** Where to go once signed in, and the invitation that lets somebody link who they are there: better-auth is asked no more. */
const Start = z
  .object({ back: OwnPath.catch('/'), invitation: Plain.min(1).max(100).optional() })
  .transform(({ back, invitation }) => ({
    ...{ provider: PROVIDER, callbackURL: back, errorCallbackURL: SIGN_IN_PAGE, disableRedirect: true },
    ...(invitation !== undefined && { additionalData: { [INVITATION]: digestOf(invitation) } }),
  }));

const word = z.string().max(2_000).optional().catch(undefined);
const Back = z.object({ code: word, state: word, iss: word, error: word });

/** The two addresses of sign-in by the identity provider: people leave by one, and come back by the other. */
export const providerOpenings = (baseUrl: string): readonly Opening[] => [
  {
    method: 'post',
    path: PROVIDER_SIGN_IN,
    body: Start,
    async answer(answer, response) {
      // At the other name of this machine the provider would come back to a host that knows nothing of it.
      const { origin } = response.req.headers;
      if (origin !== undefined && origin !== new URL(baseUrl).origin)
        return void response.json({ redirect: `${baseUrl}${SIGN_IN_PAGE}` });
      const { url } = await saidBy(answer);
      if (!answer.ok || typeof url !== 'string') throw new DomainError('bad-request');
      response.json({ redirect: url });
    },
  },
  {
    method: 'get',
    path: PROVIDER_CALLBACK,
    query: Back,
    signsIn: true,
    faultOf: (answer) => faultIn(placeIn(answer, baseUrl)),
    async answer(answer, response, { fault }) {
      await saidBy(answer);
      if (fault) return response.redirect(refusedAt(fault));
      const { origin, pathname, search } = placeIn(answer, baseUrl);
      response.redirect(origin === new URL(baseUrl).origin ? `${pathname}${search}` : '/');
    },
    failed(error, response) {
      const problem = toDomainError(error);
      if (problem.code === 'unexpected') throw error;
      response.redirect(refusedAt(problem));
    },
  },
];

/** Where better-auth leads whoever comes back. */
const placeIn = (answer: globalThis.Response, baseUrl: string): URL =>
  new URL(answer.headers.get('location') ?? SIGN_IN_PAGE, baseUrl);

/** better-auth's own words, and the provider's (OpenID Connect, OAuth 2.0). */
const REASONS: Readonly<Record<string, ErrorCode>> = {
  access_denied: 'identity-declined',
  login_required: 'identity-declined',
  interaction_required: 'identity-declined',
  account_selection_required: 'identity-declined',
  unmet_authentication_requirements: 'identity-level-low',
  server_error: 'identity-provider-away',
  temporarily_unavailable: 'identity-provider-away',
  account_not_linked: 'identity-unknown',
  signup_disabled: 'identity-unknown',
};

/** Why nobody came in, when that is where it leads. */
function faultIn({ pathname, searchParams }: URL): DomainError | undefined {
  const error = searchParams.get('error');
  if (pathname !== SIGN_IN_PAGE || error === null) return undefined;
  if (error === 'issuer_mismatch') return unproven('issuer');
  return new DomainError((Object.hasOwn(REASONS, error) && REASONS[error]) || 'identity-interrupted');
}

/** The page of sign-in, which says it in words. */
function refusedAt({ code, params }: DomainError): string {
  const said = new URLSearchParams({ refused: code });
  for (const [name, value] of Object.entries(params)) said.set(name, String(value));
  return `${SIGN_IN_PAGE}?${said}`;
}
