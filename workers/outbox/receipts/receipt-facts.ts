import { offeredTexts } from '#application/forms/offer-items.ts';
import { isPlainObject } from '#application/forms/path.ts';
import { answersIn, answersOf } from '#application/requests/answers.ts';
import { itemsAsked } from '#application/situation/items-asked.ts';
import { createVersions, type Version } from '#application/versions.ts';
import { appealBefore } from '#domain/act/legal/appeal.ts';
import { dayAt, isDay, parisDay } from '#domain/calendar/civil-date.ts';
import { longDay } from '#domain/calendar/french-day.ts';
import { stepOf } from '#domain/circuit/manifest.ts';
import { AGAINST } from '#domain/decision/decision.ts';
import { APPEAL_OF_REFUSAL, type ReceiptFacts } from '#domain/request/receipt.ts';
import { showValues } from '#domain/situation/themes/show-theme.ts';
import type { Database, Tx } from '#prisma/client.ts';
import { fileText } from '#prisma/repositories/circuits/circuits.ts';
import { courtOf } from '#prisma/repositories/people/career.ts';
import { structureNames } from '#prisma/repositories/people/people.ts';
import { entriesOfRequest, entryBefore } from '#prisma/repositories/people/situation.ts';
import type { RequestToReceipt } from '#prisma/repositories/requests/receipts.ts';
import { type DecisionRow, decisionsOf } from '#prisma/repositories/tasks/decisions.ts';
import { masked } from '#prisma/secret-values.ts';
import { readTexts } from '../../circuits/read/texts.ts';

/** Receipts are in French, as acts are. */
const TEXTS = 'texts.fr.json';

/** The outcomes of a step that lead to what became of the request. */
const LEADS_TO = {
  granted: ['approved', 'confirmed', 'favorable', 'signed'],
  refused: AGAINST,
} as const;

/** All that the receipt of a request says. */
export async function receiptFacts(
  database: Database,
  request: RequestToReceipt & { readonly outcome: 'granted' | 'refused' },
  { id, demonstration }: { readonly id: string; readonly demonstration: boolean },
): Promise<ReceiptFacts> {
  const { prisma } = database;
  const { outcome, agentId, filedById } = request;
  const version = await createVersions(database).get(request.versionId);
  const [ministry = ''] = await structureNames(prisma, request.structureId);
  const all = await decisionsOf(prisma, id);
  const led = all.filter(
    ({ authorId, outcome: decided }) =>
      authorId !== agentId && authorId !== filedById && LEADS_TO[outcome].some((one) => one === decided),
  );
  const means = outcome === 'granted' ? 'acceptance' : 'rejection';
  const { silence } = request;
  const bySilence = silence?.means === means && !led.some(({ at }) => at >= silence.at);
  const items = await itemsAsked(prisma, version, agentId);
  return {
    ministry,
    kind: version.manifest.title.fr,
    number: request.number,
    agent: request.agent,
    structureName: request.structureName,
    filedOn: dayAt(request.clock, request.filedAt),
    filedBy: request.filedBy,
    onPaper: request.onPaper,
    outcome,
    closedOn: parisDay(request.closedAt),
    silence: bySilence ? means : null,
    decisions: bySilence ? [] : led.map((decision) => decisionSaid(version, decision)),
    changes: await changesOf(prisma, version, id),
    answers: [
      ...answersOf(version, masked({ ...request.data }), offeredTexts(items)),
      ...all.flatMap((decision) => writtenDown(version, decision)),
    ].map(({ label, value }) => ({ label: label.fr, value: value.fr })),
    appeal: outcome === 'refused' ? await appealOf(prisma, request) : [],
    demonstration,
  };
}

function decisionSaid(
  { manifest }: Version,
  { elementId, firstName, lastName, quality, reasonLaw, reasonFact, reason, at }: DecisionRow,
): ReceiptFacts['decisions'][number] {
  const step = manifest.texts.elements[elementId]?.fr ?? stepOf(manifest, elementId)?.name.fr ?? elementId;
  const reasons = [reasonLaw, reasonFact, reason]
    .flatMap((text) => (text ?? '').split(/\n+/))
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return { firstName, lastName, quality, step, on: parisDay(at), reasons };
}

/** What the form of a step was filled with. */
function writtenDown(version: Version, { elementId, answers }: DecisionRow) {
  const form = version.taskForms.get(elementId);
  return form && isPlainObject(answers) ? answersIn(form, version, masked({ ...answers })) : [];
}

async function changesOf(tx: Tx, { manifest }: Version, requestId: string): Promise<ReceiptFacts['changes']> {
  const changes: ReceiptFacts['changes'][number][] = [];
  for (const entry of await entriesOfRequest(tx, requestId)) {
    const theme = manifest.themes[entry.theme];
    if (theme === undefined) continue;
    const before = await entryBefore(tx, requestId, entry.theme);
    const former = new Map(before === null ? [] : showValues(theme, before).map(({ key, value }) => [key, value.fr]));
    changes.push({
      title: theme.title.fr,
      from: entry.from,
      until: entry.until,
      values: showValues(theme, entry).map(({ key, label, value }) => {
        const was = former.get(key);
        return { label: label.fr, before: was === undefined ? null : said(was), after: said(value.fr) };
      }),
    });
  }
  return changes;
}

/** Days stand in the situation as a calendar says them. */
const said = (value: string): string => (isDay(value) ? longDay(value) : value);

/** What the acts of refusal of the kind say, where it has some; else what every refusal says. */
async function appealOf(tx: Tx, request: RequestToReceipt): Promise<readonly string[]> {
  const { versionId, agentId, closedAt } = request;
  const texts = readTexts((await fileText(tx, versionId, TEXTS)) ?? undefined, TEXTS);
  const appeal = texts.acts?.refusal?.appeal ?? [APPEAL_OF_REFUSAL];
  return appealBefore(appeal, await courtOf(tx, agentId, parisDay(closedAt)));
}
