import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import '../../bin/compile-cache.mjs';
import { use } from './globals.mjs';

// Jest's own part, that its command line brings.
const jest = createRequire(createRequire(createRequire(import.meta.url).resolve('jest')).resolve('@jest/core'));
const circus = jest('jest-circus/runner').default;
/** Where it keeps who listens to the file that runs. */
const LISTENERS = Symbol.for('EVENT_HANDLERS');

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@jest/globals'
      ? { url: new URL('globals.mjs', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
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
    setGlobalsForRuntime: use,
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: load,
    enterTestCode() {},
    leaveTestCode() {},
  };
  return circus(globalConfig, config, environment, runtime, testPath, sendMessageToJest);
}
