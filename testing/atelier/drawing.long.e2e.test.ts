import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { CircuitDraftSaved, type CircuitDraftView as Draft } from '#web/contract/circuits/atelier.ts';
import { axeInFull } from '../browser/axe.ts';
import { CAST } from '../browser/cast.ts';
import { choose, drawn, saving, textIn } from '../browser/drawing.ts';
import { Colleagues, KIND } from '../browser/ministry.ts';
import { Stage } from '../browser/stage.ts';
import type { BrowserSettings, Visitor } from '../browser/visitor.ts';

const LAPTOP = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };

let stage: Stage;
let colleagues: Colleagues;
beforeAll(async () => {
  stage = await Stage.open();
  colleagues = new Colleagues(stage.portal.url);
});
afterAll(() => stage?.close());

const scene = (name: string, viewport: BrowserSettings['viewport'], play: (alice: Visitor) => Promise<void>) =>
  stage.scene(`drawing-${name}`, async (open) => {
    const alice = await open('analyst', viewport ? { viewport } : {});
    await alice.comeBack(CAST.analyst.email);
    await play(alice);
  });

/** A draft of the kind, its diagram changed beforehand. */
async function draftWith(change: (xml: string) => string = (xml) => xml): Promise<Draft> {
  const analyst = await colleagues.as('analyst');
  const draft = await colleagues.begun();
  const text = change(textIn(draft, `${KIND}.bpmn`));
  const changed = { revision: draft.revision, files: [{ path: `${KIND}.bpmn`, text }] };
  await analyst.post(`/api/atelier/drafts/${draft.id}/files`, changed, CircuitDraftSaved, 'PUT');
  return draft;
}

const diagramOf = async (draft: Draft): Promise<string> => textIn(await colleagues.kept(draft), `${KIND}.bpmn`);

async function open(alice: Visitor, draft: Draft): Promise<void> {
  await alice.visit(`/circuits/drafts/${draft.id}/diagram`);
  await drawn(alice);
}

interface Box {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where each shape of a diagram stands. */
const boxesIn = (xml: string): Box[] =>
  [
    ...xml.matchAll(
      /<bpmndi:BPMNShape [^>]*bpmnElement="([^"]+)"[^>]*>\s*<dc:Bounds x="([^"]+)" y="([^"]+)" width="([^"]+)" height="([^"]+)"/g,
    ),
  ].map(([, id = '', ...numbers]) => {
    const [x = 0, y = 0, width = 0, height = 0] = numbers.map(Number);
    return { id, x, y, width, height };
  });

/** Pairs of shapes that cover one another. */
const coveredIn = (xml: string): string[] => {
  const boxes = boxesIn(xml);
  return boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter(
        (other) =>
          one.x < other.x + other.width &&
          other.x < one.x + one.width &&
          one.y < other.y + other.height &&
          other.y < one.y + one.height,
      )
      .map((other) => `${one.id} ${other.id}`),
  );
};

/** Puts a step against the one before it, the arrow between them having no length. */
function touching(xml: string, from: string, to: string): string {
  const boxes = boxesIn(xml);
  const [before, after] = [from, to].map((id) => boxes.find((box) => box.id === id));
  if (!before || !after) throw new Error(`No ${from} or no ${to}`);
  const x = before.x + before.width;
  const y = before.y + before.height / 2;
  return xml
    .replace(
      new RegExp(`(bpmnElement="${to}"[^>]*>\\s*<dc:Bounds x=")[^"]+(" y=")[^"]+`),
      `$1${x}$2${y - after.height / 2}`,
    )
    .replace(
      new RegExp(`(bpmnElement="vers-${to}-depuis-${from}"[^>]*>)[\\s\\S]*?(</bpmndi:BPMNEdge>)`),
      `$1<di:waypoint x="${x}" y="${y}" /><di:waypoint x="${x}" y="${y}" />$2`,
    );
}

async function insertAfter(alice: Visitor, step: string, choice: RegExp): Promise<void> {
  await choose(alice, step);
  await alice.button('Insérer une étape ici').click();
  await alice.page.getByRole('dialog').getByRole('button', { name: choice }).first().click();
}

const steps = (page: Page): Locator => page.getByRole('region', { name: 'Étapes du circuit' });
const properties = (page: Page): Locator => page.getByRole('region', { name: 'Propriétés de l’élément choisi' });

/** Waits until all of it is in the window: a menu is put there once it has its size. */
async function seenWhole(page: Page, part: Locator): Promise<void> {
  await part.waitFor();
  await page.waitForFunction(
    (element) => {
      const box = element?.getBoundingClientRect();
      return box && box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight;
    },
    await part.elementHandle(),
  );
}

describe('the hands of an analyst at the drawing', () => {
  test('a step between two that touch pushes what follows, and one undo takes it all back', () =>
    scene('insert', LAPTOP, async (alice) => {
      const { page } = alice;
      const draft = await draftWith((xml) => touching(xml, 'determiner-fraction', 'instruction'));
      await open(alice, draft);
      const before = await diagramOf(draft);
      await choose(alice, 'Fraction de traitement');
      await alice.button('Insérer une étape ici').click();
      const dialog = page.getByRole('dialog');
      const headings = await dialog.getByRole('heading', { level: 3 }).allTextContents();
      expect(headings).toEqual([
        'Blocs',
        'Étapes d’une personne',
        'Ce que le portail fait de lui-même',
        'Branchements',
        'Événements',
      ]);
      expect(await axeInFull(alice)).toEqual([]);
      // By keyboard alone: the field has the focus, Enter takes the first that was found.
      await page.keyboard.type('contrôle');
      await dialog.getByRole('button', { name: /^Contrôle/ }).waitFor();
      await saving(alice, () => page.keyboard.press('Enter'));
      await steps(page).getByRole('button', { name: 'Contrôle', exact: true }).waitFor();
      const after = await diagramOf(draft);
      expect(coveredIn(after)).toEqual([]);
      const xOf = (xml: string, id: string) => boxesIn(xml).find((box) => box.id === id)?.x ?? 0;
      expect(xOf(after, 'signature') - xOf(before, 'signature')).toBe(170);
      expect(textIn(await colleagues.kept(draft), 'texts.en.json')).toContain('"Check"');

      await saving(alice, () => page.getByRole('button', { name: 'Annuler', exact: true }).click());
      await steps(page).getByRole('button', { name: 'Contrôle', exact: true }).waitFor({ state: 'detached' });
      expect(boxesIn(await diagramOf(draft))).toEqual(boxesIn(before));
    }));

  test('a gateway takes its question, its two ways and where the other one leads in one gesture', () =>
    scene('gateway', LAPTOP, async (alice) => {
      const { page } = alice;
      const draft = await draftWith();
      await open(alice, draft);
      await insertAfter(alice, 'Fraction de traitement', /^Choix/);
      const dialog = page.getByRole('dialog', { name: 'Choix' });
      await dialog.getByLabel('Question posée').fill('Fraction connue ?');
      await dialog.getByLabel('Et sinon vers…').selectOption({ label: 'Clôture : refus' });
      expect(await axeInFull(alice)).toEqual([]);
      await saving(alice, () => dialog.getByRole('button', { name: 'Insérer' }).click());
      const gateway = steps(page)
        .getByRole('listitem')
        .filter({ hasText: /^Fraction connue \?/ });
      await gateway.getByText('Clôture : refus').waitFor();
      await gateway.getByRole('button', { name: 'oui', exact: true }).waitFor();
      await gateway.getByRole('button', { name: 'non', exact: true }).waitFor();
      const xml = await diagramOf(draft);
      expect(coveredIn(xml)).toEqual([]);
      const [, otherwise] = /name="Fraction connue \?" default="([^"]+)"/.exec(xml) ?? [];
      expect(xml).toMatch(new RegExp(`id="${otherwise}" name="non" [^>]*targetRef="cloture-refus"`));

      await insertAfter(alice, 'Enregistrer la demande', /^Plusieurs voies/);
      await saving(alice, () => page.getByRole('dialog').getByRole('button', { name: 'Insérer' }).click());
      expect(coveredIn(await diagramOf(draft))).toEqual([]);
      await page.getByRole('button', { name: 'Annuler', exact: true }).click();
      await page.getByRole('button', { name: 'Annuler', exact: true }).click();
      await gateway.waitFor({ state: 'detached' });
      expect(await page.getByRole('button', { name: 'Annuler', exact: true }).isDisabled()).toBe(true);
    }));

  test('names, templates and dates are changed in the panel, and the drawing and the checks follow', () =>
    scene('panel', LAPTOP, async (alice) => {
      const { page } = alice;
      const draft = await draftWith();
      await open(alice, draft);
      await choose(alice, 'Appliquer la quotité');
      await page.getByLabel('En français').fill('Écrire la quotité');
      const canvas = page.getByRole('region', { name: 'Dessin du circuit' });
      await canvas.getByText('Écrire la').waitFor();
      await page.getByRole('button', { name: 'Annuler', exact: true }).click();
      await canvas.getByText('Appliquer la').waitFor();
      await page.waitForFunction(
        () => document.querySelector<HTMLInputElement>('#name-fr')?.value === 'Appliquer la quotité',
      );

      const theme = properties(page).getByRole('combobox', { name: 'Thème', exact: true });
      await saving(alice, async () => void (await theme.selectOption('Télétravail')));
      expect(await diagramOf(draft)).toContain('<zeebe:header key="what" value="teletravail" />');
      await saving(alice, async () => void (await theme.selectOption('Temps de travail')));

      await saving(alice, () => insertAfter(alice, 'Fraction de traitement', /^Contrôle/));
      await properties(page).getByText('Appliqué').click();
      await page.getByText('Changer', { exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Choisir un modèle' });
      await saving(alice, () => dialog.getByRole('button', { name: /^Avis/ }).click());
      expect(await diagramOf(draft)).toContain('dueDate="=dueAt"');
      // The group stays open from one element to the next.
      const due = properties(page).locator('[data-entry-id*="custom-entry"]', { hasText: 'Échéance' });
      await saving(alice, async () => {
        await due.getByRole('combobox').selectOption('(aucun)');
      });
      const xml = await diagramOf(draft);
      expect(xml).toContain('<zeebe:header key="decision" value="opinion" />');
      expect(xml).not.toContain('dueDate=');
      await alice.link('Vérifications').click();
      await page.getByText('Rien n’empêche la publication.').waitFor();

      // One that was emptied before is as well as none.
      const emptied = xml.replace('<zeebe:userTask />', '<zeebe:userTask /><zeebe:taskSchedule dueDate="" />');
      expect(emptied).not.toBe(xml);
      const again = await draftWith(() => emptied);
      await alice.visit(`/circuits/drafts/${again.id}/checks`);
      await page
        .getByRole('status')
        .filter({ hasText: /publication/ })
        .waitFor();

      await open(alice, again);
      await choose(alice, 'Fraction de traitement');
      await properties(page).getByText('Choisir', { exact: true }).click();
      await page.getByRole('dialog', { name: 'Choisir un modèle' }).waitFor();
      await page.keyboard.press('Escape');
    }));

  test('what a call names is chosen among what there is, by mouse or keys, and written as by hand', () =>
    scene('chosen', LAPTOP, async (alice) => {
      const { page } = alice;
      const draft = await colleagues.begun('coordonnees-bancaires');
      const path = 'coordonnees-bancaires.bpmn';
      const kept = async () =>
        /<bpmn:callActivity id="contre-appel"[\s\S]*?<\/bpmn:callActivity>/.exec(
          textIn(await colleagues.kept(draft), path),
        )?.[0];
      const before = (await kept()) ?? '';
      await open(alice, draft);
      await choose(alice, 'Contre-appel');
      const field = (label: string) => properties(page).getByRole('combobox', { name: label, exact: true });
      const several = (label: string) => properties(page).getByRole('group', { name: label, exact: true });

      await saving(alice, async () => {
        await field('Formulaire du contre-appel').selectOption('Formulaire de la demande');
      });
      const asTyped = before.replace(
        'source="coordonnees-bancaires-rappel" target="form"',
        'source="coordonnees-bancaires-demande" target="form"',
      );
      expect(await kept()).toBe(asTyped);
      await field('Formulaire du contre-appel').focus();
      await saving(alice, () => page.keyboard.press('r'));
      expect(await kept()).toBe(before);

      const told = properties(page).locator('summary', { hasText: 'Informer du dépôt' });
      await told.click();
      await saving(alice, () => several('Informer du dépôt').getByLabel('Le supérieur hiérarchique').check());
      expect(await kept()).toBe(
        before.replace('source="gestionnaire" target="filedTo"', 'source="gestionnaire, superieur" target="filedTo"'),
      );
      await told.focus();
      await page.keyboard.press('Enter');
      await several('Informer du dépôt').waitFor({ state: 'hidden' });
      await page.keyboard.press('Enter');
      await several('Informer du dépôt').getByLabel('Le supérieur hiérarchique').focus();
      await saving(alice, () => page.keyboard.press('Space'));
      expect(await kept()).toBe(before);

      await saving(alice, () => properties(page).getByLabel('Relance après', { exact: true }).fill('10'));
      const later = before.replace('source="P7D" target="reminder"', 'source="P10D" target="reminder"');
      expect(await kept()).toBe(later);

      // What no template draws is chosen too.
      await choose(alice, 'Changement déposé');
      await properties(page).getByText('Formulaire', { exact: true }).first().click();
      expect(await field('Formulaire').locator('option:checked').textContent()).toBe('Formulaire de la demande');
      await choose(alice, 'Contre-appel');

      // What is still to be made, begins here.
      await field('Message du dépôt').selectOption('Nouveau message…');
      await page.keyboard.type('Demande {number} : compte à vérifier');
      await saving(alice, () => page.keyboard.press('Enter'));
      expect(await kept()).toBe(
        later.replace(
          'source="request-filed" target="filedMessage"',
          'source="demande-compte-a-verifier" target="filedMessage"',
        ),
      );
      const { mails } = JSON.parse(textIn(await colleagues.kept(draft), 'texts.fr.json'));
      expect(mails['demande-compte-a-verifier']).toEqual({ subject: 'Demande {number} : compte à vérifier', body: '' });

      // What nobody knows stays until something else is chosen.
      await properties(page).getByRole('button', { name: 'Écrire : Message de la confirmation à donner' }).click();
      await properties(page).getByLabel('Message de la confirmation à donner', { exact: true }).fill('ailleurs');
      await saving(alice, () => page.keyboard.press('Enter'));
      await properties(page).getByRole('button', { name: 'Choisir : Message de la confirmation à donner' }).click();
      const unknown = field('Message de la confirmation à donner').locator('option:checked');
      expect(await unknown.textContent()).toBe('inconnu : ailleurs');
      expect(await axeInFull(alice)).toEqual([]);
    }));

  test('the drawing takes the window, or all of it, and is laid out as it was left', () =>
    scene('desk', LAPTOP, async (alice) => {
      const { page } = alice;
      await open(alice, await draftWith());
      const canvas = page.getByRole('region', { name: 'Dessin du circuit' });
      const width = async () => (await canvas.boundingBox())?.width ?? 0;
      const side = page.getByRole('separator', { name: 'Largeur du panneau des propriétés' });
      const narrow = await width();
      await side.focus();
      await page.keyboard.press('End');
      expect(await side.getAttribute('aria-valuenow')).toBe('256');
      expect(await width()).toBeGreaterThan(narrow);
      await page.getByRole('button', { name: 'Panneau des propriétés' }).click();
      await page.reload();
      await drawn(alice);
      await side.waitFor({ state: 'detached' });
      expect(await width()).toBeGreaterThan(narrow + 256);

      const full = page.getByRole('button', { name: /plein écran/i });
      await full.focus();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Quitter le plein écran (Échap)' }).waitFor();
      expect(await width()).toBeGreaterThan(LAPTOP.width - 40);
      expect(await axeInFull(alice)).toEqual([]);
      // A menu is closed first.
      await choose(alice, 'Fraction de traitement');
      await alice.button('Ajouter une branche').click();
      await page.locator('.djs-popup').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('.djs-popup').waitFor({ state: 'detached' });
      await full.focus();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Plein écran', exact: true }).waitFor();
      expect(await full.evaluate((button) => button === document.activeElement)).toBe(true);
    }));

  test('a branch to a step drawn already, by keys alone, goes around what stands between, and one undo takes it back', () =>
    scene('existing', LAPTOP, async (alice) => {
      const { page } = alice;
      const draft = await draftWith();
      await open(alice, draft);
      const placesIn = (xml: string) => xml.match(/<(?:dc:Bounds|di:waypoint) [^>]*>/g);
      const before = placesIn(await diagramOf(draft));
      await choose(alice, 'Demande maintenue ?');
      await alice.button('Ajouter une branche').press('Enter');
      await page.getByRole('option', { name: 'Vers une étape existante' }).waitFor();
      await page.keyboard.press('Enter');
      await page.keyboard.type('Clôture : refus');
      await page.getByRole('option', { name: 'Vers « Clôture : refus »' }).waitFor();
      await saving(alice, () => page.keyboard.press('Enter'));
      const drawnNow = await diagramOf(draft);
      const [, flow] =
        /<bpmn:sequenceFlow id="([^"]+)" sourceRef="instruite" targetRef="cloture-refus"/.exec(drawnNow) ?? [];
      const [, edge = ''] = new RegExp(`bpmnElement="${flow}">([\\s\\S]*?)</bpmndi:BPMNEdge>`).exec(drawnNow) ?? [];
      const [, , across] = [...edge.matchAll(/y="([^"]+)"/g)].map(([, y]) => Number(y));
      expect(across).toBeLessThan(boxesIn(drawnNow).find(({ id }) => id === 'signature')?.y ?? 0);
      const faults = page.getByRole('region', { name: /Anomalies du diagramme/ });
      const fault = faults.getByRole('listitem').filter({ hasText: 'Dites quand ce chemin est pris.' });
      await fault.getByRole('button', { name: /de « Demande maintenue \? » vers « Clôture : refus »/ }).waitFor();
      expect(await fault.count()).toBe(1);
      await saving(alice, () => page.getByRole('button', { name: 'Annuler', exact: true }).click());
      expect(placesIn(await diagramOf(draft))).toEqual(before);
    }));

  test.each([
    ['a laptop', LAPTOP],
    ['a phone', PHONE],
  ])('menus open where they are seen whole, on %s', (name, viewport) =>
    scene(`menus-${name.slice(2)}`, viewport, async (alice) => {
      const { page } = alice;
      await open(alice, await draftWith());
      const popup = page.locator('.djs-popup');
      for (const [step, tool] of [
        ['Fraction de traitement', 'Ajouter une branche'],
        ['Clôture : retrait', 'Ajouter une branche'],
        ['Clôture : retrait', 'Changer de type'],
      ] as const) {
        await choose(alice, step);
        await alice.button(tool).click();
        await seenWhole(page, popup);
        await page.keyboard.press('Escape');
        await popup.waitFor({ state: 'detached' });
      }
      await page.locator('.djs-palette [data-action="create"]').click();
      await seenWhole(page, popup);
      expect((await popup.locator('.entry-header').allTextContents()).slice(0, 3)).toEqual([
        'Blocs',
        'Étapes d’une personne',
        'Ce que le portail fait de lui-même',
      ]);
    }),
  );
});
