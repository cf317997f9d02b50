import { EFFECTS_BEGIN } from '#domain/act/frame.ts';
import { effectInWords } from '#domain/effect/act-effects.ts';
import type { Evidence } from '#domain/evidence/evidence.ts';
import type { Report } from '#workers/pades/verification/report.ts';

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

/** Checks that the act bears the number of its evidence; pages of before bore none. */
export function checkNumber(report: Report, text: string, { act, version }: Evidence): void {
  if (version < 5) return;
  report.check(
    inOnePiece(text).includes(inOnePiece(`n° ${act.number}`)),
    `the act bears its number, ${act.number}`,
    `the act does not bear its number, ${act.number}`,
  );
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
export const inOnePiece = (text: string): string => asRead(text).replace(/\s/g, '');

/** Checks that the act says in whose name it was signed, and what gave the power; pages of before said less. */
export function checkPower(report: Report, text: string, { power }: Evidence): void {
  if (power === undefined) return;
  const page = inOnePiece(text);
  const { inNameOf, visas } = power;
  const formula = inNameOf === null ? [] : [`Pour ${inNameOf} et par délégation,`];
  for (const words of [...formula, ...visas.map((visa) => `Vu ${visa} ;`)])
    report.check(
      page.includes(inOnePiece(words)),
      `the act says by what power it was signed: ${words}`,
      `the act does not say by what power it was signed: ${words}`,
    );
  if (inNameOf === null && page.includes(inOnePiece('et par délégation,')))
    report.fail('the act says that it was signed for another, and its evidence does not');
}

/** Checks that the act says, in words, whom it is about and what it changes of their situation, and that it says no other. */
export function checkEffects(report: Report, text: string, { agent, effects = [] }: Evidence): void {
  const page = inOnePiece(text);
  const begin = inOnePiece(EFFECTS_BEGIN);
  if (agent === undefined || effects.length === 0) {
    if (page.includes(begin)) report.fail('the act says that it changes a situation, and its evidence does not');
    else if (agent === undefined)
      report.note('the act was drawn before pages said what they change: its text alone says it');
    else report.note('the act changes nothing of the situation that the portal keeps');
    return;
  }
  const said = effects.map(effectInWords);
  for (const words of [`dans la situation de ${agent.firstName} ${agent.lastName}`, ...said]) {
    report.check(
      page.includes(inOnePiece(words)),
      `the act says what it changes: ${words}`,
      `the act does not say what it changes: ${words}`,
    );
  }
  const [, ...lists] = page.split(begin).map((part) => part.slice(part.indexOf(':–') + 1));
  const expected = said.map((words) => `–${inOnePiece(words)}`).join('');
  report.check(
    lists.length === 1 && lists.every((list) => list.startsWith(expected) && list[expected.length] !== '–'),
    'the act says no other change',
    'the act says other changes than its evidence',
  );
}
