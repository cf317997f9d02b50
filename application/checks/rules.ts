import { type CircuitManifest, effectsOf } from '#domain/circuit/manifest.ts';
import { DomainError } from '#domain/errors.ts';
import { withChanges } from '#domain/request/proposal.ts';
import type { RuleFault } from '#domain/situation/rules.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import type { Tx } from '#prisma/client.ts';
import { lockSituation } from '#prisma/repositories/people/locks.ts';
import { filedRequest, type JudgedRequest, situationFor } from '#prisma/repositories/people/rules.ts';
import { isApplied } from '#prisma/repositories/people/situation.ts';
import { judgeRulesApart } from '../situation/judge-rules-apart.ts';

/**
 * True if a theme has rules on what would change it. A contact and an account only check the
 * formats of their fields.
 */
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

/**
 * Lists the rules of these themes that a request would break once it changes them, except those
 * that only warn.
 */
export const rulesBroken = async (
  tx: Tx,
  themes: readonly Theme[],
  request: JudgedRequest,
): Promise<readonly RuleFault[]> => (await judged(tx, themes, request)).filter(({ warns }) => !warns);

/**
 * True if a filed request breaks a rule that only warns: the signatory of its act must look at it.
 */
export async function isWarned(tx: Tx, themes: readonly Theme[], requestId: string): Promise<boolean> {
  const warning = themes.filter(({ rules }) => rules.some(({ then }) => then === 'warns'));
  if (warning.length === 0) return false;
  return (await judged(tx, warning, await filedRequest(tx, requestId))).some(({ warns }) => warns);
}

/**
 * Lists the rules that a filed request would break, with its agent's situation locked: of two
 * decided at once, the second is judged after the first was written. Themes that it was already
 * applied to are left out, since a later review is about something else.
 * @param changes the answers changed by a proposal, if it is accepted
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
 * Checks the rules again as a draft becomes a request, one at a time for each agent.
 * @throws {DomainError} form-invalid, with each fault at its field
 */
export async function mustKeepRules(tx: Tx, manifest: CircuitManifest, request: JudgedRequest): Promise<void> {
  const themes = effectsOf(manifest);
  if (!themes.some(isRuled)) return;
  await lockSituation(tx, request.agentId);
  const faults = await rulesBroken(tx, themes, request);
  if (faults.length > 0) throw new DomainError('form-invalid', {}, faults);
}
