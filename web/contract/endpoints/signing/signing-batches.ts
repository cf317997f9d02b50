import { Id } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';
import { PasskeyAsked } from '../../requests/tasks.ts';
import {
  BatchesQuery,
  BatchPage,
  BatchSeen,
  BatchStepUp,
  SigningBatchCreate,
  SigningBatchMade,
  SigningBatchView,
} from '../../signing/signing-batches.ts';

const one = { id: Id };

export const signingBatches = endpoints({
  'GET /api/signing/batches': {
    summary: 'The batches that one signed or decided, the newest first, each with how it ended',
    query: BatchesQuery,
    answers: { 200: BatchPage },
  },
  'PUT /api/signing/batches/:id/seen': {
    summary: 'Say that one read how a batch of one’s own ended: nobody is notified of it',
    params: one,
    body: BatchSeen,
    answers: { 204: null },
  },
  'POST /api/signing/batches': {
    summary: 'Gather up to 1,000 acts that one proof will sign; nothing is signed yet',
    body: SigningBatchCreate,
    answers: { 201: SigningBatchMade },
  },
  'GET /api/signing/batches/:id': {
    summary: 'How far a batch of one’s own is, and what became of each act',
    params: one,
    answers: { 200: SigningBatchView },
  },
  'GET /api/signing/batches/:id/archive': {
    summary: 'The archive of what a batch of one’s own signed, as one ZIP: a folder for each act',
    params: one,
    answers: { 200: 'application/zip' },
  },
  'POST /api/signing/batches/:id/step-up': {
    summary: 'Give a one-time code, or what a passkey answered, for all the acts of a batch: they are signed',
    params: one,
    body: BatchStepUp,
    answers: { 202: SigningBatchMade },
  },
  'POST /api/signing/batches/:id/step-up/passkey': {
    summary: 'What one’s passkey is to sign for the root of a batch; holds five minutes, once',
    params: one,
    answers: { 200: PasskeyAsked },
  },
  'POST /api/signing/batches/:id/stop': {
    summary: 'Sign no more of a batch; what is signed stays signed',
    params: one,
    answers: { 204: null },
  },
});
