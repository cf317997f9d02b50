import { z } from 'zod';
import { Id, JsonDocument, Language, Plain } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';
import { Stoppage } from '../../operations/operations.ts';
import { NextKinds } from '../../requests/catalogue.ts';
import {
  ActStatusFile,
  PostingCreate,
  ProgressView,
  ReceiptCorrection,
  ReceiptCreate,
  RequestPage,
  RequestQuery,
  RequestView,
  WithdrawalCreate,
  WithdrawalView,
} from '../../requests/requests.ts';

export const requests = endpoints({
  'GET /api/requests/:id/stoppage': {
    summary: 'Whether the circuit of a request is stopped by an incident',
    params: { id: Id },
    answers: { 200: Stoppage },
  },
  'GET /api/requests/:id/next-kinds': {
    summary: 'The kinds that a request brings, of those that its agent may file; none for its other readers',
    params: { id: Id },
    answers: { 200: NextKinds },
  },
  'GET /api/requests/:id/pieces/:pieceId': {
    summary: 'A supporting document, to read in the page',
    params: { id: Id, pieceId: Id },
    answers: { 200: 'application/pdf' },
  },
  'GET /api/requests/:id/receipt': {
    summary: 'The sealed receipt of a request that was decided without an act',
    params: { id: Id },
    answers: { 200: 'application/pdf' },
  },
  'GET /api/requests/:id/acts/:actId/file': {
    summary: 'A sealed act; `download`: to be kept',
    params: { id: Id, actId: Id },
    query: z.object({ download: z.literal('1').optional() }),
    answers: { 200: 'application/pdf' },
  },
  'GET /api/requests/:id/acts/:actId/evidence': {
    summary:
      'What proves an act, with the events of its request; those between, of other requests, by their hash alone',
    params: { id: Id, actId: Id },
    answers: { 200: JsonDocument },
  },
  'GET /api/requests/:id/acts/:actId/archive': {
    summary:
      'All that proves an act as one .zip: its editions, evidence, supporting documents, circuit and state; for whoever may read all of them',
    params: { id: Id, actId: Id },
    answers: { 200: 'application/zip' },
  },
  'POST /api/requests/:id/acts/:actId/status': {
    summary:
      'What a sealed act is now (in force, corrected, withdrawn, repealed), under the ministry’s seal: a signed CMS',
    params: { id: Id, actId: Id },
    answers: { 200: ActStatusFile },
  },
  'POST /api/requests/:id/acts/:actId/post': {
    summary: 'Record that a sealed act was sent to its agent by post',
    params: { id: Id, actId: Id },
    body: PostingCreate,
    answers: { 201: z.object({ id: Id }) },
  },
  'POST /api/requests/:id/acts/:actId/post/:noticeId/receipt': {
    summary: 'Record when such a letter was received, once',
    params: { id: Id, actId: Id, noticeId: Id },
    body: ReceiptCreate,
    answers: { 204: null },
  },
  'POST /api/requests/:id/acts/:actId/post/:noticeId/correction': {
    summary: 'Correct the day on which such a letter was received; the former one stays beside, with why',
    params: { id: Id, actId: Id, noticeId: Id },
    body: ReceiptCorrection,
    answers: { 204: null },
  },
  'GET /api/requests': {
    summary: 'One’s own requests, those of one’s structures, or those one decided on',
    query: RequestQuery,
    answers: { 200: RequestPage },
  },
  'GET /api/requests/:id': {
    summary: 'A request, with what its reader may know of it',
    params: { id: Id },
    answers: { 200: RequestView },
  },
  'GET /api/requests/:id/progress': {
    summary: 'Its dated steps, and who holds it now',
    params: { id: Id },
    answers: { 200: ProgressView },
  },
  'GET /api/requests/:id/diagram': {
    summary: 'The BPMN of its own version, named in a language; of a block of it, by the calls that lead there',
    params: { id: Id },
    query: z.object({ lang: Language.default('fr'), block: Plain.max(500).optional() }),
    answers: { 200: 'application/xml' },
  },
  'POST /api/requests/:id/withdrawal': {
    summary: 'Withdraw one’s own request while nothing is decided; 202 when the engine is away',
    params: { id: Id },
    body: WithdrawalCreate,
    answers: { 200: WithdrawalView, 202: WithdrawalView },
  },
});
