import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { eventually } from '#bin/portal/story.ts';
import { axe } from '../browser/axe.ts';
import { CAST } from '../browser/cast.ts';
import { Authenticator } from '../browser/codes.ts';
import { pdfShownIn, tabTo } from '../browser/gestures.ts';
import { addPasskey, holdsPasskeys } from '../browser/passkeys.ts';
import { Stage } from '../browser/stage.ts';
import { sign, told } from '../browser/tasks.ts';
import type { Visitor } from '../browser/visitor.ts';
import { ask } from '../portal/inside.ts';
import { actsToSign } from '../portal/many-acts.ts';
import { Ministry } from '../portal/ministry.ts';
import { actsOf } from '../portal/outcomes.ts';

// What a director signs in a morning, of acts that a real circuit brought to their desk.

const ACTS = 300;
const PHONE = { viewport: { width: 390, height: 844 } };
/** On a touch screen (WCAG 2.5.8 asks 24). */
const MIN_TARGET = 32;

let stage: Stage;
let ministry: Ministry;
const authenticator = new Authenticator(CAST.signatory.totpSecret ?? '', () => stage.portal.url);
beforeAll(async () => {
  stage = await Stage.open();
  ministry = new Ministry(stage.portal);
});
afterAll(() => stage?.close());

const onScreen = async (visitor: Visitor) => expect(await axe(visitor)).toEqual([]);
const linesOf = ({ page }: Visitor) => page.locator('.h-foldline');
const foldOf = ({ page }: Visitor, count: number) => page.locator('.h-fold__top').filter({ hasText: `${count} actes` });
const batchOf = ({ page }: Visitor, count: number) => page.getByRole('dialog', { name: `Signer ${count} actes` });
const counted = (dialog: Locator, label: string, count: number) =>
  dialog.locator('dl > div').filter({ hasText: label }).getByText(String(count), { exact: true }).waitFor();

/** A fold whose last act was signed is read once more, and so is the act that was shown. */
function expectGone(signatory: Visitor): void {
  signatory.expectRefusal(404, /^\/api\/signing\/(folds|drawings|desks)/);
  signatory.expectRefusal(410, /^\/api\/tasks\//);
}

/** Waits until the act of a line is shown. */
async function paneOf(line: Locator): Promise<void> {
  const name = (await line.locator('strong').first().textContent()) ?? '';
  await line.page().locator('.h-deskact h2').filter({ hasText: name }).first().waitFor();
}

/** Waits until so many of these requests are over. */
const closed = (requestIds: readonly string[], count: number) =>
  eventually('the end of the requests', async () => {
    const [row] = await ask<{ closed: number }>(
      stage.portal,
      'select count(*)::int as closed from request where id = any($1::uuid[]) and closed_at is not null',
      [requestIds],
    );
    return row?.closed === count ? true : undefined;
  });

test('a morning without a mouse: of 300 acts, three that stand out are found, one is refused, the others are signed by one code', () =>
  stage.scene('director', async (open) => {
    const { requestIds } = await actsToSign(ministry, ACTS, [
      { echelon: 8, index: 461 },
      { index: 453 },
      { echelon: 6 },
    ]);
    const signatory = await (await open('signatory')).comeBack(CAST.signatory.email);
    expectGone(signatory);
    const { page } = signatory;
    const { keyboard } = page;
    const lines = linesOf(signatory);
    await signatory.visit('/desk');
    await tabTo(foldOf(signatory, ACTS));
    await keyboard.press('Enter');
    await page.getByText('À regarder : 3 actes').waitFor();
    await page.getByText(`Pages prêtes : ${ACTS} sur ${ACTS}`).waitFor();
    for (const place of [0, 1, 2]) expect(await lines.nth(place).textContent()).toContain('inhabituel');
    expect(await lines.nth(3).textContent()).not.toContain('inhabituel');
    await onScreen(signatory);

    // Two are looked at whole.
    await tabTo(lines.first());
    await keyboard.press('Enter');
    for (const place of [0, 1]) {
      await paneOf(lines.nth(place));
      await keyboard.press('o');
      await pdfShownIn(page.locator('.h-deskact__act ~ .h-pdf iframe'));
      await keyboard.press('Escape');
      await lines.nth(place).and(page.locator(':focus')).waitFor();
      await keyboard.press('ArrowDown');
      await lines
        .nth(place + 1)
        .and(page.locator(':focus'))
        .waitFor();
    }
    await paneOf(lines.nth(2));
    const refused = await lines.nth(2).textContent();
    await keyboard.press('r');
    await page.locator('#reasonLaw:focus').waitFor();
    await keyboard.type('Article L522-2 du code général de la fonction publique.');
    await tabTo(page.locator('#reasonFact'));
    await keyboard.type('L’ancienneté n’est pas atteinte.');
    await onScreen(signatory);
    await tabTo(signatory.button('Enregistrer le refus'));
    await keyboard.press('Enter');
    await told(signatory, 'Le refus est enregistré.');
    await page.getByText('À regarder : 2 actes').waitFor();
    expect(await lines.allTextContents()).not.toContain(refused);

    const count = ACTS - 1;
    const title = `Signer ${count} actes`;
    await tabTo(page.getByRole('button', { name: title, exact: true }), 'Shift+Tab');
    await keyboard.press('Enter');
    const dialog = batchOf(signatory, count);
    await tabTo(dialog.getByLabel('Code à six chiffres'));
    await keyboard.type(await authenticator.right());
    await onScreen(signatory);
    await keyboard.press('Enter');
    await dialog.getByText('La signature est terminée.').waitFor();
    await counted(dialog, 'Dont scellés', count);
    await counted(dialog, 'Non signés', 0);
    await onScreen(signatory);
    await tabTo(dialog.getByRole('button', { name: 'Fermer' }).last());
    await keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });

    // Each agent is told once, with the act; the one whose act was refused, of nothing yet.
    await closed(requestIds, count);
    const { acts, granted, about } = await actsOf(ministry, requestIds);
    expect(acts.map(({ filed, seals }) => filed + seals)).toEqual(acts.map(() => 2));
    expect(new Set(acts.map(({ number }) => number)).size).toBe(count);
    expect(new Set(granted.map(({ request_id }) => request_id)).size).toBe(count);

    const act = about.flatMap(({ attachments }) => attachments).find(({ fileName }) => fileName.endsWith('.pdf'));
    const file = { name: 'acte.pdf', mimeType: 'application/pdf', buffer: Buffer.from(act?.bytes ?? []) };
    for (const [locale, title] of [
      ['fr-FR', /^Acte authentique, en vigueur/],
      ['en-GB', /^Genuine act, in force/],
    ] as const) {
      const stranger = await open('stranger', { unused: true, locale });
      await stranger.visit('/verifier');
      await onScreen(stranger);
      await stranger.page.locator('input[type=file]').setInputFiles(file);
      await stranger.page.getByRole('heading', { name: title }).waitFor();
      await onScreen(stranger);
    }
  }));

test('on a phone, by a passkey: one act is signed, then a fold', () =>
  stage.scene('director-phone', async (open) => {
    await actsToSign(ministry, 6);
    const signatory = await open('signatory', PHONE);
    expectGone(signatory);
    await holdsPasskeys(signatory);
    await signatory.comeBack(CAST.signatory.email);
    const { page } = signatory;
    await signatory.visit('/account');
    await addPasskey(signatory, 'Téléphone de Sophie');
    await signatory.visit('/desk');
    await fitsPhone(signatory);
    await foldOf(signatory, 6).click();
    await page.getByText('Pages prêtes : 6 sur 6').waitFor();
    await onScreen(signatory);
    await fitsPhone(signatory);

    await linesOf(signatory).first().click();
    await paneOf(linesOf(signatory).first());
    await signatory.button('Afficher l’acte').click();
    await pdfShownIn(page.locator('.h-deskact__act ~ .h-pdf iframe'));
    await onScreen(signatory);
    await fitsPhone(signatory);
    await signatory.button('Relire et signer l’acte').click();
    await sign(signatory, authenticator, { byPasskey: true });
    await told(signatory, 'L’acte est signé.');

    await page.getByText('Pages prêtes : 5 sur 5').waitFor();
    await page.getByRole('button', { name: 'Signer 5 actes', exact: true }).click();
    const dialog = batchOf(signatory, 5);
    await dialog.getByLabel('Code à six chiffres').waitFor();
    await onScreen(signatory);
    await fitsPhone(signatory);
    await dialog.getByRole('button', { name: 'Signer avec ma clé d’accès' }).click();
    await dialog.getByText('La signature est terminée.').waitFor();
    await counted(dialog, 'Dont scellés', 5);
    await onScreen(signatory);
    await fitsPhone(signatory);
  }));

/** Nothing goes past the width of a phone, and what is touched there is large enough. */
async function fitsPhone({ page }: Visitor): Promise<void> {
  const found = await page.evaluate((min) => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const dialog = document.querySelector('[role="dialog"]');
    const targets = (dialog ?? document.querySelector('main') ?? document.body).querySelectorAll(
      'button, [role="button"]',
    );
    const small = [...targets].filter((target) => {
      const { width, height } = target.getBoundingClientRect();
      return target.checkVisibility() && (width < min || height < min);
    });
    return { over: scrollWidth - clientWidth, small: small.map(({ outerHTML }) => outerHTML.slice(0, 120)) };
  }, MIN_TARGET);
  expect(found).toEqual({ over: 0, small: [] });
}
