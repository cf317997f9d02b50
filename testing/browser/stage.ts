import path from 'node:path';
import type { Browser } from 'playwright-core';
import { Catcher } from '#bin/smoke/mails.ts';
import { Portal } from '../portal/portal.ts';
import { openChromium } from './chromium.ts';
import { type BrowserSettings, openSeat, type Seat, Visitor } from './visitor.ts';

const RESULTS = path.resolve(import.meta.dirname, '../../test-results');

/** A portal and a Chromium, shared by the scenes of a test file. */
export class Stage {
  readonly portal: Portal;
  /** The mails that it sent: each is read once, however often they are asked for. */
  readonly mails: Catcher;
  readonly #browser: Browser;
  /** Where somebody sat before, by how they are set up. */
  readonly #free = new Map<string, Seat[]>();

  private constructor(portal: Portal, browser: Browser) {
    this.portal = portal;
    this.mails = new Catcher(portal.runtime.mail?.catcherUrl ?? '');
    this.#browser = browser;
  }

  /** An empty ministry: its people are there, nothing was asked for yet. */
  static async open(...how: Parameters<typeof Portal.start>): Promise<Stage> {
    const browser = await openChromium();
    try {
      return new Stage(await Portal.start(...how), browser);
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  /**
   * Plays a scene. Whatever browser it opened is left at its end, for who comes next, once none showed a fault; when it
   * fails, what each showed and said is kept in `test-results/<scene>/`.
   */
  async scene(name: string, play: (open: OpenBrowser) => Promise<void>): Promise<void> {
    const visitors: { visitor: Visitor; settings: string }[] = [];
    let failed = true;
    try {
      await play(async (name, { unused = false, ...settings } = {}) => {
        const key = JSON.stringify(settings);
        const seat =
          (unused ? undefined : this.#free.get(key)?.pop()) ??
          (await openSeat(this.#browser, this.portal.url, settings));
        const visitor = new Visitor(seat, { name, baseUrl: this.portal.url });
        visitors.push({ visitor, settings: key });
        return visitor;
      });
      const faults = visitors.flatMap(({ visitor }) => visitor.faults);
      if (faults.length > 0) throw new Error(`The browsers met faults:\n${faults.join('\n')}`);
      failed = false;
    } catch (error) {
      for (const { visitor } of visitors) await visitor.keep(path.join(RESULTS, name));
      throw error;
    } finally {
      for (const { visitor, settings } of visitors) {
        if (failed) {
          await visitor.context.close();
          continue;
        }
        const seat = await visitor.leave();
        // Read once it is left: other scenes may go on meanwhile, and take seats.
        this.#free.set(settings, [...(this.#free.get(settings) ?? []), seat]);
      }
    }
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.portal.stop();
  }
}

/** Sits someone at a browser of their own; `unused`: one that never held a page of the portal. */
export type OpenBrowser = (name: string, options?: BrowserSettings & { readonly unused?: boolean }) => Promise<Visitor>;
