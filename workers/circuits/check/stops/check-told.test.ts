import { expect, test } from '@jest/globals';
import * as drawn from 'harmonie-engine/testing';
import { makeBundle } from '../../read/bundle.ts';
import { readModel } from '../../read/model.ts';
import { checkStops } from './check-stops.ts';

const { end, extensions, flows, mapping, node, start, user } = drawn;

const header = (key: string, value: string) => `<zeebe:header key="${key}" value="${value}" />`;
const job = (id: string, type: string, headers: string) =>
  node(
    'serviceTask',
    id,
    extensions(`<zeebe:taskDefinition type="${type}" /><zeebe:taskHeaders>${headers}</zeebe:taskHeaders>`),
  );
const tell = (id: string, recipients: string) =>
  job(id, 'notify', header('message', 'm') + header('recipients', recipients));
const close = (outcome: string) => job('clore', 'request-close', header('outcome', outcome));
const decide = (id: string, decision: string, role: string) =>
  user(
    id,
    `<zeebe:assignmentDefinition candidateGroups="${role}" />`,
    `<zeebe:taskHeaders>${header('decision', decision)}</zeebe:taskHeaders>`,
    mapping({ outputs: [`=outcome -> ${id}`] }),
  );

/** Who would not hear of a request that goes from step to step: « element: code ». */
async function untold(...steps: readonly (readonly [id: string, xml: string])[]): Promise<string[]> {
  const line = ['start', ...steps.map(([id]) => id), 'end'].join(' -> ');
  const xml = drawn.draw('essai', [start(), ...steps.map(([, step]) => step), end(), flows(line)]);
  const contents = new Map([['essai.bpmn', new TextEncoder().encode(xml)]]);
  const faults = checkStops(makeBundle('essai', contents), await readModel(xml));
  return faults
    .filter(({ code }) => code === 'step-unannounced' || code === 'closing-untold')
    .map(({ elementId, code, severity }) => `${elementId}: ${code} (${severity})`);
}
const step = (decision: string, role: string) => ['x', decide('x', decision, role)] as const;
const told = (recipients: string, id = 'dire') => [id, tell(id, recipients)] as const;
const closed = (outcome = 'closed') => ['clore', close(outcome)] as const;

test('a step that no message announces to whoever holds it is said', async () => {
  expect(await untold(step('opinion', 'superieur'), told('agent'), closed())).toEqual([
    'x: step-unannounced (warning)',
  ]);
  expect(await untold(told('gestionnaire, valideur'), step('opinion', 'superieur'))).toEqual([
    'x: step-unannounced (warning)',
  ]);
  expect(await untold(told('agent, superieur'), step('opinion', 'superieur'))).toEqual([]);
});

test('what the agent or whoever filed has to do is announced elsewhere', async () => {
  expect(await untold(step('complement', 'demandeur'))).toEqual([]);
});

test('an agent whose request is closed without a word after a decision is said', async () => {
  const opinion = [told('superieur'), step('opinion', 'superieur')] as const;
  expect(await untold(...opinion, closed())).toEqual(['clore: closing-untold (warning)']);
  expect(await untold(told('agent'), told('superieur', 'autre'), step('opinion', 'superieur'), closed())).toEqual([
    'clore: closing-untold (warning)',
  ]);
  expect(await untold(...opinion, told('agent-known', 'apres'), closed())).toEqual([]);
});

test('an agent who withdrew knows', async () => {
  expect(await untold(told('superieur'), step('opinion', 'superieur'), closed('withdrawn'))).toEqual([]);
});
