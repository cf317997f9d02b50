import {
  GridList,
  GridName,
  GridProposalAsk,
  GridProposed,
  GridPublished,
  GridReturn,
  GridView,
} from '../../circuits/grids.ts';
import { Id } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';

export const grids = endpoints({
  'GET /api/grids': {
    summary: 'The reference grids, as they stand',
    answers: { 200: GridList },
  },
  'GET /api/grids/:name': {
    summary: 'A reference grid with its rows, its versions and what is proposed of it',
    params: { name: GridName },
    answers: { 200: GridView },
  },
  'POST /api/grids/:name/proposals': {
    summary: 'Propose a grid, as it would stand, to the other analysts',
    params: { name: GridName },
    body: GridProposalAsk,
    answers: { 201: GridProposed },
  },
  'DELETE /api/grid-proposals/:id': {
    summary: 'Take one’s proposal of a grid back',
    params: { id: Id },
    answers: { 204: null },
  },
  'POST /api/grid-proposals/:id/return': {
    summary: 'Send a proposal of a grid back with a remark',
    params: { id: Id },
    body: GridReturn,
    answers: { 204: null },
  },
  'POST /api/grid-proposals/:id/approval': {
    summary: 'Approve what another analyst proposed of a grid: it is read from then on',
    params: { id: Id },
    answers: { 201: GridPublished },
  },
});
