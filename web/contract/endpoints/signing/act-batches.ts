import { z } from 'zod';
import { Id, PageQuery } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';
import { Created } from '../../operations/administration.ts';
import {
  ActBatchCreate,
  ActBatchLines,
  ActBatchLinesQuery,
  ActBatchPage,
  ActBatchView,
  BatchKind,
  BatchKinds,
} from '../../signing/act-batches.ts';

const kind = { kind: z.string().max(100) };
const one = { id: Id };

export const actBatches = endpoints({
  'GET /api/act-batches': {
    summary: 'The acts one started for many agents at once, the latest first',
    query: PageQuery.omit({ q: true }),
    answers: { 200: ActBatchPage },
  },
  'GET /api/act-batches/kinds': {
    summary: 'The kinds that one may start for many agents at once',
    answers: { 200: BatchKinds },
  },
  'GET /api/act-batches/kinds/:kind': {
    summary: 'What is filled in once for all the agents, and what a file may give for each',
    params: kind,
    answers: { 200: BatchKind },
  },
  'GET /api/act-batches/kinds/:kind/template': {
    summary: 'The first line of a file of agents',
    params: kind,
    answers: { 200: 'text/csv' },
  },
  'POST /api/act-batches': {
    summary: 'Prepare an act for many agents: each is tried, nothing is started',
    body: ActBatchCreate,
    answers: { 201: Created },
  },
  'GET /api/act-batches/:id': {
    summary: 'How far a batch is',
    params: one,
    answers: { 200: ActBatchView },
  },
  'GET /api/act-batches/:id/lines': {
    summary: 'What would become of each agent of a batch, or became of them',
    params: one,
    query: ActBatchLinesQuery,
    answers: { 200: ActBatchLines },
  },
  'POST /api/act-batches/:id/launch': {
    summary: 'Have the acts of a batch started, for all the agents that have no fault',
    params: one,
    answers: { 204: null },
  },
});
