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
const LONGEST_ADDRESS = 200;

/**
 * The built screens. A file whose name carries its hash is kept for ever by browsers; the page itself is asked for each
 * time. Any other address is the page's: it routes by itself. Compressed twins made by the build are sent as they are.
 */
export function staticFiles(folder: string): Router {
  const router = Router();
  router.use((request, response, next) => {
    if ((request.method !== 'GET' && request.method !== 'HEAD') || request.path.startsWith('/api/')) return next();
    const asked = fileAt(folder, request.path);
    const isAsset = request.path.startsWith('/assets/') || path.extname(request.path) !== '';
    const file = asked ?? (isAsset ? undefined : fileAt(folder, '/index.html'));
    if (!file) return next();
    response.setHeader('Content-Type', TYPES[path.extname(file)] ?? 'application/octet-stream');
    response.setHeader('Vary', 'Accept-Encoding');
    response.setHeader(
      'Cache-Control',
      request.path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    );
    const accepted = String(request.headers['accept-encoding'] ?? '');
    const packed = ENCODINGS.find(([name, suffix]) => accepted.includes(name) && existsSync(file + suffix));
    if (packed) response.setHeader('Content-Encoding', packed[0]);
    response.send(readFileSync(packed ? file + packed[1] : file));
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
  const inside = file.startsWith(folder + path.sep) && !decoded.includes('\0') && decoded.length <= LONGEST_ADDRESS;
  return inside && statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
}
