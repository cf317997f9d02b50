import { describe, expect, test } from '@jest/globals';
import { preparationConfig, serverConfig, workersConfig } from './config.ts';
import { type ChildName, environmentFor, SETTINGS_OF } from './processes.ts';
import { ConfigurationError, readSettings, settingsOf } from './settings.ts';

const complete = {
  DATABASE_URL: 'postgres://application:a@127.0.0.1:5432/harmonie',
  DATABASE_OWNER_URL: 'postgres://owner:o@127.0.0.1:5432/harmonie',
  ZEEBE_GRPC_ADDRESS: 'grpc://127.0.0.1:26500',
  ZEEBE_REST_ADDRESS: 'http://127.0.0.1:8080',
  SMTP_URL: 'smtp://127.0.0.1:2525',
  SESSION_SECRET: 'a secret of more than thirty-two characters',
  DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
  FACTOR_KEY: Buffer.alloc(32, 8).toString('base64'),
  SEAL_P12: '/seal.p12',
  SEAL_CA: '/ca.pem',
  ROOTS_DIR: '/roots',
  TSA_URL: 'https://tsa.example',
};

const refusal = (environment: NodeJS.ProcessEnv, load: (environment: NodeJS.ProcessEnv) => unknown = readSettings) => {
  try {
    load(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.lines;
    throw error;
  }
  return [];
};

describe('an operator who sets the environment', () => {
  test('may set nothing: the public defaults hold', () => {
    expect(readSettings({})).toMatchObject({ PORT: 3000, LOG_LEVEL: 'info' });
  });

  test('is told of every wrong variable at once, by name', () => {
    const lines = refusal({ PORT: 'eighty', SMTP_URL: 'mail.example', LOG_LEVEL: 'loud' });
    expect(lines).toHaveLength(3);
    expect(lines.join('\n')).toMatch(/PORT.*\n.*SMTP_URL.*smtp:\/\/.*\n.*LOG_LEVEL/);
  });

  test('leaves a variable empty as if it were not set', () => {
    expect(readSettings({ SMTP_URL: '', PORT: '' }).PORT).toBe(3000);
  });

  test('cannot give one database role where two are needed', () => {
    expect(refusal({ ...complete, DATABASE_OWNER_URL: complete.DATABASE_URL })).toEqual([
      expect.stringContaining('must name two roles'),
    ]);
  });

  test('cannot give half of a pair', () => {
    expect(refusal({ DATABASE_URL: complete.DATABASE_URL })).toEqual([
      expect.stringMatching(/^DATABASE_OWNER_URL is missing beside DATABASE_URL/),
    ]);
    expect(refusal({ ZEEBE_GRPC_ADDRESS: 'grpc://engine:26500' })).toEqual([
      expect.stringContaining('ZEEBE_REST_ADDRESS'),
    ]);
  });

  test('cannot go to production on demonstration secrets', () => {
    const lines = refusal({ NODE_ENV: 'production' });
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      'SEAL_P12',
      'SESSION_SECRET',
      'DATA_KEY',
      'FACTOR_KEY',
      'SEAL_CA',
      'TSA_URL',
      'DATABASE_URL',
      'SMTP_URL',
      'ROOTS_DIR',
      'BASE_URL',
    ]);
  });

  test('cannot go to production with accounts whose passwords are in the README', () => {
    const production = { ...complete, NODE_ENV: 'production', BASE_URL: 'https://harmonie.example' };
    expect(refusal(production)).toEqual([]);
    expect(refusal({ ...production, SEED_DEMO: 'true' })).toEqual([expect.stringContaining('SEED_DEMO')]);
    const { DATABASE_URL: _, DATABASE_OWNER_URL: __, ...embedded } = production;
    expect(refusal(embedded)).toEqual([expect.stringContaining('DATABASE_URL')]);
  });

  test('cannot go to production on the catcher of the demonstration: nobody would be told of anything', () => {
    const { SMTP_URL: _, ...mute } = { ...complete, NODE_ENV: 'production', BASE_URL: 'https://harmonie.example' };
    const line = expect.stringMatching(/^SMTP_URL must be set in production: .*catcher/);
    for (const load of [readSettings, serverConfig, workersConfig]) expect(refusal(mute, load)).toEqual([line]);
  });

  test('cannot encrypt account numbers with a short key', () => {
    const short = Buffer.alloc(16).toString('base64');
    expect(refusal({ ...complete, DATA_KEY: short, DATA_KEY_FORMER: `${complete.DATA_KEY},${short}` })).toEqual([
      expect.stringContaining('DATA_KEY must be 32 bytes'),
      expect.stringContaining('DATA_KEY_FORMER must be keys of 32 bytes'),
    ]);
  });

  test.each([
    ['second factors by the key of account numbers', { FACTOR_KEY: complete.DATA_KEY }, 'FACTOR_KEY', 'DATA_KEY'],
    ['cookies by a key', { SESSION_SECRET: complete.FACTOR_KEY }, 'SESSION_SECRET', 'FACTOR_KEY'],
    ['them by it, written otherwise', { FACTOR_KEY: complete.DATA_KEY.replace('=', '') }, 'FACTOR_KEY', 'DATA_KEY'],
  ])('cannot protect %s in production', (_, given, name, other) => {
    const production = { ...complete, NODE_ENV: 'production', BASE_URL: 'https://harmonie.example' };
    const lines = refusal({ ...production, ...given });
    expect(lines).toEqual([
      expect.stringMatching(`^${name} must not be the same as ${other} in production: .* in ${name}_FORMER`),
    ]);
    expect(refusal({ ...production, ...given }, serverConfig)).toEqual(lines);
    expect(refusal({ ...complete, ...given })).toEqual([]);
  });

  test('cannot give the secret of its cookies to whoever reads its measures', () => {
    const production = { ...complete, NODE_ENV: 'production', BASE_URL: 'https://harmonie.example' };
    const lines = refusal({ ...production, METRICS_TOKEN: complete.SESSION_SECRET });
    expect(lines).toEqual([
      expect.stringMatching(/^METRICS_TOKEN must not be the same as SESSION_SECRET .* another one$/),
    ]);
    expect(refusal({ ...production, METRICS_TOKEN: complete.SESSION_SECRET }, serverConfig)).toEqual(lines);
  });

  test('leaves one key for two uses by a rotation', () => {
    const production = { ...complete, NODE_ENV: 'production', BASE_URL: 'https://harmonie.example' };
    expect(refusal({ ...production, FACTOR_KEY_FORMER: complete.DATA_KEY })).toEqual([]);
  });

  test('cannot give both roles of the database one password in production', () => {
    const url = 'postgres://owner:a@127.0.0.1:5432/harmonie';
    const production = { ...complete, NODE_ENV: 'production', BASE_URL: 'https://harmonie.example' };
    expect(refusal({ ...production, DATABASE_OWNER_URL: url })).toEqual([
      expect.stringMatching(/^DATABASE_URL and DATABASE_OWNER_URL must not have the same password/),
    ]);
    expect(refusal({ ...complete, DATABASE_OWNER_URL: url })).toEqual([]);
  });

  test('is refused a mode that does not exist: it would be taken for no mode at all', () => {
    expect(refusal({ NODE_ENV: 'prod' })).toEqual(['NODE_ENV must be production, development or test']);
    expect(readSettings({ NODE_ENV: 'development' }).NODE_ENV).toBe('development');
  });

  test.each(['OIDC_CLIENT', 'S3_BUCKET', 'SEAL_HSM', 'SEAL_P12_PASSWORD', 'TSA_LOGIN', 'ZEEBE_ADDRESS'])(
    'is told that %s would be ignored',
    (name) => {
      const line = `${name} is not served by this release: unset it`;
      expect(refusal({ [name]: 'x' })).toEqual([line]);
      expect(refusal({ ...complete, [name]: 'x' }, serverConfig)).toEqual([line]);
    },
  );
});

describe('the bucket of the daily roots', () => {
  const { ROOTS_DIR: _, ...nowhere } = { ...complete, NODE_ENV: 'production', BASE_URL: 'https://harmonie.example' };
  const account = { ROOTS_S3_ACCESS_KEY_ID: 'harmonie', ROOTS_S3_SECRET_ACCESS_KEY: 'secret' };
  const bucket = { ROOTS_S3_URL: 'https://s3.example/roots', ...account };

  test('is a place of them, with its account', () => {
    expect(refusal(nowhere)).toEqual([expect.stringMatching(/^ROOTS_DIR .*ROOTS_S3_URL\) must be set in production/)]);
    expect(refusal({ ...nowhere, ...bucket })).toEqual([]);
    expect(workersConfig({ ...complete, ...bucket, ROOTS_S3_DAYS: '7300' }).roots).toEqual({
      folder: '/roots',
      bucket: {
        ...{ url: 'https://s3.example/roots', region: 'us-east-1', days: 7300 },
        ...{ accessKeyId: 'harmonie', secretAccessKey: 'secret' },
      },
    });
  });

  test.each([
    [
      'without its account',
      { ROOTS_S3_URL: bucket.ROOTS_S3_URL },
      'ROOTS_S3_ACCESS_KEY_ID',
      'ROOTS_S3_SECRET_ACCESS_KEY',
    ],
    ['that its account does not name', account, 'ROOTS_S3_URL'],
    ['whose answers anyone could give', { ...bucket, ROOTS_S3_URL: 'http://s3.example/roots' }, 'ROOTS_S3_URL'],
    ['that keeps them for a week', { ...bucket, ROOTS_S3_DAYS: '7' }, 'ROOTS_S3_DAYS'],
  ])('is refused %s', (_case, given, ...names) => {
    expect(refusal({ ...complete, ...given }, workersConfig).map((line) => line.split(' ')[0])).toEqual(names);
  });
});

describe('the key of the seal', () => {
  const { SEAL_P12: _, ...keyless } = complete;
  const token = { SEAL_PKCS11: '/hsm.so', SEAL_PKCS11_TOKEN: 'ministere', SEAL_PKCS11_PIN: '1234' };
  const own = { ...token, SEAL_CERTIFICATE: '/seal.pem' };

  test('is in a file or on a token', () => {
    expect(workersConfig(complete).seal.key).toEqual({ p12Path: '/seal.p12', passphrase: '' });
    expect(workersConfig({ ...keyless, ...own }).seal.key).toMatchObject({
      ...{ modulePath: '/hsm.so', token: 'ministere', pin: '1234', certificatePath: '/seal.pem' },
    });
  });

  test.each([
    ['in no place', keyless, 'SEAL_P12'],
    ['in two places', { ...complete, ...own }, 'SEAL_P12'],
    ['on a token without its certificate', { ...keyless, ...token }, 'SEAL_CERTIFICATE'],
    [
      'on a token that nothing names nor opens',
      { ...keyless, ...own, SEAL_PKCS11_TOKEN: '', SEAL_PKCS11_PIN: '' },
      'SEAL_PKCS11_TOKEN',
      'SEAL_PKCS11_PIN',
    ],
  ])('is refused %s', (_case, given, ...names) => {
    expect(refusal(given, workersConfig).map((line) => line.split(' ')[0])).toEqual(names);
  });
});

describe('an authority that stamps time', () => {
  const address = { TSA_URL: 'https://tsa.example' };
  const login = { TSA_USER: 'portal', TSA_PASSWORD: 's' };

  test('is asked with a login or a client certificate, where it wants one', () => {
    expect(workersConfig(complete).timeStamps).toEqual({ ...{ url: 'https://tsa.example' } });
    const { timeStamps } = workersConfig({ ...complete, ...login, TSA_P12: '/tsa.p12', TSA_P12_PASSPHRASE: 'p' });
    expect(timeStamps).toEqual({
      ...{ url: 'https://tsa.example', login: { user: 'portal', password: 's' } },
      client: { p12Path: '/tsa.p12', passphrase: 'p' },
    });
  });

  test.each([
    ['with half a login', { ...address, TSA_USER: 'portal' }, 'TSA_USER'],
    ['by a login to nowhere', login, 'TSA_USER'],
    ['by a certificate to nowhere', { TSA_P12: '/tsa.p12' }, 'TSA_P12'],
    ['by a password in clear', { ...login, TSA_URL: 'http://tsa.example' }, 'TSA_USER'],
  ])('is refused %s', (_, given, ...names) => {
    expect(refusal(given as NodeJS.ProcessEnv).map((line) => line.split(' ')[0])).toEqual(names);
  });

  test('is not the demonstration’s in production', () => {
    const production = { ...complete, NODE_ENV: 'production', BASE_URL: 'https://harmonie.example' };
    expect(refusal({ ...production, TSA_DEMONSTRATION: '/tsa' })).toEqual([
      expect.stringContaining('TSA_DEMONSTRATION must not be set'),
    ]);
  });
});

describe('an identity provider', () => {
  const provider = { OIDC_ISSUER: 'https://id.example/api/v2', OIDC_CLIENT_ID: 'harmonie', OIDC_CLIENT_SECRET: 's' };

  test('is described by three settings, and asked then for what ProConnect gives', () => {
    expect(serverConfig(complete).identityProvider).toBeNull();
    expect(serverConfig({ ...complete, ...provider }).identityProvider).toMatchObject({
      issuer: 'https://id.example/api/v2',
      label: 'ProConnect',
      requiredAcr: [],
      twoFactorAcr: expect.arrayContaining(['eidas2']),
      employeeNumberClaim: null,
    });
  });

  test('says its levels and scopes as words between spaces', () => {
    const more = { OIDC_LABEL: 'Passage2', OIDC_SCOPES: 'openid  profile', OIDC_ACR_VALUES: 'gold silver' };
    const { label, scopes, requiredAcr } = serverConfig({ ...complete, ...provider, ...more }).identityProvider ?? {};
    expect({ label, scopes, requiredAcr }).toEqual({
      ...{ label: 'Passage2', scopes: ['openid', 'profile'], requiredAcr: ['gold', 'silver'] },
    });
  });

  test.each([
    ['half described', { OIDC_ISSUER: 'https://id.example' }, 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
    ['named only', { OIDC_LABEL: 'ProConnect' }, 'OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
    ['reached in clear', { ...provider, OIDC_ISSUER: 'http://id.example' }, 'OIDC_ISSUER'],
    ['with a query in its address', { ...provider, OIDC_ISSUER: 'https://id.example/?a=b' }, 'OIDC_ISSUER'],
    ['not asked who it is', { ...provider, OIDC_SCOPES: 'email' }, 'OIDC_SCOPES'],
    ['with a claim that is none', { ...provider, OIDC_EMPLOYEE_NUMBER_CLAIM: 'a b' }, 'OIDC_EMPLOYEE_NUMBER_CLAIM'],
  ])('is refused %s', (_, given, ...names) => {
    expect(refusal(given as NodeJS.ProcessEnv).map((line) => line.split(' ')[0])).toEqual(names);
  });

  test('may be this machine, in clear', () => {
    expect(refusal({ ...provider, OIDC_ISSUER: 'http://localhost:4000' })).toEqual([]);
  });
});

describe('a process of the portal', () => {
  test('says what it still misses', () => {
    const { SMTP_URL: _, ...rest } = complete;
    expect(refusal(rest, workersConfig)).toEqual([expect.stringContaining('SMTP_URL')]);
    expect(serverConfig(complete).zeebe.grpcAddress).toBe('grpc://127.0.0.1:26500');
    expect(refusal({ DATABASE_URL: complete.DATABASE_URL }, preparationConfig)).toEqual([
      expect.stringContaining('DATABASE_OWNER_URL'),
    ]);
  });

  test('runs in production on what is its own, and is refused demonstration accounts there', () => {
    const production = { ...complete, NODE_ENV: 'production', BASE_URL: 'https://harmonie.example' };
    for (const process of Object.keys(SETTINGS_OF) as (keyof typeof SETTINGS_OF)[])
      expect(refusal(environmentFor(process, production), (given) => settingsOf(process, given))).toEqual([]);
    const demonstration = { ...production, SEED_DEMO: 'true' };
    for (const load of [serverConfig, workersConfig, preparationConfig])
      expect(refusal(demonstration, load)).toEqual([expect.stringContaining('SEED_DEMO')]);
  });

  test('is given the secrets that are its own, and no other', () => {
    const known = {
      ...complete,
      SEAL_P12_PASSPHRASE: 'p',
      TSA_PASSWORD: 't',
      SEAL_PKCS11_PIN: '1',
      ZEEBE_PASSWORD: 'z',
      DATABASE_PASSWORD: 'd',
      ENGINE_PASSWORD: 'e',
      OIDC_CLIENT_SECRET: 'o',
    };
    const given = (name: keyof typeof known | 'AWS_SECRET_ACCESS_KEY') =>
      (
        ['database', 'engine', 'mail catcher', 'prepare', 'workers', 'server', 'demonstration'] satisfies ChildName[]
      ).filter((child) => name in environmentFor(child, { ...known, AWS_SECRET_ACCESS_KEY: 'a' }));
    expect({
      superuser: given('DATABASE_PASSWORD'),
      owner: given('DATABASE_OWNER_URL'),
      application: given('DATABASE_URL'),
      session: given('SESSION_SECRET'),
      dataKey: given('DATA_KEY'),
      seal: given('SEAL_P12_PASSPHRASE'),
      stamps: given('TSA_PASSWORD'),
      identityProvider: given('OIDC_CLIENT_SECRET'),
      engine: given('ENGINE_PASSWORD'),
      engineClient: given('ZEEBE_PASSWORD'),
      stranger: given('AWS_SECRET_ACCESS_KEY'),
    }).toEqual({
      superuser: ['database'],
      owner: ['prepare'],
      application: ['prepare', 'workers', 'server'],
      session: ['prepare', 'server'],
      dataKey: ['workers', 'server'],
      seal: ['workers'],
      stamps: ['workers'],
      identityProvider: ['server'],
      engine: ['engine'],
      engineClient: ['workers', 'server'],
      stranger: [],
    });
  });
});
