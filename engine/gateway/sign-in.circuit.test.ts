import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import createCamundaClient from '@camunda8/orchestration-cluster-api';
import { ZeebeGrpcClient } from '@camunda8/sdk/dist/zeebe/index.js';
import * as grpc from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { gatewayService } from '../testing/survival/gateway-client.ts';
import { openTestGateway, type TestGateway } from './testing/gateway.ts';

type PrivateKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

/** An issuer of tokens, as an identity provider is one: its keys, and a door where clients get tokens. */
class Issuer {
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

describe('a gateway that takes tokens', () => {
  let issuer: Issuer;
  let gateway: TestGateway;
  beforeAll(async () => {
    issuer = await Issuer.open();
    const tokens = { jwksUrl: `${issuer.url}/keys`, audience: 'engine', issuer: issuer.url };
    gateway = await openTestGateway({ tokens });
  });
  afterAll(async () => {
    await gateway.close();
    await issuer.close();
  });

  const me = async (token: string | null) => {
    const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(`${gateway.restAddress}/v2/authentication/me`, { headers });
    return { status: response.status, body: (await response.json()) as { username: string; detail: string } };
  };

  test('lets in whoever holds one, and knows them by their client', async () => {
    expect(await me(await issuer.token({}))).toMatchObject({ status: 200, body: { username: 'portal' } });
  });

  test('is reached by both public clients, which get their token by themselves', async () => {
    const rest = createCamundaClient({
      env: {},
      config: {
        CAMUNDA_REST_ADDRESS: gateway.restAddress,
        CAMUNDA_AUTH_STRATEGY: 'OAUTH',
        CAMUNDA_CLIENT_ID: 'portal',
        CAMUNDA_CLIENT_SECRET: 'secret',
        CAMUNDA_OAUTH_URL: `${issuer.url}/token`,
        CAMUNDA_TOKEN_AUDIENCE: 'engine',
      },
    });
    expect((await rest.getTopology()).clusterSize).toBe(1);
    const sdk = new ZeebeGrpcClient({
      config: {
        ZEEBE_GRPC_ADDRESS: gateway.grpcAddress,
        CAMUNDA_AUTH_STRATEGY: 'OAUTH',
        ZEEBE_CLIENT_ID: 'portal',
        ZEEBE_CLIENT_SECRET: 'secret',
        CAMUNDA_OAUTH_URL: `${issuer.url}/token`,
        CAMUNDA_ZEEBE_OAUTH_AUDIENCE: 'engine',
        CAMUNDA_TOKEN_DISK_CACHE_DISABLE: true,
        CAMUNDA_LOG_LEVEL: 'none',
        zeebeGrpcSettings: { ZEEBE_CLIENT_LOG_LEVEL: 'NONE' },
      },
    });
    expect((await sdk.topology()).clusterSize).toBe(1);
    await sdk.close();
  });

  test.each<[string, (key: Issuer) => Promise<string | null>, string]>([
    ['without one', async () => null, 'Sign-in is needed: a token (Bearer)'],
    ['with one for another service', (from) => from.token({ audience: 'mail' }), 'unexpected "aud"'],
    ['with one of another issuer', (from) => from.token({ issuer: 'https://elsewhere' }), 'unexpected "iss"'],
    ['with one that is over', (from) => from.token({ expires: '-2m' }), 'The token has expired'],
    ['with one that nobody signed', async () => `${btoa('{"alg":"none"}')}.${btoa('{"aud":"engine"}')}.`, 'not valid'],
    ['with one changed on the way', async (from) => `${(await from.token({})).slice(0, -4)}AAAA`, 'signature'],
    ['with what is no token', async () => 'abc', 'The token is not valid'],
  ])('turns away whoever comes %s', async (_how, tokenOf, why) => {
    const { status, body } = await me(await tokenOf(issuer));
    expect(status).toBe(401);
    expect(body.detail).toContain(why);
  });

  test('tells a good caller to come again when the keys cannot be had', async () => {
    const nowhere = { jwksUrl: 'http://127.0.0.1:9/keys', audience: 'engine', issuer: null };
    const cutOff = await openTestGateway({ tokens: nowhere });
    const authorization = `Bearer ${await issuer.token({})}`;
    const response = await fetch(`${cutOff.restAddress}/v2/topology`, { headers: { authorization } });
    expect(response.status).toBe(503);
    await cutOff.close();
  });
});

describe('a gateway with a certificate', () => {
  let folder: string;
  let gateway: TestGateway;
  let certificate: Buffer;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'engine-tls-'));
    const [cert, key] = ['cert.pem', 'key.pem'].map((name) => path.join(folder, name)) as [string, string];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const how = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'];
    execFileSync('openssl', [...how, ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    certificate = readFileSync(cert);
    gateway = await openTestGateway({ tls: { certificate, key: readFileSync(key) } });
  });
  afterAll(async () => {
    await gateway.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('answers REST to whoever trusts it', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const call = request(`${gateway.restAddress}/v2/status`, { ca: certificate }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      call.on('error', reject);
      call.end();
    });
    expect(status).toBe(204);
  });

  test('answers gRPC to whoever trusts it, and nobody in clear', async () => {
    const ask = (credentials: grpc.ChannelCredentials) => {
      const client = new (gatewayService())(`127.0.0.1:${gateway.grpcPort}`, credentials);
      return new Promise<number>((resolve, reject) => {
        const options = { deadline: Date.now() + 2_000 };
        client.Topology?.({}, new grpc.Metadata(), options, (error: Error | null, answer: { clusterSize: number }) =>
          error === null ? resolve(answer.clusterSize) : reject(error),
        );
      }).finally(() => client.close());
    };
    expect(await ask(grpc.credentials.createSsl(certificate))).toBe(1);
    await expect(ask(grpc.credentials.createInsecure())).rejects.toThrow();
  });
});
