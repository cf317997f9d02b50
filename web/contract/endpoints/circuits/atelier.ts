import { z } from 'zod';
import {
  ActPreviewAsk,
  CircuitCheck,
  CircuitComparison,
  CircuitDraftCopy,
  CircuitDraftCreate,
  CircuitDraftList,
  CircuitDraftSave,
  CircuitDraftSaved,
  CircuitDraftView,
  CircuitKind,
  CircuitProposal,
  CircuitProposalAsk,
  CircuitProposalReturn,
  CircuitProposalView,
  CircuitPublicationPending,
  CircuitPublished,
  KindModels,
} from '../../circuits/atelier.ts';
import { Id } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';

export const atelier = endpoints({
  'POST /api/atelier/drafts/:id/check': {
    summary: 'Everything that is wrong in a draft, where and in words; of a part, in a kind that would take it',
    params: { id: Id },
    query: z.object({ inKind: CircuitKind.optional() }),
    answers: { 200: CircuitCheck },
  },
  'POST /api/atelier/drafts/:id/act-preview': {
    summary: 'An act of the draft, typeset with sample data',
    params: { id: Id },
    body: ActPreviewAsk,
    answers: { 200: 'application/pdf' },
  },
  'GET /api/atelier/drafts': {
    summary: 'The circuits being drawn, the last touched first',
    answers: { 200: CircuitDraftList },
  },
  'GET /api/atelier/models': {
    summary: 'What a new kind can be begun from: the models that the portal is shipped with',
    answers: { 200: KindModels },
  },
  'POST /api/atelier/drafts': {
    summary: 'Begin a draft: from a version, a diagram drawn elsewhere, another kind or a model, or nearly empty',
    body: CircuitDraftCreate,
    answers: { 201: CircuitDraftView },
  },
  'GET /api/atelier/drafts/:id': {
    summary: 'A draft with its files',
    params: { id: Id },
    answers: { 200: CircuitDraftView },
  },
  'POST /api/atelier/drafts/:id/copy': {
    summary: 'A new draft with the same files, some of them changed: to keep one’s own work after a conflict',
    params: { id: Id },
    body: CircuitDraftCopy,
    answers: { 201: CircuitDraftView },
  },
  'DELETE /api/atelier/drafts/:id': {
    summary: 'Drop a draft',
    params: { id: Id },
    answers: { 204: null },
  },
  'PUT /api/atelier/drafts/:id/files': {
    summary: 'Keep files of a draft; 409 with who saved when another analyst did in between',
    params: { id: Id },
    body: CircuitDraftSave,
    answers: { 200: CircuitDraftSaved },
  },
  'POST /api/atelier/drafts/:id/proposal': {
    summary: 'Propose a draft, as it stands, to the other analysts',
    params: { id: Id },
    body: CircuitProposalAsk,
    answers: { 201: CircuitProposal },
  },
  'GET /api/atelier/proposals/:id': {
    summary: 'What is proposed, by whom, and whether one may answer',
    params: { id: Id },
    answers: { 200: CircuitProposalView },
  },
  'DELETE /api/atelier/proposals/:id': {
    summary: 'Take one’s proposal back',
    params: { id: Id },
    answers: { 204: null },
  },
  'POST /api/atelier/proposals/:id/return': {
    summary: 'Send a proposal back with a remark',
    params: { id: Id },
    body: CircuitProposalReturn,
    answers: { 204: null },
  },
  'POST /api/atelier/proposals/:id/approval': {
    summary: 'Approve what another analyst proposed: it becomes the version that new requests start on',
    params: { id: Id },
    answers: { 201: CircuitPublished, 202: CircuitPublicationPending },
  },
  'GET /api/atelier/drafts/:id/comparison': {
    summary: 'What a draft changes of the version it began from, or of another',
    params: { id: Id },
    query: z.object({ with: Id.optional() }),
    answers: { 200: CircuitComparison },
  },
});
