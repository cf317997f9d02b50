import { Router } from 'express';
import type { DecisionEvaluation, DecisionOutcome } from '../../../processing/protocol.ts';
import type { GatewayContext } from '../../context.ts';
import { asVariables, checkTenants } from '../../json-object.ts';
import { Refused } from '../../refused.ts';
import { type Body, bodyOf, optionalText, readKey } from '../body.ts';
import { finding, searching } from '../searching.ts';
import { sourceFile } from '../source-file.ts';

const tenantId = '<default>';

/** Decision definitions and their evaluation. */
export function decisions(context: GatewayContext): Router {
  const { engine } = context;
  const router = Router();
  router.post('/decision-definitions/search', searching(context, 'decisionDefinition'));
  router.post('/decision-definitions/evaluation', async (request, response) => {
    const body = bodyOf(request, ['decisionDefinitionId', 'decisionDefinitionKey', 'tenantId', 'variables']);
    checkTenants(body.tenantId);
    const reference = readReference(body);
    checkKnown(engine, reference);
    response.json(
      describe(await engine.execute('EVALUATE_DECISION', { ...reference, variables: asVariables(body.variables) })),
    );
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
  router.get('/decision-instances/:key', async (request, response) => {
    const { key } = request.params;
    const found = await context.history.decisionDetail(key);
    if (found === null) throw new Refused('NOT_FOUND', `Decision Instance with key '${key}' not found`);
    response.json(found);
  });
  router.post('/decision-instances/:decisionEvaluationKey/deletion', async (request, response) => {
    const decisionEvaluationKey = readKey(request.params.decisionEvaluationKey, 'decisionEvaluationKey');
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
  const decisionId = optionalText(body, 'decisionDefinitionId');
  const byKey = body.decisionDefinitionKey !== undefined && body.decisionDefinitionKey !== null;
  if (byKey === (decisionId !== undefined)) {
    throw new Refused('INVALID_ARGUMENT', 'Exactly one of decisionDefinitionId and decisionDefinitionKey is needed');
  }
  return decisionId === undefined
    ? { decisionKey: readKey(body.decisionDefinitionKey, 'decisionDefinitionKey') }
    : { decisionId };
}

/** REST answers 404 where gRPC answers INVALID_ARGUMENT. */
function checkKnown({ state }: GatewayContext['engine'], { decisionKey, decisionId }: Reference): void {
  const known = decisionKey === undefined ? state.latestDecision(decisionId ?? '') : state.decisions.get(decisionKey);
  if (known === undefined)
    throw new Refused(
      'NOT_FOUND',
      `Expected to evaluate decision '${decisionKey ?? decisionId}', but no decision found for it`,
    );
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
