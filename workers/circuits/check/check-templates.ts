import { SHARED_FOLDER } from '../../../domain/circuit/draft.ts';
import type { CircuitFault, CircuitFaultCode } from '../../../domain/circuit/fault.ts';
import { TEMPLATES } from '../../../domain/decision/decision.ts';
import type { ErrorParams } from '../../../domain/errors.ts';
import type { TemplateFault } from '../../act-draft/typst/error.ts';
import { type ActRenderer, ActTemplateError } from '../../act-draft/typst/render.ts';
import { type Bundle, textOf } from '../read/bundle.ts';
import { type CircuitTexts, readTexts, UnreadableTexts } from '../read/texts.ts';
import { sampleAct } from './sample-act.ts';

const MAX_FAULTS_PER_TEMPLATE = 20;

/** Typesets each template with sample data and says where it fails. */
export async function checkTemplates(
  bundle: Bundle,
  texts: CircuitTexts | null,
  renderer: ActRenderer,
): Promise<CircuitFault[]> {
  const faults: CircuitFault[] = [];
  for (const template of TEMPLATES) {
    const source = textOf(bundle, `${template}.typ`);
    if (source === undefined) continue;
    const drawn = await draw(bundle, template, source, texts, renderer);
    if ('faults' in drawn) faults.push(...drawn.faults);
  }
  return faults;
}

/** One template as an act of the circuit would look, or why it cannot. */
export async function previewTemplate(
  bundle: Bundle,
  template: string,
  renderer: ActRenderer,
): Promise<{ readonly pdf: Uint8Array } | { readonly faults: readonly CircuitFault[] }> {
  const source = textOf(bundle, `${template}.typ`);
  const file = `${template}.typ`;
  if (source === undefined)
    return {
      faults: [{ file, elementId: '(file)', code: 'template-missing', params: { template }, severity: 'error' }],
    };
  return draw(bundle, template, source, frenchTexts(bundle), renderer);
}

async function draw(
  bundle: Bundle,
  template: string,
  source: string,
  texts: CircuitTexts | null,
  renderer: ActRenderer,
): Promise<{ readonly pdf: Uint8Array } | { readonly faults: readonly CircuitFault[] }> {
  const shared = new Map(
    bundle.files
      .filter(({ path }) => path.startsWith(SHARED_FOLDER))
      .map(({ path, content }) => [path.slice(SHARED_FOLDER.length), content]),
  );
  const data = await sampleAct(bundle, template, texts?.acts?.[template]);
  try {
    return { pdf: (await renderer.render({ template: source, shared, data })).pdf };
  } catch (error) {
    if (!(error instanceof ActTemplateError)) throw error;
    return { faults: error.faults.slice(0, MAX_FAULTS_PER_TEMPLATE).map((fault) => faultOf(template, fault)) };
  }
}

function faultOf(template: string, fault: TemplateFault): CircuitFault {
  const own = fault.file === 'act.typ' || fault.file === 'data.json';
  return {
    file: own ? `${template}.typ` : `${SHARED_FOLDER}${fault.file}`,
    elementId: '(file)',
    ...(fault.line !== null && { line: fault.line }),
    ...(fault.column !== null && { column: fault.column }),
    ...wordsFor(fault),
    severity: 'error',
  };
}

/** What was stopped or forbidden has words of ours; the rest is the compiler's own. */
function wordsFor({ reason, message }: TemplateFault): { code: CircuitFaultCode; params: ErrorParams } {
  if (reason === undefined && /^failed to load file\b|^file not found\b/.test(message))
    return { code: 'template-file', params: {} };
  if (reason === undefined) return { code: 'template-unreadable', params: { reason: message.slice(0, 300) } };
  return { code: `template-${reason.code}`, params: reason.params ?? {} };
}

/** Texts that cannot be read do not keep a template from being seen. */
function frenchTexts(bundle: Bundle): CircuitTexts | null {
  try {
    return readTexts(textOf(bundle, 'texts.fr.json'), 'texts.fr.json');
  } catch (error) {
    if (error instanceof UnreadableTexts) return null;
    throw error;
  }
}
