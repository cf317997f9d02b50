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

const SAID = ['step-unannounced', 'closing-untold', 'undoing-unheard'];

/** Who would not hear of a request that goes from step to step: « element: code ». */
const untold = (...steps: readonly Drawn[]): Promise<string[]> => untoldIn('', ...steps);
type Drawn = readonly [id: string, xml: string];

async function untoldIn(properties: string, ...steps: readonly Drawn[]): Promise<string[]> {
  const line = ['start', ...steps.map(([id]) => id), 'end'].join(' -> ');
  const xml = drawn.draw('essai', [properties, start(), ...steps.map(([, step]) => step), end(), flows(line)]);
  const contents = new Map([['essai.bpmn', new TextEncoder().encode(xml)]]);
  const faults = checkStops(makeBundle('essai', contents), await readModel(xml));
  return faults
    .filter(({ code }) => SAID.includes(code))
    .map(({ elementId, code, severity }) => `${elementId}: ${code} (${severity})`);
}
const step = (decision: string, role: string) => ['x', decide('x', decision, role)] as const;
const told = (recipients: string, id = 'dire') => [id, tell(id, recipients)] as const;
const closed = (outcome = 'closed') => ['clore', close(outcome)] as const;

test('a step that no message announces to its holders is said', async () => {
  expect(await untold(step('opinion', 'superieur'), told('agent'), closed())).toEqual([
    'x: step-unannounced (warning)',
  ]);
  expect(await untold(told('gestionnaire, valideur'), step('opinion', 'superieur'))).toEqual([
    'x: step-unannounced (warning)',
  ]);
  expect(await untold(told('agent, superieur'), step('opinion', 'superieur'))).toEqual([]);
});

test('what the agent or the filer has to do is announced elsewhere', async () => {
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

test('an agent whose act the administration undoes is heard first; one who asked for it needs not be', async () => {
  const started = extensions(
    '<zeebe:properties><zeebe:property name="startedBy" value="gestionnaire" /></zeebe:properties>',
  );
  const undo = ['defaire', job('defaire', 'effects-undo', '')] as const;
  const way = [told('agent, valideur'), step('visa', 'valideur'), undo] as const;
  expect(await untold(...way)).toEqual([]);
  expect(await untoldIn(started, ...way)).toEqual(['defaire: undoing-unheard (warning)']);
  expect(await untoldIn(started, told('agent', 'inviter'), ['y', decide('y', 'answer', 'agent')], ...way)).toEqual([]);
});
