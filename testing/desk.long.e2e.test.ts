import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { axe } from './browser/axe.ts';
import { CAST } from './browser/cast.ts';
import { Authenticator } from './browser/codes.ts';
import { pdfShownIn, tabTo } from './browser/gestures.ts';
import { Colleagues } from './browser/ministry.ts';
import { Stage } from './browser/stage.ts';
import { sign, told } from './browser/tasks.ts';

let stage: Stage;
const authenticator = new Authenticator(CAST.signatory.totpSecret ?? '', () => stage.portal.url);

beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage?.close());

test('a signatory goes through their desk without a mouse: what stands out first, one set aside, one signed', () =>
  stage.scene('desk', async (open) => {
    const colleagues = new Colleagues(stage.portal.url);
    for (const opinion of ['favorable', 'reserved', 'favorable']) {
      const { id } = await colleagues.filed('Préparer un concours.');
      const reason = opinion === 'reserved' ? 'Effectif insuffisant.' : undefined;
      await colleagues.decided('superior', id, 'opinion', opinion, reason);
      await colleagues.decided('validator', id, 'visa', 'approved');
      await colleagues.task('signatory', id, 'signature');
    }
    const signatory = await (await open('signatory')).comeBack(CAST.signatory.email);
    const { page } = signatory;
    const { keyboard } = page;
    const lines = page.locator('.h-foldline');
    await signatory.visit('/desk');
    const fold = page.locator('.h-fold__top').filter({ hasText: '3 actes' });
    await tabTo(fold);
    await keyboard.press('Enter');
    await page.getByText('À regarder : 1 acte').waitFor();
    await page.getByText('Pages prêtes : 3 sur 3').waitFor();
    expect(await lines.first().textContent()).toContain('Avis réservé');
    expect(await axe(signatory)).toEqual([]);

    await tabTo(lines.first());
    await keyboard.press('ArrowDown');
    await page.locator('.h-deskact').waitFor();
    await keyboard.press('o');
    await pdfShownIn(page.locator('.h-deskact__act ~ .h-pdf iframe'));
    expect(await axe(signatory)).toEqual([]);
    await keyboard.press('Escape');
    expect(await lines.nth(1).evaluate((line) => line === document.activeElement)).toBe(true);

    await keyboard.press('s');
    await sign(signatory, authenticator);
    await told(signatory, 'L’acte est signé.');
    await page.getByText('Pages prêtes : 2 sur 2').waitFor();
    expect(await lines.nth(1).evaluate((line) => line === document.activeElement)).toBe(true);

    await page.locator('.h-deskact__aside').waitFor();
    await keyboard.press('m');
    await told(signatory, 'L’acte est mis de côté.');
    await signatory.button('Mis de côté (1)').waitFor();
    await page.locator('.h-fold__counts').getByText('1 acte', { exact: true }).waitFor();
  }));
