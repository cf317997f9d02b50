type Vm = typeof import('node:vm');

interface Watch {
  run<T>(what: () => T, milliseconds: number): T;
}

/** Made when it is first needed; null where there is none: in a browser, a person can close the page. */
let watch: Watch | null | undefined;

function makeWatch(): Watch | null {
  // the same file runs in browsers, which have no such module to import
  const vm = (globalThis as { process?: { getBuiltinModule?(name: 'node:vm'): Vm } }).process?.getBuiltinModule?.(
    'node:vm',
  );
  if (vm === undefined) return null;
  const sandbox = vm.createContext({ run: undefined as (() => unknown) | undefined });
  const script = new vm.Script('run()');
  return {
    run<T>(what: () => T, milliseconds: number): T {
      sandbox.run = what;
      try {
        return script.runInContext(sandbox, { timeout: milliseconds });
      } finally {
        sandbox.run = undefined;
      }
    },
  };
}

/** Runs what may never end for so long at most; beyond, throws what `tooLong` makes. */
export function runWatched<T>(what: () => T, milliseconds: number, tooLong: () => Error): T {
  if (watch === undefined) watch = makeWatch();
  if (watch === null) return what();
  try {
    return watch.run(what, milliseconds);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? tooLong() : error;
  }
}
