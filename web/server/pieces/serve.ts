import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { Dependencies } from '../dependencies.ts';
import { inlineDisposition } from './file-name.ts';

/**
 * Sends a kept PDF to be read in the page. Whoever calls has checked the right.
 * @param noteShown what proves that it was, written once it is there and before it leaves; of its head alone nothing is shown
 */
export async function serveDocument(
  { documents }: Pick<Dependencies, 'documents'>,
  response: Response,
  document: { sha256: string; fileName: string },
  noteShown?: () => Promise<void>,
): Promise<undefined> {
  const { stream, size } = await documents.open(document.sha256);
  try {
    if (response.req.method === 'GET') await noteShown?.();
  } catch (error) {
    stream.destroy();
    throw error;
  }
  response.setHeader('Content-Type', 'application/pdf');
  response.setHeader('Content-Length', size);
  response.setHeader('Content-Disposition', inlineDisposition(document.fileName));
  response.setHeader('X-Content-Type-Options', 'nosniff');
  // Nothing a document contains may run or call out; our own pages may show it.
  response.setHeader(
    'Content-Security-Policy',
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox",
  );
  return sendTo(response, stream);
}

/** Sends an archive to be kept, as it is made: what breaks meanwhile leaves it without its end. */
export function serveZip(
  response: Response,
  { fileName, zip }: { readonly fileName: string; readonly zip: AsyncIterable<Uint8Array> },
): Promise<undefined> {
  response.setHeader('Content-Type', 'application/zip');
  response.setHeader('Content-Disposition', `attachment; filename="${fileName}"`);
  return sendTo(response, zip);
}

async function sendTo(response: Response, content: AsyncIterable<Uint8Array>): Promise<undefined> {
  // A person who closes the page early is no fault of ours.
  await pipeline(content, response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
  return undefined;
}
