import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type Plugin } from 'vite';

const OFFLINE = path.resolve(import.meta.dirname, '../../../bin/verify/offline');
const IN_A_BROWSER = path.join(OFFLINE, 'crypto/node-crypto.ts');
const BUFFER = path.join(OFFLINE, 'crypto/buffer.ts');
/** What reads the package of a circuit: nobody gives one there. */
const CIRCUITS = /^\.\/bundle\.ts$/;

/** A part of the offline verifier as one script without imports, Node's parts replaced by those of a browser. */
export async function scriptOf(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: OFFLINE,
    resolve: { alias: [{ find: 'node:crypto', replacement: IN_A_BROWSER }] },
    plugins: [
      {
        name: 'harmonie:no-circuits',
        enforce: 'pre',
        resolveId: (id) => (CIRCUITS.test(id) ? '\0no-circuits' : null),
        load: (id) => (id === '\0no-circuits' ? 'export const checkBundle = () => {};' : null),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      reportCompressedSize: false,
      lib: { entry: path.join(OFFLINE, entry), formats: ['es'], fileName: 'verifier' },
      rolldownOptions: {
        output: { codeSplitting: false },
        transform: { inject: { Buffer: [BUFFER, 'Buffer'] } },
      },
    },
  });
  const [{ output }] = [built].flat() as unknown as [{ output: { type: string; code?: string }[] }];
  const [script, ...others] = output.filter(({ type }) => type === 'chunk');
  if (script?.code === undefined || others.length > 0) throw new Error('The offline verifier is not one script');
  return script.code;
}

const inPolicy = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The page that verifies without a network, as one file: its policy lets nothing in, and nothing out. */
async function pageOf(): Promise<string> {
  const [html, style, script] = await Promise.all([
    readFile(path.join(OFFLINE, 'page.html'), 'utf8'),
    readFile(path.join(OFFLINE, 'page.css'), 'utf8'),
    scriptOf('page.ts'),
  ]);
  // No end of a script within the script.
  const safe = script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
  const policy = `default-src 'none'; script-src ${inPolicy(safe)}; style-src ${inPolicy(style)}; base-uri 'none'; form-action 'none'`;
  return html
    .replace('{{policy}}', () => policy)
    .replace('<!-- style -->', () => `<style>${style}</style>`)
    .replace('<!-- script -->', () => `<script type="module">${safe}</script>`);
}

/** Makes it beside the screens, as `verifier/hors-ligne.html`. */
export function offlineVerifier(): Plugin {
  return {
    name: 'harmonie:offline-verifier',
    apply: 'build',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'verifier/hors-ligne.html', source: await pageOf() });
    },
  };
}
