import type { Request, RequestHandler } from 'express';
import { raw } from 'express';
import { Refused } from '../refused.ts';

/** Reads a multipart body as it came, up to `limit` (as Express writes it: '20mb'). */
export function multipart(limit: string): RequestHandler {
  return raw({ type: 'multipart/form-data', limit });
}

/** The parts of a multipart body. */
export async function formOf(request: Request): Promise<FormData> {
  if (!Buffer.isBuffer(request.body))
    throw new Refused('UNSUPPORTED_MEDIA_TYPE', 'The body is to be sent as multipart/form-data');
  try {
    const headers = { 'content-type': request.headers['content-type'] ?? '' };
    return await new Response(new Uint8Array(request.body), { headers }).formData();
  } catch {
    throw new Refused('UNREADABLE', 'Failed to read request: the multipart body is broken');
  }
}

/** The parts of this name that are files. */
export function filesOf(form: FormData, name: string): File[] {
  return form.getAll(name).filter((part): part is File => typeof part !== 'string');
}

/** A part with another name than these is refused, not overlooked. */
export function checkParts(form: FormData, known: readonly string[]): void {
  for (const name of form.keys())
    if (!known.includes(name)) throw new Refused('UNREADABLE', `Request property [${name}] cannot be parsed`);
}
