import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createSecureContext } from 'node:tls';
import { pino } from 'pino';
import { openEngine } from './engine.ts';
import { FolderUnavailable, lockFolder } from './folder-lock.ts';
import type { Tls } from './gateway/gateway.ts';
import { giveMemoryBack } from './memory.ts';
import { BadOption, type EngineOptions, help, readOptions } from './options.ts';
import { StoreFailure } from './store/store.ts';

const DAY_MS = 86_400_000;
/** Callers are answered before the process ends. */
const LAST_WORDS_MS = 500;

/** A running engine with both its protocols. */
export interface RunningEngine {
  readonly grpcPort: number;
  readonly restPort: number;
  stop(): Promise<void>;
}

/** Starts an engine in this process. Whatever was opened is closed again when it cannot. */
export async function startEngine(options: EngineOptions, onFailure?: (error: Error) => void): Promise<RunningEngine> {
  const log = pino(
    { name: 'engine', level: process.env.LOG_LEVEL || 'info' },
    pino.destination({ dest: 2, sync: true }),
  );
  const { dataFolder } = options;
  const lock = dataFolder === null ? null : lockFolder(dataFolder);
  // the code of the protocols is loaded while the store verifies and reads what is alive
  const loading = import('./gateway/gateway.ts');
  loading.catch(() => undefined);
  try {
    let failure: Error | undefined;
    const engine = await openEngine({
      ...(dataFolder === null ? {} : { dataFolder }),
      onFailure: (error) => {
        failure = error;
        log.fatal({ err: error }, 'the store failed: no more work is accepted');
        onFailure?.(error);
      },
      onDiskFull: (error) => {
        if (error === null) log.info('the disk has room again: work goes on');
        else log.error(`${error.message}. Until then no work is accepted`);
      },
    });
    try {
      const history = {
        file: dataFolder === null ? ':memory:' : path.join(dataFolder, 'history.sqlite'),
        keepFor: options.historyDays * DAY_MS,
      };
      const documentsFolder = dataFolder === null ? null : path.join(dataFolder, 'documents');
      const backupsFolder = dataFolder === null ? null : path.join(dataFolder, 'backups');
      const { account, tokens, tlsFiles } = options;
      const tls = tlsFiles === null ? null : readTls(tlsFiles);
      const { startGateway } = await loading;
      const gateway = await startGateway(engine, {
        ...options,
        signIn: { account, tokens },
        tls,
        history,
        documentsFolder,
        backupsFolder,
        log,
      });
      // what the store kept for the history could not be read
      if (failure !== undefined) {
        await gateway.close();
        throw failure;
      }
      giveMemoryBack();
      const { grpcPort, restPort } = gateway;
      return {
        grpcPort,
        restPort,
        stop: async () => {
          await gateway.close();
          await engine.close();
          lock?.release();
        },
      };
    } catch (error) {
      await engine.close();
      throw error;
    }
  } catch (error) {
    lock?.release();
    throw error;
  }
}

function readTls({ certificate, key }: { certificate: string; key: string }): Tls {
  const read = (file: string) => {
    try {
      return readFileSync(file);
    } catch (error) {
      throw new BadOption(`${file} cannot be read: ${(error as Error).message}`);
    }
  };
  const tls = { certificate: read(certificate), key: read(key) };
  try {
    createSecureContext({ cert: tls.certificate, key: tls.key });
  } catch (error) {
    const { message } = error as Error;
    throw new BadOption(`${certificate} and ${key} are not a certificate and its private key, in PEM: ${message}`);
  }
  return tls;
}

/** The engine as a process of its own: one ready line, a clean stop, one clear line when it cannot start. */
export async function main(argv: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  try {
    const options = readOptions(argv, environment);
    if (options === null) {
      process.stdout.write(help);
      return;
    }
    await run(options);
  } catch (error) {
    process.stderr.write(`engine: ${explain(error)}\n`);
    process.exitCode = 1;
  }
}

async function run(options: EngineOptions): Promise<void> {
  // what was acknowledged is on disk, and only another start reads it again: that is up to whoever keeps this one alive
  const running = await startEngine(options, (error) => {
    process.stderr.write(`engine: ${error.message}\n`);
    setTimeout(() => process.exit(1), LAST_WORDS_MS);
  });
  const { grpcPort, restPort } = running;
  try {
    if (options.portsFile !== null)
      writeFileSync(options.portsFile, JSON.stringify({ grpcPort, restPort, pid: process.pid }));
  } catch (error) {
    await running.stop();
    throw new BadOption(`--ports-file cannot be written: ${(error as Error).message}`);
  }
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    if (options.portsFile !== null) rmSync(options.portsFile, { force: true });
    await running.stop();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  // Ctrl-C reaches every process of the terminal: a supervisor, if there is one, decides the order.
  process.on('SIGINT', () => process.channel === undefined && stop());
  // Started by a supervisor: without it, nobody would ever stop this process.
  process.on('disconnect', stop);
  // It asks now and then whether this process still gets its turn.
  process.on('message', (message) => {
    if (typeof message === 'object' && message !== null && 'probe' in message)
      process.send?.({ alive: true }, () => {});
  });
  if (process.send !== undefined && !process.connected) return stop();
  const data = options.dataFolder === null ? 'in memory' : `data in ${options.dataFolder}`;
  process.stdout.write(
    `engine ready: gRPC on ${options.host}:${grpcPort}, REST on ${options.tlsFiles ? 'https' : 'http'}://${options.host}:${restPort}/v2, ${data}\n`,
  );
  process.send?.({ ready: true, grpcPort, restPort }, () => {});
}

/** One line that says what to do about it; the stack is for faults of ours only. */
function explain(error: unknown): string {
  if (error instanceof BadOption) return `${error.message} (--help lists the options)`;
  if (error instanceof FolderUnavailable || error instanceof StoreFailure) return error.message;
  const { code, port, address, message, stack } = (error ?? {}) as NodeJS.ErrnoException & {
    port?: number;
    address?: string;
  };
  if (code === 'EADDRINUSE') return `port ${port} is taken: stop what listens there, or choose another one`;
  if (code === 'EACCES') return `port ${port} may not be used by this account`;
  if (code === 'EADDRNOTAVAIL') return `${address} is not an address of this machine`;
  return stack ?? message ?? String(error);
}
