import { Id } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';
import {
  AuditCheck,
  AuditExport,
  AuditPage,
  AuditQuery,
  AuditSearch,
  DirectoryQuery,
} from '../../operations/administration.ts';

export const audit = endpoints({
  'GET /api/administration/audit': {
    summary: 'Whose journal can be read: requests and people of one’s structures',
    query: DirectoryQuery,
    answers: { 200: AuditSearch },
  },
  'GET /api/administration/audit/requests/:id': {
    summary: 'What was done on a request; reading it is written down',
    params: { id: Id },
    query: AuditQuery,
    answers: { 200: AuditPage },
  },
  'GET /api/administration/audit/requests/:id/check': {
    summary: 'Whether the chain of the events on a request holds, from the first to the last; asking it is a reading',
    params: { id: Id },
    answers: { 200: AuditCheck },
  },
  'GET /api/administration/audit/requests/:id/export': {
    summary: 'The events on a request, to verify elsewhere',
    params: { id: Id },
    answers: { 200: AuditExport },
  },
  'GET /api/administration/audit/people/:personId': {
    summary: 'What was done in a person’s file; reading it is written down',
    params: { personId: Id },
    query: AuditQuery,
    answers: { 200: AuditPage },
  },
  'GET /api/administration/audit/people/:personId/check': {
    summary:
      'Whether the chain of the events in a person’s file holds, from the first to the last; asking it is a reading',
    params: { personId: Id },
    answers: { 200: AuditCheck },
  },
  'GET /api/administration/audit/people/:personId/export': {
    summary: 'The events in a person’s file, to verify elsewhere',
    params: { personId: Id },
    answers: { 200: AuditExport },
  },
  'GET /api/administration/audit/system': {
    summary: 'What was done on circuits, structures and openings; reading it is written down',
    query: AuditQuery,
    answers: { 200: AuditPage },
  },
  'GET /api/administration/audit/system/check': {
    summary:
      'Whether the chain of the events on circuits, structures and openings holds, from the first to the last; asking it is a reading',
    answers: { 200: AuditCheck },
  },
  'GET /api/administration/audit/system/export': {
    summary: 'The events on circuits, structures and openings, to verify elsewhere',
    answers: { 200: AuditExport },
  },
});
