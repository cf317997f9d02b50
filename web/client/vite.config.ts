import { defineConfig } from 'vite';
import { leanCarbon } from './build/carbon.ts';
import { compressed } from './build/compress.ts';
import { firstPage } from './build/first-page.ts';
import { laterSheet } from './build/later-sheet.ts';
import { offlineVerifier } from './build/offline-verifier.ts';
import { oneFeel } from './build/one-feel.ts';

const here = import.meta.dirname;

/** Builds the screens into web/client/dist: `vite build --config web/client/vite.config.ts`. */
export default defineConfig({
  root: here,
  plugins: [
    leanCarbon(`${here}/../../node_modules`),
    laterSheet(),
    oneFeel(),
    firstPage(),
    offlineVerifier(),
    compressed(),
  ],
  // Same names in every language folder: the hash tells the content, so the server may cache for ever.
  build: {
    outDir: `${here}/dist`,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2022',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // The editors' libraries are large, and opened by few: the first page has a budget in the tests.
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: {
      checks: { pluginTimings: false },
      // What every page begins with comes in one file: sixty small ones, asked for at each visit, cost more than they weigh.
      output: {
        // The first page carries the names of some 270 files: seven letters of a hash tell two contents of one name apart
        // as surely as eight, and weigh 200 bytes less.
        chunkFileNames: 'assets/[name]-[hash:7].js',
        assetFileNames: 'assets/[name]-[hash:7][extname]',
        codeSplitting: {
          groups: [
            // It runs while the rest arrives, and needs nothing of it.
            { name: 'first-asks', test: /client\/first-asks\.ts$|preload-helper|rolldown\/runtime/, priority: 1 },
            { name: 'first', tags: ['$initial'] },
            // The page for signing in, with the fields that other pages have too.
            { name: 'sign-in', test: /client\/app\/SignIn\.tsx$/ },
          ],
        },
      },
      // Libraries mark their files « use client » for server rendering, which is not done here.
      onwarn: (warning, warn) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
  css: {
    preprocessorOptions: {
      scss: { loadPaths: [`${here}/../../node_modules`], quietDeps: true },
    },
  },
});
