import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openChromium } from '#testing/browser/chromium.ts';
import type { Judgement } from '#web/client/build/testing/form-js-page.ts';
import { FORM_CASES } from './testing/form-js-cases.ts';
import { compileForm } from './validator.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  // Run in a separate process: the bundler's native part does not accept objects of Jest's realm.
  const bundler = fileURLToPath(new URL('../../web/client/build/testing/bundle-form-js.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [bundler], { maxBuffer: 32 * 1024 * 1024 });
  browser = await openChromium();
  page = await browser.newPage();
  await page.setContent('<!doctype html><html lang="fr"><body></body></html>');
  await page.addScriptTag({ content: stdout });
});
afterAll(() => browser?.close());

describe('the server judges a form as the browser does', () => {
  test.each(FORM_CASES.map((formCase) => [formCase.name, formCase] as const))(
    '%s',
    async (_name, { components, data }) => {
      const shown = (await page.evaluate(
        ([fields, typed]) =>
          (globalThis as unknown as { judge(a: unknown, b: unknown): Promise<Judgement> }).judge(fields, typed),
        [components.map(withIds), data] as const,
      )) as Judgement;
      const server = compileForm({ components })(data, { today: '2026-09-01', pieces: [] });
      expect(server.faults.map(({ field }) => field).sort()).toEqual([...shown.faults].sort());
      if (server.faults.length === 0) expect(server.data).toEqual(shown.data);
    },
  );
});

let id = 0;
/** form-js needs an id on each component, and lists that declare how they repeat. */
function withIds<T extends { components?: readonly unknown[]; type?: string }>(component: T): unknown {
  id += 1;
  return {
    ...component,
    id: `Field_${id}`,
    ...(component.type === 'dynamiclist' && { isRepeating: true, allowAddRemove: true, defaultRepetitions: 1 }),
    ...(component.components && { components: component.components.map((child) => withIds(child as T)) }),
  };
}
