import type { Version } from '../../../application/versions.ts';
import type { SheetStep } from '../../../domain/circuit/manifest.ts';
import type { CircuitStep, KindDetail, KindSummary } from '../../contract/catalogue.ts';

/** The documents that a version's requests may hold. */
export const pieceRules = ({ sheet }: Version): KindSummary['pieces'] =>
  sheet.pieces.map(({ pieceType, label, mandatory }) => ({ pieceType, label, mandatory }));

export function kindSummary(version: Version): KindSummary {
  const { sheet } = version;
  return {
    kind: sheet.kind,
    title: sheet.title,
    summary: sheet.summary,
    category: sheet.category,
    legalReference: sheet.legalReference,
    delay: sheet.delay,
    startedBy: sheet.startedBy ?? null,
    pieces: pieceRules(version),
  };
}

export const circuitStep = ({ elementId, name, role, type }: SheetStep): CircuitStep => ({
  elementId,
  name,
  role,
  type,
});

/** The words of a version's forms, by language. */
export function formTexts({ sheet }: Version): Record<'fr' | 'en', Record<string, string>> {
  const texts = Object.entries(sheet.texts.form);
  return {
    fr: Object.fromEntries(texts.map(([key, text]) => [key, text.fr])),
    en: Object.fromEntries(texts.map(([key, text]) => [key, text.en])),
  };
}

export function kindDetail(version: Version): KindDetail {
  return {
    ...kindSummary(version),
    versionId: version.id,
    versionNumber: version.number,
    stepUp: version.sheet.stepUp ?? false,
    form: version.form as unknown as Record<string, unknown>,
    formTexts: formTexts(version),
    steps: version.sheet.steps.map(circuitStep),
  };
}
