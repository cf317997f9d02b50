import createCamundaClient, { type CamundaClient } from '@camunda8/orchestration-cluster-api';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { draw, end, extensions, flows, node, start } from '../../testing/draw.ts';
import { oneTask, opinionForm, payTable } from '../../testing/small-circuits.ts';
import { openTestGateway, type TestGateway } from '../testing/gateway.ts';

const NOW = { consistency: { waitUpToMs: 0 } };

let gateway: TestGateway;
let client: CamundaClient;

beforeAll(async () => {
  gateway = await openTestGateway();
  client = createCamundaClient({
    env: {},
    // Every answer is checked against the client's own schemas of the API.
    config: {
      CAMUNDA_REST_ADDRESS: gateway.restAddress,
      CAMUNDA_SDK_VALIDATION: 'req:none,res:strict',
      CAMUNDA_SDK_HTTP_RETRY_MAX_ATTEMPTS: 1,
    },
  });
  await client.createDeployment({
    resources: [oneTask, opinionForm, payTable].map((file) => new File([file.content], file.name)),
  });
});

afterAll(() => gateway.close());

test('a decision that was evaluated is found again, with what it read and the rules that matched', async () => {
  const [decision] = (await client.searchDecisionDefinitions({}, NOW)).items;
  if (decision === undefined) throw new Error('no decision is deployed');
  const { decisionDefinitionId } = decision;
  const evaluated = await client.evaluateDecision({ decisionDefinitionId, variables: { quota: 80 } });
  const { items } = await client.searchDecisionInstances({ filter: { decisionDefinitionId } }, NOW);
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({
    decisionEvaluationKey: evaluated.decisionEvaluationKey,
    state: 'EVALUATED',
    result: evaluated.output,
    processInstanceKey: null,
  });
  const detail = await client.getDecisionInstance(
    { decisionEvaluationInstanceKey: items[0]?.decisionEvaluationInstanceKey as never },
    NOW,
  );
  expect(detail.matchedRules).toEqual(evaluated.evaluatedDecisions[0]?.matchedRules);
  expect(detail.evaluatedInputs).toEqual(evaluated.evaluatedDecisions[0]?.evaluatedInputs);
  await expect(
    client.getDecisionInstance({ decisionEvaluationInstanceKey: '1-1' as never }, NOW),
  ).rejects.toMatchObject({ status: 404 });
});

test('a decision that failed is found as such, with the reason', async () => {
  const content = payTable.content.replace('<text>90', '<text>80').replaceAll('"pay', '"unsure');
  await client.createDeployment({ resources: [new File([content], 'unsure.dmn')] });
  const asked = { decisionDefinitionId: 'unsure' as never, variables: { quota: 80 } };
  const { failureMessage, evaluatedDecisions } = await client.evaluateDecision(asked);
  expect(failureMessage).toContain('UNIQUE allows one rule to match, but 2 did');
  expect(evaluatedDecisions).toMatchObject([{ decisionDefinitionId: 'unsure', output: 'null' }]);
  const { items } = await client.searchDecisionInstances({ filter: { state: 'FAILED' } }, NOW);
  expect(items).toMatchObject([{ decisionDefinitionId: 'unsure', evaluationFailure: failureMessage }]);

  const rule = extensions('<zeebe:calledDecision decisionId="unsure" resultVariable="pay" />');
  const asking = [start(), node('businessRuleTask', 'rule', rule), end(), flows('start -> rule -> end')];
  await client.createDeployment({ resources: [new File([draw('asking', asking)], 'asking.bpmn')] });
  const { processInstanceKey } = await client.createProcessInstance({
    processDefinitionId: 'asking' as never,
    variables: { quota: 80 },
  });
  const stuck = await client.searchDecisionInstances({ filter: { processInstanceKey, state: 'FAILED' } }, NOW);
  expect(stuck.items).toMatchObject([{ evaluationFailure: failureMessage, processInstanceKey }]);
});

test('the file that a decision came in is found by its requirements', async () => {
  const [found] = (await client.searchDecisionRequirements({}, NOW)).items;
  if (found === undefined) throw new Error('no requirements are deployed');
  const { decisionRequirementsKey } = found;
  expect(await client.getDecisionRequirements({ decisionRequirementsKey }, NOW)).toEqual(found);
  expect(await client.getDecisionRequirementsXml({ decisionRequirementsKey }, NOW)).toBe(payTable.content);
});

test('a definition tells how many instances stand at each element', async () => {
  const created = await Promise.all(
    [1, 2, 3].map((id) =>
      client.createProcessInstance({ processDefinitionId: 'one-task' as never, variables: { requestId: `s${id}` } }),
    ),
  );
  const [first] = created;
  if (first === undefined) throw new Error('nothing was created');
  const { processDefinitionKey } = first;
  const count = async (filter = {}) =>
    (await client.getProcessDefinitionStatistics({ processDefinitionKey, filter }, NOW)).items;
  expect(await count()).toEqual([
    { elementId: 'opinion', active: 3, canceled: 0, incidents: 0, completed: 0 },
    { elementId: 'start', active: 0, canceled: 0, incidents: 0, completed: 3 },
  ]);
  await client.cancelProcessInstance({ processInstanceKey: first.processInstanceKey });
  expect(await count({ state: 'ACTIVE' })).toContainEqual(expect.objectContaining({ elementId: 'opinion', active: 2 }));
  expect(await count()).toContainEqual(expect.objectContaining({ elementId: 'opinion', active: 2, canceled: 1 }));
});

test('who waits for a message is found, and what became of it', async () => {
  const variables = { requestId: 'm1' };
  const { processInstanceKey } = await client.createProcessInstance({
    processDefinitionId: 'one-task' as never,
    variables,
  });
  const states = async () =>
    (await client.searchMessageSubscriptions({ filter: { processInstanceKey } }, NOW)).items.map(
      ({ messageSubscriptionState, correlationKey }) => [messageSubscriptionState, correlationKey],
    );
  expect(await states()).toEqual([['CREATED', 'm1']]);
  const { items } = await client.searchMessageSubscriptions({ filter: { processInstanceKey } }, NOW);
  await client.correlateMessage({ name: items[0]?.messageName ?? '', correlationKey: 'm1' });
  expect(await states()).toEqual([['CORRELATED', 'm1']]);
});
