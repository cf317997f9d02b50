import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { readText } from '#bin/verify/text.ts';
import { readDecisions } from '#web/client/modeler/tables/decisions.ts';
import { CircuitDraftSaved, CircuitVersions, type CircuitDraftView as Draft } from '#web/contract/circuits/atelier.ts';
import { CircuitList } from '#web/contract/operations/operations.ts';
import { axeInFull } from '../browser/axe.ts';
import { CAST } from '../browser/cast.ts';
import { choose, drawn, nameInEnglish, saved, saving, textIn } from '../browser/drawing.ts';
import { pdfShownIn } from '../browser/gestures.ts';
import { strayWords } from '../browser/languages.ts';
import { Colleagues, KIND } from '../browser/ministry.ts';
import { Stage } from '../browser/stage.ts';
import type { Visitor } from '../browser/visitor.ts';

/** French too, names of files and keys, or FEEL. */
const SAME = new Set([
  'title',
  'long',
  'case',
  'cases',
  'contact',
  'employer',
  'type',
  'texts',
  'reminder',
  'number',
  'form',
  'act',
  'true',
  'false',
]);
const SENTENCE = 'Lorem ipsum dolor sit amet.';

let stage: Stage;
let colleagues: Colleagues;
beforeAll(async () => {
  stage = await Stage.open();
  colleagues = new Colleagues(stage.portal.url);
});
afterAll(() => stage?.close());

const scene = (name: string, play: (alice: Visitor) => Promise<void>) =>
  stage.scene(`atelier-editors-${name}`, async (open) => {
    const alice = await open('analyst', { viewport: { width: 1440, height: 1000 } });
    await alice.comeBack(CAST.analyst.email);
    await play(alice);
  });

const tab = (draft: Draft, name: string, file?: string) =>
  `/circuits/drafts/${draft.id}/${name}${file ? `?file=${file}` : ''}`;

/** Faults for any reader, and words of the other language; a template is code, which is of no language. */
async function faultsOf(alice: Visitor, { holdsCode = false } = {}): Promise<string[]> {
  const violations = await axeInFull(alice);
  const strays = holdsCode ? [] : (await strayWords(alice.page, 'fr')).filter((word) => !SAME.has(word));
  return [...violations, ...strays.map((word) => `${alice.page.url()}: « ${word} »`)];
}

/** Types a label for the component of the form that bears a key. */
async function relabel(page: Page, key: string, label: string): Promise<void> {
  await page.locator(`.fjs-editor-container .fjs-element[data-id="${key}"]`).click();
  const field = page
    .locator(
      '.fjs-properties-panel [data-entry-id$="label" i] textarea, .fjs-properties-panel [data-entry-id$="label" i] [contenteditable="true"], .fjs-properties-panel [data-entry-id$="label" i] input',
    )
    .first();
  // The panel of this component is there, its group open or not: a click meant to open it would close it.
  await field.waitFor({ state: 'attached' });
  if (!(await field.isVisible()))
    await page
      .locator('.fjs-properties-panel [data-group-id="group-general"] .bio-properties-panel-group-header')
      .click();
  await field.fill(label);
}

describe('an analyst, beside the diagram', () => {
  test('changes a rule, a sentence and a label, and finds all again', () =>
    scene('story', async (alice) => {
      const { page } = alice;
      const faults: string[] = [];
      const draft = await colleagues.begun();

      await alice.visit(tab(draft, 'tables'));
      const cell = page.locator('[data-element-id="quotite-80-alors"]');
      await cell.click();
      await saving(alice, async () => {
        await page.keyboard.press('Control+a');
        await page.keyboard.type('"5/6"');
      });
      await page.getByLabel('quota', { exact: true }).selectOption('80');
      await page.getByText('"5/6"').last().waitFor();
      await page.getByText('règle 4').waitFor();
      // Which rules apply is chosen with the mouse too.
      const policy = page.locator('.hit-policy-edit-policy-select .dms-input');
      for (const choice of ['Première', 'Unique'])
        await saving(alice, async () => {
          await policy.click();
          await page.locator('.dms-select-options').getByText(choice, { exact: true }).click();
          await policy.getByText(choice).waitFor();
        });
      faults.push(...(await faultsOf(alice)));

      await alice.visit(tab(draft, 'acts', 'act.typ'));
      await pdfShownIn(page.locator('iframe'));
      const code = page.getByRole('textbox', { name: 'Texte de act.typ' });
      await code.click();
      await page.keyboard.press('Control+End');
      alice.expectRefusal(422, /\/act-preview$/);
      await page.keyboard.type('\n#quatre');
      await page.getByRole('button', { name: /^Ligne \d+$/ }).waitFor();
      faults.push(...(await faultsOf(alice, { holdsCode: true })));
      for (let letters = 0; letters < '#quatre'.length; letters += 1) await page.keyboard.press('Backspace');
      const redrawn = page.waitForResponse((response) => response.url().endsWith('/act-preview') && response.ok());
      await saving(alice, () => page.keyboard.type(SENTENCE));
      await redrawn;
      await pdfShownIn(page.locator('iframe'));
      const preview = await page.request.post(`/api/atelier/drafts/${draft.id}/act-preview`, {
        data: { template: 'act' },
        headers: { origin: stage.portal.url },
      });
      expect(await readText(await preview.body())).toContain(SENTENCE);

      await alice.visit(tab(draft, 'forms', 'demande.form'));
      await saving(alice, () => relabel(page, 'reasonKind', 'Motif principal'));
      await page.locator('.h-form').getByText('Motif principal').waitFor();
      faults.push(...(await faultsOf(alice)));
      await page.getByRole('button', { name: 'English', exact: true }).click();
      await page.locator('.h-form label', { hasText: 'First day' }).waitFor();
      await page.locator('.h-form').getByText('As day/month/year, for example 01/09/2027.').first().waitFor();

      await page.reload();
      await page.locator('.fjs-editor-container').getByText('Motif principal').waitFor();
      await alice.visit(tab(draft, 'tables'));
      expect(await cell.textContent()).toBe('"5/6"');
      const now = await colleagues.kept(draft);
      expect(textIn(now, 'act.typ')).toContain(SENTENCE);
      expect(JSON.parse(textIn(now, 'texts.fr.json')).form['reasonKind.label']).toBe('Motif principal');

      expect(faults).toEqual([]);
    }));

  test('an act is written as text: data by their names, a condition, and its page beside', () =>
    scene('act', async (alice) => {
      const { page } = alice;
      const draft = await colleagues.begun('teletravail');
      const faults: string[] = [];
      await alice.visit(tab(draft, 'acts', 'act.act.json'));
      await pdfShownIn(page.locator('iframe'));
      faults.push(...(await faultsOf(alice)));

      const article = page.getByRole('textbox', { name: 'Article 6', exact: true });
      await page.getByRole('button', { name: 'Article', exact: true }).click();
      await article.waitFor();
      await saving(alice, () => page.keyboard.type('Son grade est '));
      await page.keyboard.type('{grade');
      await page.getByRole('option', { name: 'Grade de l’agent', exact: true }).waitFor();
      await saving(alice, () => page.keyboard.press('Enter'));
      await article.locator('.h-chip', { hasText: 'Grade de l’agent' }).waitFor();

      // What may not be known asks for a condition, and has it without a word of code.
      await page.getByRole('button', { name: 'Insérer une donnée (Article 6)' }).click();
      await page.getByRole('searchbox').fill('echelon agent');
      await saving(alice, () => page.getByRole('button', { name: /^Échelon de l’agent/ }).click());
      await page.getByText('« Échelon de l’agent » peut manquer').waitFor();
      await page.getByRole('button', { name: 'Imprimer à une condition (Article 6)' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Donnée').selectOption({ label: 'Échelon de l’agent' });
      faults.push(...(await faultsOf(alice)));
      await saving(alice, () => dialog.getByRole('button', { name: 'Appliquer' }).click());
      await page.getByText('si connu : Échelon de l’agent').waitFor();

      const preview = await page.request.post(`/api/atelier/drafts/${draft.id}/act-preview`, {
        data: { template: 'act' },
        headers: { origin: stage.portal.url },
      });
      expect((await readText(await preview.body())).replace(/\s+/g, ' ')).toContain('Son grade est Greffière4e');
      const { blocks } = JSON.parse(textIn(await colleagues.kept(draft), 'act.act.json'));
      expect(blocks.at(-1)).toEqual({
        is: 'article',
        text: 'Son grade est {agent.grade}{agent.echelon}',
        when: [{ data: 'agent.echelon', is: 'known' }],
      });
      expect(faults).toEqual([]);
    }));

  test('reads the versions of a circuit, compares two of them, and begins again from the first', () =>
    scene('versions', async (alice) => {
      const { page } = alice;
      const faults: string[] = [];
      const draft = await colleagues.begun();
      const reason = 'Nouvelle fraction.';
      const analyst = await colleagues.as('analyst');
      const changed = (path: string, from: string, to: string) => ({
        path,
        text: textIn(draft, path).replaceAll(from, to),
      });
      const files = [
        changed('temps-partiel-regles.dmn', '"6/7"', '"5/6"'),
        changed('demande.form', '"Motif"', '"Motif principal"'),
        changed('texts.fr.json', '"Motif"', '"Motif principal"'),
      ];
      const { revision } = await analyst.post(
        `/api/atelier/drafts/${draft.id}/files`,
        { revision: draft.revision, files },
        CircuitDraftSaved,
        'PUT',
      );
      await colleagues.published(draft.id, { revision, reason });

      await alice.visit(`/circuits/kinds/${KIND}`);
      await page.getByText(reason).waitFor();
      faults.push(...(await faultsOf(alice)));
      await alice.button('Comparer').click();
      await page.getByText('De la version 1 à la version 2').waitFor();
      await page.getByText('règle 4', { exact: true }).waitFor();
      await page.getByText('Motif principal').first().waitFor();
      await alice.settled();
      faults.push(...(await faultsOf(alice)));

      const { items } = await analyst.get(`/api/circuits/${KIND}/versions`, CircuitVersions);
      const first = items.find(({ number }) => number === 1);
      for (const part of ['diagram', 'forms', 'tables', 'acts', 'texts', 'files']) {
        await alice.arrive(`/circuits/${first?.versionId}?part=${part}`);
        faults.push(...(await faultsOf(alice, { holdsCode: part === 'acts' })));
      }
      await alice.visit(`/circuits/${first?.versionId}?part=tables`);
      await page.getByText('"6/7"').waitFor();
      await alice.button('Repartir de la version 1').click();
      await page.waitForURL(/\/circuits\/drafts\/[^/]+\/diagram$/);
      expect(faults).toEqual([]);
    }));

  test('edits the manifest without its drawing, and completes what lacks words', () =>
    scene('texts', async (alice) => {
      const { page } = alice;
      const faults: string[] = [];
      const draft = await colleagues.begun();
      await alice.visit(tab(draft, 'texts'));
      await page.getByText('Tous les textes sont complets.').waitFor();
      await saving(alice, async () => {
        await page.getByLabel('Texte applicable').fill('Code du travail');
        await page.getByLabel('Texte applicable').press('Tab');
      });
      const english = page.getByRole('textbox', { name: 'Demande … : votre action est attendue, objet, en anglais' });
      await saving(alice, () => english.fill(''));
      await page.getByText('1 texte à compléter').waitFor();
      await page.getByLabel('À compléter seulement').check();
      expect(await page.locator('.h-words__row').count()).toBe(1);
      await english.fill('{title} {number}');
      await page.getByText('Données inconnues : {title}').waitFor();
      await saving(alice, () => english.fill('Reminder {number}'));
      await page.getByText('Tous les textes sont complets.').waitFor();
      faults.push(...(await faultsOf(alice)));
      const now = await colleagues.kept(draft);
      expect(textIn(now, `${KIND}.bpmn`)).toContain('name="legalReference" value="Code du travail"');
      expect(JSON.parse(textIn(now, 'texts.en.json')).mails.reminder.subject).toBe('Reminder {number}');
      expect(faults).toEqual([]);
    }));

  test('writes a condition and a rule by keyboard alone: names are offered in words, then what each can be', () =>
    scene('names-and-values', async (alice) => {
      const { page } = alice;
      const draft = await colleagues.begun();
      const offered = page.locator('.cm-tooltip-autocomplete [role="option"]');
      const write = async (text: string, choice: string) => {
        await page.keyboard.type(text);
        await offered.filter({ hasText: choice }).first().waitFor();
        while (!(await offered.filter({ hasText: choice }).first().getAttribute('aria-selected')))
          await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await offered.first().waitFor({ state: 'hidden' });
      };

      const checked = page.waitForResponse((response) => response.url().endsWith('/check') && response.ok());
      await alice.visit(`${tab(draft, 'diagram')}?element=issue-refus`);
      await checked;
      await page.locator('.h-condition summary').click();
      const condition = page.locator('.h-condition .cm-content');
      await condition.focus();
      await page.keyboard.press('Control+a');
      await saving(alice, async () => {
        await write('sign', 'signature');
        await write(' = ', 'Refus');
        expect(await condition.textContent()).toBe('signature = "refused"');
        await condition.blur();
      });
      expect(textIn(await colleagues.kept(draft), `${KIND}.bpmn`)).toContain('>=signature = "refused"<');

      await alice.visit(tab(draft, 'forms', 'demande.form'));
      await page.locator('.fjs-editor-container .fjs-element[data-id="reason"]').click();
      await page.getByRole('group', { name: 'Règle entre champs' }).locator('summary').click();
      const rule = page.getByRole('textbox', { name: 'Règle entre champs' });
      await rule.focus();
      await saving(alice, async () => {
        await write('quo', 'quota');
        await write(' = ', '80 %');
        expect(await rule.textContent()).toBe('quota = "80"');
        await rule.blur();
      });
      const form = JSON.parse(textIn(await colleagues.kept(draft), 'demande.form'));
      const reason = form.components.find(({ key }: { key?: string }) => key === 'reason');
      expect(reason.properties.validate).toBe('=quota = "80"');
    }));

  test('chooses « la date de fin suit la date de début », and says it in both languages; what choosing cannot say is kept', () =>
    scene('chosen-rule', async (alice) => {
      const { page } = alice;
      const draft = await colleagues.begun();
      const endIn = (of: Draft) =>
        JSON.parse(textIn(of, 'demande.form')).components.find(({ key }: { key?: string }) => key === 'endDate');
      await alice.visit(tab(draft, 'forms', 'demande.form'));
      const drawn = page.locator('.fjs-editor-container .fjs-form-field-datetime .fjs-input-group').first();
      expect(await drawn.evaluate((field) => getComputedStyle(field).borderTopWidth)).toBe('1px');
      await page.locator('.fjs-editor-container .fjs-element[data-id="endDate"]').click();
      const rule = page.getByRole('group', { name: 'Règle entre champs' });
      await rule.getByText('Cette condition est écrite en FEEL : elle reste telle quelle.').waitFor();
      expect(`=${await rule.getByRole('textbox').textContent()}`).toBe(endIn(draft).properties.validate);

      await saving(alice, () => rule.getByRole('button', { name: 'Choisir une condition à la place' }).click());
      const english = page.getByLabel('Message si la règle n’est pas suivie, en anglais');
      await saving(alice, () => english.fill('The end follows the start.'));
      expect(await faultsOf(alice, { holdsCode: true })).toEqual([]);
      const now = await colleagues.kept(draft);
      expect(endIn(now).properties.validate).toBe('=date(endDate) > date(startDate)');
      expect(JSON.parse(textIn(now, 'texts.en.json')).form['endDate.validateMessage']).toBe(
        'The end follows the start.',
      );
    }));

  test('changes a form or a table of any shipped circuit, and loses nothing else of it', () =>
    scene('round-trip', async (alice) => {
      const { page } = alice;
      const { items } = await (await colleagues.as('analyst')).get('/api/circuits', CircuitList);
      for (const kind of new Set(items.map((item) => item.kind))) {
        const draft = await colleagues.begun(kind);
        for (const { path } of draft.files.filter((file) => file.path.endsWith('.form'))) {
          const before = JSON.parse(textIn(draft, path));
          const field = before.components.find(
            ({ key, label, type }: { key?: string; label?: string; type: string }) =>
              // What a form works out shows no label of its own to be changed.
              key && label && type !== 'expression',
          );
          await alice.visit(tab(draft, 'forms', path));
          await saving(alice, () => relabel(page, field.id, SENTENCE));
          const after = JSON.parse(textIn(await colleagues.kept(draft), path));
          expect([path, after]).toEqual([
            path,
            JSON.parse(
              JSON.stringify(before).replace(JSON.stringify(field), JSON.stringify({ ...field, label: SENTENCE })),
            ),
          ]);
        }
        for (const { path } of draft.files.filter((file) => file.path.endsWith('.dmn'))) {
          await alice.visit(tab(draft, 'tables', path));
          const cell = page.locator('td.output-cell').first();
          await cell.click();
          await saving(alice, async () => {
            await page.keyboard.press('Control+a');
            await page.keyboard.type('null');
          });
          const before = await readDecisions(textIn(draft, path));
          const after = await readDecisions(textIn(await colleagues.kept(draft), path));
          const changed = JSON.stringify(after);
          expect(changed).toContain('"null"');
          expect(elements(textIn(await colleagues.kept(draft), path))).toEqual(elements(textIn(draft, path)));
          expect(after.length).toBe(before.length);
        }
      }
    }));

  test('two analysts on one draft: the second is told who saved, and keeps their own in a copy', async () => {
    await stage.scene('two-analysts', async (open) => {
      const first = await open('first');
      await first.comeBack(CAST.analyst.email);
      await first.visit(tab(await colleagues.begun(), 'diagram'));
      await drawn(first);
      const second = await open('second');
      second.expectRefusal(409, /\/files$/);
      await second.comeBack(CAST.analyst.email);
      await second.page.goto(first.page.url());
      await drawn(second);

      await nameInEnglish(first, 'Signature', 'Approval by the first');
      await saved(first);
      await nameInEnglish(second, 'Signature', 'Approval by the second');
      const dialog = second.page.getByRole('dialog', { name: 'Ce brouillon a été modifié entre-temps' });
      await dialog.getByText(`${CAST.analyst.name} l’a enregistré le`).waitFor();
      await dialog.getByRole('button', { name: 'Garder les miennes dans une copie' }).click();
      await second.page.getByText('Vos modifications sont dans cette copie.').waitFor();
      await drawn(second);
      await choose(second, 'Signature');
      expect(await second.page.getByLabel('En anglais').inputValue()).toBe('Approval by the second');

      await first.page.reload();
      await drawn(first);
      await choose(first, 'Signature');
      expect(await first.page.getByLabel('En anglais').inputValue()).toBe('Approval by the first');
    });
  });
});

/** Every element of a file with its attributes: what must not be lost. */
const elements = (xml: string): string[] =>
  (xml.match(/<(?![/?])[^>]+>/g) ?? [])
    .map((element) =>
      element
        // « unique » is what a table is when it says nothing.
        .replace(/^<|\s*\/?>$| hitPolicy="UNIQUE"/g, '')
        .split(/\s+(?=[\w:]+=)/)
        .toSorted()
        .join(' '),
    )
    .toSorted();
