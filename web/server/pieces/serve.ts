import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { Dependencies } from '../dependencies.ts';
import { inlineDisposition } from './file-name.ts';

/** Sends a kept PDF to be read in the page. Whoever calls has checked the right. */
export async function serveDocument(
  { documents }: Pick<Dependencies, 'documents'>,
  response: Response,
  document: { sha256: string; fileName: string },
): Promise<undefined> {
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
  // A person who closes the page early is no fault of ours.
  await pipeline(stream, response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
  return undefined;
}
