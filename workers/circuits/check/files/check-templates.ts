import { citedIn, endingSoon, type LegalText, legalTextsOf, notInForce } from '#domain/act/legal/legal-texts.ts';
import { checkDocument } from '#domain/act/text/check.ts';
import { type CivilDate, parisDay } from '#domain/calendar/civil-date.ts';
import { SHARED_FOLDER } from '#domain/circuit/drafts/draft.ts';
import type { CircuitFault, CircuitFaultCode } from '#domain/circuit/faults/fault.ts';
import { TEMPLATES } from '#domain/decision/decision.ts';
import type { ErrorParams } from '#domain/errors.ts';
import { type ActSource, drawnFrom } from '#workers/acts/act-source.ts';
import type { TemplateFault } from '#workers/typst/error.ts';
import { type ActRenderer, ActTemplateError } from '#workers/typst/render.ts';
import { actFiles, type BundledAct, readAct } from '../../read/acts.ts';
import { type Bundle, textOf } from '../../read/bundle.ts';
import { type CircuitTexts, readTexts, UnreadableTexts } from '../../read/texts.ts';
import { sampleAct } from '../../sample/sample-act.ts';
import type { Extent } from '../../sample/sample-values.ts';

const MAX_FAULTS_PER_TEMPLATE = 20;

/** The page of an act, or why there is none. */
type Drawn = { readonly pdf: Uint8Array } | { readonly faults: readonly CircuitFault[] };

const faultsOf = (drawn: Drawn): readonly CircuitFault[] => ('faults' in drawn ? drawn.faults : []);

/**
 * Typesets each act with sample data and reports where it fails: with all that it may print, then
 * with no more than a request is sure to hold. An act that cannot do without an optional answer
 * would stop at its signature.
 */
export async function checkTemplates(
  bundle: Bundle,
  texts: CircuitTexts | null,
  renderer: ActRenderer,
  day: CivilDate = parisDay(new Date()),
): Promise<CircuitFault[]> {
  const faults: CircuitFault[] = [];
  for (const template of TEMPLATES) {
    if (actFiles(template).every((file) => textOf(bundle, file) !== undefined))
      faults.push({ ...inFile(`${template}.typ`), code: 'act-twice', params: { template } });
    const act = readAct(bundle, template);
    if (act === undefined) continue;
    const written = 'document' in act ? checkDocument(act.document, { template, vocabulary: act.vocabulary }) : [];
    faults.push(
      ...written.map(({ block, ...fault }) => ({ ...inFile(act.file), ...fault, ...(block > 0 && { line: block }) })),
    );
    faults.push(
      ...textsEnding(act, legalTextsOf(bundle.grids ?? []), day).map((fault) => ({ ...inFile(act.file), ...fault })),
    );
    if (written.some(({ severity }) => severity === 'error')) continue;
    const full = faultsOf(await draw(bundle, { template, act }, texts, renderer));
    faults.push(...full);
    // A text says which of its data may be missing; code is tried without.
    if (full.length === 0 && 'typst' in act)
      faults.push(...faultsOf(await draw(bundle, { template, act }, texts, renderer, 'least')));
  }
  return faults;
}

/** The texts that an act cites and that are not in force, or soon will not be; of a text, at its block. */
function textsEnding(act: BundledAct, texts: readonly LegalText[], day: CivilDate) {
  if ('reason' in act || texts.length === 0) return [];
  const ended = notInForce(texts, day);
  const ending = endingSoon(texts, day);
  const said =
    'typst' in act
      ? [{ words: act.typst }]
      : act.document.blocks.map(({ text }, index) => ({ words: text, line: index + 1 }));
  return said.flatMap(({ words, ...at }) => [
    ...citedIn(words, ended).map((text) => ({
      ...at,
      severity: 'warning' as const,
      code: 'act-text-ended' as const,
      params: { text },
    })),
    ...ending
      .filter(({ text }) => citedIn(words, [text]).length > 0)
      .map((params) => ({ ...at, severity: 'warning' as const, code: 'act-text-ends' as const, params })),
  ]);
}

/** One act as one of the circuit would look, or why it cannot. */
export async function previewTemplate(bundle: Bundle, template: string, renderer: ActRenderer): Promise<Drawn> {
  const act = readAct(bundle, template);
  if (act === undefined)
    return { faults: [{ ...inFile(`${template}.typ`), code: 'template-missing', params: { template } }] };
  return draw(bundle, { template, act }, frenchTexts(bundle), renderer);
}

const inFile = (file: string) => ({ file, elementId: '(file)', severity: 'error' as const });

async function draw(
  bundle: Bundle,
  { template, act }: { readonly template: string; readonly act: BundledAct },
  texts: CircuitTexts | null,
  renderer: ActRenderer,
  extent: Extent = 'full',
): Promise<Drawn> {
  if ('reason' in act)
    return { faults: [{ ...inFile(act.file), code: 'act-unreadable', params: { reason: act.reason } }] };
  const source: ActSource = act;
  const grids = 'typst' in act ? act.typst : '';
  const sample = await sampleAct(bundle, { template, source: grids, texts: texts?.acts?.[template] }, extent);
  const shared = new Map(
    bundle.files
      .filter(({ path }) => path.startsWith(SHARED_FOLDER))
      .map(({ path, content }) => [path.slice(SHARED_FOLDER.length), content]),
  );
  const drawn = await drawnFrom(source, sample, { renderer, shared });
  if ('missing' in drawn)
    return {
      faults: drawn.missing.map((data) => ({ ...inFile(act.file), code: 'act-datum-missing', params: { data } })),
    };
  try {
    return { pdf: (await renderer.render({ ...drawn, shared })).pdf };
  } catch (error) {
    if (!(error instanceof ActTemplateError)) throw error;
    return { faults: error.faults.slice(0, MAX_FAULTS_PER_TEMPLATE).map((fault) => faultOf(act.file, fault, extent)) };
  }
}

function faultOf(file: string, fault: TemplateFault, extent: Extent): CircuitFault {
  const own = fault.file === 'act.typ' || fault.file === 'data.json';
  // The lines of a text that is typeset are none of its own.
  const hasLines = file.endsWith('.typ');
  return {
    ...inFile(own ? file : `${SHARED_FOLDER}${fault.file}`),
    ...(hasLines && fault.line !== null && { line: fault.line }),
    ...(hasLines && fault.column !== null && { column: fault.column }),
    ...wordsFor(fault, extent),
  };
}

/** What was stopped or forbidden has words of ours; the rest is the compiler's own. */
function wordsFor({ reason, message }: TemplateFault, extent: Extent): { code: CircuitFaultCode; params: ErrorParams } {
  if (reason === undefined && /^failed to load file\b|^file not found\b/.test(message))
    return { code: 'template-file', params: {} };
  if (reason === undefined)
    return {
      code: extent === 'least' ? 'template-unanswered' : 'template-unreadable',
      params: { reason: message.slice(0, 300) },
    };
  return { code: `template-${reason.code}`, params: reason.params ?? {} };
}

/** Texts that cannot be read do not keep an act from being seen. */
function frenchTexts(bundle: Bundle): CircuitTexts | null {
  try {
    return readTexts(textOf(bundle, 'texts.fr.json'), 'texts.fr.json');
  } catch (error) {
    if (error instanceof UnreadableTexts) return null;
    throw error;
  }
}
