import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Verdict, verdictOf } from '../verdict.ts';
import { verifyAct } from '../verify-act.ts';
import { actFilesOf, type GivenFile, givenFile, takenOf, termsOf } from './given-files.ts';
import { caveatIn, WORDS } from './words.ts';

// The page lets no script be made from text.
z.config({ jitless: true });

const MAX_BYTES = 64 * 1024 * 1024;
const LABEL = { ok: 'OK', fail: 'FAIL', open: 'OPEN', note: 'NOTE' } as const;

/** What was given, and what was found of it; all that the page shows follows from it. */
const shown: {
  language: 'fr' | 'en';
  files: GivenFile[];
  fingerprint: string;
  found: Verdict | null;
  problem: 'missing' | 'tooLarge' | 'badFingerprint' | 'busy' | null;
  fault: string | null;
} = {
  language: navigator.language.toLowerCase().startsWith('en') ? 'en' : 'fr',
  ...{ files: [], fingerprint: '', found: null, problem: null, fault: null },
};

type Child = Node | string | null;

/** An element with its attributes and what it holds. */
function el(tag: string, attributes: Readonly<Record<string, string>>, ...children: Child[]): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** How often it was asked to verify: what is found of files, or with a fingerprint, that were changed meanwhile is not said. */
let turns = 0;

async function verify(): Promise<void> {
  turns += 1;
  const turn = turns;
  const { files, fingerprint } = shown;
  const [given, terms] = [actFilesOf(files), termsOf(fingerprint)];
  Object.assign(shown, { found: null, fault: null, problem: null });
  if (files.length === 0) return showResult();
  shown.problem =
    terms === null
      ? 'badFingerprint'
      : given === null
        ? 'missing'
        : files.some(({ bytes }) => bytes.length > MAX_BYTES)
          ? 'tooLarge'
          : 'busy';
  showResult();
  if (shown.problem !== 'busy' || given === null || terms === null) return;
  // What it says is on the screen before the work begins.
  await new Promise((resolve) => setTimeout(resolve, 50));
  if (turn !== turns) return;
  try {
    const report = await verifyAct(given, terms);
    if (turn !== turns) return;
    shown.found = verdictOf(report, createHash('sha256').update(given.act).digest('hex'));
  } catch (error) {
    if (turn !== turns) return;
    shown.fault = String(error);
  }
  shown.problem = null;
  showResult();
}

/** A file that was chosen cannot be read: moved, or kept from the browser. */
function unreadable(error: unknown): void {
  turns += 1;
  Object.assign(shown, { found: null, problem: null, fault: String(error) });
  showResult();
}

async function take(chosen: FileList | null | undefined): Promise<void> {
  if (!chosen || chosen.length === 0) return;
  const files = await Promise.all(
    Array.from(chosen, async (file) =>
      // What is too large is not read.
      givenFile(
        file.name,
        file.size > MAX_BYTES ? new Uint8Array(MAX_BYTES + 1) : new Uint8Array(await file.arrayBuffer()),
      ),
    ),
  );
  // One of the same kind takes the place of the former.
  const kinds = new Set(files.map(({ kind }) => kind));
  shown.files = [...shown.files.filter(({ kind }) => !kinds.has(kind)), ...files];
  await verify();
}

function resultOf(found: Verdict): HTMLElement {
  const words = WORDS[shown.language];
  const { verdict, act, state, sealedAt, fileSha256, caveats, checks } = found;
  const isGood = verdict !== 'not-valid';
  const isChanged = verdict === 'valid' && state !== null && state.state !== 'in-force';
  const tone = isChanged || verdict === 'indeterminate' ? 'warned' : verdict;
  const date = (at: string) =>
    new Date(at).toLocaleString(shown.language === 'fr' ? 'fr-FR' : 'en-GB', {
      ...{ timeZone: 'Europe/Paris', dateStyle: 'long', timeStyle: 'short' },
    });
  const field = (term: string, value: string | null | undefined, lang = shown.language) =>
    value == null ? [] : [el('dt', {}, term), el('dd', { lang }, value)];
  return el(
    'section',
    { class: `verdict ${tone}` },
    el('h2', {}, isChanged ? words.verdicts.warned : words.verdicts[verdict]),
    // What is not valid says nothing that could be taken for true.
    ...(isGood ? caveats.map((caveat) => el('p', {}, caveatIn(words, caveat))) : []),
    el(
      'dl',
      {},
      ...field(words.number, isGood ? act?.number : null),
      ...field(words.object, isGood ? act?.title : null, 'fr'),
      ...field(words.sealedAt, isGood && sealedAt !== null ? date(sealedAt) : null),
      ...field(words.state, isGood && state ? `${words.states[state.state]} (${date(state.at)})` : null),
      ...field(words.hash, fileSha256),
    ),
    el(
      'details',
      { ...(verdict !== 'valid' && { open: '' }) },
      el('summary', {}, words.checks),
      el(
        'ul',
        { class: 'checks', lang: 'en' },
        ...checks.map(({ outcome, text }) => el('li', {}, el('b', {}, LABEL[outcome]), ` ${text}`)),
      ),
    ),
  );
}

const result = el('div', { role: 'status' });

/** What a file is taken for, or that it is left aside. */
function takenAs(file: GivenFile): string {
  const words = WORDS[shown.language];
  const { kind } = file;
  if (kind === 'other') return words.unknown;
  return takenOf(shown.files, kind) === file ? words.kinds[kind] : words.replaced;
}

function showResult(): void {
  const words = WORDS[shown.language];
  const { files, found, problem, fault } = shown;
  result.replaceChildren(
    ...files.map((file) => el('p', { class: 'help' }, `${file.name}${words.taken}${takenAs(file)}`)),
    ...(problem === null ? [] : [el('p', {}, words[problem])]),
    ...(fault === null ? [] : [el('p', {}, `${words.unreadable} ${fault}`)]),
    ...(found === null ? [] : [resultOf(found)]),
  );
}

function show(): void {
  const words = WORDS[shown.language];
  document.documentElement.lang = shown.language;
  document.title = words.title;
  const other = el('button', { type: 'button', lang: shown.language === 'fr' ? 'en' : 'fr' }, words.other);
  other.addEventListener('click', () => {
    shown.language = shown.language === 'fr' ? 'en' : 'fr';
    show();
    document.querySelector('button')?.focus();
  });
  const files = el('input', {
    ...{ id: 'files', type: 'file', multiple: '', 'aria-describedby': 'files-help' },
  }) as HTMLInputElement;
  files.addEventListener('change', () => {
    void take(files.files).catch(unreadable);
    // The same file, saved anew under its name, is another choice.
    files.value = '';
  });
  const fingerprint = el('input', {
    ...{ id: 'fingerprint', type: 'text', spellcheck: 'false', autocomplete: 'off', value: shown.fingerprint },
    'aria-describedby': 'fingerprint-help',
  });
  fingerprint.addEventListener('change', () => {
    shown.fingerprint = (fingerprint as HTMLInputElement).value;
    void verify();
  });
  const print = el('button', { type: 'button' }, words.print);
  print.addEventListener('click', () => window.print());
  document
    .querySelector('main')
    ?.replaceChildren(
      other,
      el('h1', {}, words.title),
      el('p', {}, words.lead),
      el('label', { for: 'files' }, words.files),
      files,
      el('p', { class: 'help', id: 'files-help' }, words.filesHelp),
      el('label', { for: 'fingerprint' }, words.fingerprint),
      fingerprint,
      el('p', { class: 'help', id: 'fingerprint-help' }, words.fingerprintHelp),
      result,
      el('p', {}, print),
    );
  showResult();
}

document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  void take(event.dataTransfer?.files).catch(unreadable);
});
show();
