import { EngineKey } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';
import {
  AssistantAsidePut,
  NotePut,
  OrderPut,
  PreparationView,
  PreparedActParams,
  PreparedDesk,
  PreparedDeskParams,
  PreparedFold,
  PreparedFoldParams,
  PreparedQuery,
} from '../../signing/desk-preparation.ts';
import {
  AsidePut,
  DeskQuery,
  DeskView,
  DrawingsQuery,
  DrawingsView,
  FoldAddress,
  FoldQuery,
  FoldView,
} from '../../signing/signing.ts';

export const signing = endpoints({
  'GET /api/signing/desk': {
    summary: 'What waits for one’s signature, folded by act, with counts by kind, structure and urgency',
    query: DeskQuery,
    answers: { 200: DeskView },
  },
  'GET /api/signing/folds/:id': {
    summary:
      'Acts of one kind that wait for one’s signature: what they share once, of each what differs; its hash is kept',
    params: { id: FoldAddress },
    query: FoldQuery,
    answers: { 200: FoldView },
  },
  'POST /api/signing/folds/:id/draw': {
    summary: 'Have the acts of a fold typeset as one would sign them today, in the background',
    params: { id: FoldAddress },
    body: FoldQuery,
    answers: { 202: null },
  },
  'GET /api/signing/drawings': {
    summary: 'Which acts of a fold are drawn, and how many are on their way',
    query: DrawingsQuery,
    answers: { 200: DrawingsView },
  },
  'PUT /api/tasks/:key/aside': {
    summary: 'Put an act aside on one’s own desk, or take it up again; it waits as before',
    params: { key: EngineKey },
    body: AsidePut,
    answers: { 204: null },
  },
  'GET /api/signing/desks/:id': {
    summary: 'What waits for a signatory whose desk one prepares, without sensitive values',
    params: PreparedDeskParams,
    query: PreparedQuery,
    answers: { 200: PreparedDesk },
  },
  'GET /api/signing/desks/:id/folds/:foldId': {
    summary:
      'A fold of a desk that one prepares: neither sensitive values nor closed documents, nor an act about oneself',
    params: PreparedFoldParams,
    query: PreparedQuery,
    answers: { 200: PreparedFold },
  },
  'GET /api/signing/desks/:id/prepared/:foldId': {
    summary:
      'What was prepared of a fold: order, acts put aside and why, notes (one’s own; all of them for the signatory)',
    params: PreparedFoldParams,
    query: PreparedQuery,
    answers: { 200: PreparationView },
  },
  'PUT /api/signing/desks/:id/order/:foldId': {
    summary: 'Put acts of a fold first, in that order; none: all by what is due',
    params: PreparedFoldParams,
    body: OrderPut,
    answers: { 204: null },
  },
  'PUT /api/signing/desks/:id/asides/:key': {
    summary: 'Put an act aside for the signatory whom one assists, with a reason, or take up again what one put aside',
    params: PreparedActParams,
    body: AssistantAsidePut,
    answers: { 204: null },
  },
  'PUT /api/signing/desks/:id/notes/:key': {
    summary: 'Leave the signatory whom one assists a note of an act; empty, it is taken away',
    params: PreparedActParams,
    body: NotePut,
    answers: { 204: null },
  },
});
