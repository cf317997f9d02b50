import type { SheetStep } from '../../../domain/circuit.ts';
import type { CircuitStep, KindDetail, KindSummary } from '../../contract/catalogue.ts';
import type { Version } from '../circuits/versions.ts';

export function kindSummary({ sheet }: Version): KindSummary {
  return {
    kind: sheet.kind,
    title: sheet.title,
    summary: sheet.summary,
    category: sheet.category,
    legalReference: sheet.legalReference,
    delay: sheet.delay,
    startedBy: sheet.startedBy ?? null,
    pieces: sheet.pieces.map(({ pieceType, label, mandatory }) => ({ pieceType, label, mandatory })),
  };
}

export const circuitStep = ({ elementId, name, role, type }: SheetStep): CircuitStep => ({
  elementId,
  name,
  role,
  type,
});

export function kindDetail(version: Version): KindDetail {
  const texts = Object.entries(version.sheet.texts.form);
  return {
    ...kindSummary(version),
    versionId: version.id,
    versionNumber: version.number,
    stepUp: version.sheet.stepUp ?? false,
    form: version.form as unknown as Record<string, unknown>,
    formTexts: {
      fr: Object.fromEntries(texts.map(([key, text]) => [key, text.fr])),
      en: Object.fromEntries(texts.map(([key, text]) => [key, text.en])),
    },
    steps: version.sheet.steps.map(circuitStep),
  };
}
