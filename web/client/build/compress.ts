import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const WORTH_IT = /\.(?:js|css|html|svg|json|txt|eot|ttf|webmanifest)$/;
/** Below this the headers of an answer weigh more than what is gained. */
const MIN_BYTES = 1_000;
/**
 * Brotli's best takes 3 s a megabyte, its middle 0.1 s for a tenth more bytes: the best is for what a first page asks
 * for (named by the page itself, or small: texts and the pages of the spaces), the middle for the editors' libraries.
 */
const BEST = 11;
const MIDDLE = 6;
const BEST_MAX_BYTES = 64_000;

const asBrotli = promisify(brotliCompress);
const asGzip = promisify(gzip);

/** Leaves a compressed twin beside each built file, `.br` and `.gz`: the server sends them as they are. */
export function compressed(): Plugin {
  let folder = '';
  let isWritten = false;
  return {
    name: 'harmonie:compressed',
    apply: 'build',
    configResolved({ root, build }) {
      folder = path.resolve(root, build.outDir);
    },
    writeBundle() {
      isWritten = true;
    },
    async closeBundle() {
      // Called after a build that failed too, whose own error is the one to read.
      if (!isWritten) return;
      const page = await readFile(path.join(folder, 'index.html'), 'utf8');
      const files = await readdir(folder, { recursive: true });
      await Promise.all(files.filter((file) => WORTH_IT.test(file)).map((file) => compress(file, page)));
    },
  };

  async function compress(file: string, page: string): Promise<void> {
    const target = path.join(folder, file);
    const content = await readFile(target);
    if (content.length < MIN_BYTES) return;
    const isFirst = content.length <= BEST_MAX_BYTES || page.includes(path.basename(file));
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: isFirst ? BEST : MIDDLE,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    };
    await writeFile(`${target}.br`, await asBrotli(content, { params }));
    await writeFile(`${target}.gz`, await asGzip(content, { level: 9 }));
  }
}
