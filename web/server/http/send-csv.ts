import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/** Sends a table as it is read, as a file to keep; `fileName` is ASCII. */
export async function sendCsv(response: Response, fileName: string, text: AsyncIterable<string>): Promise<undefined> {
  response.setHeader('Content-Disposition', `attachment; filename="${fileName}"`);
  response.type('text/csv');
  await pipeline(Readable.from(text), response);
}
