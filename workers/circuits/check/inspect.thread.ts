import { answerApart } from '#application/apart/answer-apart.ts';
import { lackedFact } from '../guarantees/judge-migration.ts';
import { judgeMove, knownVariables } from '../guarantees/judge-move.ts';
import type { InspectorAnswer, InspectorJob } from './circuit-inspector.ts';
import { inspectDrafted } from './inspect.ts';

answerApart(async (job: InspectorJob): Promise<InspectorAnswer> => {
  switch (job.of) {
    case 'move':
      return judgeMove(job.bundle, job.move);
    case 'migration':
      return lackedFact(job.former, job.bundle, job.migration);
    case 'variables':
      return knownVariables(job.bundle);
    default:
      return inspectDrafted(job);
  }
});
