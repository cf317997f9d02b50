import { answerApart } from '../apart/answer-apart.ts';
import { judgeFilled } from '../forms/judge-filled.ts';
import { judgeRules } from '../situation/judge-rules.ts';
import type { Judging } from './judges.ts';

answerApart((asked: Judging) => {
  switch (asked.of) {
    case 'form':
      return judgeFilled(asked);
    case 'rules':
      return judgeRules(asked.theme, asked.data, asked.situation);
  }
});
