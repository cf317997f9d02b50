import { EngineKey } from '../common.ts';
import { endpoints } from '../endpoint.ts';
import {
  AsidePut,
  DeskQuery,
  DeskView,
  DrawingsQuery,
  DrawingsView,
  FoldAddress,
  FoldQuery,
  FoldView,
} from '../signing.ts';

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
});
