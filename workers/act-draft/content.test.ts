import { expect, test } from '@jest/globals';
import { STEP_HOLDERS } from '../../domain/permissions/role.ts';
import { type ActSources, actContent } from './content.ts';

test('an act cites by its sense and its day the opinion of the superior, of theirs, of the référent déontologue, of the host administration', () => {
  const decidedAt = new Date('2026-11-01T10:00:00Z');
  const unsaid = { reasonLaw: null, reasonFact: null, interviewOn: null };
  const sources: ActSources = {
    request: {
      ...{ number: '2026-1', data: {}, filedAt: new Date('2026-11-01T05:00:00Z'), clock: 'Pacific/Tahiti' },
      decisions: (['opinion', 'visa'] as const).flatMap((kind) =>
        STEP_HOLDERS.map((role) => ({ place: role, role, kind, outcome: 'favorable', decidedAt, ...unsaid })),
      ),
    },
    agent: {
      ...{ firstName: 'Claire', lastName: 'Agnelet', employeeNumber: 'D10001' },
      posting: { grade: 'Greffière', structure: { name: 'Tribunal' } },
    },
    ...{ situation: [], stands: [], ministry: 'Ministère', template: 'act', payFraction: null, demonstration: true },
    texts: { name: 'Arrêté', title: 'Arrêté', legalReferences: [], appeal: [], ampliations: [] },
  };
  const made = actContent(sources);
  expect('content' in made && made.content.legalReferences).toEqual([
    'l’avis favorable du supérieur hiérarchique en date du 1er novembre 2026',
    'l’avis favorable du supérieur hiérarchique de second niveau en date du 1er novembre 2026',
    'l’avis favorable du référent déontologue en date du 1er novembre 2026',
    'l’avis favorable de l’administration d’accueil en date du 1er novembre 2026',
  ]);
  // The day of the filing is the one it was in Papeete; decisions are dated in Paris.
  expect('content' in made && made.content.request?.filedOn).toBe('2026-10-31');
});
