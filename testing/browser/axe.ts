import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import type { AxeBuilder } from '@axe-core/playwright';
import type { Frame, Page } from 'playwright-core';
import { amount } from '../long-form.ts';
import type { Visitor } from './visitor.ts';

type AxeResults = Awaited<ReturnType<AxeBuilder['analyze']>>;

const installed = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'));
/** The very axe of Playwright's builder, which hands it over several times at each analysis and opens a page of its own. */
const SOURCE = readFileSync(installed.resolve('axe-core/axe.min.js'), 'utf8');
const WCAG_2_1_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
/** Contrast is three quarters of what axe costs: day by day it is measured once for each look, in a document. */
const MEASURES_EACH_LOOK_ONCE = amount({ daily: 1, full: 0 }) === 1;
/** Marks, for axe, what looks like something that it has measured. */
const MEASURED = 'data-axe-measured';
/** A frame that is the browser's own reader may never answer. */
const FRAME_TIMEOUT_MS = 1_000;

/** WCAG 2.1, A and AA. Documents shown in frames are the browser's reader, not ours. */
export async function axe({ page }: Visitor): Promise<string[]> {
  await giveAxe(page.mainFrame());
  return violations(page, { iframes: false, runOnly: WCAG_2_1_AA });
}

/** All that axe knows: good practice too, and frames. */
export async function axeInFull({ page }: Visitor): Promise<string[]> {
  await giveAxe(page.mainFrame());
  const inner = page.frames().filter((frame) => frame !== page.mainFrame());
  await Promise.all(inner.map((frame) => Promise.race([giveAxe(frame).catch(() => {}), pause(FRAME_TIMEOUT_MS)])));
  return violations(page, {});
}

/** Once in a document, however often it is judged. */
async function giveAxe(frame: Frame): Promise<void> {
  if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(SOURCE);
}

/** Colours that are on their way to others are nobody's: a button that was just enabled is judged once it looks so. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(Number(effect?.getComputedTiming().endTime)));
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** What axe finds wrong; to name all that is right, hand it over and check it costs more than to judge it. */
async function violations(page: Page, asked: { iframes?: boolean; runOnly?: string[] }): Promise<string[]> {
  await atRest(page);
  if (MEASURES_EACH_LOOK_ONCE) await page.evaluate(leaveMeasuredLooksOut, MEASURED);
  const { violations } = await page.evaluate(
    (options) =>
      (window as unknown as { axe: { run(on: Document, options: object): Promise<AxeResults> } }).axe.run(
        document,
        options,
      ),
    { ...asked, resultTypes: ['violations'] },
  );
  const { pathname } = new URL(page.url());
  return violations.map(
    ({ id, nodes }) =>
      `${pathname}: axe ${id}: ${nodes.map(({ target, html }) => `${target.join(' ')} ${html}`).join(' | ')}`,
  );
}

/**
 * Leaves out of axe's measures of contrast what looks like something that it has measured in this document: the header on
 * page after page, the rows of a table. Two texts look the same when they and all that is around them are of one kind,
 * with the same classes, styles and state.
 */
function leaveMeasuredLooksOut(measured: string): void {
  const page = window as unknown as {
    axe: { configure(how: object): void };
    looks?: { readonly numbers: Map<string, number>; readonly measured: Set<number> };
  };
  if (!page.looks) page.axe.configure({ rules: [{ id: 'color-contrast', selector: `:not([${measured}])` }] });
  page.looks ??= { numbers: new Map(), measured: new Set() };
  const { looks } = page;
  const isState = /^(class|style|disabled|type|aria-(?!label|described|controls|owns)|data-(?!axe))/;
  const isRead = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true }) &&
    (element.matches('input, textarea, select') ||
      [...element.childNodes].some(({ nodeType, nodeValue }) => nodeType === Node.TEXT_NODE && nodeValue?.trim()));
  const mark = (element: Element, around: number) => {
    const states = [...element.attributes].filter(({ name }) => isState.test(name));
    const look = [around, element.tagName, ...states.map(({ name, value }) => `${name}=${value}`)].join(' ');
    const number = looks.numbers.get(look) ?? looks.numbers.size;
    looks.numbers.set(look, number);
    element.toggleAttribute(measured, looks.measured.has(number));
    if (isRead(element)) looks.measured.add(number);
    for (const child of element.children) mark(child, number);
  };
  mark(document.body, -1);
}
