import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

type PrivateKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

/** An issuer of tokens, as an identity provider is one: its keys, and a door where clients get tokens. */
export class Issuer {
  readonly #server: Server;
  readonly #key: PrivateKey;
  private constructor(server: Server, key: PrivateKey) {
    this.#server = server;
    this.#key = key;
  }

  static async open(): Promise<Issuer> {
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    const jwk: JWK = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' };
    const server = createServer(async (request, response) => {
      response.setHeader('content-type', 'application/json');
      if (request.url === '/keys') return response.end(JSON.stringify({ keys: [jwk] }));
      response.end(JSON.stringify({ access_token: await issuer.token({}), expires_in: 300, token_type: 'Bearer' }));
    });
    const issuer = new Issuer(server, privateKey);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  token({ audience = 'engine', issuer = this.url, expires = '5m' }): Promise<string> {
    return new SignJWT({ azp: 'portal' })
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setExpirationTime(expires)
      .sign(this.#key);
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}
