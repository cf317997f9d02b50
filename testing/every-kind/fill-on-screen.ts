import type { Locator } from 'playwright-core';
import { isCivilDate } from '#application/forms/civil.ts';
import type { FieldInstance } from '#application/forms/instances.ts';
import { valueAt } from '#application/forms/path.ts';
import type { FormComponent, FormSchema } from '#application/forms/schema.ts';
import { attachment } from '#bin/demonstration/attachment.ts';
import { DECISIONS } from '#domain/request/contest.ts';
import type { Visitor } from '../browser/visitor.ts';
import { fieldsOf } from './answers.ts';

/** Fills a form on screen, field after field, as its agent would; `known` is a telephone that the page says is known. */
export async function fillOnScreen(
  visitor: Visitor,
  form: FormSchema,
  typed: Record<string, unknown>,
  known?: string,
): Promise<void> {
  await visitor.page.locator('.h-form .fjs-form-field').first().waitFor();
  for (const field of fieldsOf(form, typed)) {
    const value = field.component.properties?.known === 'true' && known ? known : valueAt(typed, field.path);
    if (value !== null && value !== undefined && value !== '') await fillField(visitor, field, value);
  }
}

async function fillField(visitor: Visitor, field: FieldInstance, value: unknown): Promise<void> {
  const { component } = field;
  const [control] = [controlOf(visitor, field)];
  switch (component.type) {
    case 'textfield':
    case 'textarea':
    case 'number':
      return control.fill(String(value));
    case 'checkbox':
      return control.setChecked(value === true);
    case 'radio':
      return optionOf(visitor, field, value).check();
    case 'checklist':
      for (const choice of value as unknown[]) await optionOf(visitor, field, choice).check();
      return;
    case 'select':
      if (component.properties?.from === DECISIONS) return chooseDecision(control, String(value));
      if (await control.evaluate((element) => element instanceof HTMLSelectElement))
        return void (await control.selectOption({ label: labelOf(component, value) }));
      return pick(control, labelOf(component, value));
    case 'taglist':
      for (const choice of value as unknown[]) await pick(control, labelOf(component, choice));
      return;
    case 'datetime':
      return fillMoment(control, String(value));
    case 'filepicker':
      return upload(visitor, control, value);
    case 'expression':
      return;
  }
}

/** The control of a field, by the id that form-js gives it; in a list, that of its row. */
function controlOf({ page }: Visitor, { component, path }: FieldInstance): Locator {
  const rows = path.filter((part) => typeof part === 'number');
  const id = `${component.id}${rows.map((row) => `_${row}`).join('')}`;
  return page.locator(`.h-form :is(input, select, textarea)[id^="fjs-form-"][id$="-${id}"]:not([type="date"])`).first();
}

/** One of several choices, which form-js draws one beside the other. */
function optionOf({ page }: Visitor, { component }: FieldInstance, value: unknown): Locator {
  return page
    .locator('.h-form .fjs-form-field')
    .filter({ has: page.locator(`[id*="-${component.id}"]`) })
    .getByLabel(labelOf(component, value), { exact: true });
}

/** A decision of the agent, by its number: the words around it are the portal's. */
async function chooseDecision(control: Locator, number: string): Promise<void> {
  const label = await control
    .locator('option')
    .filter({ hasText: `n° ${number} ` })
    .textContent();
  await control.selectOption({ label: label ?? number });
}

/** A list of form-js that one searches. */
async function pick(control: Locator, label: string): Promise<void> {
  await control.click();
  await control.page().locator('.fjs-dropdownlist-item').filter({ hasText: label }).first().click();
}

/** A day as people type it, day first; an hour, or both. */
async function fillMoment(control: Locator, value: string): Promise<void> {
  const [day = '', hour] = value.split('T');
  await control.fill(isCivilDate(day) ? day.split('-').reverse().join('/') : day);
  await control.press('Tab');
  if (hour !== undefined) await control.page().keyboard.type(hour);
}

async function upload(visitor: Visitor, control: Locator, value: unknown): Promise<void> {
  const pieces = (Array.isArray(value) ? value : [value]) as { name: string }[];
  const { bytes } = await attachment('Piece');
  for (const { name } of pieces) {
    await control.setInputFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from(bytes) });
    // Its link, once it is kept: its name alone is there while it leaves.
    await visitor.link(name).waitFor();
  }
}

function labelOf({ values }: FormComponent, value: unknown): string {
  const options = (values ?? []) as { label?: string; value?: unknown }[];
  const found = options.find((option) => JSON.stringify(option.value) === JSON.stringify(value));
  return found?.label ?? String(value);
}
