import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { GatewayContext } from '../../context.ts';
import { type DocumentMetadata, STORE_ID, type StoredDocument } from '../../documents/documents.ts';
import { Refused } from '../../refused.ts';
import { asRefusal } from '../../rejections.ts';
import {
  type Body,
  bodyOf,
  objectOf,
  optionalKey,
  optionalNumber,
  optionalText,
  readMoment,
  refuseValue,
} from '../body.ts';
import { DEFINITION_ID } from '../limits.ts';
import { checkParts, filesOf, formOf, multipart } from '../multipart.ts';
import { problemOf } from '../problem.ts';

const REQUEST_LIMIT = '12mb';
const AN_HOUR_MS = 3_600_000;
const METADATA = [
  'contentType',
  'fileName',
  'expiresAt',
  'size',
  'processDefinitionId',
  'processInstanceKey',
  'customProperties',
];

/** Files that processes refer to: kept one by one or several at once, read, linked to, deleted. */
export function documents({ documents: store, engine }: GatewayContext): Router {
  const router = Router();
  router.post('/documents', multipart(REQUEST_LIMIT), async (request, response) => {
    checkStore(request, 'INVALID_ARGUMENT');
    const form = await formOf(request);
    checkParts(form, ['file', 'metadata']);
    const [file] = filesOf(form, 'file');
    if (file === undefined)
      throw new Refused('INVALID_ARGUMENT', "No file provided: 'file' must be a part with a file name");
    const [metadata = {}] = await metadataIn(form, 'metadata');
    const created = await store.create(query(request, 'documentId'), await bytesOf(file), describe(file, metadata));
    response.status(201).json(reference(created));
  });

  router.post('/documents/batch', multipart(REQUEST_LIMIT), async (request, response) => {
    checkStore(request, 'INVALID_ARGUMENT');
    const form = await formOf(request);
    checkParts(form, ['files', 'metadataList']);
    const files = filesOf(form, 'files');
    if (files.length === 0) throw new Refused('INVALID_ARGUMENT', 'No files provided');
    const metadata = await metadataIn(form, 'metadataList');
    if (metadata.length > 0 && metadata.length !== files.length)
      throw new Refused(
        'INVALID_ARGUMENT',
        `'metadataList' must be as long as the files: ${files.length}, not ${metadata.length}`,
      );
    const createdDocuments: object[] = [];
    const failedDocuments: object[] = [];
    for (const [index, file] of files.entries()) {
      try {
        createdDocuments.push(
          reference(await store.create(undefined, await bytesOf(file), describe(file, metadata[index] ?? {}))),
        );
      } catch (error) {
        failedDocuments.push(failure(file, error));
      }
    }
    response.status(failedDocuments.length === 0 ? 201 : 207).json({ createdDocuments, failedDocuments });
  });

  router.get('/documents/:documentId', async (request, response) => {
    checkStore(request, 'NOT_FOUND');
    const found = await store.find(request.params.documentId, query(request, 'contentHash'));
    send(response, found, await store.read(found));
  });
  router.delete('/documents/:documentId', async (request, response) => {
    checkStore(request, 'NOT_FOUND');
    await store.delete(request.params.documentId);
    response.sendStatus(204);
  });
  const link: RequestHandler<{ documentId: string }> = async (request, response) => {
    checkStore(request, 'INVALID_ARGUMENT');
    const timeToLive = optionalNumber(bodyOf(request, ['timeToLive']), 'timeToLive') ?? AN_HOUR_MS;
    if (timeToLive < 1) refuseValue('timeToLive', timeToLive, 'greater than 0');
    const { documentId } = await known(store.find(request.params.documentId, query(request, 'contentHash')));
    const expires = Math.floor(engine.now() + timeToLive);
    const parameters = new URLSearchParams({ expires: String(expires), signature: store.sign(documentId, expires) });
    const url = `${request.protocol}://${request.get('host')}/document-links/${encodeURIComponent(documentId)}?${parameters}`;
    response.status(201).json({ url, expiresAt: new Date(expires).toISOString() });
  };
  router.post('/documents/:documentId/links', link);
  // The SDK's path for the same.
  router.post('/documents/:documentId/link', link);
  return router;
}

/** What links lead to: whoever has one may read that document until it expires, without signing in. */
export function documentLinks({ documents: store }: GatewayContext): Router {
  const router = Router();
  router.get('/document-links/:documentId', async (request, response) => {
    const { documentId } = request.params;
    if (!store.isSigned(documentId, Number(query(request, 'expires')), query(request, 'signature') ?? ''))
      throw new Refused('PERMISSION_DENIED', 'This link is over, or is not one of this engine');
    const found = await store.find(documentId);
    send(response, found, await store.read(found));
  });
  return router;
}

/** Always to be saved, never shown: a document is somebody's file, not a page of this engine. */
function send(response: Response, { contentType, fileName }: StoredDocument, bytes: Buffer): void {
  response.set('Content-Type', contentType);
  response.set('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`);
  response.set('X-Content-Type-Options', 'nosniff');
  response.end(bytes);
}

async function bytesOf(file: File): Promise<Buffer> {
  return Buffer.from(await file.arrayBuffer());
}

/** Metadata come as one JSON part each, or as one part that holds a list of them. */
async function metadataIn(form: FormData, name: string): Promise<Body[]> {
  const found: unknown[] = [];
  for (const part of form.getAll(name)) {
    const value = parse(typeof part === 'string' ? part : await part.text(), name);
    if (Array.isArray(value)) found.push(...value);
    else found.push(value);
  }
  return found.map((one) => objectOf({ [name]: one }, name, METADATA));
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused('INVALID_ARGUMENT', `'${name}' must be JSON`);
  }
}

function describe(file: File, metadata: Body): DocumentMetadata {
  const expiresAt = optionalText(metadata, 'expiresAt');
  return {
    contentType: optionalText(metadata, 'contentType') || file.type || 'application/octet-stream',
    fileName: optionalText(metadata, 'fileName') || file.name,
    size: file.size,
    expiresAt: expiresAt === undefined ? null : new Date(readMoment(metadata, 'expiresAt')).toISOString(),
    processDefinitionId: optionalText(metadata, 'processDefinitionId', DEFINITION_ID) ?? null,
    processInstanceKey: optionalKey(metadata, 'processInstanceKey') ?? null,
    customProperties: (metadata.customProperties ?? {}) as Record<string, unknown>,
  };
}

function reference({ documentId, contentHash, ...metadata }: StoredDocument): object {
  return { 'camunda.document.type': 'camunda', storeId: STORE_ID, documentId, contentHash, metadata };
}

function failure(file: File, error: unknown): object {
  const refusal = asRefusal(error);
  if (refusal === null) throw error;
  return { fileName: file.name, ...problemOf(refusal.code, refusal.text) };
}

function checkStore(request: Request, code: 'INVALID_ARGUMENT' | 'NOT_FOUND'): void {
  const storeId = query(request, 'storeId');
  if (storeId !== undefined && storeId !== STORE_ID)
    throw new Refused(code, `Document store with id '${storeId}' does not exist: the one there is is '${STORE_ID}'`);
}

/** The API knows no « not found » for a link: to what does not exist, there is no valid one. */
async function known(document: Promise<StoredDocument>): Promise<StoredDocument> {
  try {
    return await document;
  } catch (error) {
    const refusal = asRefusal(error);
    throw refusal?.code === 'NOT_FOUND' ? new Refused('INVALID_ARGUMENT', refusal.text) : error;
  }
}

function query(request: Request, name: string): string | undefined {
  const value = request.query[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
