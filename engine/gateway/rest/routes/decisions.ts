import { Router } from 'express';
import type { DecisionEvaluation, DecisionOutcome } from '../../../processing/protocol.ts';
import type { GatewayContext } from '../../context.ts';
import { asVariables } from '../../json-object.ts';
import { Refused } from '../../refused.ts';
import { type Body, bodyOf, oneGiven, pathInstanceKey, pathKey, readKey, readText, requiredBodyOf } from '../body.ts';
import { checkTenant, DEFINITION_ID } from '../limits.ts';
import { finding, searching } from '../searching.ts';
import { sourceFile } from '../source-file.ts';

const tenantId = '<default>';

/** Decision definitions and their evaluation. */
export function decisions(context: GatewayContext): Router {
  const { engine } = context;
  const router = Router();
  router.post('/decision-definitions/search', searching(context, 'decisionDefinition'));
  router.post('/decision-definitions/evaluation', async (request, response) => {
    const body = requiredBodyOf(request, ['decisionDefinitionId', 'decisionDefinitionKey', 'tenantId', 'variables']);
    checkTenant(body);
    const reference = readReference(body);
    const variables = asVariables(body.variables);
    response.json(describe(await engine.execute('EVALUATE_DECISION', { ...reference, variables })));
  });
  router.get(
    '/decision-definitions/:decisionDefinitionKey',
    finding(context, 'decisionDefinition', 'decisionDefinitionKey', 'Decision Definition'),
  );
  router.get(
    '/decision-definitions/:decisionDefinitionKey/xml',
    sourceFile(context, 'decisionDefinitionKey', 'Decision Definition', ({ decisions, decisionRequirements }, key) => {
      const decision = decisions.get(key);
      return decision && decisionRequirements.get(decision.decisionRequirementsKey)?.resourceKey;
    }),
  );
  router.post('/decision-requirements/search', searching(context, 'decisionRequirements'));
  router.get(
    '/decision-requirements/:decisionRequirementsKey',
    finding(context, 'decisionRequirements', 'decisionRequirementsKey', 'Decision Requirements'),
  );
  router.get(
    '/decision-requirements/:decisionRequirementsKey/xml',
    sourceFile(
      context,
      'decisionRequirementsKey',
      'Decision Requirements',
      ({ decisionRequirements }, key) => decisionRequirements.get(key)?.resourceKey,
    ),
  );
  router.post('/decision-instances/search', searching(context, 'decisionInstance'));
  router.get('/decision-instances/:decisionEvaluationInstanceKey', async (request, response) => {
    const id = pathInstanceKey(request, 'decisionEvaluationInstanceKey');
    const found = await context.history.decisionDetail(id);
    if (found === null) throw new Refused('NOT_FOUND', `Decision Instance with id '${id}' not found`);
    response.json(found);
  });
  router.post('/decision-instances/:decisionEvaluationKey/deletion', async (request, response) => {
    const decisionEvaluationKey = pathKey(request, 'decisionEvaluationKey');
    bodyOf(request, ['operationReference']);
    const filter = { decisionEvaluationKey };
    const { page } = await context.history.search('decisionInstance', { filter, page: { limit: 1 } });
    if (page.totalItems === 0)
      throw new Refused('NOT_FOUND', `Decision Instance with key '${decisionEvaluationKey}' not found`);
    await context.history.forget('decisionInstance', [decisionEvaluationKey]);
    response.sendStatus(204);
  });
  return router;
}

interface Reference {
  readonly decisionKey?: string;
  readonly decisionId?: string;
}

function readReference(body: Body): Reference {
  return oneGiven(body, 'decisionDefinitionId', 'decisionDefinitionKey') === 'decisionDefinitionKey'
    ? { decisionKey: readKey(body.decisionDefinitionKey, 'decisionDefinitionKey') }
    : { decisionId: readText(body, 'decisionDefinitionId', DEFINITION_ID) };
}

function describe(outcome: DecisionOutcome): object {
  return {
    decisionDefinitionId: outcome.decisionId,
    decisionDefinitionKey: outcome.decisionKey,
    decisionDefinitionName: outcome.decisionName,
    decisionDefinitionVersion: outcome.decisionVersion,
    decisionEvaluationKey: outcome.evaluationKey,
    decisionInstanceKey: outcome.evaluationKey,
    decisionRequirementsId: outcome.decisionRequirementsId,
    decisionRequirementsKey: outcome.decisionRequirementsKey,
    evaluatedDecisions: outcome.evaluatedDecisions.map((one, index) =>
      describeOne(one, `${outcome.evaluationKey}-${index + 1}`),
    ),
    failedDecisionDefinitionId: outcome.failedDecisionId || null,
    failureMessage: outcome.failureMessage || null,
    output: JSON.stringify(outcome.output ?? null),
    tenantId,
  };
}

function describeOne(evaluation: DecisionEvaluation, decisionEvaluationInstanceKey: string): object {
  return {
    decisionDefinitionId: evaluation.decisionId,
    decisionDefinitionKey: evaluation.decisionKey,
    decisionDefinitionName: evaluation.decisionName,
    decisionDefinitionVersion: evaluation.decisionVersion,
    decisionDefinitionType: evaluation.decisionType,
    decisionEvaluationInstanceKey,
    output: JSON.stringify(evaluation.output ?? null),
    tenantId,
    matchedRules: evaluation.matchedRules.map(({ ruleId, ruleIndex, outputs }) => ({
      ruleId,
      ruleIndex,
      evaluatedOutputs: outputs.map((output) => ({
        outputId: output.id,
        outputName: output.name,
        outputValue: JSON.stringify(output.value ?? null),
        ruleId,
        ruleIndex,
      })),
    })),
    evaluatedInputs: evaluation.inputs.map((input) => ({
      inputId: input.id,
      inputName: input.name,
      inputValue: JSON.stringify(input.value ?? null),
    })),
  };
}
