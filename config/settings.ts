import path from 'node:path';
import { z } from 'zod';
import { type PortalProcess, SETTINGS_OF } from './processes.ts';

/** A setting that is wrong or missing: one line each, for the operator. Never a stack. */
export class ConfigurationError extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(`Configuration refused:\n${lines.map((line) => `  - ${line}`).join('\n')}`);
    this.name = 'ConfigurationError';
    this.lines = lines;
  }
}

const address = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be an address that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });
const port = z.coerce
  .number({ error: 'must be a port number' })
  .int()
  .min(0)
  .max(65_535, { error: 'must be a port number' });
const sessionSecret = z.string().min(32, { error: 'must be at least 32 characters long' });
const isKey = (text: string): boolean => Buffer.from(text, 'base64').length === 32;
const key = z.string().refine(isKey, { error: 'must be 32 bytes in base64: openssl rand -base64 32' });
/** Keys that a rotation replaced, with commas between them: what they sealed is still opened. */
const formerKeys = z
  .string()
  .transform((text) => text.split(','))
  .refine((keys) => keys.every(isKey), { error: 'must be keys of 32 bytes in base64, with commas between them' })
  .default([]);
/** Words between spaces. */
const list = z.string().transform((text) => text.split(/\s+/).filter((word) => word !== ''));
/** An address without login nor parameters, in https: plain http tells whoever listens, on this machine only. */
const safeAddress = (error: string) =>
  z.string().refine(
    (text) => {
      if (!URL.canParse(text)) return false;
      const { protocol, hostname, search, hash, username } = new URL(text);
      const isSafe = protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1'].includes(hostname));
      return isSafe && search === '' && hash === '' && username === '';
    },
    { error },
  );
const issuer = safeAddress(
  'must be the https address of the identity provider, as it states it itself (its « issuer »)',
);
const bucket = safeAddress('must be the https address of a bucket, or of a folder in it');
const flag = z.enum(['true', 'false'], { error: 'must be true or false' }).transform((text) => text === 'true');

/** Every environment variable the portal knows. An address that is set means: do not start the embedded one. */
const Environment = z.object({
  NODE_ENV: z
    .enum(['production', 'development', 'test'], { error: 'must be production, development or test' })
    .optional(),
  PORT: port.default(3000),
  HOST: z.string().min(1).default('localhost'),
  BASE_URL: address('http:', 'https:').optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: address('postgres:', 'postgresql:').optional(),
  DATABASE_OWNER_URL: address('postgres:', 'postgresql:').optional(),
  ZEEBE_GRPC_ADDRESS: address('grpc:', 'grpcs:', 'http:', 'https:').optional(),
  ZEEBE_REST_ADDRESS: address('http:', 'https:').optional(),
  ZEEBE_USER: z.string().optional(),
  ZEEBE_PASSWORD: z.string().optional(),
  SMTP_URL: address('smtp:', 'smtps:').optional(),
  MAIL_FROM: z.string().min(3).default('Harmonie <ne-pas-repondre@harmonie.example>'),
  MAIL_CATCHER_URL: address('http:').optional(),
  SESSION_SECRET: sessionSecret.optional(),
  SESSION_SECRET_FORMER: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(sessionSecret))
    .default([]),
  DATA_KEY: key.optional(),
  DATA_KEY_FORMER: formerKeys,
  FACTOR_KEY: key.optional(),
  FACTOR_KEY_FORMER: formerKeys,
  SEAL_P12: z.string().min(1).optional(),
  SEAL_P12_PASSPHRASE: z.string().optional(),
  SEAL_PKCS11: z.string().min(1).optional(),
  SEAL_PKCS11_TOKEN: z.string().min(1).optional(),
  SEAL_PKCS11_PIN: z.string().min(1).optional(),
  SEAL_PKCS11_KEY: z.string().min(1).optional(),
  SEAL_CERTIFICATE: z.string().min(1).optional(),
  SEAL_CA: z.string().min(1).optional(),
  SEAL_CRL: z.string().min(1).optional(),
  TSA_CRL: z.string().min(1).optional(),
  TSA_URL: address('http:', 'https:').optional(),
  ROOTS_DIR: z.string().min(1).optional(),
  ROOTS_MAIL: z.email({ error: 'must be an address of electronic mail' }).optional(),
  ROOTS_S3_URL: bucket.optional(),
  ROOTS_S3_REGION: z.string().min(1).default('us-east-1'),
  ROOTS_S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  ROOTS_S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  ROOTS_S3_DAYS: z.coerce
    .number({ error: 'must be a number of days' })
    .int()
    .min(365, { error: 'must be at least 365' })
    .max(36_500, { error: 'must be at most 36500' })
    .default(3_650),
  ARCHIVE_DIR: z.string().min(1).optional(),
  ARCHIVE_S3_URL: bucket.optional(),
  ARCHIVE_S3_REGION: z.string().min(1).default('us-east-1'),
  ARCHIVE_S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  ARCHIVE_S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  TSA_CA: z.string().min(1).optional(),
  TSA_USER: z.string().optional(),
  TSA_PASSWORD: z.string().optional(),
  TSA_P12: z.string().min(1).optional(),
  TSA_P12_PASSPHRASE: z.string().optional(),
  /** Folder of the demonstration's own authority: npm start sets it. */
  TSA_DEMONSTRATION: z.string().min(1).optional(),
  OIDC_ISSUER: issuer.optional(),
  OIDC_CLIENT_ID: z.string().max(255, { error: 'must be at most 255 characters long' }).optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_LABEL: z.string().max(40, { error: 'must be at most 40 characters long: it stands on a button' }).optional(),
  OIDC_SCOPES: list.refine((scopes) => scopes.includes('openid'), { error: 'must name openid' }).optional(),
  OIDC_ACR_VALUES: list.optional(),
  OIDC_MFA_ACR_VALUES: list.optional(),
  OIDC_EMPLOYEE_NUMBER_CLAIM: z
    .string()
    .regex(/^[\w.:/-]{1,200}$/, { error: 'must be the name of a claim' })
    .optional(),
  METRICS_TOKEN: sessionSecret.optional(),
  SEED_DEMO: flag.optional(),
  TRUST_PROXY: z.coerce.number({ error: 'must be a number of proxies' }).int().min(0).max(10).default(0),
  HEARTBEAT_FILE: z.string().min(1).optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('info'),
});

/** What an operator set, checked one by one; what they left out is undefined and may be embedded. */
export type Settings = z.infer<typeof Environment>;

/**
 * Reads and checks the environment of an operator who starts the whole portal.
 * @throws {ConfigurationError} one line per variable that is wrong.
 */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  return read(environment, ALL);
}

/** The settings of one process: those it needs are there. */
export type SettingsOf<P extends PortalProcess> = {
  readonly [Name in (typeof SETTINGS_OF)[P]['needs'][number]]: NonNullable<Settings[Name]>;
} & Readonly<Pick<Settings, (typeof SETTINGS_OF)[P]['takes'][number]>>;

/**
 * Reads and checks what one process is given, in an environment where every address is set: the operator's, or those of
 * the embedded parts that the supervisor started.
 * @throws {ConfigurationError} one line per variable that is wrong or missing.
 */
export function settingsOf<P extends PortalProcess>(process: P, environment: NodeJS.ProcessEnv): SettingsOf<P> {
  const { needs, takes } = SETTINGS_OF[process];
  const settings = read(environment, new Set([...needs, ...takes]));
  const missing = needs.filter((name) => settings[name] === undefined);
  if (missing.length > 0)
    throw new ConfigurationError(
      missing.map((name) => `${name} is missing (npm start sets it when the part is embedded)`),
    );
  return settings as Settings & SettingsOf<P>;
}

type Names = ReadonlySet<keyof Settings>;

const ALL: Names = new Set(Environment.keyof().options);

function read(environment: NodeJS.ProcessEnv, names: Names): Settings {
  // An empty variable is an unset one: compose files and shells make such.
  const set = Object.keys(environment).filter((name) => environment[name] !== '');
  const read = set.filter((name) => (names as ReadonlySet<string>).has(name));
  const parsed = Environment.safeParse(Object.fromEntries(read.map((name) => [name, environment[name]])));
  const faults = parsed.success
    ? coherence(parsed.data, names)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  for (const name of set)
    if (OURS.test(name) && !(name in Environment.shape)) faults.push(`${name} is not served by this release: unset it`);
  if (!parsed.success || faults.length > 0) throw new ConfigurationError(faults);
  return { ...parsed.data, DATA_DIR: path.resolve(parsed.data.DATA_DIR) };
}

/** Names that begin so are meant for the portal: one that it does not know is better refused than ignored in silence. */
const OURS = /^(?:ARCHIVE|OIDC|ROOTS|S3|SEAL|TSA|ZEEBE)_/;

/** What an operator must set in production: what the portal makes by itself is good for a demonstration only. */
const PRODUCTION = [
  ['SESSION_SECRET', 'must be set in production'],
  ['DATA_KEY', 'must be set in production: account numbers are encrypted with it (openssl rand -base64 32)'],
  ['FACTOR_KEY', 'must be set in production: second factors are encrypted with it (openssl rand -base64 32)'],
  ['SEAL_CA', 'must be set in production: the certificate authority that verifies the seal'],
  ['TSA_URL', 'must be set in production: without a time stamp nothing proves an act once its certificate has ended'],
  ['DATABASE_URL', 'must be set in production: the embedded database holds the demonstration accounts'],
  ['SMTP_URL', 'must be set in production: the catcher of the demonstration keeps every mail, and nobody receives any'],
] as const satisfies readonly (readonly [name: keyof Settings, reason: string])[];

/** What holds between the variables that are read. */
function coherence(settings: Settings, names: Names): string[] {
  const faults: string[] = [];
  const together = (a: keyof Settings, b: keyof Settings) => {
    if (names.has(a) && names.has(b) && (settings[a] === undefined) !== (settings[b] === undefined))
      faults.push(`${a} and ${b} go together: set both, or neither to use what is embedded`);
  };
  if (settings.DATABASE_OWNER_URL !== undefined && settings.DATABASE_URL === undefined)
    faults.push('DATABASE_OWNER_URL goes with DATABASE_URL: set both, or neither to use what is embedded');
  if (names === ALL && settings.DATABASE_URL !== undefined && settings.DATABASE_OWNER_URL === undefined)
    faults.push('DATABASE_OWNER_URL is missing beside DATABASE_URL: the role that owns the tables, for migrations');
  together('ZEEBE_GRPC_ADDRESS', 'ZEEBE_REST_ADDRESS');
  together('ZEEBE_USER', 'ZEEBE_PASSWORD');
  if (names.has('SEAL_P12')) faults.push(...sealKey(settings));
  together('TSA_USER', 'TSA_PASSWORD');
  for (const use of ['ROOTS', 'ARCHIVE'] as const) faults.push(...bucketWhole(settings, use));
  if (settings.ARCHIVE_DIR !== undefined && settings.ARCHIVE_S3_URL !== undefined)
    faults.push('ARCHIVE_DIR and ARCHIVE_S3_URL are two places of one archive: unset one');
  if (names.has('TSA_URL')) faults.push(...timeStamping(settings));
  faults.push(...identityProvider(settings), ...sharedSecrets(settings), ...databaseRoles(settings));
  if (settings.NODE_ENV === 'production') {
    for (const [name, reason] of PRODUCTION)
      if (names.has(name) && settings[name] === undefined) faults.push(`${name} ${reason}`);
    if (names.has('ROOTS_DIR') && ROOT_PLACES.every((name) => settings[name] === undefined))
      faults.push(
        'ROOTS_DIR (or ROOTS_MAIL, or ROOTS_S3_URL) must be set in production: where the daily roots of the evidence are out of reach of the database',
      );
    if (settings.TSA_DEMONSTRATION !== undefined)
      faults.push('TSA_DEMONSTRATION must not be set in production: its time stamps prove nothing');
    if (settings.SEED_DEMO)
      faults.push(
        'SEED_DEMO must not be true in production: everyone knows the passwords of the demonstration accounts',
      );
    if (names.has('BASE_URL') && settings.BASE_URL?.startsWith('https:') !== true)
      faults.push('BASE_URL must be the https address of the portal in production');
  }
  return faults;
}

/** Ours, those that are replaced most easily last. */
const OWN_SECRETS = [
  'DATA_KEY',
  'FACTOR_KEY',
  'SESSION_SECRET',
  'METRICS_TOKEN',
] as const satisfies readonly (keyof Settings)[];
/** Nothing was made with it: its former value is of no use. */
const isOfNow = (name: keyof Settings): boolean => name === 'METRICS_TOKEN';

/** In production each secret protects one thing: whoever learns it has nothing else. One that did for two is left by a rotation. */
function sharedSecrets(settings: Settings): string[] {
  if (settings.NODE_ENV !== 'production') return [];
  // As bytes: one key is written in several ways.
  const bytes = (name: (typeof OWN_SECRETS)[number]) => Buffer.from(settings[name] ?? '', 'base64');
  return OWN_SECRETS.flatMap((name, index) => {
    const other = OWN_SECRETS.slice(0, index).find(
      (each) => settings[each] !== undefined && bytes(each).equals(bytes(name)),
    );
    return other === undefined
      ? []
      : [
          `${name} must not be the same as ${other} in production: whoever learns one has the other. Make another one${isOfNow(name) ? '' : `, and give this one in ${name}_FORMER`}`,
        ];
  });
}

/** The application and the owner of the tables are two, to the database and to whoever steals a password. */
function databaseRoles({ DATABASE_URL, DATABASE_OWNER_URL, NODE_ENV }: Settings): string[] {
  if (DATABASE_URL === undefined || DATABASE_OWNER_URL === undefined) return [];
  const [application, owner] = [new URL(DATABASE_URL), new URL(DATABASE_OWNER_URL)];
  if (application.username === owner.username)
    return ['DATABASE_URL and DATABASE_OWNER_URL must name two roles: the application may not rewrite the audit'];
  return NODE_ENV === 'production' && application.password !== '' && application.password === owner.password
    ? [
        'DATABASE_URL and DATABASE_OWNER_URL must not have the same password in production: whoever learns the application’s is the owner',
      ]
    : [];
}

/** The key of the seal is in a file or on a token, which takes four settings. */
function sealKey({ SEAL_P12, SEAL_PKCS11, NODE_ENV, ...settings }: Settings): string[] {
  if (SEAL_P12 !== undefined && SEAL_PKCS11 !== undefined)
    return ['SEAL_P12 and SEAL_PKCS11 are two places of one key: unset one'];
  if (SEAL_P12 === undefined && SEAL_PKCS11 === undefined)
    return NODE_ENV === 'production'
      ? ['SEAL_P12 or SEAL_PKCS11 must be set in production: the demonstration seal proves nothing']
      : [];
  if (SEAL_PKCS11 === undefined) return [];
  return missingBeside(settings, 'SEAL_PKCS11', ['SEAL_PKCS11_TOKEN', 'SEAL_PKCS11_PIN', 'SEAL_CERTIFICATE']);
}

/** Places of the daily roots of the evidence: one of them is out of reach of whoever holds the database. */
export const ROOT_PLACES = ['ROOTS_DIR', 'ROOTS_MAIL', 'ROOTS_S3_URL'] as const satisfies readonly (keyof Settings)[];

/** A bucket and its account are given together. */
function bucketWhole(settings: Settings, use: 'ROOTS' | 'ARCHIVE'): string[] {
  const all = [`${use}_S3_URL`, `${use}_S3_ACCESS_KEY_ID`, `${use}_S3_SECRET_ACCESS_KEY`] as const;
  const given = all.find((name) => settings[name] !== undefined);
  return given === undefined ? [] : missingBeside(settings, given, all);
}

/** Of the settings that go with one that is given, those that are not. */
const missingBeside = <Name extends keyof Settings>(
  settings: Pick<Settings, Name>,
  given: keyof Settings,
  needed: readonly Name[],
): string[] =>
  needed.filter((name) => settings[name] === undefined).map((name) => `${name} is missing beside ${given}`);

/** What goes with the authority that stamps the time of seals; what opens its door is shown to nobody on the way. */
function timeStamping({ TSA_URL: url, ...settings }: Settings): string[] {
  const given = (['TSA_USER', 'TSA_P12'] as const).filter((name) => settings[name] !== undefined);
  if (url === undefined) return given.map((name) => `${name} goes with TSA_URL, which is missing`);
  const { protocol, hostname } = new URL(url);
  const isSafe = protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return isSafe ? [] : given.map((name) => `${name} is for an https address: TSA_URL is not one`);
}

const OIDC_NEEDS = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
const OIDC_TAKES = [
  'OIDC_LABEL',
  'OIDC_SCOPES',
  'OIDC_ACR_VALUES',
  'OIDC_MFA_ACR_VALUES',
  'OIDC_EMPLOYEE_NUMBER_CLAIM',
] as const;

/** An identity provider is described whole, or there is none. */
function identityProvider(settings: Settings): string[] {
  const missing = OIDC_NEEDS.filter((name) => settings[name] === undefined);
  const given = [...OIDC_NEEDS, ...OIDC_TAKES].find((name) => settings[name] !== undefined);
  return given === undefined
    ? []
    : missing.map((name) => `${name} is missing beside ${given}: an identity provider needs ${OIDC_NEEDS.join(', ')}`);
}
