import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { taskOn } from '#bin/portal/story.ts';
import { DraftView } from '#web/contract/requests/drafts.ts';
import { RequestSummary } from '#web/contract/requests/requests.ts';
import { CAST } from '../browser/cast.ts';
import { approve, choose, drawn, propose, saved, translate } from '../browser/drawing.ts';
import { Colleagues } from '../browser/ministry.ts';
import { Stage } from '../browser/stage.ts';
import { FOREIGN_DIAGRAM, FOREIGN_KIND } from '../foreign-diagram.ts';

let stage: Stage;
let colleagues: Colleagues;

beforeAll(async () => {
  stage = await Stage.open();
  colleagues = new Colleagues(stage.portal.url);
});

afterAll(() => stage?.close());

// Day by day its routes are played, with workers and engine, by circuits/atelier.circuit.test.ts.
describe('an analyst draws in the browser', () => {
  test('a diagram of a new kind, drawn elsewhere, is imported, mended, published, and its task reaches the right list', async () => {
    await stage.scene('foreign-diagram', async (open) => {
      const analyst = await open('analyst');
      await analyst.comeBack(CAST.analyst.email);
      await analyst.visit('/circuits');
      await analyst.button('Importer un circuit').click();
      const file = { name: 'pret.bpmn', mimeType: 'application/xml', buffer: Buffer.from(FOREIGN_DIAGRAM) };
      await analyst.page.getByLabel('Fichier .zip, ou fichiers .bpmn, .form et .dmn').setInputFiles(file);
      await analyst.page.getByRole('button', { name: 'Importer', exact: true }).click();
      await drawn(analyst);

      const faults = analyst.page.getByRole('region', { name: /^Anomalies? du diagramme/ });
      await faults.getByText('Aucun automate ne fait « request-shut ».').waitFor();
      await choose(analyst, 'Clore');
      await analyst.button('Changer de type').click();
      await analyst.page
        .getByRole('searchbox')
        .or(analyst.page.locator('.djs-popup-search input'))
        .fill('Clore la demande');
      await analyst.page.locator('.djs-popup-results').getByText('Clore la demande', { exact: true }).click();
      await faults.getByText('Aucun automate ne fait « request-shut ».').waitFor({ state: 'detached' });
      await saved(analyst);
      await translate(analyst);
      await propose(analyst, 'Nouveau service rendu aux agents');
      const approver = await open('approver');
      await approver.comeBack(CAST.approver.email);
      await approver.visit(new URL(analyst.page.url()).pathname);
      await approve(approver);
      await approver.page.getByText('« Prêt de matériel » : la version 1 est publiée').waitFor();

      const agent = await colleagues.as('agent');
      const draft = await agent.post('/api/drafts', { kind: FOREIGN_KIND }, DraftView);
      const { id } = await agent.post(`/api/drafts/${draft.id}/submission`, {}, RequestSummary);
      const { step } = await taskOn(await colleagues.as('validator'), id, 'visa');
      expect(step.fr).toBe('Visa du prêt');
    });
  });
});
