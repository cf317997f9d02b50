import { effectInWords } from '../../domain/effect/act-effects.ts';
import type { Evidence } from '../../domain/evidence/evidence.ts';
import type { Report } from '../../workers/act-seal/pades/verification/report.ts';

const MAX_PAGES = 200;

/** Words as they read, whatever the case, the spacing and the line breaks. */
const asRead = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\u00ad/g, '')
    .replace(/[’]/g, "'")
    .replace(/\s+/g, ' ')
    .toLocaleLowerCase('fr')
    .trim();

/** Extracts what the pages of a PDF say. */
export async function readText(file: Uint8Array): Promise<string> {
  // Loaded only once the seal is known to be good: a hostile file never reaches the PDF reader.
  const { extractText, getDocumentProxy } = await import('unpdf');
  const document = await getDocumentProxy(new Uint8Array(file), { verbosity: 0, stopAtErrors: true });
  try {
    if (document.numPages > MAX_PAGES) throw new Error(`more than ${MAX_PAGES} pages`);
    return (await extractText(document, { mergePages: true })).text;
  } finally {
    await document.loadingTask.destroy();
  }
}

/** Checks that the act bears, in words, what the law asks of its author. */
export function checkAuthor(report: Report, text: string, { author }: Evidence): void {
  const page = asRead(text);
  const mentions = {
    'first name and name': `${author.firstName} ${author.lastName}`,
    quality: author.quality,
    service: author.service,
  };
  for (const [mention, words] of Object.entries(mentions)) {
    report.check(
      page.includes(asRead(words)),
      `the act bears the ${mention} of its author: ${words}`,
      `the act does not bear the ${mention} of its author: ${words}`,
    );
  }
  if (/signée? électroniquement/.test(page))
    report.fail('the act says that it is signed electronically, which it is not');
}

/** Spaces, line ends and raised letters say nothing. */
const inOnePiece = (text: string): string => asRead(text).replace(/\s/g, '');

/** Checks that the act says, in words, whom it is about and what it changes of their situation. */
export function checkEffects(report: Report, text: string, { agent, effects }: Evidence): void {
  if (agent === undefined || effects === undefined) {
    report.note('the act was drawn before pages said what they change: its text alone says it');
    return;
  }
  if (effects.length === 0) {
    report.note('the act changes nothing of the situation that the portal keeps');
    return;
  }
  const page = inOnePiece(text);
  for (const words of [`dans la situation de ${agent.firstName} ${agent.lastName}`, ...effects.map(effectInWords)]) {
    report.check(
      page.includes(inOnePiece(words)),
      `the act says what it changes: ${words}`,
      `the act does not say what it changes: ${words}`,
    );
  }
}
