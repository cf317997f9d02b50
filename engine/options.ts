import path from 'node:path';
import { parseArgs } from 'node:util';

/** How the engine's process is to run. */
export interface EngineOptions {
  readonly host: string;
  /** 0 picks a free port; the ready line and the ports file say which. */
  readonly grpcPort: number;
  readonly restPort: number;
  /** Where everything durable is kept; null keeps all in memory. */
  readonly dataFolder: string | null;
  /** How long what is over stays searchable. */
  readonly historyDays: number;
  /** How long a caller waits for a user task's listeners, or a poll for a job, when the caller does not say. */
  readonly requestTimeoutMs: number;
  readonly account: { readonly user: string; readonly password: string } | null;
  /** Whose tokens are taken; see gateway/sign-in.ts. */
  readonly tokens: { readonly jwksUrl: string; readonly audience: string; readonly issuer: string | null } | null;
  /** Paths of the certificate chain and its private key, PEM. */
  readonly tlsFiles: { readonly certificate: string; readonly key: string } | null;
  /** Whether callers may move its clock: for tests and demonstrations, never where clocks mean something. */
  readonly movableClock: boolean;
  /** Where the ports are written once they are open, as JSON. */
  readonly portsFile: string | null;
}

/** Addresses that only this machine reaches. */
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '::1']);

/** An option that cannot be understood: one line for the operator. */
export class BadOption extends Error {
  override readonly name = 'BadOption';
}

export const help = `harmonie-engine: a workflow engine that speaks the Zeebe protocol (gRPC and REST v2).

  --grpc-port N          port of the gRPC gateway (26500; 0 picks a free one)
  --rest-port N          port of the REST API under /v2 (8080; 0 picks a free one)
  --host ADDRESS         address to listen on (127.0.0.1)
  --data FOLDER          where instances and history are kept (DATA_DIR/engine, .data/engine)
  --in-memory            keep nothing on disk
  --history-days N       days that finished instances stay searchable (30)
  --request-timeout MS   default wait for a job or for a user task's listeners (10000)
  --tls-cert FILE        encrypt both protocols with this certificate chain (PEM)…
  --tls-key FILE         …and this private key (PEM)
  --movable-clock        let callers move the clock (tests, demonstrations); refused otherwise
  --ports-file FILE      write the ports there as JSON once they are open
  --help, -h             this text

  ENGINE_USER, ENGINE_PASSWORD      ask for these (BASIC) on both protocols
  ENGINE_JWKS_URL, ENGINE_AUDIENCE  take the tokens (OAuth 2.0 Bearer, JWT) of whoever publishes these keys, made for this
  ENGINE_ISSUER                     …and only those of this issuer
  Without any of them, no sign-in: then it listens on this machine's own addresses only.
`;

/** Reads the command line and the environment; null means that help was asked for. Throws BadOption with a clear line. */
export function readOptions(argv: readonly string[], environment: NodeJS.ProcessEnv): EngineOptions | null {
  const values = parse(argv);
  if (values.help) return null;
  const account = readAccount(environment);
  const tokens = readTokens(environment);
  refuseOpenDoor(values.host, account !== null || tokens !== null);
  const data = values.data ?? path.join(environment.DATA_DIR || '.data', 'engine');
  if (values['in-memory'] && values.data !== undefined)
    throw new BadOption('--in-memory keeps nothing on disk: leave it out, or --data');
  return {
    host: values.host,
    ...readPorts(values['grpc-port'], values['rest-port']),
    dataFolder: values['in-memory'] ? null : path.resolve(data),
    historyDays: whole('--history-days', values['history-days'], 36_500),
    requestTimeoutMs: whole('--request-timeout', values['request-timeout'], 3_600_000),
    account,
    tokens,
    tlsFiles: readTls(values['tls-cert'], values['tls-key']),
    movableClock: values['movable-clock'],
    portsFile: values['ports-file'] ?? null,
  };
}

function readPorts(grpc: string, rest: string): { grpcPort: number; restPort: number } {
  const ports = { grpcPort: whole('--grpc-port', grpc, 65_535), restPort: whole('--rest-port', rest, 65_535) };
  if (ports.grpcPort === ports.restPort && ports.grpcPort !== 0)
    throw new BadOption(`--grpc-port and --rest-port are both ${grpc}: each protocol needs a port of its own`);
  return ports;
}

/** `--history-days -1` is a wrong number, not an option that is missing its value. */
function withNegativeValues(argv: readonly string[]): string[] {
  return argv
    .join('\0')
    .replace(/(^|\0)(--[\w-]+)\0(?=-\d)/g, '$1$2=')
    .split('\0');
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: argv.length === 0 ? [] : withNegativeValues(argv),
      options: {
        'grpc-port': { type: 'string', default: '26500' },
        'rest-port': { type: 'string', default: '8080' },
        host: { type: 'string', default: '127.0.0.1' },
        data: { type: 'string' },
        'in-memory': { type: 'boolean', default: false },
        'history-days': { type: 'string', default: '30' },
        'request-timeout': { type: 'string', default: '10000' },
        'tls-cert': { type: 'string' },
        'tls-key': { type: 'string' },
        'movable-clock': { type: 'boolean', default: false },
        'ports-file': { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new BadOption(error instanceof Error ? error.message : String(error));
  }
}

function readAccount(environment: NodeJS.ProcessEnv): EngineOptions['account'] {
  const { ENGINE_USER: user, ENGINE_PASSWORD: password } = environment;
  if (!user && !password) return null;
  if (!user || !password) throw new BadOption('ENGINE_USER and ENGINE_PASSWORD go together: set both or none');
  if (user.includes(':')) throw new BadOption('ENGINE_USER must not contain a colon');
  return { user, password };
}

function readTokens(environment: NodeJS.ProcessEnv): EngineOptions['tokens'] {
  const { ENGINE_JWKS_URL: jwksUrl, ENGINE_AUDIENCE: audience, ENGINE_ISSUER: issuer } = environment;
  if (!jwksUrl && !audience && !issuer) return null;
  if (!jwksUrl || !audience)
    throw new BadOption(
      'ENGINE_JWKS_URL and ENGINE_AUDIENCE go together: a token made for another service is not for this one',
    );
  if (!URL.canParse(jwksUrl)) throw new BadOption(`ENGINE_JWKS_URL must be an address, not '${jwksUrl}'`);
  return { jwksUrl, audience, issuer: issuer || null };
}

function readTls(certificate: string | undefined, key: string | undefined): EngineOptions['tlsFiles'] {
  if (certificate === undefined && key === undefined) return null;
  if (certificate === undefined || key === undefined) throw new BadOption('--tls-cert and --tls-key go together');
  return { certificate, key };
}

/** Anyone who reaches the engine without sign-in can do everything: beyond this machine, that is nobody's wish. */
function refuseOpenDoor(host: string, signIn: boolean): void {
  if (signIn || LOOPBACK.has(host) || host.startsWith('127.')) return;
  throw new BadOption(
    `--host ${host} is reached from other machines: set ENGINE_USER and ENGINE_PASSWORD, or ENGINE_JWKS_URL`,
  );
}

function whole(option: string, text: string, highest: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > highest)
    throw new BadOption(`${option} must be a whole number from 0 to ${highest}, not '${text}'`);
  return value;
}
