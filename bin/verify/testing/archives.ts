import { randomBytes, X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFArray, PDFDict, type PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { SignPdf } from '@signpdf/signpdf';
import { Signer } from '@signpdf/utils';
import { addSignatureField, emptySignature, extended } from '#workers/pades/pdf/incremental.ts';
import type { TimeStamper } from '#workers/pades/stamps/time-stamping.ts';
import type { Certified } from '#workers/pades/testing/authorities.ts';
import { ask } from '#workers/pades/testing/independent-verifiers.ts';

/** What an archive adds to an act; `change` is what it never should, once it has prepared the document as `prepare` says. */
export interface Archiving {
  readonly lists?: readonly Uint8Array[];
  readonly answers?: readonly Uint8Array[];
  readonly stamp: TimeStamper;
  readonly prepare?: (document: PDFDocument) => void;
  readonly change?: (document: PDFDocument) => void;
}

class Stamping extends Signer {
  readonly #stamp: TimeStamper;

  constructor(stamp: TimeStamper) {
    super();
    this.#stamp = stamp;
  }

  override async sign(content: Buffer): Promise<Buffer> {
    return Buffer.from(await this.#stamp(content));
  }
}

const ROOM_FOR_A_TOKEN = 16_384;

const name = (text: string): PDFName => PDFName.of(text);

/** The next edition of an act: proofs in its store (DSS), then a document time stamp, as an incremental update. */
export async function anEdition(
  pdf: Uint8Array,
  { lists = [], answers = [], stamp, prepare, change }: Archiving,
): Promise<Uint8Array> {
  const prepared = await extended(pdf, (document, changed) => {
    const { context, catalog } = document;
    // Whatever the change below touches is written.
    context.snapshot = changed;
    prepare?.(document);
    const former = catalog.lookupMaybe(name('DSS'), PDFDict);
    const kept = (key: string, more: readonly Uint8Array[]) => [
      ...(former?.lookupMaybe(name(key), PDFArray)?.asArray() ?? []),
      ...more.map((bytes) => context.register(context.stream(bytes))),
    ];
    catalog.set(name('DSS'), context.obj({ Type: 'DSS', CRLs: kept('CRLs', lists), OCSPs: kept('OCSPs', answers) }));
    const signature = context.obj({ Type: 'DocTimeStamp', ...emptySignature('ETSI.RFC3161', ROOM_FOR_A_TOKEN) });
    addSignatureField(document, changed, { signature, name: `Horodatage ${pdf.length}` });
    change?.(document);
  });
  return new Uint8Array(await new SignPdf().sign(Buffer.from(prepared), new Stamping(stamp)));
}

/** As OpenSSL writes an instant in its tables, then in its options. */
const inTable = (at: Date): string => `${at.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`;
const asOption = (at: Date): string => `${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
const fromNow = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);

/** A certificate of an authority, and since when it is revoked, in minutes from now. */
export interface Listed {
  readonly of: Certified;
  readonly revoked?: number;
}

async function aTable(folder: string, listed: readonly Listed[]): Promise<(file: string) => string> {
  const own = join(folder, randomBytes(6).toString('hex'));
  await mkdir(own, { recursive: true });
  const lines = listed.map(({ of, revoked }) => {
    const { serialNumber } = new X509Certificate(of.pem);
    const status =
      revoked === undefined
        ? ['V', inTable(fromNow(60_000)), '']
        : ['R', inTable(fromNow(60_000)), inTable(fromNow(revoked))];
    return [...status, serialNumber, 'unknown', '/CN=x'].join('\t');
  });
  await Promise.all([
    writeFile(join(own, 'index.txt'), lines.map((line) => `${line}\n`).join('')),
    writeFile(join(own, 'index.txt.attr'), 'unique_subject = no\n'),
    writeFile(
      join(own, 'ca.cnf'),
      `[ca]\ndefault_ca = d\n[d]\ndatabase = ${join(own, 'index.txt')}\ndefault_md = sha256\n`,
    ),
  ]);
  return (file) => join(own, file);
}

async function openssl(...args: string[]): Promise<void> {
  const { code, text } = await ask('openssl', args);
  if (code !== 0) throw new Error(`openssl ${args[0]}: ${text}`);
}

/** The list of what an authority revoked (CRL), in DER, in force between these minutes from now. */
export async function aList(
  folder: string,
  issuer: Certified,
  listed: readonly Listed[],
  [from, until]: readonly [number, number] = [-60, 60],
): Promise<Uint8Array> {
  const file = await aTable(folder, listed);
  const by = ['-config', file('ca.cnf'), '-cert', issuer.certificatePath, '-keyfile', issuer.keyPath];
  const dates = ['-crl_lastupdate', asOption(fromNow(from)), '-crl_nextupdate', asOption(fromNow(until))];
  await openssl('ca', '-gencrl', ...by, ...dates, '-out', file('list.pem'));
  await openssl('crl', '-in', file('list.pem'), '-outform', 'DER', '-out', file('list.der'));
  return readFile(file('list.der'));
}

/** What an authority answers of one certificate (OCSP), in DER, signed by whoever it has answer for it. */
export async function anAnswer(
  folder: string,
  issuer: Certified,
  listed: Listed,
  signer: Certified = issuer,
): Promise<Uint8Array> {
  const file = await aTable(folder, [listed]);
  const about = ['-issuer', issuer.certificatePath, '-cert', listed.of.certificatePath];
  const by = [
    '-index',
    file('index.txt'),
    '-CA',
    issuer.certificatePath,
    '-rsigner',
    signer.certificatePath,
    '-rkey',
    signer.keyPath,
  ];
  await openssl('ocsp', ...about, ...by, '-ndays', '1', '-respout', file('answer.der'), '-noverify');
  return readFile(file('answer.der'));
}
