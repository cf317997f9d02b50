import { answerApart } from '#application/apart/answer-apart.ts';
import { verifyForAnybody } from './for-anybody.ts';

answerApart(verifyForAnybody);
