import type { Visitor } from './visitor.ts';

/** The drawing is on screen, and its steps in words. */
export async function drawn({ page }: Visitor): Promise<void> {
  await page.locator('.djs-container').waitFor();
  await page.getByRole('region', { name: 'Étapes du circuit' }).getByRole('button').first().waitFor();
}

/** Chooses a step in the list of words: it is lit in the drawing, its properties are open. */
export async function choose({ page }: Visitor, step: string): Promise<void> {
  const steps = page.getByRole('region', { name: 'Étapes du circuit' });
  await steps.getByRole('button', { name: step, exact: true }).first().click();
  await page.locator('.djs-element.selected').first().waitFor();
}

/** Gives a step its name in English, in the texts beside the drawing. */
export async function nameInEnglish(analyst: Visitor, step: string, name: string): Promise<void> {
  await choose(analyst, step);
  await analyst.page.getByLabel('En anglais').fill(name);
}

/** Everything drawn or typed so far is on the server. */
export async function saved({ page }: Visitor): Promise<void> {
  await page
    .getByRole('status')
    .filter({ hasText: /Enregistré à/ })
    .waitFor();
}
