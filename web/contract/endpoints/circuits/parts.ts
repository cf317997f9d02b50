import { z } from 'zod';
import { PartList, PartName, PartType, PartVersions } from '../../circuits/parts.ts';
import { endpoints } from '../../endpoint.ts';

export const parts = endpoints({
  'GET /api/atelier/parts': {
    summary: 'What kinds share: every block, or every theme, with the kinds that take it',
    query: z.object({ of: PartType }),
    answers: { 200: PartList },
  },
  'GET /api/atelier/parts/:of/:name/versions': {
    summary: 'The versions of a block or of a theme, newest first, with who published them and why',
    params: { of: PartType, name: PartName },
    answers: { 200: PartVersions },
  },
});
