import { Id } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';
import {
  DraftChanges,
  DraftCreate,
  DraftList,
  DraftSave,
  DraftSaved,
  DraftView,
  PieceView,
  SubmissionCreate,
  SubmissionStepUp,
} from '../../requests/drafts.ts';
import { RequestSummary } from '../../requests/requests.ts';
import { StepUpView } from '../../requests/tasks.ts';

export const drafts = endpoints({
  'POST /api/drafts': {
    summary: 'Begin a request',
    body: DraftCreate,
    answers: { 201: DraftView },
  },
  'GET /api/drafts': {
    summary: 'One’s own drafts, the last touched first',
    answers: { 200: DraftList },
  },
  'GET /api/drafts/:id': {
    summary: 'A draft with what was typed, its pieces and its form',
    params: { id: Id },
    answers: { 200: DraftView },
  },
  'PUT /api/drafts/:id': {
    summary: 'Keep what was typed; 409 with the kept copy when another device saved in between',
    params: { id: Id },
    body: DraftSave,
    answers: { 200: DraftSaved },
  },
  'DELETE /api/drafts/:id': {
    summary: 'Drop a draft and its pieces',
    params: { id: Id },
    answers: { 204: null },
  },
  'GET /api/drafts/:id/changes': {
    summary: 'What a draft, as it is kept, would change of its agent’s situation, and the rules that it breaks',
    params: { id: Id },
    answers: { 200: DraftChanges },
  },
  'POST /api/drafts/:id/pieces': {
    summary: 'Add a document to a draft: the raw bytes, with `X-File-Name` and `X-Piece-Type`',
    params: { id: Id },
    upload: 'application/pdf',
    answers: { 201: PieceView },
  },
  'GET /api/drafts/:id/pieces/:pieceId': {
    summary: 'A document of a draft, to read in the page',
    params: { id: Id, pieceId: Id },
    answers: { 200: 'application/pdf' },
  },
  'DELETE /api/drafts/:id/pieces/:pieceId': {
    summary: 'Take a document out of a draft',
    params: { id: Id, pieceId: Id },
    answers: { 204: null },
  },
  'POST /api/drafts/:id/step-up': {
    summary: 'Confirm one’s identity before filing, by a one-time code or, without a second factor, by the password',
    params: { id: Id },
    body: SubmissionStepUp,
    answers: { 201: StepUpView },
  },
  'POST /api/drafts/:id/submission': {
    summary: 'File the request; filed before, the same request comes back',
    params: { id: Id },
    body: SubmissionCreate,
    answers: { 200: RequestSummary, 201: RequestSummary },
  },
});
