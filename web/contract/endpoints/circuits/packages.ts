import { CircuitPackageImported, CircuitPackageLook, CircuitPackageWanted } from '../../circuits/packages.ts';
import { Id } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';

const ZIP = 'application/zip';

export const packages = endpoints({
  'GET /api/circuits/:versionId/package': {
    summary: 'A version as one file, with the blocks and the themes that it takes, for another portal',
    params: { versionId: Id },
    answers: { 200: ZIP },
  },
  'GET /api/atelier/drafts/:id/package': {
    summary: 'A draft as one file, with the blocks and the themes that it takes, for another portal',
    params: { id: Id },
    answers: { 200: ZIP },
  },
  'POST /api/atelier/packages': {
    summary: 'Look at a circuit that came as one file: what it is and what it meets here; nothing is written',
    upload: ZIP,
    answers: { 200: CircuitPackageLook },
  },
  'POST /api/atelier/packages/drafts': {
    summary: 'Begin drafts of a circuit that came as one file, and of the blocks and themes that are named',
    query: CircuitPackageWanted,
    upload: ZIP,
    answers: { 201: CircuitPackageImported },
  },
});
