import type { RuleSituation } from '../../domain/situation/rules.ts';
import type { Theme } from '../../domain/situation/theme.ts';
import { answerApart } from '../apart/answer-apart.ts';
import { judgeRules } from './judge-rules.ts';

/** A request to hold against the rules of a theme. */
export interface Judged {
  readonly theme: Theme;
  readonly data: Readonly<Record<string, unknown>>;
  readonly situation: RuleSituation;
}

answerApart(({ theme, data, situation }: Judged) => judgeRules(theme, data, situation));
