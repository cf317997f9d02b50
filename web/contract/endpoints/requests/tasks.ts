import { EngineKey, Id, Sha256 } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';
import { PieceView } from '../../requests/drafts.ts';
import {
  AnswerPut,
  AssigneePut,
  CorrectionPut,
  CorrectionView,
  DecisionCreate,
  DecisionReceipt,
  PasskeyAsk,
  PasskeyAsked,
  PreviewView,
  RevealCreate,
  RevealView,
  StepUpCreate,
  StepUpView,
  TaskPage,
  TaskQuery,
  TaskSummary,
  TaskView,
} from '../../requests/tasks.ts';

export const tasks = endpoints({
  'PUT /api/tasks/:key/correction': {
    summary: 'Mend what the act lacks of the agent’s post, with the reason',
    params: { key: EngineKey },
    body: CorrectionPut,
    answers: { 200: CorrectionView },
  },
  'POST /api/tasks/:key/decision': {
    summary: 'Give an opinion, a visa, a signature, a complement; 202 when the engine is away: it is kept',
    params: { key: EngineKey },
    body: DecisionCreate,
    answers: { 200: DecisionReceipt, 202: DecisionReceipt },
  },
  'PUT /api/tasks/:key/answer': {
    summary: 'Keep what one types in answer to a complement, until it is sent',
    params: { key: EngineKey },
    body: AnswerPut,
    answers: { 204: null },
  },
  'POST /api/tasks/:key/pieces': {
    summary: 'Add a document to the answer to a complement: the raw bytes, with `X-File-Name` and `X-Piece-Type`',
    params: { key: EngineKey },
    upload: 'application/pdf',
    answers: { 201: PieceView },
  },
  'GET /api/tasks/:key/pieces/:pieceId': {
    summary: 'One of them, to read in the page',
    params: { key: EngineKey, pieceId: Id },
    answers: { 200: 'application/pdf' },
  },
  'DELETE /api/tasks/:key/pieces/:pieceId': {
    summary: 'Take one of them back before it is sent',
    params: { key: EngineKey, pieceId: Id },
    answers: { 204: null },
  },
  'POST /api/tasks/:key/preview': {
    summary: 'Typeset the act as one would sign it today',
    params: { key: EngineKey },
    answers: { 200: PreviewView },
  },
  'GET /api/tasks/:key/preview/:sha256': {
    summary: 'Those very bytes, to whom they were typeset for',
    params: { key: EngineKey, sha256: Sha256 },
    answers: { 200: 'application/pdf' },
  },
  'POST /api/tasks/:key/reveal': {
    summary: 'Read a masked answer of the request one decides on; the reading is written down',
    params: { key: EngineKey },
    body: RevealCreate,
    answers: { 200: RevealView },
  },
  'POST /api/tasks/:key/step-up': {
    summary: 'Give a one-time code, or what a passkey answered; the proof holds five minutes, once, for this act',
    params: { key: EngineKey },
    body: StepUpCreate,
    answers: { 201: StepUpView },
  },
  'POST /api/tasks/:key/step-up/passkey': {
    summary: 'What one’s passkey is to sign for this act; holds five minutes, once',
    params: { key: EngineKey },
    body: PasskeyAsk,
    answers: { 200: PasskeyAsked },
  },
  'GET /api/tasks': {
    summary: 'The open tasks one holds',
    query: TaskQuery,
    answers: { 200: TaskPage },
  },
  'GET /api/tasks/:key': {
    summary: 'A task one holds, with its request; 410 once it is decided',
    params: { key: EngineKey },
    answers: { 200: TaskView },
  },
  'PUT /api/tasks/:key/assignee': {
    summary: 'Take a task, or give it back; 202 when the engine is away',
    params: { key: EngineKey },
    body: AssigneePut,
    answers: { 200: TaskSummary, 202: TaskSummary },
  },
});
