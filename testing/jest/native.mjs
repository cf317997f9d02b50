import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import '../../bin/compile-cache.mjs';
import { compile } from './compile.mjs';
import { use } from './globals.mjs';

// Jest's own part, that its command line brings.
const jest = createRequire(createRequire(createRequire(import.meta.url).resolve('jest')).resolve('@jest/core'));
const circus = jest('jest-circus/runner').default;
const standIns = new (jest('jest-mock').ModuleMocker)(globalThis);
/** Where it keeps who listens to the file that runs. */
const LISTENERS = Symbol.for('EVENT_HANDLERS');

const beside = (name) => new URL(name, import.meta.url).href;
/** What a build makes of it, a test only names. */
const ASSET = /\.(?:s?css|svg|png|woff2?)$/;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === '@jest/globals') return { url: beside('globals.mjs'), shortCircuit: true };
    if (ASSET.test(specifier)) return { url: beside('asset.mjs'), shortCircuit: true };
    try {
      return next(specifier, context);
    } catch (error) {
      // « lodash/isEqual »: a build finds it, and so do tests.
      if (error.code !== 'ERR_MODULE_NOT_FOUND' || !/^[^.#/].*\/[^.]+$/.test(specifier)) throw error;
      return next(`${specifier}.js`, context);
    }
  },
  load: (url, context, next) =>
    url.endsWith('.tsx')
      ? { format: 'module', source: compile(fileURLToPath(url)), shortCircuit: true }
      : next(url, context),
});

/**
 * Jest's way of playing a file, without a world of its own: Node loads it as it loads production, types stripped, and
 * what it imports is loaded once a process, not once a file. What a module remembers is therefore there for the next file.
 */
export default function native(globalConfig, config, environment, _runtime, testPath, sendMessageToJest) {
  const load = (file) => import(pathToFileURL(file).href);
  const runtime = {
    requireInternalModule: (file) => {
      delete jest.cache[file];
      globalThis[LISTENERS] = undefined;
      return jest(file);
    },
    requireModule: jest,
    setGlobalsForRuntime: (globals) => use({ ...globals, jest: standIns }),
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: async (file) => {
      const module = await load(file);
      // A set-up file is loaded once a process, and asked by each file.
      if (config.setupFilesAfterEnv.includes(file)) await module.default();
    },
    enterTestCode() {},
    leaveTestCode() {},
  };
  // What stands in for a function does so for its file alone.
  return circus(globalConfig, config, environment, runtime, testPath, sendMessageToJest).finally(() =>
    standIns.restoreAllMocks(),
  );
}
