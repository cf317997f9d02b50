import { effectsOf, type ManifestStep } from '#domain/circuit/manifest.ts';
import { guaranteeOf } from '#domain/situation/themes/theme.ts';
import { pieceRules } from '#web/server/views/kind.ts';
import { valueInWords } from '#workers/circuits/read/step-words.ts';
import { definition as deadlines } from '#workers/jobs/deadline-compute/definition.ts';
import type { ShippedKind } from './shipped-kind.ts';
import type { Stories } from './stories.ts';

const code = (text: string): string => `\`${text}\``;
const cell = (lines: readonly string[]): string =>
  (lines.length === 0 ? 'none' : lines.join('<br>')).replaceAll('|', '\\|');

/** A step with who holds it, once however often it is drawn. */
const stepsIn = (steps: readonly ManifestStep[]): string[] => [
  ...new Set(steps.map(({ name, role }) => (role === null ? name.en : `${name.en} (${role})`))),
];

/** What people do, in drawn order: on the way of a request that is granted, in some cases of it, otherwise. */
function people({ manifest }: ShippedKind): string[] {
  const steps = manifest.steps.filter(({ type }) => type === 'user');
  const said = (normal: ManifestStep['normal'] | null) =>
    stepsIn(steps.filter((step) => (step.normal ?? null) === normal));
  const [always, sometimes] = [said('always'), said('sometimes')];
  const otherwise = said(null).filter((step) => !always.includes(step) && !sometimes.includes(step));
  return [
    always.length === 0 ? 'nobody: applied at once' : always.join(' → '),
    ...(sometimes.length === 0 ? [] : [`in some cases: ${sometimes.join(', ')}`]),
    ...(otherwise.length === 0 ? [] : [`otherwise: ${otherwise.join(', ')}`]),
  ];
}

const pieces = (kind: ShippedKind): string[] =>
  pieceRules(kind).map(
    ({ label, mandatory, depends }) =>
      `${label.en}: ${depends ? 'as other answers say' : mandatory ? 'mandatory' : 'optional'}`,
  );

/** Delays that its steps set, and what silence then means, by which text. */
function clocks({ model, manifest }: ShippedKind): string[] {
  const set = model.elements.find(({ jobType }) => jobType === deadlines.type)?.headers ?? {};
  const inWords = (header: keyof typeof deadlines.headers): string =>
    valueInWords(deadlines.type, header, deadlines.headers[header].kind, set[header] ?? '').en;
  const { silence } = manifest;
  const reference = silence?.legalReference ? ` (${silence.legalReference})` : '';
  return [
    ...(set.reply ? [`reply: ${inWords('reply')}`] : []),
    ...(set.silence ? [`silence: ${inWords('silence')}, ${inWords('silenceMeans').toLowerCase()}${reference}`] : []),
  ];
}

/** What a granted request changes, each with what must stand behind it; and whether an act is signed. */
function guarantees({ manifest }: ShippedKind): string[] {
  const changes = effectsOf(manifest).map((theme) => `${code(theme.name)}: ${guaranteeOf(theme)}`);
  const isSigned = Object.keys(manifest.templates).length > 0;
  return [...(changes.length === 0 ? ['changes nothing'] : changes), isSigned ? 'signed act' : 'no act'];
}

/** The row of a kind, with how its flows came to be taken. */
export function rowOf(kind: ShippedKind, { stories, untaken }: Stories): string {
  const all = kind.flows.length;
  const named = `[${kind.manifest.title.fr}](../processes/${kind.kind})`;
  const branches = `${all} flows, ${stories.length} stories`;
  const cells = [named, cell(people(kind)), cell(pieces(kind)), cell(clocks(kind)), cell(guarantees(kind)), branches];
  return `| ${[...cells, `${all - untaken.length} / ${all}`].join(' | ')} |`;
}

const HEAD = `\
# The catalogue

Written by \`npm run docs\` from the files of [\`processes/\`](../processes) and from the stories that play each kind ([testing](testing.md)); \`testing/every-kind/stories.test.ts\` fails when it is out of date. \`npm run docs -- KIND\` writes the rows of some kinds alone.

What people do stands in drawn order, with the role that holds each step: on the way of every request that is granted, then what comes in some cases only, then what comes when things go another way. Clocks run from the filing. A guarantee is what must stand behind a change ([guarantees](guarantees.md)). Branches count the flows of the kind's own diagram and the stories that take them all, found by search; coverage is how many they take.

| Kind | Steps, by whom | Pieces | Clocks | Changes, guarantee | Branches | Coverage |
|---|---|---|---|---|---|---|
`;

/** The page whose rows are these, by kind. */
export const pageOf = (rows: ReadonlyMap<string, string>): string =>
  `${HEAD}${[...rows]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, row]) => row)
    .join('\n')}\n`;

/** The rows of a page, by kind. */
export const rowsIn = (page: string): Map<string, string> =>
  new Map(
    page.split('\n').flatMap((line): [string, string][] => {
      const kind = /^\| \[[^\]]*\]\(\.\.\/processes\/([^)]+)\)/.exec(line)?.[1];
      return kind === undefined ? [] : [[kind, line]];
    }),
  );
