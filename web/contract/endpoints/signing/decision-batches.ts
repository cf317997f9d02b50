import { Id } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';
import { DecisionBatchCreate, DecisionBatchMade, DecisionBatchView } from '../../signing/decision-batches.ts';

const one = { id: Id };

export const decisionBatches = endpoints({
  'POST /api/decision-batches': {
    summary:
      'Give one opinion, visa or check for up to 1,000 tasks of a fold; each is decided by itself, in the background',
    body: DecisionBatchCreate,
    answers: { 202: DecisionBatchMade },
  },
  'GET /api/decision-batches/:id': {
    summary: 'How far a batch of one’s own is, and what became of each task',
    params: one,
    answers: { 200: DecisionBatchView },
  },
  'POST /api/decision-batches/:id/stop': {
    summary: 'Decide no more of a batch; what is given stays given',
    params: one,
    answers: { 204: null },
  },
});
