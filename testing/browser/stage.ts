import path from 'node:path';
import type { Browser } from 'playwright-core';
import { Portal } from '../portal/portal.ts';
import { openChromium } from './chromium.ts';
import { Visitor, type VisitorOptions } from './visitor.ts';

const RESULTS = path.resolve(import.meta.dirname, '../../test-results');

/** A portal and a Chromium, shared by the scenes of a test file. */
export class Stage {
  readonly portal: Portal;
  readonly #browser: Browser;

  private constructor(portal: Portal, browser: Browser) {
    this.portal = portal;
    this.#browser = browser;
  }

  /** An empty ministry: its people are there, nothing was asked for yet. */
  static async open(): Promise<Stage> {
    const browser = await openChromium();
    try {
      return new Stage(await Portal.start(), browser);
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  /**
   * Plays a scene. Whatever browser it opened is closed at its end, once none showed a fault; when it fails, what each
   * showed and said is kept in `test-results/<scene>/`.
   */
  async scene(name: string, play: (open: OpenBrowser) => Promise<void>): Promise<void> {
    const visitors: Visitor[] = [];
    try {
      await play(async (visitor, options = {}) => {
        const opened = await Visitor.open(this.#browser, { name: visitor, baseUrl: this.portal.url, ...options });
        visitors.push(opened);
        return opened;
      });
      const faults = visitors.flatMap((visitor) => visitor.faults);
      if (faults.length > 0) throw new Error(`The browsers met faults:\n${faults.join('\n')}`);
    } catch (error) {
      for (const visitor of visitors) await visitor.keep(path.join(RESULTS, name));
      throw error;
    } finally {
      await Promise.all(visitors.map((visitor) => visitor.close()));
    }
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.portal.stop();
  }
}

/** Sits someone at a browser of their own. */
export type OpenBrowser = (name: string, options?: Omit<VisitorOptions, 'name' | 'baseUrl'>) => Promise<Visitor>;
