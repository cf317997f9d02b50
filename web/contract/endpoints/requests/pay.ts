import { z } from 'zod';
import { Id, Language } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';
import {
  PayAgentView,
  PayBatchCreate,
  PayBatchPage,
  PayBatchQuery,
  PayBatchView,
  PayCheck,
  PayMonth,
  PayMonths,
  PayPage,
  PayPieceView,
  PayQuery,
  PayReady,
  PayReadyQuery,
  PayRecall,
} from '../../requests/pay.ts';

export const pay = endpoints({
  'GET /api/pay/agents/:personId': {
    summary: 'An agent’s pay pieces by month, and what is in force; the reading is traced',
    params: { personId: Id },
    answers: { 200: PayAgentView },
  },
  'GET /api/pay/ready': {
    summary: 'How many checked pieces of a month wait to be sent, by structure',
    query: PayReadyQuery,
    answers: { 200: PayReady },
  },
  'GET /api/pay/batches': {
    summary: 'The bordereaux of one’s structures, those taken back included',
    query: PayBatchQuery,
    answers: { 200: PayBatchPage },
  },
  'POST /api/pay/batches': {
    summary: 'Send the checked pieces of a month, at a structure and below, to the comptable',
    body: PayBatchCreate,
    answers: { 201: PayBatchView },
  },
  'POST /api/pay/batches/:id/recall': {
    summary: 'Take a bordereau back, with the reason: its pieces are to be sent again',
    params: { id: Id },
    body: PayRecall,
    answers: { 200: PayBatchView },
  },
  'GET /api/pay/months/:month/list.csv': {
    summary: 'The pieces of a month as CSV (UTF-8 with a mark, « ; »)',
    params: { month: PayMonth },
    query: z.object({ lang: Language.default('fr') }),
    answers: { 200: 'text/csv' },
  },
  'GET /api/pay/pieces': {
    summary: 'The pay pieces of one’s structures; for the comptable, those that were sent',
    query: PayQuery,
    answers: { 200: PayPage },
  },
  'GET /api/pay/months': {
    summary: 'The months of pay that have something to show',
    answers: { 200: PayMonths },
  },
  'PUT /api/pay/pieces/:id/check': {
    summary: 'Say that a piece was checked, or take it back before it is sent',
    params: { id: Id },
    body: PayCheck,
    answers: { 200: PayPieceView },
  },
  'GET /api/pay/pieces/:id/act': {
    summary: 'The sealed act behind a piece; the reading is traced',
    params: { id: Id },
    answers: { 200: 'application/pdf' },
  },
});
