import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@jest/globals';
import type { KeptValue } from '#domain/situation/entry.ts';
import { showValue } from '#domain/situation/themes/show-theme.ts';
import type { FieldType } from '#domain/situation/themes/theme.ts';
import { request as requestWords } from '#web/client/language/fr/pages/request.ts';
import { authorityFiles } from '#workers/pades/authority-files.ts';
import { askPdfsig } from '#workers/pades/testing/independent-verifiers.ts';
import { axe } from '../browser/axe.ts';
import type { Stage } from '../browser/stage.ts';
import type { Visitor } from '../browser/visitor.ts';
import type { Filed, OnScreens } from './on-screens.ts';
import type { ShippedKind } from './shipped-kind.ts';

/** Downloads the receipt of what was granted without an act, as its agent does. */
export async function receiptOf(agent: Visitor, { id }: Filed): Promise<Uint8Array> {
  const { page } = agent;
  await agent.arrive(`/requests/${id}?tab=acts`);
  const address = (await agent.link(requestWords.receipt.download).getAttribute('href')) ?? '';
  expect(await axe(agent)).toEqual([]);
  return (await page.request.get(address)).body();
}

/** A program of others, Poppler, finds the seal whole, and of the portal's authority. */
export async function isSealed({ portal }: Stage, pdf: Uint8Array): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'harmonie-seal-'));
  try {
    const file = path.join(folder, 'sealed.pdf');
    await writeFile(file, pdf);
    const said = await askPdfsig(folder, file, authorityFiles(path.join(portal.dataDir, 'seal')).caPath);
    expect(said).toContain('Signature is Valid.');
    expect(said).toContain('Certificate is Trusted.');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Types of fields that a page says in the very words of the form. */
const SAID: readonly FieldType[] = ['choice', 'text', 'identity'];

/** Each theme that the kind changes says, on the agent's own page, what the request wrote there: what was asked. */
export async function seeInForce(
  agent: Visitor,
  screens: OnScreens,
  { manifest }: ShippedKind,
  filed: Filed,
): Promise<void> {
  const { page } = agent;
  await agent.arrive('/situation');
  for (const name of manifest.effects) {
    const theme = manifest.themes[name];
    if (theme === undefined) throw new Error(`${manifest.kind} changes « ${name} », which is no theme of its own`);
    const panel = page
      .locator('.h-panel')
      .filter({ has: page.getByRole('heading', { name: theme.title.fr, exact: true }) });
    await panel.locator('summary').click();
    const written = panel.locator('details li').filter({ has: page.getByRole('link', { name: filed.number }) });
    await written.first().waitFor();
    const said = (await written.allTextContents()).join();
    for (const field of theme.fields.filter(({ type }) => SAID.includes(type))) {
      const asked = screens.typed[field.key] as KeptValue | undefined;
      if (asked !== undefined && asked !== '') expect(said).toContain(showValue(field, asked).fr);
    }
  }
  expect(await axe(agent)).toEqual([]);
}
