import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { Me } from '#web/contract/account/me.ts';
import { CircuitList } from '#web/contract/operations/operations.ts';
import { axe } from './browser/axe.ts';
import { CAST } from './browser/cast.ts';
import { Authenticator } from './browser/codes.ts';
import { isOnTop } from './browser/gestures.ts';
import { type Language, strayWords } from './browser/languages.ts';
import { Colleagues, KIND } from './browser/ministry.ts';
import { Stage } from './browser/stage.ts';
import { NOWHERE, type Visitor } from './browser/visitor.ts';
import { amount } from './long-form.ts';

const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
/** What a page has of a 1280 × 900 screen at a zoom of 200 %, and of 400 % (WCAG 1.4.10). */
const ZOOMED = { width: 640, height: 450 };
const NARROWEST = { width: 320, height: 450 };
/** All that comes over the wire until the page is there: headers, screens, fonts, answers of the API. */
const MAX_FIRST_PAGE_BYTES = 241_000;
/** The texts of the first page, in one more language. */
const OTHER_LANGUAGE_BYTES = 8_000;
/** What people type is of no language: what is left on screen is the portal's own. */
const TYPED = 'Lorem ipsum dolor sit amet.';

/** A page that its readers read well is judged again on a phone in the long form only: it is the same page. */
const IS_LONG = amount({ daily: 0, full: 1 }) === 1;
/** Beside the desk's; day by day the narrowest: what fits there seldom scrolls sideways on twice as wide a page. */
const WIDTHS = { narrowest: NARROWEST, ...(IS_LONG && { phone: PHONE, zoom: ZOOMED }) };

let stage: Stage;
let places: Awaited<ReturnType<typeof requestsAtEachStage>>;

beforeAll(async () => {
  stage = await Stage.open();
  places = await requestsAtEachStage(new Colleagues(stage.portal.url));
});

afterAll(() => stage?.close());

/** A page to look at: its address, and what to open on it first. */
interface Look {
  readonly at: string;
  readonly open?: (visitor: Visitor) => Promise<void>;
}

const at = (...addresses: string[]): Look[] => addresses.map((address) => ({ at: address }));
/** Pages that somebody else here has too, with as much on them: judged for each of these in the long form only. */
const again = (...addresses: string[]): Look[] => (IS_LONG ? at(...addresses) : []);

describe('every screen reads well, in both languages, on any width, with any reader', () => {
  test('before signing in', () => look(null, at('/sign-in', '/verifier', `/verifier/${'7'.repeat(26)}`)));

  test('the agent’s', () =>
    look('agent', [
      ...at('/', '/catalogue', `/catalogue/${KIND}`, places.draft, '/requests', '/dossier', '/notifications'),
      ...at(places.complement, NOWHERE),
      ...again('/account', '/tasks'),
      {
        at: places.draft,
        open: async ({ page }) => {
          await page.locator('.h-formend .cds--btn--primary').click();
          await page.locator('.h-issues').waitFor();
        },
      },
    ]));

  test('a request, on its way and at its end', () => {
    const { granted, withdrawn, waiting } = places;
    return look('agent', [
      ...['request', 'progress', 'decisions', 'acts'].flatMap((tab) => at(`${granted}?tab=${tab}`)),
      ...at(`${waiting}?tab=progress`, `${waiting}?tab=decisions`, `${waiting}?tab=acts`, `${withdrawn}?tab=progress`),
      {
        at: waiting,
        open: async ({ page }) => {
          await page.locator('.h-page__actions .cds--btn--danger--tertiary').click();
          await page.getByRole('dialog').getByRole('textbox').waitFor();
        },
      },
    ]);
  });

  test('a diagram that is read while its place has no size shows its current step once it has one', () =>
    stage.scene('late-diagram', async (open) => {
      const agent = await open('agent');
      await agent.comeBack(CAST.agent.email);
      await agent.visit('/requests');
      await agent.page.evaluate(() => {
        const hiding = new CSSStyleSheet();
        hiding.replaceSync('.h-progress__diagram { display: none }');
        document.adoptedStyleSheets = [hiding];
      });
      await agent.arrive(`${places.waiting}?tab=progress`);
      const step = agent.page.locator('.h-diagram .h-active').first();
      await step.waitFor({ state: 'attached' });
      await agent.page.evaluate(() => {
        document.adoptedStyleSheets = [];
      });
      await agent.page.waitForFunction(() => {
        const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
        const [step, place] = [box('.h-diagram .h-active'), box('.h-diagram')];
        return step && place && step.width > 0 && step.left >= place.left && step.right <= place.right;
      });
    }));

  test('a session that ends while an act is signed is asked for over its dialog, and is opened again without a mouse', () =>
    stage.scene('session-ended-signing', async (open) => {
      const signatory = await open('signatory');
      const { page } = signatory;
      const authenticator = new Authenticator(CAST.signatory.totpSecret ?? '', () => stage.portal.url);
      await signatory.comeBack(CAST.signatory.email);
      await signatory.visit(places.signature);
      await openPreview(signatory);
      signatory.expectRefusal(401, /^\/api\//);
      await signatory.context.clearCookies();
      await signatory.button('Signer cet acte').click();
      await page.locator('#step-up-code').fill(authenticator.wrong());
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Votre session a pris fin' });
      await hasFocus(dialog.locator('#ended-password'));
      expect(await isOnTop(dialog)).toBe(true);
      // By mistake: the page, and what is typed on it, stay.
      await page.keyboard.press('Escape');
      await hasFocus(dialog.locator('#ended-password'));
      await page.keyboard.type(CAST.signatory.password);
      await page.keyboard.press('Enter');
      await hasFocus(dialog.locator('#ended-code'));
      await page.keyboard.type(await authenticator.right());
      await page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'detached' });
      await hasFocus(page.locator('#step-up-code'));
    }));

  test('whoever has no mouse keeps their place once what they pressed has worked, or is gone', () =>
    stage.scene('kept-focus', async (open) => {
      const validator = await open('validator');
      await validator.comeBack(CAST.validator.email);
      await validator.visit('/tasks');
      await validator
        .button(/^Prendre/)
        .first()
        .focus();
      for (const next of [/^Rendre/, /^Prendre/]) {
        await validator.page.keyboard.press('Enter');
        await hasFocus(validator.button(next).and(validator.page.locator(':focus')));
      }

      const agent = await open('agent');
      const { page } = agent;
      await agent.comeBack(CAST.agent.email);
      await agent.visit('/notifications');
      // Who looked at the screens before may have left in the other language.
      if ((await asTheAccountSays(agent)) !== 'fr') await speak(agent, 'fr', true);
      const line = page.locator('.h-notices li').first();
      await line.getByRole('button').focus();
      await page.keyboard.press('Enter');
      await hasFocus(line);
      expect(await line.getByRole('button').count()).toBe(0);

      await agent.visit('/');
      const remove = agent.button(/^Supprimer le brouillon/).first();
      await remove.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await hasFocus(remove);
    }));

  test('the superior’s', () =>
    look('superior', [
      ...at('/', '/tasks', '/team', '/decisions'),
      ...again(places.granted),
      {
        at: places.opinion,
        open: async ({ page }) => {
          await page.locator('.h-task__decision button[type="submit"]').click();
          await page
            .locator('.h-task__decision [id$="error-msg"], .h-task__decision .cds--form-requirement')
            .first()
            .waitFor();
        },
      },
    ]));

  test('the validator’s', () => look('validator', [...at(places.visa), ...again('/tasks', '/decisions')]));

  test('the signatory’s', () =>
    look('signatory', [
      ...at(places.signature, '/account'),
      ...again('/tasks', '/decisions'),
      {
        at: '/desk',
        open: async ({ page }) => {
          await page.locator('.h-fold__top').first().click();
          await page.locator('.h-foldline').first().click();
          await page.locator('.h-deskact').waitFor();
        },
      },
      {
        at: '/desk',
        // Signed together: what stands out is, once it was opened.
        open: async ({ page }) => {
          await page.locator('.h-fold__top').first().click();
          await page.locator('.h-foldline').first().click();
          await page.locator('.h-deskact__act ~ .cds--btn--tertiary').click();
          await page.locator('.h-fold__content .cds--btn--primary').click();
          await page.locator('#step-up-code').waitFor();
        },
      },
      { at: places.signature, open: openPreview },
      {
        at: places.signature,
        open: async (signatory) => {
          await openPreview(signatory);
          await signatory.page.locator('.cds--modal-footer .cds--btn--primary').click();
          await signatory.page.locator('#step-up-code').waitFor();
        },
      },
      {
        at: places.signature,
        open: async ({ page }) => {
          await page.locator('.h-task__decision .cds--btn--danger--tertiary').click();
          await page.locator('.h-task__decision button[type="submit"]').click();
          await page.locator('#reasonLaw-error-msg').waitFor();
        },
      },
    ]));

  test('the gestionnaire’s', () =>
    look('gestionnaire', [
      ...at('/followed', '/registry', '/people', places.agentFile),
      ...again('/tasks', places.granted, '/notifications'),
      ...at('/acts/new', places.agentFile.replace('/people', '/acts/new').replace('/dossier', '')),
      ...at('/acts/batches', '/acts/batches/new/avancement-echelon'),
    ]));

  test('those of pay, circuits and operations', async () => {
    const accounts = places.agentFile.replace('/people', '/pay/agents').replace('/dossier', '');
    await look('financier', [...at('/pay', '/pay/batches', accounts), ...again('/tasks')]);
    if (IS_LONG) await look('comptable', again('/pay'));
    await look('analyst', at('/circuits', places.circuit, '/circuits/grids', '/circuits/grids/quotites/edit'));
  });

  test('the administrator’s', () =>
    look('administrator', [
      ...again('/'),
      ...at('/operations', '/operations/circuits', places.circuit.replace('/circuits', '/operations/circuits')),
      ...at('/operations/instances', '/operations/incidents/retries'),
      ...at(places.journal, '/administration/audit?q=Claire', '/administration/audit/system'),
      { at: places.agentFile.replace('/people', '/administration/persons').replace('/dossier', '') },
      ...at('/administration/provisioned-rights', '/administration/sign-ins', '/administration/proposals'),
      ...[
        'structures',
        'persons',
        'imports',
        'scim-tokens',
        'postings',
        'habilitations',
        'delegations',
        'absences',
        'openings',
      ].map((page) => ({
        at: `/administration/${page}`,
        open: ({ page }: Visitor) => page.locator('.h-adminform__open button').click(),
      })),
    ]));

  test('the page for signing in and an agent’s first page weigh little on the wire, all told', () =>
    stage.scene('weight', async (open) => {
      const stranger = await open('stranger', { unused: true });
      expect(await weightOf(stranger, '/sign-in')).toBeLessThanOrEqual(MAX_FIRST_PAGE_BYTES);
      const agent = await (await open('agent', { unused: true })).comeBack(CAST.agent.email);
      const headers = { Origin: stage.portal.url };
      await agent.page.request.patch('/api/me', { data: { language: 'fr' }, headers });
      expect(await weightOf(agent, '/')).toBeLessThanOrEqual(MAX_FIRST_PAGE_BYTES);
      // In another language than the browser's, the page begins in one and goes on in the other.
      const abroad = await (await open('agent-abroad', { locale: 'en-GB', unused: true })).comeBack(CAST.agent.email);
      expect(await weightOf(abroad, '/')).toBeLessThanOrEqual(MAX_FIRST_PAGE_BYTES + OTHER_LANGUAGE_BYTES);
    }));
});

/** What a browser that holds nothing yet receives to show a page, headers included, in bytes; nothing comes twice. */
async function weightOf(visitor: Visitor, address: string): Promise<number> {
  const devtools = await visitor.context.newCDPSession(visitor.page);
  await devtools.send('Network.enable');
  let bytes = 0;
  const asked: string[] = [];
  devtools.on('Network.requestWillBeSent', ({ request }) => asked.push(request.url));
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await visitor.visit(address);
  await visitor.page.waitForLoadState('load');
  await devtools.detach();
  expect(bytes).toBeGreaterThan(100_000);
  expect(asked).toEqual([...new Set(asked)]);
  return bytes;
}

/** Looks at pages as one person, each in both languages; says all that is wrong with them at once. */
async function look(member: keyof typeof CAST | null, looks: readonly Look[]): Promise<void> {
  const name = member ?? 'stranger';
  await stage.scene(`screens-${name}`, async (open) => {
    const visitor = await open(name);
    visitor.expectRefusal(404, /^\/api\//);
    if (member) await visitor.comeBack(CAST[member].email);
    await visitor.visit(member ? '/' : '/sign-in');
    let language = member ? await asTheAccountSays(visitor) : 'fr';
    const faults: string[] = [];
    const judge = async (each: Look) => {
      const found = await faultsOf(visitor, each, language);
      faults.push(...found.map((fault) => `${each.at}${each.open ? ' (opened)' : ''} [${language}] ${fault}`));
    };
    const change = async () => {
      language = language === 'fr' ? 'en' : 'fr';
      await speak(visitor, language, member !== null);
    };
    const plain = looks.filter(({ open }) => !open);
    for (const [index, each] of plain.entries()) {
      if (member) await visitor.arrive(each.at);
      else if (index > 0) await visitor.visit(each.at);
      // What is judged whole is judged in French. Day by day every other page is read in the other language too.
      if (index % 2 === 1 && !IS_LONG) {
        if (language !== 'fr') await change();
        await judge(each);
        continue;
      }
      await judge(each);
      await change();
      await judge(each);
    }
    // All of them in one language, then in the other: what is open may be a dialog, which rightly covers the header.
    const opened = looks.filter(({ open }) => open);
    const turns = ['in one', 'in the other'].slice(0, opened.length > 0 ? amount({ daily: 1, full: 2 }) : 0);
    // Day by day what is open is judged where it is judged whole.
    if (turns.length === 1 && language !== 'fr') await change();
    for (const turn of turns) {
      if (turn === 'in the other') {
        await visitor.visit('/');
        await change();
      }
      for (const each of opened) {
        const isCovered = (await visitor.page.getByRole('dialog').count()) > 0;
        await (isCovered ? visitor.visit(each.at) : visitor.arrive(each.at));
        await each.open?.(visitor);
        await judge(each);
      }
    }
    expect(faults).toEqual([]);
  });
}

async function faultsOf(visitor: Visitor, { open }: Look, language: Language): Promise<string[]> {
  const { page } = visitor;
  const faults: string[] = [];
  const title = await page.title();
  if (!/^.{3,} – Harmonie$/.test(title)) faults.push(`title: ${title}`);
  const headings = await page.locator('h1').count();
  if (headings !== 1) faults.push(`${headings} h1`);
  if ((await page.locator('html').getAttribute('lang')) !== language) faults.push('lang');
  const strays = await strayWords(page, language);
  if (strays.length > 0) faults.push(`words of the other language: ${strays.join(', ')}`);
  // Widths and readers know no language.
  if (language === 'fr') {
    faults.push(...(await axe(visitor)));
    for (const [name, viewport] of Object.entries(WIDTHS)) {
      await page.setViewportSize(viewport);
      const over = await overflow(visitor);
      if (over > 0) faults.push(`${name}: scrolls ${over} px sideways`);
      if (name === 'phone' && !open && IS_LONG) faults.push(...(await axe(visitor)).map((fault) => `phone: ${fault}`));
      if (!(await page.locator('h1').isVisible())) faults.push(`${name}: no heading in sight`);
    }
    await page.setViewportSize(WIDE);
  }
  return faults;
}

/** Waits until something has the focus. */
async function hasFocus(target: Locator): Promise<void> {
  const element = await target.elementHandle();
  await target.page().waitForFunction((each) => each === document.activeElement, element);
}

/** How far the page itself scrolls sideways, once what a change of width draws again was given the frames for it. */
const overflow = ({ page }: Visitor): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = (frames: number) => {
          const { scrollWidth, clientWidth } = document.documentElement;
          if (frames > 2 && (scrollWidth <= clientWidth || frames > 60)) resolve(scrollWidth - clientWidth);
          else requestAnimationFrame(() => look(frames + 1));
        };
        look(0);
      }),
  );

/** Switches language with the button of the header, and waits until all is said in it; the account remembers. */
async function speak(visitor: Visitor, language: Language, signedIn: boolean): Promise<void> {
  const { page } = visitor;
  const [to, back] =
    language === 'fr' ? ['Passer en français', 'Switch to English'] : ['Switch to English', 'Passer en français'];
  const kept = signedIn && page.waitForResponse((response) => response.request().method() === 'PATCH' && response.ok());
  await page.getByRole('button', { name: to }).click();
  await kept;
  await page.getByRole('button', { name: back }).waitFor();
  await visitor.settled();
}

/** A browser that nobody used yet speaks its own language first, then that of whoever came in. */
async function asTheAccountSays({ page }: Visitor): Promise<Language> {
  const { language } = Me.parse(await (await page.request.get('/api/me')).json());
  await page.locator(`html[lang="${language}"]`).waitFor({ state: 'attached' });
  return language;
}

async function openPreview({ page }: Visitor): Promise<void> {
  await page.locator('.h-task__decision .cds--btn--primary').click();
  await page.getByRole('dialog').locator('iframe').waitFor();
}

/** One request at each stage, and the addresses on screen that come of it. */
async function requestsAtEachStage(colleagues: Colleagues) {
  const authenticator = new Authenticator(CAST.signatory.totpSecret ?? '', () => stage.portal.url);
  const [granted, waiting, toVisa, toComplete, toSign, withdrawn] = await Promise.all(
    Array.from({ length: 6 }, () => colleagues.filed(TYPED)),
  );
  if (!granted || !waiting || !toVisa || !toComplete || !toSign || !withdrawn) throw new Error('A request is missing');
  await Promise.all(
    [granted, toVisa, toComplete, toSign].map(({ id }) =>
      colleagues.decided('superior', id, 'opinion', 'reserved', TYPED),
    ),
  );
  await Promise.all([
    colleagues.decided('validator', granted.id, 'visa', 'approved'),
    colleagues.decided('validator', toComplete.id, 'visa', 'complement', TYPED),
    colleagues.decided('validator', toSign.id, 'visa', 'approved'),
    (await colleagues.as('agent')).post(`/api/requests/${withdrawn.id}/withdrawal`, {}),
  ]);
  await colleagues.signed(granted.id, authenticator);
  const { items } = await (await colleagues.as('analyst')).get('/api/circuits', CircuitList);
  return {
    granted: `/requests/${granted.id}`,
    waiting: `/requests/${waiting.id}`,
    withdrawn: `/requests/${withdrawn.id}`,
    journal: `/administration/audit/requests/${granted.id}`,
    agentFile: `/people/${granted.agent.id}/dossier`,
    draft: await colleagues.draft(),
    opinion: await colleagues.task('superior', waiting.id, 'opinion'),
    visa: await colleagues.task('validator', toVisa.id, 'visa'),
    complement: await colleagues.task('agent', toComplete.id, 'complement'),
    signature: await colleagues.task('signatory', toSign.id, 'signature'),
    circuit: `/circuits/${items[0]?.versionId}`,
  };
}
