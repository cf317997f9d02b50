import type { CircuitManifest } from '../../domain/circuit/manifest.ts';
import type { Effect } from '../../domain/effect/effect.ts';
import { brokenRules, haveRules, type RuleFault } from '../../domain/effect/rules.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Tx } from '../../prisma/client.ts';
import {
  filedRequest,
  type JudgedRequest,
  lockSituation,
  situationFor,
} from '../../prisma/repositories/people/rules.ts';

/** What a request would break of the rules of the trade (domain/effect/rules.ts), once its circuit's effects are applied. */
export async function rulesBroken(tx: Tx, effects: readonly Effect[], request: JudgedRequest): Promise<RuleFault[]> {
  return haveRules(effects) ? brokenRules(effects, request.data, await situationFor(tx, request)) : [];
}

/**
 * The same of one that was filed, with its agent's situation held: of two that are decided at once, the second is judged
 * after the first was written.
 */
export async function rulesBrokenSince(
  tx: Tx,
  effects: readonly Effect[],
  requestId: string,
): Promise<readonly RuleFault[]> {
  if (!haveRules(effects)) return [];
  const request = await filedRequest(tx, requestId);
  await lockSituation(tx, request.agentId);
  return rulesBroken(tx, effects, request);
}

/**
 * Judged once more as a draft becomes a request: of two that are filed at once, one is first.
 * @throws {DomainError} form-invalid, with each fault at its field
 */
export async function mustKeepRules(tx: Tx, { effects }: CircuitManifest, request: JudgedRequest): Promise<void> {
  if (!haveRules(effects)) return;
  await lockSituation(tx, request.agentId);
  const faults = await rulesBroken(tx, effects, request);
  if (faults.length > 0) throw new DomainError('form-invalid', {}, faults);
}
