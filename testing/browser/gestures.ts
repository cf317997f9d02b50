import type { Locator, Page } from 'playwright-core';
import { eventually } from '#bin/portal/story.ts';

const TABS_AT_MOST = 60;

/** A file, as a person holds it. */
export interface HeldFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Drops a file on a place of the page, as from the desktop. */
export async function drop(place: Locator, { name, bytes }: HeldFile, type = 'application/pdf'): Promise<void> {
  const dataTransfer = await place.page().evaluateHandle(
    ({ name, base64, type }) => {
      const transfer = new DataTransfer();
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type }));
      return transfer;
    },
    { name, base64: Buffer.from(bytes).toString('base64'), type },
  );
  await place.dispatchEvent('dragover', { dataTransfer });
  await place.dispatchEvent('drop', { dataTransfer });
}

/** Presses Tab until something has the focus, as whoever has no mouse does. */
export async function tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const hasFocus = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; !(await hasFocus()); presses += 1) {
    if (presses === TABS_AT_MOST) throw new Error(`The keyboard does not reach ${target}`);
    await target.page().keyboard.press(key);
  }
}

/** What is said to be wrong about a field, where a screen reader finds it: beside the field and tied to it. */
export async function errorOf(field: Locator): Promise<string> {
  await field
    .page()
    .waitForFunction((element) => element?.getAttribute('aria-invalid') === 'true', await field.elementHandle());
  return field.evaluate((element) =>
    (element.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' '),
  );
}

/**
 * Waits until the browser's own reader shows a PDF in a frame of the page, and gives the address of the document. The
 * reader draws in a page of its own inside the frame: a frame that was refused, or is not a PDF, has none.
 */
export async function pdfShownIn(frame: Locator): Promise<string> {
  await frame.waitFor();
  const page = frame.page();
  const address = new URL((await frame.getAttribute('src')) ?? '', page.url()).href;
  await eventually(`the reading of ${address}`, async () =>
    page.frames().find((each) => each.url().startsWith('chrome-extension://') && each.parentFrame()?.url() === address),
  );
  return address;
}

/** Marks a page, so that one can tell later that it was not loaded again. */
export async function mark(page: Page): Promise<() => Promise<boolean>> {
  await page.evaluate(() => {
    document.documentElement.dataset.mark = 'same page';
  });
  return () => page.evaluate(() => document.documentElement.dataset.mark === 'same page');
}

/** Whether a dialog lies over everything else, its corners included. */
export function isOnTop(dialog: Locator): Promise<boolean> {
  return dialog.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const corners = [
      [left + 5, top + 5],
      [right - 5, top + 5],
      [left + 5, bottom - 5],
      [right - 5, bottom - 5],
    ] as const;
    return corners.every(([x, y]) => element.contains(document.elementFromPoint(x, y)));
  });
}
