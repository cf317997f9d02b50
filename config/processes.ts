import type { Settings } from './settings.ts';

type Name = keyof Settings;

/** What every program may need of the machine; nothing of it is a secret of ours. */
const MACHINE = [
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'SystemRoot',
  'NODE_ENV',
  'NODE_OPTIONS',
  'NODE_COMPILE_CACHE',
  'NODE_EXTRA_CA_CERTS',
  'NODE_USE_ENV_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
] as const;

const SERVING = ['NODE_ENV', 'LOG_LEVEL', 'PORT', 'HOST', 'BASE_URL', 'DATA_DIR', 'SEED_DEMO'] as const;
const ENGINE = ['ZEEBE_GRPC_ADDRESS', 'ZEEBE_REST_ADDRESS'] as const;
const ENGINE_ACCOUNT = ['ZEEBE_USER', 'ZEEBE_PASSWORD'] as const;
const IDENTITY_PROVIDER = [
  ...(['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_LABEL', 'OIDC_SCOPES'] as const),
  ...(['OIDC_ACR_VALUES', 'OIDC_MFA_ACR_VALUES', 'OIDC_EMPLOYEE_NUMBER_CLAIM'] as const),
] as const;

/**
 * The settings that each process of the portal reads: it does not start without those it needs, and of the others it
 * knows nothing. A secret stands in the lines of those that use it and nowhere else.
 */
export const SETTINGS_OF = {
  /** Migrations, the application's rights, the demonstration's ministry: the one that acts as the database's owner. */
  prepare: {
    needs: ['DATABASE_URL', 'DATABASE_OWNER_URL'],
    takes: ['NODE_ENV', 'DATA_DIR', 'SEED_DEMO', 'SESSION_SECRET', 'FACTOR_KEY', 'FACTOR_KEY_FORMER'],
  },
  /** The one that opens the seal. */
  workers: {
    needs: ['DATABASE_URL', ...ENGINE, 'SMTP_URL', 'DATA_KEY', 'SEAL_CA'],
    takes: [
      ...SERVING,
      ...ENGINE_ACCOUNT,
      'DATA_KEY_FORMER',
      'MAIL_FROM',
      ...(['ROOTS_DIR', 'ROOTS_MAIL', 'ROOTS_S3_URL', 'ROOTS_S3_REGION', 'ROOTS_S3_DAYS'] as const),
      ...(['ROOTS_S3_ACCESS_KEY_ID', 'ROOTS_S3_SECRET_ACCESS_KEY'] as const),
      ...(['ARCHIVE_DIR', 'ARCHIVE_S3_URL', 'ARCHIVE_S3_REGION'] as const),
      ...(['ARCHIVE_S3_ACCESS_KEY_ID', 'ARCHIVE_S3_SECRET_ACCESS_KEY'] as const),
      ...(['SEAL_P12', 'SEAL_P12_PASSPHRASE', 'SEAL_PKCS11', 'SEAL_PKCS11_TOKEN', 'SEAL_PKCS11_PIN'] as const),
      ...(['SEAL_PKCS11_KEY', 'SEAL_CERTIFICATE'] as const),
      ...(['TSA_URL', 'TSA_CA', 'TSA_USER', 'TSA_PASSWORD', 'TSA_P12', 'TSA_P12_PASSPHRASE'] as const),
      ...(['TSA_DEMONSTRATION', 'SEAL_CRL', 'TSA_CRL'] as const),
      'HEARTBEAT_FILE',
    ],
  },
  server: {
    needs: ['DATABASE_URL', ...ENGINE, 'SMTP_URL', 'DATA_KEY', 'FACTOR_KEY', 'SEAL_CA', 'SESSION_SECRET'],
    takes: [
      ...SERVING,
      ...ENGINE_ACCOUNT,
      ...IDENTITY_PROVIDER,
      ...([
        'SESSION_SECRET_FORMER',
        'DATA_KEY_FORMER',
        'FACTOR_KEY_FORMER',
        'TSA_CA',
        'MAIL_CATCHER_URL',
        'METRICS_TOKEN',
        'TRUST_PROXY',
      ] as const),
    ],
  },
  /** Plays people, over HTTP. */
  demonstration: { needs: [], takes: ['NODE_ENV', 'PORT', 'HOST', 'BASE_URL', 'DATA_DIR'] },
  /** The commands that an operator runs beside a portal. */
  reconcile: { needs: [], takes: ['NODE_ENV', 'DATA_DIR', 'DATABASE_URL', ...ENGINE, ...ENGINE_ACCOUNT] },
  backup: { needs: [], takes: ['NODE_ENV', 'DATA_DIR', 'DATABASE_URL', ...ENGINE, ...ENGINE_ACCOUNT] },
  restore: { needs: [], takes: ['NODE_ENV', 'DATA_DIR', 'DATABASE_URL', ...ENGINE, ...ENGINE_ACCOUNT] },
  audit: { needs: [], takes: ['NODE_ENV', 'DATA_DIR', 'DATABASE_URL', 'SEAL_CA', 'TSA_CA'] },
  /** As the owner of the tables: the first administrators. */
  installation: {
    needs: [],
    takes: ['NODE_ENV', 'DATA_DIR', 'DATABASE_URL', 'DATABASE_OWNER_URL', 'PORT', 'HOST', 'BASE_URL'],
  },
  import: { needs: [], takes: ['NODE_ENV', 'DATA_DIR', 'DATABASE_URL', 'PORT', 'HOST', 'BASE_URL'] },
  keys: {
    needs: [],
    takes: [
      ...['NODE_ENV', 'DATA_DIR', 'DATABASE_URL', 'DATABASE_OWNER_URL'],
      ...['DATA_KEY', 'DATA_KEY_FORMER', 'FACTOR_KEY', 'FACTOR_KEY_FORMER'],
    ],
  },
  health: { needs: [], takes: ['PORT', 'HEARTBEAT_FILE'] },
} as const satisfies Record<string, { needs: readonly Name[]; takes: readonly Name[] }>;

export type PortalProcess = keyof typeof SETTINGS_OF;

/** What the embedded parts are given, each under names of its own. */
const OWN_WORDS = {
  database: ['DATABASE_DIR', 'DATABASE_PORT', 'DATABASE_SOCKET_DIR', 'DATABASE_PASSWORD'],
  engine: ['ENGINE_USER', 'ENGINE_PASSWORD', 'LOG_LEVEL'],
  'mail catcher': ['DATA_DIR', 'MAIL_CATCHER_SMTP_PORT', 'MAIL_CATCHER_HTTP_PORT'],
  /** In development only: what serves the screens from their sources. */
  screens: ['DATA_DIR', 'HOST', 'PORT', 'SERVER_PORT'],
} as const;

export type ChildName = PortalProcess | keyof typeof OWN_WORDS;

/** Every name that a process may be given. */
export function namesFor(child: ChildName): readonly string[] {
  if (child in OWN_WORDS) return [...MACHINE, ...OWN_WORDS[child as keyof typeof OWN_WORDS]];
  const { needs, takes } = SETTINGS_OF[child as PortalProcess];
  return [...MACHINE, ...needs, ...takes];
}

/** The environment of a process: of all that the supervisor knows, what is its own. */
export const environmentFor = (child: ChildName, known: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(namesFor(child).flatMap((name) => (known[name] === undefined ? [] : [[name, known[name]]])));
