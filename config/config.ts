import { nameOf } from './listening.ts';
import { ConfigurationError, type SettingsOf, settingsOf } from './settings.ts';

export { ConfigurationError };

// What each process of the portal runs with: complete, checked, immutable, and nothing that another one needs.

/** @throws {ConfigurationError} one line per variable that is wrong or missing. */
export function serverConfig(environment: NodeJS.ProcessEnv) {
  const settings = settingsOf('server', environment);
  return {
    ...served(settings),
    production: settings.NODE_ENV === 'production',
    port: settings.PORT,
    host: settings.HOST,
    /** Proxies in front of the server whose forwarded address is believed. */
    trustProxy: settings.TRUST_PROXY,
    /** The page of the embedded mail catcher, when it is the one that runs. */
    catcherUrl: settings.MAIL_CATCHER_URL,
    /** What Prometheus shows to read `/metrics`; null: in production nobody reads them. */
    metricsToken: settings.METRICS_TOKEN ?? null,
    sessionSecret: settings.SESSION_SECRET,
    /** Those that it replaced: cookies that they signed are signed anew. */
    formerSessionSecrets: settings.SESSION_SECRET_FORMER,
    /** Encrypt second factors, as `dataKeys` do account numbers. */
    factorKeys: keys(settings.FACTOR_KEY, settings.FACTOR_KEY_FORMER),
    /** The authority that verifies the seal, for whoever asks for it. */
    sealAuthorityPath: settings.SEAL_CA,
    /** That of its time stamps, where it has a file of its own. */
    stampsAuthorityPath: settings.TSA_CA ?? null,
    identityProvider: identityProviderOf(settings),
  };
}

/** What ProConnect gives of an agent without a right of its own. */
const SCOPES = ['openid', 'given_name', 'usual_name', 'email', 'uid', 'siret', 'idp_id'];
/** The levels (acr) at which ProConnect saw two factors. */
const TWO_FACTORS = [
  ...['eidas2', 'eidas3'],
  'https://proconnect.gouv.fr/assurance/self-asserted-2fa',
  'https://proconnect.gouv.fr/assurance/consistency-checked-2fa',
];

/** Who answers for people that sign in with it; null where there are local accounts only. */
function identityProviderOf(settings: SettingsOf<'server'>) {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = settings;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null;
  return {
    issuer,
    clientId,
    clientSecret,
    /** What people know it by. */
    label: settings.OIDC_LABEL ?? 'ProConnect',
    scopes: settings.OIDC_SCOPES ?? SCOPES,
    /** The levels without which nobody comes in; none: any level does. */
    requiredAcr: settings.OIDC_ACR_VALUES ?? [],
    /** The levels that count as two factors. */
    twoFactorAcr: settings.OIDC_MFA_ACR_VALUES ?? TWO_FACTORS,
    /** The claim that holds an agent's employee number; null: it says none. */
    employeeNumberClaim: settings.OIDC_EMPLOYEE_NUMBER_CLAIM ?? null,
  };
}

/** @throws {ConfigurationError} one line per variable that is wrong or missing. */
export function workersConfig(environment: NodeJS.ProcessEnv) {
  const settings = settingsOf('workers', environment);
  return {
    ...served(settings),
    mailFrom: settings.MAIL_FROM,
    seal: {
      key: sealKeyOf(settings),
      /** The authority that verifies the seal. */
      authorityPath: settings.SEAL_CA,
      /** The one that verifies time stamps, where it is not the same. */
      stampsAuthorityPath: settings.TSA_CA,
      /** Whether a demonstration's seal is refused. */
      production: settings.NODE_ENV === 'production',
    },
    /** Where the daily roots of the evidence are written, out of reach of whoever holds the database. */
    roots: { folder: settings.ROOTS_DIR, mailbox: settings.ROOTS_MAIL, bucket: bucketOf(settings) },
    /** Where acts are deposited: a folder or a bucket of an archives service, or nowhere. */
    archive: { folder: settings.ARCHIVE_DIR, bucket: archiveBucketOf(settings) },
    /** Files of what the authorities of seals and of time stamps revoked, where they publish it so. */
    revocationListPaths: [settings.SEAL_CRL, settings.TSA_CRL].filter((path) => path !== undefined),
    /** Who stamps the time of seals (RFC 3161). */
    timeStamps: timeStampsOf(settings),
    /** A file that the workers touch as long as they work, for whoever watches them. */
    heartbeatFile: settings.HEARTBEAT_FILE,
  };
}

/** The bucket that locks the daily roots. */
function bucketOf({
  ROOTS_S3_URL: url,
  ROOTS_S3_REGION: region,
  ROOTS_S3_DAYS: days,
  ...account
}: SettingsOf<'workers'>) {
  if (url === undefined) return undefined;
  const { ROOTS_S3_ACCESS_KEY_ID: accessKeyId = '', ROOTS_S3_SECRET_ACCESS_KEY: secretAccessKey = '' } = account;
  return { url, region, days, accessKeyId, secretAccessKey };
}

/** The bucket of the archives service. */
function archiveBucketOf({ ARCHIVE_S3_URL: url, ARCHIVE_S3_REGION: region, ...account }: SettingsOf<'workers'>) {
  if (url === undefined) return undefined;
  const { ARCHIVE_S3_ACCESS_KEY_ID: accessKeyId = '', ARCHIVE_S3_SECRET_ACCESS_KEY: secretAccessKey = '' } = account;
  return { url, region, accessKeyId, secretAccessKey };
}

/** Where the key of the seal is: a file, or a token. */
function sealKeyOf(settings: Pick<SettingsOf<'workers'>, SealKeySetting>) {
  const { SEAL_PKCS11: modulePath, SEAL_PKCS11_TOKEN: token = '', SEAL_PKCS11_PIN: pin = '' } = settings;
  if (modulePath === undefined) {
    const { SEAL_P12: p12Path, SEAL_P12_PASSPHRASE: passphrase = '' } = settings;
    if (p12Path !== undefined) return { p12Path, passphrase };
    throw new ConfigurationError(['SEAL_P12 is missing, or SEAL_PKCS11 (npm start sets it when the seal is embedded)']);
  }
  const { SEAL_PKCS11_KEY: keyLabel, SEAL_CERTIFICATE: certificatePath = '' } = settings;
  return { modulePath, token, pin, keyLabel, certificatePath };
}
type SealKeySetting =
  | ('SEAL_P12' | 'SEAL_P12_PASSPHRASE' | 'SEAL_CERTIFICATE')
  | ('SEAL_PKCS11' | 'SEAL_PKCS11_TOKEN' | 'SEAL_PKCS11_PIN' | 'SEAL_PKCS11_KEY');

/** An authority at an address, and how one signs in there; the demonstration's own, by its folder; null: nobody. */
function timeStampsOf(settings: SettingsOf<'workers'>) {
  const {
    TSA_URL: url,
    TSA_USER: user,
    TSA_PASSWORD: password,
    TSA_P12: p12Path,
    TSA_DEMONSTRATION: folder,
  } = settings;
  if (url === undefined) return folder === undefined ? null : { folder };
  return {
    url,
    login: user !== undefined && password !== undefined ? { user, password } : undefined,
    client: p12Path === undefined ? undefined : { p12Path, passphrase: settings.TSA_P12_PASSPHRASE ?? '' },
  };
}

/** @throws {ConfigurationError} one line per variable that is wrong or missing. */
export function preparationConfig(environment: NodeJS.ProcessEnv) {
  const settings = settingsOf('prepare', environment);
  return {
    /** The application's role: it may insert audit rows, not change them. */
    applicationRole: decodeURIComponent(new URL(settings.DATABASE_URL).username),
    /** The owner's role, for migrations and grants: what serves people has no need of it. */
    ownerUrl: settings.DATABASE_OWNER_URL,
    demonstration: settings.SEED_DEMO === true,
    sessionSecret: settings.SESSION_SECRET,
    factorKeys: settings.FACTOR_KEY === undefined ? undefined : keys(settings.FACTOR_KEY, settings.FACTOR_KEY_FORMER),
  };
}

/** @throws {ConfigurationError} one line per variable that is wrong or missing. */
export function demonstrationConfig(environment: NodeJS.ProcessEnv) {
  const settings = settingsOf('demonstration', environment);
  return { baseUrl: addressOf(settings), dataDir: settings.DATA_DIR };
}

/** What server and workers share. */
function served(settings: SettingsOf<'server'> | SettingsOf<'workers'>) {
  const { ZEEBE_USER: user, ZEEBE_PASSWORD: password } = settings;
  return {
    logLevel: settings.LOG_LEVEL,
    baseUrl: addressOf(settings),
    /** A demonstration ministry: accounts are listed, acts say that they have no legal value. */
    demonstration: settings.SEED_DEMO === true,
    /** Absolute path. */
    dataDir: settings.DATA_DIR,
    databaseUrl: settings.DATABASE_URL,
    zeebe: {
      grpcAddress: settings.ZEEBE_GRPC_ADDRESS,
      restAddress: settings.ZEEBE_REST_ADDRESS,
      ...(user !== undefined && { user }),
      ...(password !== undefined && { password }),
    },
    smtpUrl: settings.SMTP_URL,
    /** Encrypt account numbers; the first one seals, the others open what they sealed. Lost, it cannot be read any more. */
    dataKeys: keys(settings.DATA_KEY, settings.DATA_KEY_FORMER),
  };
}

/** A key and those that it replaced, each of 32 bytes. */
export const keys = (current: string, former: readonly string[]): [Buffer, ...Buffer[]] => [
  Buffer.from(current, 'base64'),
  ...former.map((key) => Buffer.from(key, 'base64')),
];

/** The address people use, without a trailing slash. */
export const addressOf = ({ BASE_URL, HOST, PORT }: Pick<SettingsOf<'demonstration'>, 'BASE_URL' | 'HOST' | 'PORT'>) =>
  (BASE_URL ?? `http://${nameOf(HOST)}:${PORT}`).replace(/\/+$/, '');
