import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import createCamundaClient from '@camunda8/orchestration-cluster-api';
import { Camunda8 } from '@camunda8/sdk';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeCertificate } from './testing/certificate.ts';
import { openTestGateway, type TestGateway } from './testing/gateway.ts';
import { Issuer } from './testing/issuer.ts';

/** How a client is told to sign in, as its environment would. */
interface Strategy {
  readonly settings: Readonly<Record<string, string>>;
  /** As a client that has forgotten, or never knew. */
  readonly wrong: Readonly<Record<string, string>>;
}

const ACCOUNT = { user: 'portal', password: 'pass:word é' };
const trusted = getCACertificates();
let folder: string;
let issuer: Issuer;
let tls: ReturnType<typeof makeCertificate>;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'clients-sign-in-'));
  tls = makeCertificate(folder);
  // The newer client calls through Node's own fetch, which trusts what NODE_EXTRA_CA_CERTS adds at the start of a process.
  setDefaultCACertificates([...trusted, tls.certificate.toString()]);
  issuer = await Issuer.open();
});

afterAll(async () => {
  setDefaultCACertificates(trusted);
  await issuer.close();
  rmSync(folder, { recursive: true, force: true });
});

const strategies: Record<'BASIC' | 'OAUTH', () => Strategy> = {
  BASIC: () => {
    const settings = {
      CAMUNDA_AUTH_STRATEGY: 'BASIC',
      CAMUNDA_BASIC_AUTH_USERNAME: ACCOUNT.user,
      CAMUNDA_BASIC_AUTH_PASSWORD: ACCOUNT.password,
    };
    return { settings, wrong: { ...settings, CAMUNDA_BASIC_AUTH_PASSWORD: 'forgotten' } };
  },
  OAUTH: () => {
    const settings = {
      CAMUNDA_AUTH_STRATEGY: 'OAUTH',
      CAMUNDA_CLIENT_ID: 'portal',
      CAMUNDA_CLIENT_SECRET: 'secret',
      ZEEBE_CLIENT_ID: 'portal',
      ZEEBE_CLIENT_SECRET: 'secret',
      CAMUNDA_OAUTH_URL: `${issuer.url}/token`,
      CAMUNDA_TOKEN_AUDIENCE: 'engine',
      CAMUNDA_ZEEBE_OAUTH_AUDIENCE: 'engine',
    };
    return { settings, wrong: { CAMUNDA_AUTH_STRATEGY: 'NONE' } };
  },
};

function sdkOf({ grpcAddress, restAddress }: TestGateway, settings: Readonly<Record<string, string>>): Camunda8 {
  return new Camunda8({
    ZEEBE_GRPC_ADDRESS: grpcAddress,
    ZEEBE_REST_ADDRESS: restAddress,
    CAMUNDA_CUSTOM_ROOT_CERT_PATH: tls.certificateFile,
    CAMUNDA_TOKEN_DISK_CACHE_DISABLE: true,
    CAMUNDA_LOG_LEVEL: 'none',
    zeebeGrpcSettings: { ZEEBE_CLIENT_LOG_LEVEL: 'NONE', ZEEBE_GRPC_CLIENT_RETRY: false },
    ...settings,
  });
}

describe.each([
  ['BASIC', 'in clear'],
  ['BASIC', 'encrypted'],
  ['OAUTH', 'in clear'],
  ['OAUTH', 'encrypted'],
] as const)('a gateway that asks for %s, %s, is reached', (name, how) => {
  let gateway: TestGateway;
  let strategy: Strategy;
  beforeAll(async () => {
    strategy = strategies[name]();
    const tokens = { jwksUrl: `${issuer.url}/keys`, audience: 'engine', issuer: issuer.url };
    gateway = await openTestGateway({
      ...(name === 'BASIC' ? { account: ACCOUNT } : { tokens }),
      ...(how === 'encrypted' ? { tls } : {}),
    });
  });
  afterAll(() => gateway.close());

  test("by the SDK's gRPC client, and refuses one that cannot sign in", async () => {
    const good = sdkOf(gateway, strategy.settings).getZeebeGrpcApiClient();
    expect((await good.topology()).clusterSize).toBe(1);
    await good.close();
    const bad = sdkOf(gateway, strategy.wrong).getZeebeGrpcApiClient();
    await expect(bad.topology()).rejects.toThrow('UNAUTHENTICATED');
    await bad.close();
  });

  test("by the SDK's REST client, and refuses one that cannot sign in", async () => {
    expect((await sdkOf(gateway, strategy.settings).getCamundaRestClient().getTopology()).clusterSize).toBe(1);
    await expect(sdkOf(gateway, strategy.wrong).getCamundaRestClient().getTopology()).rejects.toThrow('401');
  });

  test('by the newer client, and refuses one that cannot sign in', async () => {
    const clientOf = (settings: Readonly<Record<string, string>>) =>
      createCamundaClient({
        env: {},
        config: {
          CAMUNDA_REST_ADDRESS: gateway.restAddress,
          CAMUNDA_SDK_HTTP_RETRY_MAX_ATTEMPTS: 1,
          ...settings,
        } as never,
      });
    expect((await clientOf(strategy.settings).getTopology()).clusterSize).toBe(1);
    await expect(clientOf(strategy.wrong).getTopology()).rejects.toMatchObject({ status: 401 });
  });
});
