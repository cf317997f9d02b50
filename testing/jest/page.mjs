// One jsdom for all the component tests that a process plays: making one, and evaluating React and Carbon in it, costs a
// second of processor. A file has it alone, from its beginning to its end.
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { runInNewContext } from 'node:vm';

/** What Node has as browsers do, and components get of it: jsdom's are missing, or unknown to Node's own requests. */
const FROM_NODE = new Set([
  'AbortController',
  'AbortSignal',
  'Headers',
  'Request',
  'Response',
  'TextDecoder',
  'TextEncoder',
  // jsdom's call Node's, by these very names.
  ...['atob', 'btoa'],
  'crypto',
  'fetch',
  'structuredClone',
  // Its timers are ours, which end with the file.
  ...['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'queueMicrotask', 'performance', 'console'],
]);

let dom;
let virtualConsole;
let names;
let installed;

/** Gives the process the globals of a page, until `closePage`. */
export function openPage(console) {
  dom ??= makePage();
  virtualConsole.removeAllListeners();
  virtualConsole.forwardTo?.(console);
  virtualConsole.sendTo?.(console);
  installed = new Map();
  // A file may put its own in their place (an answer of the server's): Node's are back once it ends.
  for (const name of FROM_NODE) installed.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
  const { window } = dom;
  for (const name of names) {
    define(name, {
      get: () => window[name],
      set: (value) => {
        window[name] = value;
      },
    });
  }
  for (const [name, value] of Object.entries(TIMERS)) define(name, { value, writable: true });
  define('IS_REACT_ACT_ENVIRONMENT', { value: true, writable: true });
}

/** Lets what is about to happen happen, ends what the file left running, empties its page and takes the globals away. */
export async function closePage() {
  // A library that is to go on in a moment would wait for ever, in the next file, for what was ended here: React's scheduler does.
  for (let turn = 0; turn < TURNS && [...running.values()].some(({ soon }) => soon); turn += 1) await pause(1);
  for (const { end } of running.values()) end();
  running.clear();
  const { window } = dom;
  const { document, localStorage, sessionStorage } = window;
  document.body.replaceChildren();
  for (const element of [document.documentElement, document.body])
    for (const { name } of [...element.attributes]) element.removeAttribute(name);
  document.title = '';
  localStorage.clear();
  sessionStorage.clear();
  window.history.replaceState(null, '', '/');
  for (const [name, before] of installed) {
    if (before) Object.defineProperty(globalThis, name, before);
    else delete globalThis[name];
  }
}

function define(name, property) {
  installed.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
  Object.defineProperty(globalThis, name, { configurable: true, enumerable: true, ...property });
}

/** Timers of the file that runs: how each is ended, and whether it ends by itself in a moment. */
const running = new Map();
/** In milliseconds. */
const SOON = 20;
const TURNS = 100;

/** A timer that ends with the file. */
const counted =
  (start, end, { again = false, delayed = true } = {}) =>
  (run, ...given) => {
    const timer = start(
      (...values) => {
        if (!again) running.delete(timer);
        return run(...values);
      },
      ...given,
    );
    running.set(timer, { end: () => end(timer), soon: !again && (!delayed || (given[0] ?? 0) <= SOON) });
    return timer;
  };

const TIMERS = {
  setTimeout: counted(setTimeout, clearTimeout),
  setInterval: counted(setInterval, clearInterval, { again: true }),
  setImmediate: counted(setImmediate, clearImmediate, { delayed: false }),
};

function makePage() {
  // jsdom is what Jest's own environment brings.
  const { JSDOM, VirtualConsole } = createRequire(createRequire(import.meta.url).resolve('jest-environment-jsdom'))(
    'jsdom',
  );
  virtualConsole = new VirtualConsole();
  const page = new JSDOM('<!DOCTYPE html>', { url: 'http://localhost/', pretendToBeVisual: true, virtualConsole });
  const { window } = page;
  window.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  // The narrowest reading: no query matches, as on a small screen.
  window.matchMedia ??= (media) => Object.assign(new window.EventTarget(), { media, matches: false });
  window.Element.prototype.scrollIntoView ??= () => {};
  for (const name of FROM_NODE)
    Object.defineProperty(window, name, {
      configurable: true,
      get: () => globalThis[name],
      set: (value) => {
        globalThis[name] = value;
      },
    });
  for (const [name, value] of [
    // jsdom's own would be stopped by the end of a file's timers, and never start again.
    ['requestAnimationFrame', (draw) => globalThis.setTimeout(() => draw(performance.now()), 16)],
    ['cancelAnimationFrame', (frame) => globalThis.clearTimeout(frame)],
  ])
    window[name] = value;
  const ofLanguage = new Set(runInNewContext('Object.getOwnPropertyNames(globalThis)'));
  names = [...propertiesOf(window)].filter(
    (name) => !/^_|^\d+$/.test(name) && name !== 'constructor' && !FROM_NODE.has(name) && !ofLanguage.has(name),
  );
  return page;
}

/** Names of an object's properties, inherited ones included. */
function propertiesOf(object) {
  const found = new Set();
  for (let of = object; of !== null && of !== Object.prototype; of = Object.getPrototypeOf(of))
    for (const name of Object.getOwnPropertyNames(of)) found.add(name);
  return found;
}
