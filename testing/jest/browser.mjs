import NodeEnvironment from './node.mjs';
import { closePage, openPage } from './page.mjs';

/** A page without a browser: enough for a component, its words, its roles, its keys. What needs layout is an e2e test. */
export default class extends NodeEnvironment {
  async setup() {
    await super.setup();
    openPage(this.global.console);
  }

  async teardown() {
    await closePage();
    await super.teardown();
  }
}
