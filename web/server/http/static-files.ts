import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { Router } from 'express';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** No file of ours is called that; a system refuses to look for longer names, and says so as a fault. */
const MAX_ADDRESS_LENGTH = 200;
const FOR_EVER = 'public, max-age=31536000, immutable';
const ASKED_EACH_TIME = 'no-cache';

/** What a page takes in obeys the policy of that page, and shows nothing by itself: half a kilobyte less for each. */
const OF_A_PAGE = new Set(['.js', '.css', '.woff', '.woff2']);

/**
 * The built screens. A file whose name carries its hash is kept for ever by browsers; the page itself is asked for each
 * time, and sent again only when it changed. Any other address is the page's: it routes by itself. Compressed twins made
 * by the build are sent as they are, to whoever accepts them.
 */
export function staticFiles(folder: string): Router {
  const router = Router();
  router.use((request, response, next) => {
    if ((request.method !== 'GET' && request.method !== 'HEAD') || request.path.startsWith('/api/')) return next();
    const asked = fileAt(folder, request.path);
    const hasHash = request.path.startsWith('/assets/');
    const isAsset = hasHash || path.extname(request.path) !== '';
    const file = asked ?? (isAsset ? undefined : fileAt(folder, '/index.html'));
    if (!file) return next();
    response.setHeader('Content-Type', TYPES[path.extname(file)] ?? 'application/octet-stream');
    if (OF_A_PAGE.has(path.extname(file))) response.removeHeader('Content-Security-Policy');
    response.setHeader('Vary', 'Accept-Encoding');
    response.setHeader('Cache-Control', hasHash ? FOR_EVER : ASKED_EACH_TIME);
    // One by one: of two that are accepted alike, Express would choose the one that the browser happens to name first.
    const twin = ENCODINGS.find(([name, suffix]) => request.acceptsEncodings(name) && existsSync(file + suffix));
    const content = readFileSync(twin ? file + twin[1] : file);
    if (twin) response.setHeader('Content-Encoding', twin[0]);
    if (!hasHash) response.setHeader('ETag', `"${createHash('sha256').update(content).digest('base64url')}"`);
    // Answers 304 by itself when the browser holds this very content.
    response.send(content);
  });
  return router;
}

/** A file inside the folder; undefined for anything that is not one, or that leads out of it. */
function fileAt(folder: string, address: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(address);
  } catch {
    return undefined;
  }
  const file = path.join(folder, decoded === '/' ? 'index.html' : decoded);
  const inside = file.startsWith(folder + path.sep) && !decoded.includes('\0') && decoded.length <= MAX_ADDRESS_LENGTH;
  return inside && statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
}
