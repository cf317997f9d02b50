// Writes form-js-page.ts, with form-js as the screens have it, as one script on the standard output. Run by application/forms/form-js.e2e.test.ts.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { oneFeel } from '../one-feel.ts';

const output = await build({
  configFile: false,
  logLevel: 'silent',
  plugins: [oneFeel()],
  build: {
    write: false,
    minify: false,
    lib: {
      entry: fileURLToPath(new URL('./form-js-page.ts', import.meta.url)),
      formats: ['iife'],
      name: 'page',
      fileName: 'page',
    },
  },
  define: { 'process.env.NODE_ENV': '"production"' },
});
const built = Array.isArray(output) ? output[0] : output;
const chunk = built && 'output' in built ? built.output[0] : undefined;
if (chunk?.type !== 'chunk') throw new Error('form-js was not bundled');
process.stdout.write(chunk.code);
