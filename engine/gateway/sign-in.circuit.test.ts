import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as grpc from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { gatewayService } from '../testing/survival/gateway-client.ts';
import { makeCertificate } from './testing/certificate.ts';
import { openTestGateway, type TestGateway } from './testing/gateway.ts';
import { Issuer } from './testing/issuer.ts';

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
    const tls = makeCertificate(folder);
    certificate = tls.certificate;
    gateway = await openTestGateway({ tls });
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
        const options = { deadline: Date.now() + 60_000 };
        client.Topology?.({}, new grpc.Metadata(), options, (error: Error | null, answer: { clusterSize: number }) =>
          error === null ? resolve(answer.clusterSize) : reject(error),
        );
      }).finally(() => client.close());
    };
    expect(await ask(grpc.credentials.createSsl(certificate))).toBe(1);
    await expect(ask(grpc.credentials.createInsecure())).rejects.toThrow();
  });
});
