import { Id, PageQuery } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';
import { Created } from '../../operations/administration.ts';
import {
  ImportPage,
  ImportQuery,
  ImportRejection,
  ImportReportQuery,
  ImportThemes,
  ImportView,
  ProvisionedPage,
  ProvisionedQuery,
  Several,
  SeveralDone,
  SeveralWithReason,
} from '../../operations/imports.ts';

export const imports = endpoints({
  'GET /api/administration/imports': {
    summary: 'The files one sent; of everybody, for who administers the whole',
    query: PageQuery.omit({ q: true }),
    answers: { 200: ImportPage },
  },
  'POST /api/administration/imports': {
    summary:
      'Send a file of structures, people, posts, rights, delegations or values of a theme: it is read and tried, nothing is changed',
    query: ImportQuery,
    upload: 'text/csv',
    answers: { 201: Created },
  },
  'GET /api/administration/imports/themes': {
    summary: 'The themes of the situation that a file can give, with its columns',
    answers: { 200: ImportThemes },
  },
  'GET /api/administration/imports/:id': {
    summary: 'How far a file is, and its first lines at fault',
    params: { id: Id },
    answers: { 200: ImportView },
  },
  'GET /api/administration/imports/:id/report': {
    summary: 'What became of each line, in words',
    params: { id: Id },
    query: ImportReportQuery,
    answers: { 200: 'text/csv' },
  },
  'POST /api/administration/imports/:id/application': {
    summary: 'Have the lines that can be imported imported; values, once another administrator approves them',
    params: { id: Id },
    answers: { 204: null },
  },
  'POST /api/administration/imports/:id/approval': {
    summary: 'Approve a file of values that another administrator sent: its lines are imported',
    params: { id: Id },
    answers: { 204: null },
  },
  'POST /api/administration/imports/:id/rejection': {
    summary: 'Set aside a file of values that waits for approval, with the reason: it gives nothing',
    params: { id: Id },
    body: ImportRejection,
    answers: { 204: null },
  },
  'GET /api/administration/provisioned-rights': {
    summary: 'What came by a file or by SCIM and waits for two administrators, on one’s structures',
    query: ProvisionedQuery,
    answers: { 200: ProvisionedPage },
  },
  'POST /api/administration/provisioned-rights/proposals': {
    summary: 'Take up some of them: each is proposed, and another administrator confirms it',
    body: SeveralWithReason,
    answers: { 200: SeveralDone },
  },
  'POST /api/administration/provisioned-rights/dismissals': {
    summary: 'Set some of them aside, with the reason: they give nothing',
    body: SeveralWithReason,
    answers: { 200: SeveralDone },
  },
  'POST /api/administration/proposals/confirmations': {
    summary: 'Give several things that other administrators proposed, each judged by itself',
    body: Several,
    answers: { 200: SeveralDone },
  },
});
