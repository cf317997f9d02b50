import { type CircuitManifest, effectsOf } from '#domain/circuit/manifest.ts';
import { DomainError } from '#domain/errors.ts';
import { withChanges } from '#domain/request/proposal.ts';
import type { RuleFault } from '#domain/situation/rules.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import type { Tx } from '#prisma/client.ts';
import { filedRequest, type JudgedRequest, lockSituation, situationFor } from '#prisma/repositories/people/rules.ts';
import { isApplied } from '#prisma/repositories/people/situation.ts';
import { judgeRulesApart } from '../situation/judge-rules-apart.ts';

/** Whether a theme asks anything of what would change it. A contact and an account ask for the formats of their fields alone. */
const isRuled = ({ rules, inTime, fields }: Theme): boolean =>
  rules.length > 0 ||
  inTime.is !== 'current' ||
  fields.some(({ choices, grows, source }) => choices !== undefined || grows !== undefined || source === 'grid');

async function judged(tx: Tx, themes: readonly Theme[], request: JudgedRequest): Promise<RuleFault[]> {
  const faults: RuleFault[] = [];
  for (const theme of themes.filter(isRuled))
    faults.push(...(await judgeRulesApart(theme, request.data, await situationFor(tx, theme, request))));
  return faults;
}

/** What a request would break of the rules of these themes, once it changes them; what only warns aside. */
export const rulesBroken = async (
  tx: Tx,
  themes: readonly Theme[],
  request: JudgedRequest,
): Promise<readonly RuleFault[]> => (await judged(tx, themes, request)).filter(({ warns }) => !warns);

/** Whether a request that was filed breaks a rule that only warns: whoever signs its act is to look at it. */
export async function isWarned(tx: Tx, themes: readonly Theme[], requestId: string): Promise<boolean> {
  const warning = themes.filter(({ rules }) => rules.some(({ then }) => then === 'warns'));
  if (warning.length === 0) return false;
  return (await judged(tx, warning, await filedRequest(tx, requestId))).some(({ warns }) => warns);
}

/**
 * The same of one that was filed, with its agent's situation held: of two that are decided at once, the second is judged
 * after the first was written. What it applied already breaks nothing: a review that comes later is of something else. `changes`: as
 * it would be answered once a proposal is accepted.
 */
export async function rulesBrokenSince(
  tx: Tx,
  themes: readonly Theme[],
  requestId: string,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<readonly RuleFault[]> {
  const left: Theme[] = [];
  for (const theme of themes.filter(isRuled)) if (!(await isApplied(tx, requestId, theme.name))) left.push(theme);
  if (left.length === 0) return [];
  const request = await filedRequest(tx, requestId);
  await lockSituation(tx, request.agentId);
  return rulesBroken(tx, left, { ...request, data: withChanges(request.data, changes) });
}

/**
 * Judged once more as a draft becomes a request: of two that are filed at once, one is first.
 * @throws {DomainError} form-invalid, with each fault at its field
 */
export async function mustKeepRules(tx: Tx, manifest: CircuitManifest, request: JudgedRequest): Promise<void> {
  const themes = effectsOf(manifest);
  if (!themes.some(isRuled)) return;
  await lockSituation(tx, request.agentId);
  const faults = await rulesBroken(tx, themes, request);
  if (faults.length > 0) throw new DomainError('form-invalid', {}, faults);
}
