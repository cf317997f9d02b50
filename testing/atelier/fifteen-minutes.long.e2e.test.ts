import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { decide, sealedAct, taskOn } from '#bin/portal/story.ts';
import { readText } from '#bin/verify/text.ts';
import { DraftView } from '#web/contract/requests/drafts.ts';
import { RequestSummary } from '#web/contract/requests/requests.ts';
import { axeInFull } from '../browser/axe.ts';
import { CAST } from '../browser/cast.ts';
import { Authenticator } from '../browser/codes.ts';
import { approve, choose, drawn, propose, saved } from '../browser/drawing.ts';
import { Colleagues } from '../browser/ministry.ts';
import { Stage } from '../browser/stage.ts';
import type { Visitor } from '../browser/visitor.ts';
import { halfYear } from '../periods.ts';

const MAX_CLICKS = 60;
const TITLE = 'Travail en tiers-lieu';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage?.close());

/** Counts the clicks of a page, of whatever is chosen there, and keeps what is typed. */
class Hand {
  clicks = 0;
  readonly typed: string[] = [];
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async count(): Promise<void> {
    await this.#page.exposeFunction('harmonieClicked', () => {
      this.clicks += 1;
    });
    const listen = () =>
      document.addEventListener(
        'click',
        (event) => {
          // A click on a label is passed on to its field by the browser, without a place.
          const isHand = event.isTrusted && (event.clientX !== 0 || event.clientY !== 0);
          if (isHand) (window as unknown as { harmonieClicked: () => void }).harmonieClicked();
        },
        true,
      );
    await this.#page.addInitScript(listen);
    await this.#page.evaluate(listen);
  }

  async type(field: Locator, words: string): Promise<void> {
    await field.fill(words);
    this.typed.push(words);
  }

  /** Opens a list and chooses in it: two clicks. */
  async pick(list: Locator, label: string): Promise<void> {
    await list.selectOption({ label });
    this.clicks += 2;
  }
}

test('an analyst makes a kind like remote work from a model, in sixty clicks and words alone; an agent gets its act', async () => {
  await stage.scene('fifteen-minutes', async (open) => {
    const analyst = await open('analyst', { viewport: { width: 1366, height: 768 } });
    await analyst.comeBack(CAST.analyst.email);
    await analyst.visit('/circuits');
    const hand = new Hand(analyst.page);
    await hand.count();
    await begin(analyst, hand);
    await saysInWords(analyst, hand);

    await analyst.link('Vérifications').click();
    await analyst.page.getByText('Rien n’empêche la publication.').waitFor();
    await propose(analyst, 'Première version');
    const approver = await open('approver');
    await approver.comeBack(CAST.approver.email);
    await approver.visit(new URL(analyst.page.url()).pathname);
    await approve(approver);
    await approver.page.getByText(`« ${TITLE} » : la version 1 est publiée`).waitFor();
    expect(hand.clicks).toBeLessThanOrEqual(MAX_CLICKS);
    expect(hand.clicks).toBeGreaterThan(10);
    // Neither FEEL, nor Typst, nor a name of a machine's.
    for (const words of hand.typed) expect(words).toMatch(/^[\p{L}\p{N}\s’',.:;()-]+$/u);

    const text = await readText(await theActOf('travail-en-tiers-lieu'));
    expect(text).toContain('ARRÊTE');
    expect(text).toContain('Télétravail (jours par semaine : 2)');
  });
});

async function begin(analyst: Visitor, hand: Hand): Promise<void> {
  const { page } = analyst;
  await analyst.button('Nouveau circuit').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Avis et signature', { exact: true }).waitFor();
  await hand.type(dialog.getByLabel('Titre', { exact: true }), TITLE);
  await hand.type(dialog.getByLabel('Titre en anglais'), 'Work in a shared place');
  await hand.pick(dialog.getByLabel('Catégorie'), 'Temps de travail');
  await dialog.getByText('Avis et signature', { exact: true }).click();
  await hand.pick(dialog.getByLabel('Ce que le circuit change dans la situation de l’agent'), 'Télétravail');
  await dialog.getByText('Avancé : identifiant « travail-en-tiers-lieu »').waitFor();
  expect(await axeInFull(analyst)).toEqual([]);
  await dialog.getByRole('button', { name: 'Créer' }).click();
  await drawn(analyst);
}

/** A step is named in both languages, a way is chosen by what the signature came to. */
async function saysInWords(analyst: Visitor, hand: Hand): Promise<void> {
  const { page } = analyst;
  await choose(analyst, 'Appliquer le changement');
  await hand.type(page.getByLabel('En français'), 'Inscrire le travail en tiers-lieu');
  await hand.type(page.getByLabel('En anglais'), 'Record the work in a shared place');
  const steps = page.getByRole('region', { name: 'Étapes du circuit' });
  await steps.getByRole('button', { name: 'refus', exact: true }).click();
  const condition = page.getByRole('group', { name: 'Ce chemin est pris si…' });
  const facts = condition.getByLabel('Ce qui est regardé');
  expect(
    await facts.evaluateAll((lists) => lists.map((list) => (list as HTMLSelectElement).selectedOptions[0]?.text)),
  ).toEqual(['Demande retirée par l’agent', 'Issue de la signature']);
  expect(await axeInFull(analyst)).toEqual([]);
  await hand.pick(condition.getByLabel('Ce qui doit être vrai').last(), 'n’est pas « signé »');
  await hand.pick(condition.getByLabel('Ce qui doit être vrai').last(), 'est « refusé »');
  await saved(analyst);
  // What was said of the way leaves with it.
  await choose(analyst, 'Inscrire le travail en tiers-lieu');
  expect(await page.getByRole('group', { name: 'Nom lu par les personnes' }).count()).toBe(1);
}

/** An agent asks for it, the superior and the signatory answer: the sealed act. */
async function theActOf(kind: string): Promise<Uint8Array> {
  const colleagues = new Colleagues(stage.portal.url);
  const agent = await colleagues.as('agent');
  const draft = await agent.post('/api/drafts', { kind }, DraftView);
  const data = { ...halfYear(0), jours: '2', lieu: 'tiers-lieu' };
  await agent.post(`/api/drafts/${draft.id}`, { data, revision: draft.revision }, undefined, 'PUT');
  const { id } = await agent.post(`/api/drafts/${draft.id}/submission`, {}, RequestSummary);
  const superior = await colleagues.as('superior');
  await decide(superior, await taskOn(superior, id, 'opinion'), { outcome: 'favorable' });
  await colleagues.signed(id, new Authenticator(CAST.signatory.totpSecret ?? '', () => stage.portal.url));
  const { act } = await sealedAct(agent, id);
  return agent.bytes(`/api/requests/${id}/acts/${act.id}/file`);
}
