import type { RuleFault, RuleSituation } from '#domain/situation/rules.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import { TooMuch } from '../apart/apart.ts';
import { refusedAs } from '../apart/refusal.ts';
import { judges } from '../judging/judges.ts';
import { judgeRules } from './judge-rules.ts';

/**
 * Judges a request by the rules of a theme ({@link judgeRules}) in a separate thread, on the
 * theme's account: they are FEEL that an analyst wrote in a browser (G11). A rule that never ends
 * cannot be judged, so the request is refused.
 * @throws {DomainError} too-many-requests
 */
export async function judgeRulesApart(
  theme: Theme,
  data: Readonly<Record<string, unknown>>,
  situation: RuleSituation,
): Promise<readonly RuleFault[]> {
  const [first] = theme.rules;
  if (first === undefined) return judgeRules(theme, data, situation);
  try {
    return await judges().run([`theme:${theme.name}`], { of: 'rules', theme, data, situation });
  } catch (error) {
    if (!(error instanceof TooMuch) || error.excess === 'queue') return refusedAs('busy')(error);
    const { id, field } = first;
    const endless = {
      field,
      theme: theme.name,
      rule: id,
      code: 'rule-unjudged',
      params: { rule: id },
      warns: false,
    } as const;
    return [endless, ...judgeRules({ ...theme, rules: [] }, data, situation).filter((fault) => fault.field !== field)];
  }
}
