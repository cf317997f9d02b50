import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type {
  Browser,
  BrowserContext,
  ConsoleMessage,
  Locator,
  Page,
  Request,
  Response,
  WebError,
} from 'playwright-core';
import { PortalSession } from '#bin/portal/session.ts';
import { codesOf } from '#bin/portal/totp.ts';
import { DEMONSTRATION_PASSWORD, demonstrationAccount } from '#prisma/seed/accounts.ts';

/** A last resort: long for a machine under load, and nothing waits for it when all is well. */
const TIMEOUT_MS = 240_000;

/** An address that leads to no page but the one that says so. */
export const NOWHERE = '/nowhere';

/** What the browser logs by itself when the server says no: part of the story where a test expects it. */
interface Refusal {
  readonly status: number;
  readonly path: RegExp;
}

/** Before anyone signs in, the portal asks who is there. */
const STRANGER: Refusal = { status: 401, path: /^\/api\/me$/ };
/** The page of sign-in asks after the portal's health; on a machine under load, a part may answer too late for it. */
const OUT_OF_BREATH: Refusal = { status: 503, path: /^\/api\/health$/ };

/** Between two visitors the browser shows a picture, and asks by itself for an icon of it. */
const ICON: Refusal = { status: 404, path: /^\/favicon\.ico$/ };

export interface VisitorOptions extends BrowserSettings {
  /** Who sits at the browser, for the names of screenshots. */
  readonly name: string;
  readonly baseUrl: string;
}

/** How a browser is set up. */
export interface BrowserSettings {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly locale?: string;
  /** Where the browser's clock is; a court overseas unless said. */
  readonly timezoneId?: string;
}

/** One for each person of a portal: those who come back in several browsers have signed in once. */
const sessions = new Map<string, Promise<PortalSession>>();

/** A browser with its own cookies, storage and cache, and a page in it. */
export interface Seat {
  readonly context: BrowserContext;
  readonly page: Page;
}

/** Sets up a browser where nobody sat yet. */
export async function openSeat(browser: Browser, baseUrl: string, settings: BrowserSettings): Promise<Seat> {
  const context = await browser.newContext({
    baseURL: baseUrl,
    locale: settings.locale ?? 'fr-FR',
    // A court overseas: dates on screen are Paris's all the same.
    timezoneId: settings.timezoneId ?? 'America/Martinique',
    viewport: settings.viewport ?? { width: 1280, height: 900 },
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(TIMEOUT_MS);
  return { context, page: await context.newPage() };
}

/** Whoever sits at a browser; remembers all that went wrong in it. */
export class Visitor {
  readonly name: string;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Console errors, uncaught exceptions and calls to other hosts. */
  readonly faults: string[] = [];
  /** Everything the console said and every answer of the API, in order. */
  readonly trace: string[] = [];
  readonly #baseUrl: string;
  readonly #refusals: Refusal[] = [STRANGER, OUT_OF_BREATH, ICON];
  readonly #hosts: string[] = [];

  readonly #listeners: readonly (readonly [string, (event: never) => void])[];

  constructor({ context, page }: Seat, { name, baseUrl }: VisitorOptions) {
    this.context = context;
    this.page = page;
    this.name = name;
    this.#baseUrl = baseUrl;
    this.#listeners = [
      ['request', (request: Request) => this.#sent(request)],
      ['response', (response: Response) => this.#answered(response)],
      ['console', (message: ConsoleMessage) => this.#said(message)],
      ['weberror', (error: WebError) => this.#fault(`uncaught: ${error.error().stack ?? error.error().message}`)],
    ];
    for (const [event, hears] of this.#listeners) context.on(event as never, hears as never);
  }

  /** From here on, this refusal of the server is expected. */
  expectRefusal(status: number, path: RegExp): void {
    this.#refusals.push({ status, path });
  }

  /** From here on, this other host is part of the story. */
  expectHost(address: string): void {
    this.#hosts.push(new URL(address).origin);
  }

  /** Signs in on the screen, with a code where one is asked, and waits for the page that follows. */
  async signIn(email: string, password = DEMONSTRATION_PASSWORD): Promise<this> {
    const { totpSecret } = demonstrationAccount(email);
    const { page } = this;
    await page.goto('/');
    await page.getByRole('heading', { level: 1, name: /^(Connexion|Sign in)$/ }).waitFor();
    await page.locator('#email').fill(email);
    await page.locator('#password').fill(password);
    await page.locator('#password').press('Enter');
    if (totpSecret !== undefined) {
      await page.locator('#code').fill(await codesOf(this.#baseUrl, totpSecret).next());
      await page.locator('#code').press('Enter');
    }
    await page.locator('main#content h1').waitFor();
    return this;
  }

  /** Comes back with a session that is already open, to no page yet: where signing in is not what a scene is about. */
  async comeBack(email: string): Promise<this> {
    const key = `${this.#baseUrl} ${email}`;
    const opened = sessions.get(key) ?? PortalSession.signIn(this.#baseUrl, demonstrationAccount(email));
    sessions.set(key, opened);
    const { cookies } = await opened;
    await this.context.addCookies(
      cookies.map(([name, value]) => ({ name, value, url: this.#baseUrl, httpOnly: true })),
    );
    return this;
  }

  /** Opens an address of the portal, and waits until what it loads is on screen. */
  async visit(address: string): Promise<void> {
    await this.page.goto(address);
    await this.settled();
  }

  /**
   * Goes to an address of the portal as its links do, the document staying: a third of what loading it anew costs. By
   * way of the page of an unknown address, so that nothing is left of what was open, and the new heading is known.
   * Loads it where no page of the portal is open yet.
   */
  async arrive(address: string): Promise<void> {
    const { page } = this;
    if ((await page.locator('h1').count()) === 0) return this.visit(address);
    const isNowhere = new URL(page.url()).pathname === NOWHERE;
    for (const to of isNowhere ? [address] : new Set([NOWHERE, address])) {
      const former = await page.locator('h1').first().elementHandle();
      await page.evaluate((to) => {
        history.pushState(null, '', to);
        dispatchEvent(new PopStateEvent('popstate', { state: null }));
      }, to);
      await page.waitForFunction((h1) => !h1?.isConnected && document.querySelector('h1') !== null, former);
      await former?.dispose();
    }
    await this.settled();
  }

  /** Waits until nothing on the page is still being loaded. */
  async settled(): Promise<void> {
    await this.page.locator('h1').first().waitFor();
    await this.page.waitForFunction(
      () =>
        document.querySelector('[aria-busy="true"], .h-moving, .cds--skeleton, .cds--skeleton__text') === null &&
        document.fonts.status === 'loaded',
    );
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole('link', { name });
  }

  /** Follows a link of the side navigation. */
  async go(name: string): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name }).first().click();
    await this.settled();
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { level: 1, name });
  }

  /** Keeps what this browser showed and said. */
  async keep(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true });
    const pages = this.context.pages();
    await Promise.all(
      pages.map((page, index) => {
        const file = path.join(folder, `${this.name}${index === 0 ? '' : `-${index + 1}`}.png`);
        // A page that no longer answers must not hide why the test failed.
        return page.screenshot({ path: file, fullPage: true, timeout: 10_000 }).catch(() => undefined);
      }),
    );
    const lines = [...pages.map((page) => `at ${page.url()}`), ...this.faults.map((f) => `FAULT ${f}`), ...this.trace];
    await writeFile(path.join(folder, `${this.name}.txt`), `${lines.join('\n')}\n`);
  }

  /**
   * Leaves the browser as if nobody had sat at it, but for what its cache and its engine remember of the portal's files:
   * who comes next spares half of what a page costs.
   */
  async leave(): Promise<Seat> {
    const { context, page } = this;
    for (const [event, hears] of this.#listeners) context.off(event as never, hears as never);
    await Promise.all(context.pages().map((each) => each !== page && each.close()));
    await page.goto('/favicon.svg');
    await page.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
    });
    await context.clearCookies();
    return { context, page };
  }

  #fault(text: string): void {
    this.faults.push(`${this.name}: ${text}`);
  }

  #answered(response: Response): void {
    const { pathname, search } = new URL(response.url());
    if (!pathname.startsWith('/api/')) return;
    this.trace.push(`${response.request().method()} ${pathname}${search} → ${response.status()}`);
  }

  #sent(request: Request): void {
    const url = new URL(request.url());
    // The browser's own pages (its PDF reader) and what a page makes itself leave no machine.
    if (!['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol)) return;
    if (![new URL(this.#baseUrl).origin, ...this.#hosts].includes(url.origin))
      this.#fault(`request to another host: ${request.url()}`);
  }

  #said(message: ConsoleMessage): void {
    const { url } = message.location();
    const line = `${message.type()}: ${message.text()} ${url}`.trim();
    this.trace.push(line);
    if (message.type() !== 'error') return;
    const status = Number(/status of (\d{3})/.exec(message.text())?.[1]);
    const expected =
      URL.canParse(url) &&
      this.#refusals.some((refusal) => refusal.status === status && refusal.path.test(new URL(url).pathname));
    if (!expected) this.#fault(line);
  }
}
