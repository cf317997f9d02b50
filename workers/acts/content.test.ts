import { expect, test } from '@jest/globals';
import { STEP_HOLDERS } from '#domain/permissions/role.ts';
import { type ActSources, actContent } from './content.ts';

const UNSAID = { reasonLaw: null, reasonFact: null, interviewOn: null };
const SOURCES: ActSources = {
  request: {
    ...{ number: '2026-1', data: {}, filedAt: new Date('2026-11-01T05:00:00Z'), clock: 'Pacific/Tahiti' },
    decisions: [],
  },
  agent: {
    ...{ firstName: 'Claire', lastName: 'Agnelet', employeeNumber: 'D10001' },
    posting: { grade: 'Greffière', structure: { name: 'Tribunal' } },
  },
  ...{ situation: [], stands: [], ministry: 'Ministère', template: 'act', payFraction: null, demonstration: true },
  texts: { name: 'Arrêté', title: 'Arrêté', legalReferences: [], appeal: [], ampliations: [] },
};

test('the reasons of a refusal end no line where French forbids it', () => {
  const decidedAt = new Date('2026-11-01T10:00:00Z');
  const refusal = { place: 'signature', role: 'signataire', kind: 'signature', outcome: 'refused', decidedAt } as const;
  const made = actContent({
    ...SOURCES,
    template: 'refusal',
    request: {
      ...SOURCES.request,
      decisions: [
        {
          ...refusal,
          ...UNSAID,
          reasonLaw: 'Article L. 612-1',
          reasonFact: 'Le service a perdu 20 % de « bras » ; il ferme.',
        },
      ],
    },
  });
  expect('content' in made && made.content.reasons).toEqual({
    law: ['l’article L.\u00a0612-1'],
    fact: ['que le service a perdu 20\u00a0% de «\u00a0bras\u00a0»\u00a0; il ferme'],
  });
});

test('an act cites by its sense and its day the opinion of the superior, of theirs, of the référent déontologue, of the host administration', () => {
  const decidedAt = new Date('2026-11-01T10:00:00Z');
  const made = actContent({
    ...SOURCES,
    request: {
      ...SOURCES.request,
      decisions: (['opinion', 'visa'] as const).flatMap((kind) =>
        STEP_HOLDERS.map((role) => ({ place: role, role, kind, outcome: 'favorable', decidedAt, ...UNSAID })),
      ),
    },
  });
  expect('content' in made && made.content.legalReferences).toEqual([
    'l’avis favorable du supérieur hiérarchique en date du 1er novembre 2026',
    'l’avis favorable du supérieur hiérarchique de second niveau en date du 1er novembre 2026',
    'l’avis favorable du référent déontologue en date du 1er novembre 2026',
    'l’avis favorable de l’administration d’accueil en date du 1er novembre 2026',
  ]);
  // The day of the filing is the one it was in Papeete; decisions are dated in Paris.
  expect('content' in made && made.content.request?.filedOn).toBe('2026-10-31');
});
