import { Id } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';
import {
  EliminationMade,
  EliminationProposed,
  EliminationRefusal,
  Eliminations,
  EliminationsDue,
  EliminationView,
} from '../../signing/eliminations.ts';
import {
  ArchiveSize,
  DepositAsked,
  DepositsAsked,
  DepositsToMake,
  RegistryArchive,
  RegistryExport,
  RegistryFilters,
  RegistryPage,
  RegistryQuery,
} from '../../signing/registry.ts';

export const registry = endpoints({
  'GET /api/registry': {
    summary: 'The registry of acts of the structures one manages: numbers, acts, and what became of them',
    query: RegistryQuery,
    answers: { 200: RegistryPage },
  },
  'GET /api/registry/filters': {
    summary: 'What the registry of acts is filtered by',
    answers: { 200: RegistryFilters },
  },
  'GET /api/registry/archive/size': {
    summary: 'How many signed acts of the registry an archive of them would hold, and what their documents weigh',
    query: RegistryArchive,
    answers: { 200: ArchiveSize },
  },
  'GET /api/registry/archive': {
    summary:
      'The archive of signed acts of the registry as one ZIP, a folder for each; those that one may not take are named',
    query: RegistryArchive,
    answers: { 200: 'application/zip' },
  },
  'GET /api/registry/deposits': {
    summary: 'How many signed acts of the registry are to be deposited with the archives service',
    query: RegistryArchive,
    answers: { 200: DepositsToMake },
  },
  'POST /api/registry/deposits': {
    summary: 'Deposit signed acts of the registry with the archives service; a worker does, each once',
    body: DepositAsked,
    answers: { 202: DepositsAsked },
  },
  'GET /api/registry/eliminations/due': {
    summary: 'How many acts of the registry are to be eliminated: retention over, to be destroyed, needed by nothing',
    query: RegistryArchive,
    answers: { 200: EliminationsDue },
  },
  'GET /api/registry/eliminations': {
    summary: 'The last eliminations that were proposed, of acts that one keeps the registry of',
    answers: { 200: Eliminations },
  },
  'POST /api/registry/eliminations': {
    summary: 'Propose that acts be eliminated; another person decides',
    body: EliminationProposed,
    answers: { 201: EliminationMade },
  },
  'GET /api/registry/eliminations/:id': {
    summary: 'A proposed elimination, and what stays of each of its acts',
    params: { id: Id },
    answers: { 200: EliminationView },
  },
  'POST /api/registry/eliminations/:id/approval': {
    summary: 'Approve an elimination that somebody else proposed: a worker removes what its acts say',
    params: { id: Id },
    answers: { 204: null },
  },
  'POST /api/registry/eliminations/:id/withdrawal': {
    summary: 'Take back an elimination that one proposed, while nobody decided',
    params: { id: Id },
    answers: { 204: null },
  },
  'POST /api/registry/eliminations/:id/keeping': {
    summary: 'End an approved elimination for the acts that a rule or something under way keeps: they stay',
    params: { id: Id },
    answers: { 204: null },
  },
  'POST /api/registry/eliminations/:id/refusal': {
    summary: 'Refuse an elimination that somebody else proposed, with a remark',
    params: { id: Id },
    body: EliminationRefusal,
    answers: { 204: null },
  },
  'GET /api/registry/export': {
    summary: 'The registry of acts as CSV (UTF-8 with a mark, « ; »), whose last line counts it; each export is traced',
    query: RegistryExport,
    answers: { 200: 'text/csv' },
  },
});
