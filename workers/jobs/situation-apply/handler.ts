import { rulesBrokenSince } from '#application/checks/rules.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { type ActEffect, type AppliedEffect, differsFromAct } from '#domain/effect/act-effects.ts';
import { type EffectFacts, type Grounds, judgeEffect } from '#domain/effect/guarantee.ts';
import { knownBefore } from '#domain/effect/known-contacts.ts';
import { maskIban, readIban } from '#domain/formats/iban.ts';
import { payMonthAfter } from '#domain/pay/cooling-off.ts';
import { factKey } from '#domain/request/request-event.ts';
import { isSealedValue, type ThemeValue } from '#domain/situation/entry.ts';
import { factsOf, isReturn, keeping, type ReadChange, readChange, type Unread } from '#domain/situation/read-asked.ts';
import type { RuleFault } from '#domain/situation/rules.ts';
import { guaranteeOf, isNamed, PERSONAL_TYPES, type Theme, themeNamed } from '#domain/situation/themes/theme.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Prisma, Tx } from '#prisma/client.ts';
import { effectsSaid } from '#prisma/repositories/acts/acts.ts';
import { readManifest } from '#prisma/repositories/circuits/circuits.ts';
import { gradeOn, placesOver } from '#prisma/repositories/people/career.ts';
import { effectFacts } from '#prisma/repositories/people/effect-facts.ts';
import { readingGrids } from '#prisma/repositories/people/grids.ts';
import { contactHistory, insertEntry, isApplied, lastEntry } from '#prisma/repositories/people/situation.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { lockRequest } from '#prisma/repositories/requests/requests.ts';
import { withdrawalStands } from '#prisma/repositories/requests/withdrawals.ts';
import type { SecretValues } from '#prisma/secret-values.ts';
import type { JobHandler, Step } from '../../steps/job.ts';
import { StepFailure } from '../../steps/step-failure.ts';
import type { definition } from './definition.ts';
import { notifyOfChange } from './notify-of-change.ts';

/** How long a withdrawal, or a confirmation, that is on its way may hold the effect back before it is asked again. */
const HELD_BACK_MS = 2_000;

/**
 * Applies what was granted, once for a request and a theme, if its guarantee stands and no rule is broken: the drawing decides
 * when, never whether; and the sealed act says what. The values are the request's own, as filed; the theme is the one that its
 * version of the circuit was published with. The row of the request is held: a withdrawal asked before holds the effect back
 * until the circuit answers it, and none can be asked after. The agent is notified in the same transaction, on the contacts known
 * before.
 */
export const handler: JobHandler<typeof definition> = async (context, step) => {
  const { requestId } = step;
  const { number, agentId, filedAt, versionId } = step.filed;
  const at = context.now();
  await context.database.transaction(async (tx) => {
    const { data, stopUntil } = await lockRequest(tx, requestId);
    const { themes } = await readManifest(tx, versionId);
    const theme = themeNamed(themes, step.headers.what);
    if (theme === undefined) throw new StepFailure({ cause: 'theme-missing', params: { theme: step.headers.what } });
    if (await isApplied(tx, requestId, theme.name)) return;
    if (await withdrawalStands(tx, requestId)) throw heldBack('withdrawal-underway', step);
    const known = knownBefore(await contactHistory(tx, agentId), filedAt);
    const grounds = groundsOf(theme, await effectFacts(tx, requestId, known), { at, step });
    const [broken] = await rulesBrokenSince(tx, [theme], requestId);
    if (broken !== undefined) throw unlawful(broken);
    const said = grounds.actId === null ? null : await effectsSaid(tx, grounds.actId);
    const change = await changeOf(tx, theme, { agentId, data, stopUntil, said }, { secrets: context.secrets, at });
    if (said !== null) mustBeSaid(said, { theme, facts: factsOf(change) });
    const entryId = await insertEntry(tx, {
      ...change,
      ...{ theme: theme.name, requestId, personId: agentId, grounds, ends: isReturn(theme, data), at },
    });
    await recordRequestEvent(tx, {
      requestId,
      kind: 'applied',
      factKey: factKey('applied', theme.name),
      at,
      elementId: step.elementId,
    });
    await appendAudit(tx, {
      chain: agentId,
      at,
      actorId: null,
      verb: 'situation.apply',
      subject: `request:${requestId}`,
      payload: { what: theme.name, changeId: entryId, ...traceOf(theme, change), ...grounds },
    });
    await notifyOfChange(tx, context, { id: requestId, number, agentId, theme: theme.name, known, at });
  });
};

type ApplyStep = Step<typeof definition>;

const heldBack = (cause: 'withdrawal-underway' | 'decision-underway', { retries }: ApplyStep): StepFailure =>
  new StepFailure({ cause, params: {} }, { again: { retries, afterMs: HELD_BACK_MS } });

/** The rule that is broken, as incidents say it: nothing of the agent's situation. */
const unlawful = ({ theme: effect, field, rule }: RuleFault): StepFailure =>
  new StepFailure({ cause: 'effect-unlawful', params: { effect, field, rule } });

/** The request holds no answer under this key that could be applied. */
const answerWrong = (field: string): StepFailure => new StepFailure({ cause: 'answer-wrong', params: { field } });

/** The request whose effect is written, held until the transaction ends. */
interface GrantedRequest {
  readonly agentId: string;
  /** As filed; sensitive values are sealed for the agent. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly stopUntil: Date | null;
  /** What its sealed act says that it changes; null: no act grounds it, or one drawn before acts said so. */
  readonly said: readonly ActEffect[] | null;
}

/**
 * What is written of a theme: what was asked and, of a theme with one value, what was left empty as it stands.
 * @throws {StepFailure} answer-wrong, agent-without-post, grid-without-row
 */
async function changeOf(
  tx: Tx,
  theme: Theme,
  { agentId, data, stopUntil, said }: GrantedRequest,
  { secrets, at }: { readonly secrets: SecretValues; readonly at: Date },
): Promise<ReadChange> {
  const today = parisDay(at);
  const fromGrid = readingGrids(tx);
  const read = await readChange(theme, data, {
    gradeOn: (day) => gradeOn(tx, agentId, day, at),
    placesOver: (period) => placesOver(tx, agentId, period),
    // Read when the page of the act was drawn: what was signed is applied, whatever the grid says since.
    fromGrid: async (field, day, known) =>
      said?.find(({ effect }) => isNamed(theme, effect))?.facts[field.key] ?? fromGrid(field, day, known),
    payMonth: stopUntil === null ? today.slice(0, 7) : payMonthAfter(stopUntil),
    today,
  });
  if ('wrong' in read) throw unread(read);
  const former = await lastEntry(tx, agentId, theme.name, read.item);
  return keeping(theme, former, { ...read, value: readAgain(theme, read.value, { secrets, agentId }) });
}

/**
 * Builds the failure that says why what was granted cannot be written, for the person who corrects
 * it.
 */
function unread({ wrong, grid }: Unread): StepFailure {
  if (grid !== undefined) return new StepFailure({ cause: 'grid-without-row', params: { grid, field: wrong } });
  return wrong === 'grade' ? new StepFailure({ cause: 'agent-without-post', params: {} }) : answerWrong(wrong);
}

/**
 * Sealed values as they are kept: an account is read again, since pay would go to whatever is written here.
 * @throws {StepFailure} answer-wrong
 */
function readAgain(
  { fields }: Theme,
  value: ThemeValue,
  { secrets, agentId }: { readonly secrets: SecretValues; readonly agentId: string },
): ThemeValue {
  const accounts = fields.filter(({ type }) => type === 'iban').map(({ key }) => key);
  return Object.fromEntries(
    Object.entries(value).map(([key, kept]) => {
      if (!accounts.includes(key)) return [key, kept];
      const read = isSealedValue(kept) ? readIban(secrets.open(kept.sealed, agentId)) : null;
      if (read === null || 'fault' in read || !isSealedValue(kept)) throw answerWrong(key);
      // The very value that was filed: the database compares them.
      return [key, { sealed: kept.sealed, shown: maskIban(read.iban) }];
    }),
  );
}

/**
 * What the audit says of a change: its fields, and of their values what is not personal, or what may be shown of it: nothing that
 * is not needed to account for it.
 */
function traceOf({ fields }: Theme, change: ReadChange): Prisma.InputJsonObject {
  const said = fields.flatMap(({ key, type, pay }): [string, string | number | boolean][] => {
    const value = change.value[key];
    if (value === undefined || !pay) return [];
    if (isSealedValue(value)) return [['shown', value.shown]];
    return PERSONAL_TYPES.includes(type) ? [] : [[key, value]];
  });
  const { from, until } = change;
  return {
    fields: Object.keys(change.value).sort(),
    ...Object.fromEntries(said),
    from,
    ...(until !== null && { until }),
  };
}

/**
 * What a sealed act grounds is what its page says. An act that was signed before pages said their effects goes on as before.
 * @throws {StepFailure} act-differs
 */
function mustBeSaid(said: readonly ActEffect[], applied: AppliedEffect): void {
  const differs = differsFromAct(said, applied);
  if (differs !== null)
    throw new StepFailure({ cause: 'act-differs', params: { effect: applied.theme.name, differs } });
}

/**
 * What the effect stands on.
 * @throws {StepFailure} guarantee-missing; decision-underway, while a decision that would do is about to be confirmed
 */
function groundsOf(theme: Theme, facts: EffectFacts, { at, step }: { at: Date; step: ApplyStep }): Grounds {
  const asked = guaranteeOf(theme);
  const judged = judgeEffect(asked, facts, at);
  if ('grounds' in judged) return judged.grounds;
  const decisions = facts.decisions.map((decision) => ({ ...decision, confirmed: true }));
  if ('grounds' in judgeEffect(asked, { ...facts, decisions }, at)) throw heldBack('decision-underway', step);
  const { guarantee, lacks } = judged;
  throw new StepFailure({ cause: 'guarantee-missing', params: { effect: theme.name, guarantee, lacks } });
}
