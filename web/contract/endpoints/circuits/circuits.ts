import { z } from 'zod';
import {
  CircuitComparison,
  CircuitKind,
  CircuitSources,
  CircuitVersions,
  CircuitWithdrawalAsk,
  CircuitWithdrawn,
} from '../../circuits/atelier.ts';
import { Id, Language, Plain } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';
import { CircuitFiles, CircuitList } from '../../operations/operations.ts';

export const circuits = endpoints({
  'GET /api/circuits/:kind/versions': {
    summary: 'The versions of a kind, newest first, with who published them and why',
    params: { kind: CircuitKind },
    answers: { 200: CircuitVersions },
  },
  'POST /api/circuits/:versionId/withdrawal': {
    summary: 'Withdraw a version: nothing new starts on it',
    params: { versionId: Id },
    body: CircuitWithdrawalAsk,
    answers: { 200: CircuitWithdrawn },
  },
  'GET /api/circuits/:versionId/sources': {
    summary: 'A version with the text of all its files',
    params: { versionId: Id },
    answers: { 200: CircuitSources },
  },
  'GET /api/circuits/:versionId/comparison/:otherId': {
    summary: 'What changed from one version to another',
    params: { versionId: Id, otherId: Id },
    answers: { 200: CircuitComparison },
  },
  'GET /api/circuits': {
    summary: 'The published versions, newest first',
    answers: { 200: CircuitList },
  },
  'GET /api/circuits/:versionId/diagram': {
    summary: 'The BPMN of a version, or of a block it calls, named in a language; as it was published without one',
    params: { versionId: Id },
    query: z.object({ lang: Language.optional(), block: Plain.max(500).optional() }),
    answers: { 200: 'application/xml' },
  },
  'GET /api/circuits/:versionId/files': {
    summary: 'The files of a version',
    params: { versionId: Id },
    answers: { 200: CircuitFiles },
  },
});
