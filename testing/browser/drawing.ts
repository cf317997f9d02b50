import type { CircuitDraftView } from '#web/contract/circuits/atelier.ts';
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

/** Does something, and waits until the server has it. */
export async function saving(analyst: Visitor, act: () => Promise<void>): Promise<void> {
  const put = analyst.page.waitForResponse((response) => response.request().method() === 'PUT' && response.ok());
  await act();
  await put;
  await saved(analyst);
}

/** The text of a file that a draft has. */
export function textIn({ files }: Pick<CircuitDraftView, 'files'>, path: string): string {
  const text = files.find((file) => file.path === path)?.text;
  if (typeof text !== 'string') throw new Error(`No ${path} in ${files.map((file) => file.path)}`);
  return text;
}

/** Gives a step another name in the drawing. */
export async function renameStep(analyst: Visitor, from: string, to: string): Promise<void> {
  await choose(analyst, from);
  const properties = analyst.page.getByRole('region', { name: 'Propriétés de l’élément choisi' });
  const name = properties.locator('#bio-properties-panel-name');
  await name.waitFor({ state: 'attached' });
  // The group stays open from one step to the next.
  if (!(await name.isVisible())) await properties.getByText('Général', { exact: true }).click();
  await name.fill(to);
  await name.blur();
  const steps = analyst.page.getByRole('region', { name: 'Étapes du circuit' });
  await steps.getByRole('button', { name: to, exact: true }).waitFor();
}

/** Writes an English text in the place of each that is still the French one. */
export async function translate(analyst: Visitor): Promise<void> {
  await analyst.link('Textes et fiche').click();
  const rows = analyst.page.locator('.h-words__row').filter({ hasText: 'À traduire' });
  await rows.first().waitFor();
  for (let left = await rows.count(); left > 0; left--) {
    await rows
      .first()
      .getByRole('textbox', { name: /, en anglais$/ })
      .fill(`Text ${left}`);
    await rows.nth(left - 1).waitFor({ state: 'detached' });
  }
  await saved(analyst);
}

/** Proposes the draft on screen; the proposal is shown. */
export async function propose(analyst: Visitor, reason: string): Promise<void> {
  await analyst.link('Proposer').click();
  // What changes is listed above a moment later, and moves the button.
  await analyst.settled();
  const { page } = analyst;
  const go = page.getByRole('button', { name: 'Proposer à la publication', exact: true });
  await go.click();
  await page.getByText('Donnez le motif, en trois caractères au moins.').waitFor();
  await page.getByLabel('Motif de la publication').fill(reason);
  await go.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Proposer', exact: true }).click();
  await page.waitForURL(/\/circuits\/proposals\//);
}

/** Another analyst approves what is on screen, once the checks are in view. */
export async function approve({ page }: Visitor): Promise<void> {
  await page.getByText('Rien n’empêche la publication.').waitFor();
  await page.getByRole('button', { name: 'Approuver et publier', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Approuver et publier', exact: true }).click();
}
