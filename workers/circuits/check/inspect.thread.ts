import { answerApart } from '../../../application/apart/answer-apart.ts';
import { inspectFiles } from './inspect.ts';

answerApart(inspectFiles);
