import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as bpmn from 'harmonie-engine/testing';
import { openTestGateway, type TestGateway } from 'harmonie-engine/testing';
import { type IncidentCause, readIncident } from '#domain/incident/incident.ts';
import { BpmnError, connectEngine, type EngineClient, JobFailure } from '#zeebe/client.ts';
import { QUIET } from '../../shipped-circuits.ts';

// What really stops a circuit, and what administrators are told of it: by the incident that an engine makes of each.

let gateway: TestGateway;
let engine: EngineClient;
beforeAll(async () => {
  gateway = await openTestGateway();
  engine = connectEngine({ ...gateway, log: QUIET, longPollSeconds: 1 });
  engine.work({
    type: 'refuse',
    handler: async () => {
      throw new BpmnError('NOT_ALLOWED', 'by a rule');
    },
  });
  engine.work({
    type: 'fail',
    handler: async () => {
      throw new JobFailure('somebody else’s words', { retries: 0 });
    },
  });
});
afterAll(async () => {
  await engine.close();
  await gateway.close();
});

const { call, draw, end, extensions, flows, mapping, message, messageNamed, node, service, start, timer, user } = bpmn;
const between = (drawn: string, ...more: string[]) => [start(), drawn, end(), flows('start -> step -> end'), ...more];
const calledDecision = (decisionId: string) =>
  node(
    'businessRuleTask',
    'step',
    extensions(`<zeebe:calledDecision decisionId="${decisionId}" resultVariable="r" />`),
  );
const TABLE = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="drg" name="drg" namespace="http://camunda.org/schema/1.0/dmn">
<decision id="failing" name="failing"><variable id="v" name="failing" />
<decisionTable hitPolicy="UNIQUE"><input id="i" label="i"><inputExpression id="ie"><text>1</text></inputExpression></input>
<output id="o" name="o" /><rule id="r1"><inputEntry id="c1"><text>1</text></inputEntry><outputEntry id="e1"><text>1</text></outputEntry></rule>
<rule id="r2"><inputEntry id="c2"><text>1</text></inputEntry><outputEntry id="e2"><text>2</text></outputEntry></rule></decisionTable></decision></definitions>`;
const gatewayTo = (...conditions: string[]) => [
  start(),
  node('exclusiveGateway', 'step'),
  end('a'),
  end('b'),
  flows('start -> step', ...conditions),
];

test.each<[string, IncidentCause, string[], string[]?, string?]>([
  ['a job that another worker gave up', 'other', between(service('step', 'fail'))],
  ['an error that nothing catches', 'error-uncaught', between(service('step', 'refuse'))],
  ['no condition that holds, and no default flow', 'no-branch', gatewayTo('step -> a : =false', 'step -> b : =false')],
  ['a condition that is neither true nor false', 'no-branch', gatewayTo('step -> a : =missing', 'step -> b : =false')],
  [
    'a mapping that cannot be computed',
    'data-missing',
    between(service('step', 'x', mapping({ inputs: ['=assert(a, a > 1) -> b'] }))),
  ],
  [
    'a delay that is none',
    'expression-fault',
    between(node('intermediateCatchEvent', 'step', timer('duration', '=missing'))),
  ],
  [
    'a message whose key is nothing',
    'expression-fault',
    between(node('intermediateCatchEvent', 'step', message('m'))),
    [messageNamed('m', '=missing')],
  ],
  [
    'a role that is no list',
    'expression-fault',
    between(user('step', '<zeebe:assignmentDefinition candidateGroups="=5" />')),
  ],
  ['a called process that is not there', 'called-missing', between(call('step', { processId: 'nowhere' }))],
  ['a table that is not there', 'table-missing', between(calledDecision('nowhere'))],
  ['a table with two rules for one case', 'table-fault', between(calledDecision('failing')), [], TABLE],
  ['a form that is not there', 'form-missing', between(user('step', '<zeebe:formDefinition formId="nowhere" />'))],
])('%s: %s', async (_what, cause, body, roots = [], table = undefined) => {
  const id = `p${Math.random().toString(36).slice(2)}`;
  const { processes } = await engine.deploy([
    { name: `${id}.bpmn`, content: draw(id, body, roots) },
    ...(table === undefined ? [] : [{ name: 'table.dmn', content: table }]),
  ]);
  const processDefinitionKey = processes[0]?.processDefinitionKey ?? '';
  const { processInstanceKey } = await engine.createInstance({ processDefinitionKey });
  const incident = await (async () => {
    for (;;) {
      const [found] = await engine.openIncidents({ processInstanceKey });
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  const { errorType, errorMessage } = incident;
  expect(readIncident({ errorType, errorMessage: errorMessage ?? '' })).toMatchObject({
    cause,
    mending: cause === 'other' ? 'retry' : 'circuit',
  });
});
