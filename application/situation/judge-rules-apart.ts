import type { RuleFault, RuleSituation } from '../../domain/situation/rules.ts';
import type { Theme } from '../../domain/situation/theme.ts';
import { type Apart, openApart, TooMuch } from '../apart/apart.ts';
import { refusedAs } from '../apart/refusal.ts';
import type { Judged } from './judge-rules.thread.ts';
import { judgeRules } from './judge-rules.ts';

/** Hundreds of times what the rules of an honest theme take. */
const PROCESSOR_MS = 1_000;
const LIMITS = { threads: 1, processorMs: PROCESSOR_MS, megabytes: 128, waiting: 100 };

/** One for the process, from the first rule on; it holds no process that ends. */
let apart: Apart<Judged, readonly RuleFault[]> | undefined;

/**
 * What a request would break of a theme ({@link judgeRules}). Its rules are FEEL that an analyst wrote in a browser: they are
 * worked out in a thread of their own (G11), on the theme's account. One that never comes to an end cannot be judged: it refuses.
 * @throws {DomainError} too-many-requests
 */
export async function judgeRulesApart(
  theme: Theme,
  data: Readonly<Record<string, unknown>>,
  situation: RuleSituation,
): Promise<readonly RuleFault[]> {
  const [first] = theme.rules;
  if (first === undefined) return judgeRules(theme, data, situation);
  apart ??= openApart(new URL('./judge-rules.thread.ts', import.meta.url), LIMITS);
  try {
    return await apart.run([`theme:${theme.name}`], { theme, data, situation });
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
