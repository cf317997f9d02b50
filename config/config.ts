import { ConfigurationError, readSettings } from './settings.ts';

export { ConfigurationError } from './settings.ts';

/** What a process of the portal runs with: complete, checked, immutable. */
export interface Config {
  readonly production: boolean;
  /** A demonstration ministry: accounts are listed, acts say that they have no legal value. */
  readonly demonstration: boolean;
  readonly logLevel: string;
  readonly port: number;
  readonly host: string;
  /** The address people use, without a trailing slash. */
  readonly baseUrl: string;
  /** Proxies in front of the server whose forwarded address is believed. */
  readonly trustProxy: number;
  /** Absolute path. */
  readonly dataDir: string;
  /** The application's role: it may insert audit rows, not change them. */
  readonly databaseUrl: string;
  /** The owner's role, for migrations and grants: what serves people has no need of it. */
  readonly databaseOwnerUrl?: string;
  readonly zeebe: {
    readonly grpcAddress: string;
    readonly restAddress: string;
    readonly user?: string;
    readonly password?: string;
  };
  /** A file that the workers touch as long as they work, for whoever watches them. */
  readonly heartbeatFile?: string;
  readonly smtpUrl: string;
  readonly mailFrom: string;
  /** The page of the embedded mail catcher, when it is the one that runs. */
  readonly catcherUrl?: string;
  readonly sessionSecret: string;
  /** Encrypts account numbers; 32 bytes. Lost, they cannot be read any more. */
  readonly dataKey: Uint8Array;
  readonly seal: {
    readonly p12Path: string;
    readonly passphrase: string;
    readonly caPath: string;
    /** Address of the authority that stamps the time of seals (RFC 3161). */
    readonly tsaUrl?: string;
  };
}

/**
 * The configuration of a child process, from an environment in which every address is set: the operator's, or those
 * of the embedded parts that the supervisor started.
 * @throws {ConfigurationError} one line per variable that is wrong or missing.
 */
export function loadConfig(environment: NodeJS.ProcessEnv): Config {
  const settings = readSettings(environment);
  const missing: string[] = [];
  const need = (
    name:
      | 'DATABASE_URL'
      | 'ZEEBE_GRPC_ADDRESS'
      | 'ZEEBE_REST_ADDRESS'
      | 'SMTP_URL'
      | 'SESSION_SECRET'
      | 'DATA_KEY'
      | 'SEAL_P12'
      | 'SEAL_CA',
  ): string => {
    const value = settings[name];
    if (value === undefined) missing.push(`${name} is missing (npm start sets it when the part is embedded)`);
    return value ?? '';
  };
  const config: Config = {
    production: settings.NODE_ENV === 'production',
    demonstration: settings.SEED_DEMO,
    logLevel: settings.LOG_LEVEL,
    port: settings.PORT,
    host: settings.HOST,
    baseUrl: (settings.BASE_URL ?? `http://127.0.0.1:${settings.PORT}`).replace(/\/+$/, ''),
    trustProxy: settings.TRUST_PROXY,
    dataDir: settings.DATA_DIR,
    databaseUrl: need('DATABASE_URL'),
    ...(settings.DATABASE_OWNER_URL !== undefined && { databaseOwnerUrl: settings.DATABASE_OWNER_URL }),
    zeebe: {
      grpcAddress: need('ZEEBE_GRPC_ADDRESS'),
      restAddress: need('ZEEBE_REST_ADDRESS'),
      ...(settings.ZEEBE_USER !== undefined && { user: settings.ZEEBE_USER }),
      ...(settings.ZEEBE_PASSWORD !== undefined && { password: settings.ZEEBE_PASSWORD }),
    },
    ...(settings.HEARTBEAT_FILE !== undefined && { heartbeatFile: settings.HEARTBEAT_FILE }),
    smtpUrl: need('SMTP_URL'),
    mailFrom: settings.MAIL_FROM,
    ...(settings.MAIL_CATCHER_URL !== undefined && { catcherUrl: settings.MAIL_CATCHER_URL }),
    sessionSecret: need('SESSION_SECRET'),
    dataKey: Buffer.from(need('DATA_KEY'), 'base64'),
    seal: {
      p12Path: need('SEAL_P12'),
      passphrase: settings.SEAL_P12_PASSPHRASE ?? '',
      caPath: need('SEAL_CA'),
      ...(settings.TSA_URL !== undefined && { tsaUrl: settings.TSA_URL }),
    },
  };
  if (missing.length > 0) throw new ConfigurationError(missing);
  return config;
}
