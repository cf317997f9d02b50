import { createHash } from 'node:crypto';
import { expect } from '@jest/globals';
import { Catcher, type ReceivedMail } from '#bin/smoke/mails.ts';
import type { Portal } from '../portal/portal.ts';
import { axe } from './axe.ts';
import type { Authenticator } from './codes.ts';
import { errorOf, isOnTop, pdfShownIn } from './gestures.ts';
import type { Visitor } from './visitor.ts';

// What whoever decides does on screen, and what the portal tells of it.

/** Opens the task on a request from the list of what waits. */
export async function openTask(holder: Visitor, number: string, step: string): Promise<void> {
  if (!(await holder.heading('À traiter').isVisible())) await holder.link(/^Espace valideur/).click();
  await holder.page.getByRole('row').filter({ hasText: number }).getByRole('link', { name: step }).click();
  await holder.heading(step).waitFor();
}

/** The confirmation of what was just done. */
export const told = (visitor: Visitor, text: string): Promise<void> =>
  visitor.page.getByRole('status').filter({ hasText: text }).waitFor();

/** Reads the very bytes of the act, is refused by a wrong code where asked, and signs: by a code, or by their passkey. */
export async function sign(
  signatory: Visitor,
  authenticator: Authenticator,
  { afterWrongCode = false, byPasskey = false } = {},
): Promise<void> {
  const { page } = signatory;
  const dialog = page.getByRole('dialog', { name: 'L’acte à signer' });
  const shown = await pdfShownIn(dialog.locator('iframe'));
  const bytes = await (await page.request.get(shown)).body();
  await dialog.getByText(sha256(bytes)).waitFor();
  expect(await isOnTop(dialog)).toBe(true);
  await dialog.getByRole('button', { name: 'Signer cet acte' }).click();
  const code = dialog.getByLabel('Code à six chiffres');
  if (byPasskey) {
    await code.waitFor();
    expect(await axe(signatory)).toEqual([]);
    return dialog.getByRole('button', { name: 'Signer avec ma clé d’accès' }).click();
  }
  if (afterWrongCode) {
    signatory.expectRefusal(401, /^\/api\/tasks\/\d+\/step-up$/);
    await code.fill(authenticator.wrong());
    await code.press('Enter');
    expect(await errorOf(code)).toContain('Code incorrect. Il reste 4 essais.');
  }
  await code.fill(await authenticator.right());
  await code.press('Enter');
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Every mail so far about a request, oldest first. */
export const mailsAbout = ({ runtime: { mail } }: Portal, number: string): Promise<ReceivedMail[]> =>
  new Catcher(mail?.catcherUrl ?? '').about(number);
