// What `@jest/globals` is to a file that Node itself loads (native.mjs): a helper is loaded once, and used by file after
// file, each with a `test`, a `describe` and hooks of its own.
let current;

/** The globals of the file that runs from now on. */
export const use = (globals) => {
  current = globals;
};

const ofTheFile = (name) =>
  new Proxy(() => {}, {
    apply: (_, self, given) => Reflect.apply(current[name], self, given),
    get: (_, key) => current[name][key],
  });

export const afterAll = ofTheFile('afterAll');
export const afterEach = ofTheFile('afterEach');
export const beforeAll = ofTheFile('beforeAll');
export const beforeEach = ofTheFile('beforeEach');
export const describe = ofTheFile('describe');
export const expect = ofTheFile('expect');
export const test = ofTheFile('test');

/** `jest.fn`, `jest.spyOn`…: what stands in for a function. */
export const jest = ofTheFile('jest');
