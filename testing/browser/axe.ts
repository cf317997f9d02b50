import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
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
/** WCAG 2.1, A and AA. */
export const axe = ({ page }: Visitor): Promise<string[]> => violations(page, { runOnly: WCAG_2_1_AA });

/** All that axe knows: good practice too. */
export const axeInFull = ({ page }: Visitor): Promise<string[]> => violations(page, {});

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
async function violations(page: Page, asked: { runOnly?: string[] }): Promise<string[]> {
  // Once in a document, however often it is judged.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(SOURCE);
  await atRest(page);
  if (MEASURES_EACH_LOOK_ONCE) await page.evaluate(leaveMeasuredLooksOut, MEASURED);
  const { violations } = await page.evaluate(
    (options) =>
      (window as unknown as { axe: { run(on: Document, options: object): Promise<AxeResults> } }).axe.run(
        document,
        options,
      ),
    // What frames show is the browser's own reader of documents, not ours: it may never answer.
    { ...asked, iframes: false, resultTypes: ['violations'] },
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
