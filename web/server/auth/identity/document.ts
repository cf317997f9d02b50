import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { Ask } from './ask.ts';
import { ALGORITHMS } from './proof.ts';
import { away, unproven } from './refusal.ts';

/** What an identity provider says of itself, as far as we ask it. */
export interface ProviderDocument {
  readonly authorization: string;
  readonly token: string;
  readonly userinfo: string;
  /** Where people sign out there too; null: nowhere. */
  readonly endSession: string | null;
  /** Finds the key that a token names; asks for the keys when it is new. */
  readonly keys: JWTVerifyGetKey;
}

/** How long what it says is believed: it moves its addresses with notice. */
const KEPT_MS = 3_600_000;

/**
 * Reads it when it is first needed, not at the start: a provider that is away holds back nobody but those who come by it.
 * Those who come while it is read wait together; a failure is not kept.
 */
export function documentOf(issuer: string, ask: Ask): () => Promise<ProviderDocument> {
  let reading: { readonly document: Promise<ProviderDocument>; readonly until: number } | null = null;
  return () => {
    if (reading === null || reading.until <= Date.now()) {
      const document = read(issuer, ask);
      const mine = { document, until: Date.now() + KEPT_MS };
      reading = mine;
      document.catch(() => {
        if (reading === mine) reading = null;
      });
    }
    return reading.document;
  };
}

async function read(issuer: string, ask: Ask): Promise<ProviderDocument> {
  const { status, text } = await ask(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  if (status !== 200) throw away('document');
  const said = Document(issuer).safeParse(parsed(text));
  if (!said.success) throw away('document');
  const { data } = said;
  // Whoever answers there is not the provider that was named.
  if (data.issuer !== issuer) throw unproven('issuer');
  const algorithms = data.id_token_signing_alg_values_supported;
  if (algorithms && !algorithms.some((name) => (ALGORITHMS as readonly string[]).includes(name)))
    throw unproven('algorithm');
  return {
    authorization: data.authorization_endpoint,
    token: data.token_endpoint,
    userinfo: data.userinfo_endpoint,
    endSession: data.end_session_endpoint ?? null,
    keys: createRemoteJWKSet(new URL(data.jwks_uri), { [customFetch]: fetchBy(ask) }),
  };
}

/** Its addresses are as safe as its own. */
const Document = (issuer: string) => {
  const { protocol } = new URL(issuer);
  const address = z
    .string()
    .refine((text) => URL.canParse(text) && ['https:', protocol].includes(new URL(text).protocol));
  return z.object({
    issuer: z.string(),
    authorization_endpoint: address,
    token_endpoint: address,
    userinfo_endpoint: address,
    jwks_uri: address,
    end_session_endpoint: address.optional(),
    id_token_signing_alg_values_supported: z.array(z.string()).optional(),
  });
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const fetchBy =
  (ask: Ask) =>
  async (address: string): Promise<Response> => {
    const { status, text } = await ask(address);
    return new Response(text, { status });
  };
