import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { SentArchive } from '#application/archive/export-archive.ts';
import { DomainError } from '#domain/errors.ts';
import type { Dependencies } from '../dependencies.ts';
import { inlineDisposition } from './file-name.ts';

/**
 * Sends a kept PDF to be read in the page. Whoever calls has checked the right.
 * @param noteShown what proves that it was shown, written once all of it but its last part left: what broke before is no file that
 * anybody reads
 */
export async function serveDocument(
  { documents }: Pick<Dependencies, 'documents'>,
  response: Response,
  document: { sha256: string; fileName: string },
  noteShown?: () => Promise<void>,
): Promise<undefined> {
  if (noteShown && isAhead(response.req)) throw new DomainError('not-found');
  const { stream, size } = await documents.open(document.sha256);
  response.setHeader('Content-Type', 'application/pdf');
  response.setHeader('Content-Length', size);
  response.setHeader('Content-Disposition', inlineDisposition(document.fileName));
  response.setHeader('X-Content-Type-Options', 'nosniff');
  // Nothing a document contains may run or call out; our own pages may show it.
  response.setHeader(
    'Content-Security-Policy',
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox",
  );
  const isShown = noteShown !== undefined && response.req.method === 'GET';
  return sendTo(response, isShown ? beforeTheLast(stream, noteShown) : stream);
}

/**
 * Sends an archive to be kept, as it is made: what breaks meanwhile leaves it without its end. Taking it is written down: of its
 * head alone nothing is taken.
 */
export async function serveZip(response: Response, take: () => Promise<SentArchive>): Promise<undefined> {
  if (response.req.method !== 'GET' || isAhead(response.req)) throw new DomainError('not-found');
  const { fileName, zip } = await take();
  response.setHeader('Content-Type', 'application/zip');
  response.setHeader('Content-Disposition', `attachment; filename="${fileName}"`);
  return sendTo(response, zip);
}

/** Whether a browser fetches ahead what nobody asked to read yet; refused, it asks again when somebody does. */
const isAhead = ({ headers }: Request): boolean => headers['sec-purpose'] !== undefined;

async function* beforeTheLast(parts: AsyncIterable<Uint8Array>, note: () => Promise<void>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array | undefined;
  for await (const part of parts) {
    if (held) yield held;
    held = part;
  }
  await note();
  if (held) yield held;
}

async function sendTo(response: Response, content: AsyncIterable<Uint8Array>): Promise<undefined> {
  // A person who closes the page early is no fault of ours.
  await pipeline(content, response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
  return undefined;
}
