import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import { axeInFull } from '../browser/axe.ts';
import { CAST } from '../browser/cast.ts';
import { drawn, nameInEnglish, renameStep, saved, saving, textIn } from '../browser/drawing.ts';
import { Colleagues, KIND } from '../browser/ministry.ts';
import { Stage } from '../browser/stage.ts';

let stage: Stage;
let colleagues: Colleagues;
beforeAll(async () => {
  stage = await Stage.open();
  colleagues = new Colleagues(stage.portal.url);
});
afterAll(() => stage?.close());

describe('a draft is several people’s, on several screens', () => {
  test('two analysts: what the second changed stands with what the first saved; what both did is chosen', () =>
    stage.scene('atelier-merge', async (open) => {
      const draft = await colleagues.begun();
      const first = await open('first');
      await first.comeBack(CAST.analyst.email);
      const second = await open('second');
      second.expectRefusal(409, /\/files$/);
      await second.comeBack(CAST.approver.email);
      for (const analyst of [first, second]) {
        await analyst.visit(`/circuits/drafts/${draft.id}/diagram`);
        await drawn(analyst);
      }
      await saving(first, () => renameStep(first, 'Signature', 'Signature de l’acte'));
      await saving(second, () => nameInEnglish(second, 'Enregistrer la demande', 'Register it'));
      await second.page.getByText(`${CAST.analyst.name} a enregistré ce brouillon entre-temps`).waitFor();
      await drawn(second);
      const merged = await colleagues.kept(draft);
      expect(textIn(merged, `${KIND}.bpmn`)).toContain('name="Signature de l’acte"');
      expect(textIn(merged, 'texts.en.json')).toContain('Register it');

      // The first has not seen that: the same name, given by both.
      first.expectRefusal(409, /\/files$/);
      await nameInEnglish(first, 'Enregistrer la demande', 'File it');
      const dialog = first.page.getByRole('dialog', { name: 'Ce brouillon a été modifié entre-temps' });
      await dialog.getByText('"Register it"').waitFor();
      expect(await axeInFull(first)).toEqual([]);
      await dialog.getByText('La mienne', { exact: true }).first().click();
      await saving(first, () => dialog.getByRole('button', { name: 'Réunir' }).click());
      await drawn(first);
      expect(textIn(await colleagues.kept(draft), 'texts.en.json')).toContain('File it');
    }));

  test('« Annuler » goes on after the page was read again', () =>
    stage.scene('atelier-undo', async (open) => {
      const draft = await colleagues.begun();
      const analyst = await open('analyst');
      await analyst.comeBack(CAST.analyst.email);
      await analyst.visit(`/circuits/drafts/${draft.id}/diagram`);
      await drawn(analyst);
      await saving(analyst, () => renameStep(analyst, 'Signature', 'Signature de l’acte'));
      await renameStep(analyst, 'Instruction', 'Instruction de la demande');
      // The page goes before that leaves the drawing.
      await analyst.page.reload();
      await drawn(analyst);
      await saved(analyst);
      expect(textIn(await colleagues.kept(draft), `${KIND}.bpmn`)).toContain('name="Instruction de la demande"');
      // The drawing, then the names that followed it, twice.
      const undo = analyst.page.getByRole('button', { name: /^Annuler : / });
      await undo.waitFor();
      while ((await undo.count()) > 0) await undo.click();
      await saved(analyst);
      const undone = await colleagues.kept(draft);
      for (const path of ['texts.fr.json', `${KIND}.bpmn`]) expect(textIn(undone, path)).toBe(textIn(draft, path));
    }));

  test('a step copied in one draft is pasted in another with the messages that it names', () =>
    stage.scene('atelier-paste', async (open) => {
      const [from, to] = [await colleagues.begun(), await colleagues.begun('teletravail')];
      const analyst = await open('analyst');
      await analyst.comeBack(CAST.analyst.email);
      await analyst.visit(`/circuits/drafts/${from.id}/diagram`);
      await drawn(analyst);
      const { page } = analyst;
      const canvas = page.getByRole('region', { name: 'Dessin du circuit' });
      await canvas
        .locator('.djs-shape')
        .filter({ hasText: /^Instruction$/ })
        .click();
      await page.keyboard.press('Control+c');

      await analyst.visit(`/circuits/drafts/${to.id}/diagram`);
      await drawn(analyst);
      await canvas.click({ position: { x: 40, y: 40 } });
      await page.keyboard.press('Control+v');
      // Below the circuit, where nothing is drawn.
      await canvas.hover({ position: { x: 300, y: 480 } });
      await saving(analyst, () => canvas.click({ position: { x: 300, y: 480 } }));
      await page.getByText('Collé d’un autre brouillon').waitFor();
      const xml = textIn(await colleagues.kept(to), 'teletravail.bpmn');
      expect(xml.match(/processId="teletravail--instruction"/g)).toHaveLength(2);
      const ids = [...xml.matchAll(/<bpmn:callActivity id="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }));

  test('a circuit is exported from its page, and comes back through the other door', () =>
    stage.scene('atelier-package', async (open) => {
      const analyst = await open('analyst');
      await analyst.comeBack(CAST.analyst.email);
      const draft = await colleagues.begun();
      await analyst.visit(`/circuits/drafts/${draft.id}/diagram`);
      await drawn(analyst);
      const { page } = analyst;
      const [download] = await Promise.all([page.waitForEvent('download'), analyst.button('Exporter').click()]);
      expect(download.suggestedFilename()).toBe(`${KIND}-brouillon.zip`);
      const file = await download.path();
      expect(Object.keys(unzipSync(await readFile(file)))).toContain(`${KIND}.bpmn`);

      await analyst.visit('/circuits');
      await analyst.button('Importer un circuit').click();
      await page.getByLabel('Fichier .zip, ou fichiers .bpmn, .form et .dmn').setInputFiles({
        ...{ name: 'circuit.zip', mimeType: 'application/zip' },
        buffer: await readFile(file),
      });
      const dialog = page.getByRole('dialog', { name: 'Importer un circuit' });
      await dialog.getByRole('button', { name: 'Examiner' }).click();
      await dialog.getByText('Ceux que ce circuit reprend sont les mêmes ici.').waitFor();
      expect(await axeInFull(analyst)).toEqual([]);
      await dialog.getByRole('button', { name: 'Importer', exact: true }).click();
      await drawn(analyst);
      await page.getByText('Circuit importé').waitFor();
    }));
});
