import { TestEnvironment } from 'jest-environment-jsdom';

/** What browsers have and jsdom lacks, and Node has as browsers do. */
const FROM_NODE = ['fetch', 'Headers', 'Request', 'Response', 'TextDecoder', 'TextEncoder', 'structuredClone'];

/** A page without a browser: enough for a component, its words, its roles, its keys. What needs layout is an e2e test. */
export default class extends TestEnvironment {
  async setup() {
    await super.setup();
    const { global: page } = this;
    for (const name of FROM_NODE) page[name] ??= globalThis[name];
    // Those that Node's own requests know: the router makes one, which can be aborted, at each navigation.
    for (const name of ['AbortController', 'AbortSignal']) page[name] = globalThis[name];
    // jsdom's lacks what browsers sign and hash with.
    Object.defineProperty(page, 'crypto', { value: globalThis.crypto, configurable: true });
    page.ResizeObserver ??= class {
      observe() {}
      unobserve() {}
      disconnect() {}
    };
    // The narrowest reading: no query matches, as on a small screen.
    page.matchMedia ??= (media) => Object.assign(new page.EventTarget(), { media, matches: false });
    page.Element.prototype.scrollIntoView ??= () => {};
    page.IS_REACT_ACT_ENVIRONMENT = true;
  }
}
