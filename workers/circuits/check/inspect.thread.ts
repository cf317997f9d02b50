import { answerApart } from '../../../application/apart/answer-apart.ts';
import { inspectDrafted } from './inspect.ts';

answerApart(inspectDrafted);
