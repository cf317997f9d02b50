import { Router } from 'express';
import { FaultyExpression } from '../../../feel/faulty-expression.ts';
import { toJson } from '../../../feel/json.ts';
import { lookupIn } from '../../../processing/behaviors/variables/variables.ts';
import type { GatewayContext } from '../../context.ts';
import { asVariables } from '../../json-object.ts';
import { Refused } from '../../refused.ts';
import { readText, requiredBodyOf } from '../body.ts';
import { checkTenant } from '../limits.ts';

/** FEEL tried out: with the variables given and the cluster's, outside of any instance. */
export function expressions({ engine }: GatewayContext): Router {
  const router = Router();
  router.post('/expression/evaluation', async (request, response) => {
    const body = requiredBodyOf(request, ['expression', 'tenantId', 'variables']);
    checkTenant(body);
    const text = readText(body, 'expression');
    const lookup = lookupIn(engine, asVariables(body.variables));
    // loaded with the first expression, of a client or of a model
    const { expression } = await import('../../../expressions/compile-expression.ts');
    try {
      const { value, warnings } = expression(text).evaluateRaw(lookup, engine.now());
      response.json({ expression: text, result: toJson(value), warnings: warnings.map((message) => ({ message })) });
    } catch (error) {
      if (error instanceof FaultyExpression) throw new Refused('INVALID_ARGUMENT', error.message);
      throw error;
    }
  });
  return router;
}
