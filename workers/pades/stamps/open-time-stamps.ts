import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { SealKeyError } from '../keys/p12.ts';
import { openStampingAuthority } from './stamping-authority.ts';
import { type TimeStamper, timeStampingAuthority } from './time-stamping.ts';

/** Who stamps, as the operator says it: an authority at an address, or the demonstration's own by its folder. */
export type TimeStampSource =
  | { readonly folder: string }
  | {
      readonly url: string;
      readonly login?: { readonly user: string; readonly password: string } | undefined;
      readonly client?: { readonly p12Path: string; readonly passphrase: string } | undefined;
    };

/** @throws {SealKeyError} in one line, when what opens its door cannot be read */
export async function openTimeStamps(source: TimeStampSource | null): Promise<TimeStamper | undefined> {
  if (source === null) return undefined;
  if ('folder' in source) return openStampingAuthority(source.folder);
  const { url, login, client } = source;
  return timeStampingAuthority({ url, login, certificate: client && (await clientCertificate(client)) });
}

async function clientCertificate({ p12Path, passphrase }: { p12Path: string; passphrase: string }) {
  const pfx = await readFile(p12Path).catch((error: NodeJS.ErrnoException): never => {
    throw new SealKeyError(`TSA_P12 cannot be read: ${p12Path} (${error.code ?? error.message})`, { cause: error });
  });
  try {
    createSecureContext({ pfx, passphrase });
  } catch (cause) {
    throw new SealKeyError('TSA_P12 cannot be opened: wrong passphrase, damaged file, or old ciphers', { cause });
  }
  return { pfx, passphrase };
}
