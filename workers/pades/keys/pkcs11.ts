import { verify, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type SealKey, SealKeyAway } from './key.ts';
import { SealKeyError } from './p12.ts';

/** The key of the seal on a token: the module that reaches it, and what opens it. */
export interface TokenFiles {
  /** The manufacturer's library: a .so file. */
  readonly modulePath: string;
  /** The label of the token. */
  readonly token: string;
  readonly pin: string;
  /** The label of the key, where the token holds several. */
  readonly keyLabel?: string | undefined;
  /** In PEM: the seal's certificate, then those that lead to its authority. */
  readonly certificatePath: string;
}

/** Of `pkcs11js`, which an installation that has a token adds by itself: it is compiled there. */
interface Pkcs11 {
  load(path: string): void;
  C_Initialize(): void;
  C_Finalize(): void;
  C_GetSlotList(withToken: boolean): Buffer[];
  C_GetTokenInfo(slot: Buffer): { readonly label: string };
  C_OpenSession(slot: Buffer, flags: number): Buffer;
  C_Login(session: Buffer, user: number, pin: string): void;
  C_FindObjectsInit(session: Buffer, template: readonly { type: number; value: number | string }[]): void;
  C_FindObjects(session: Buffer, max: number): Buffer[];
  C_FindObjectsFinal(session: Buffer): void;
  C_SignInit(session: Buffer, mechanism: { mechanism: number }, key: Buffer): void;
  C_SignAsync(session: Buffer, data: Buffer, room: Buffer): Promise<Buffer>;
}
interface Pkcs11Module {
  readonly PKCS11: new () => Pkcs11;
  readonly CKF_SERIAL_SESSION: number;
  readonly CKU_USER: number;
  readonly CKA_CLASS: number;
  readonly CKA_LABEL: number;
  readonly CKO_PRIVATE_KEY: number;
  readonly CKM_SHA256_RSA_PKCS: number;
}

const PACKAGE = 'pkcs11js';
/** More than any RSA signature. */
const ROOM = 1_024;

/** @throws {SealKeyError} in one line, where the package was not installed */
async function loadPackage(name: string): Promise<Pkcs11Module> {
  try {
    const { default: loaded } = (await import(name)) as { default: Pkcs11Module };
    return loaded;
  } catch (cause) {
    const how = 'npm install --no-save --ignore-scripts=false pkcs11js@2.1.7';
    throw new SealKeyError(`SEAL_PKCS11 needs the package ${PACKAGE}, which is not installed: ${how}`, { cause });
  }
}

/** A token while it is open. */
interface Opened {
  readonly session: Buffer;
  readonly key: Buffer;
}

/**
 * Opens the key of the seal on a token, and proves that it answers. A token that is pulled out afterwards, or does not answer,
 * is opened anew at the next seal.
 * @throws {SealKeyError} in one line an operator can act upon
 */
export async function sealKeyFromToken(files: TokenFiles, packageName = PACKAGE): Promise<SealKey> {
  const pkcs11 = await loadPackage(packageName);
  const [certificate, ...chain] = await certificatesAt(files.certificatePath);
  const module = new pkcs11.PKCS11();
  try {
    module.load(files.modulePath);
  } catch (cause) {
    throw new SealKeyError(`SEAL_PKCS11 cannot be loaded: ${files.modulePath}`, { cause });
  }
  let opened: Opened | null = null;
  const close = () => {
    opened = null;
    try {
      module.C_Finalize();
    } catch {
      // It was not open, or has nothing to close any more.
    }
  };
  const signed = async (bytes: Uint8Array): Promise<Uint8Array> => {
    opened ??= open(module, pkcs11, files);
    module.C_SignInit(opened.session, { mechanism: pkcs11.CKM_SHA256_RSA_PKCS }, opened.key);
    return new Uint8Array(await module.C_SignAsync(opened.session, Buffer.from(bytes), Buffer.alloc(ROOM)));
  };
  // A session signs one thing at a time.
  let last: Promise<unknown> = Promise.resolve();
  const sign = (bytes: Uint8Array): Promise<Uint8Array> => {
    const next = last.then(() => signed(bytes));
    last = next.catch(close);
    return next.catch((cause: unknown) => {
      throw new SealKeyAway(`the key of the seal does not answer: ${reasonOf(cause)}`, { cause });
    });
  };
  const trial = Buffer.from('harmonie');
  const signature = await sign(trial).catch(({ message }: Error): never => {
    throw new SealKeyError(`SEAL_PKCS11 cannot be used: ${message}`);
  });
  if (!verify('sha256', trial, certificate.publicKey, signature))
    throw new SealKeyError('SEAL_PKCS11 cannot be used: its key is not that of SEAL_CERTIFICATE');
  const [own, ...others] = [certificate, ...chain].map(({ raw }) => new Uint8Array(raw));
  return { certificate: own as Uint8Array, chain: others, sign };
}

function open(module: Pkcs11, pkcs11: Pkcs11Module, { token, pin, keyLabel }: TokenFiles): Opened {
  unless('CKR_CRYPTOKI_ALREADY_INITIALIZED', () => module.C_Initialize());
  const slot = module.C_GetSlotList(true).find((one) => module.C_GetTokenInfo(one).label.trim() === token);
  if (slot === undefined) throw new Error(`no token is called « ${token} »`);
  const session = module.C_OpenSession(slot, pkcs11.CKF_SERIAL_SESSION);
  unless('CKR_USER_ALREADY_LOGGED_IN', () => module.C_Login(session, pkcs11.CKU_USER, pin));
  const wanted = [
    { type: pkcs11.CKA_CLASS, value: pkcs11.CKO_PRIVATE_KEY },
    ...(keyLabel === undefined ? [] : [{ type: pkcs11.CKA_LABEL, value: keyLabel }]),
  ];
  module.C_FindObjectsInit(session, wanted);
  const [key, ...others] = module.C_FindObjects(session, 2);
  module.C_FindObjectsFinal(session);
  if (key === undefined || others.length > 0)
    throw new Error(
      key === undefined ? 'the token holds no such key' : 'the token holds several keys: SEAL_PKCS11_KEY',
    );
  return { session, key };
}

/** Does what may have been done before. */
function unless(done: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof Error && error.message.includes(done))) throw error;
  }
}

/** What the module says, `CKR_TOKEN_NOT_PRESENT`: never the PIN. */
const reasonOf = (error: unknown): string =>
  error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : 'fault';

async function certificatesAt(path: string): Promise<[X509Certificate, ...X509Certificate[]]> {
  const pem = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException): never => {
    throw new SealKeyError(`SEAL_CERTIFICATE cannot be read: ${path} (${error.code ?? error.message})`, {
      cause: error,
    });
  });
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  try {
    const [own, ...chain] = blocks.map((block) => new X509Certificate(block));
    if (own !== undefined) return [own, ...chain];
  } catch {
    // Said below.
  }
  throw new SealKeyError(`SEAL_CERTIFICATE holds no certificate: ${path}`);
}
