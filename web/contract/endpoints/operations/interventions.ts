import { Id } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';
import {
  CancellationPreview,
  FactAsk,
  MoveAsk,
  MovePreview,
  MoveQuery,
  Reasoned,
  StandingView,
} from '../../operations/interventions.ts';

const params = { id: Id };

/** What an operator does to a request whose circuit leads nowhere: each with a preview that does nothing, and a reason. */
export const interventions = endpoints({
  'GET /api/operations/requests/:id/cancellation': {
    summary: 'What cancelling a request would do, or why it cannot be',
    params,
    answers: { 200: CancellationPreview },
  },
  'POST /api/operations/requests/:id/cancellation': {
    summary: 'Cancel a request, and say why; 202 when the engine is away: it is closed, and its instance ends later',
    params,
    body: Reasoned,
    answers: { 202: null, 204: null },
  },
  'GET /api/operations/requests/:id/standing': {
    summary: 'Where a request stands on its engine, where its tokens can be put, and the facts that it goes by',
    params,
    answers: { 200: StandingView },
  },
  'GET /api/operations/requests/:id/move': {
    summary: 'What moving a token there would do, or why it may not be',
    params,
    query: MoveQuery,
    answers: { 200: MovePreview },
  },
  'POST /api/operations/requests/:id/move': {
    summary:
      'Move a token of a request to another step, and say why; 409 past a guarantee, 202 when the engine is away',
    params,
    body: MoveAsk,
    answers: { 202: null, 204: null },
  },
  'POST /api/operations/requests/:id/facts': {
    summary: 'Put a fact of a request’s circuit right, and say why; 202 when the engine is away',
    params,
    body: FactAsk,
    answers: { 202: null, 204: null },
  },
});
