import type { z } from 'zod';
import { postsChosen, postTexts } from '#application/checks/in-campaign.ts';
import { offeredTexts } from '#application/forms/offer-items.ts';
import { isPlainObject } from '#application/forms/path.ts';
import { withoutFileNames } from '#application/forms/piece-ids.ts';
import { masked } from '#application/forms/sensitive.ts';
import { type Answer, answersIn, answersOf } from '#application/requests/answers.ts';
import type { SeenRequest } from '#application/requests/seen-request.ts';
import { itemsAsked } from '#application/situation/items-asked.ts';
import type { Version, Versions } from '#application/versions.ts';
import { appealPeriod } from '#domain/act/legal/appeal-period.ts';
import { keptFor } from '#domain/archive/retention.ts';
import { type CivilDate, parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canSeeDossier } from '#domain/permissions/dossier.ts';
import {
  canExportEvidence,
  canReadAct,
  canReadPiece,
  canRecordPost,
  canSeeDecisions,
  canTakeArchive,
  canWithdraw,
} from '#domain/permissions/request.ts';
import { type AgentDecision, contestEffect, decisionInWords } from '#domain/request/contest.ts';
import type { Tx } from '#prisma/client.ts';
import { type ActStanding, standingOfActs } from '#prisma/repositories/acts/later-acts.ts';
import { openedOn } from '#prisma/repositories/acts/openings.ts';
import { postalNoticesOf } from '#prisma/repositories/acts/postal-notices.ts';
import { retentions } from '#prisma/repositories/acts/retention.ts';
import { type UndoneByAct, undoneAround } from '#prisma/repositories/acts/undone.ts';
import { dossierFacts, postingOn } from '#prisma/repositories/people/people.ts';
import { type Contest, contestedBy, contestsOf, courtOfDecision } from '#prisma/repositories/requests/contests.ts';
import { receiptOf } from '#prisma/repositories/requests/receipts.ts';
import { type RequestRow, requestContents } from '#prisma/repositories/requests/requests.ts';
import { type DecisionRow, decisionsOf } from '#prisma/repositories/tasks/decisions.ts';
import type { ActView, DecisionView, RequestView } from '#web/contract/requests/requests.ts';
import { pieceView } from './piece.ts';
import { requestSummary, standings, stepName } from './standing.ts';

/** The whole page of a request, as this reader may read it. */
export async function requestView(
  tx: Tx,
  versions: Versions,
  actor: Actor,
  { row, facts }: SeenRequest,
  at: Date,
): Promise<RequestView> {
  const day = parisDay(at);
  const version = await versions.get(row.versionId);
  const [
    standing,
    { data, filed, pieces, acts, withdrawal, inCampaign },
    items,
    decisions,
    dossier,
    notices,
    receipt,
    posts,
    contested,
    contests,
    posting,
    opened,
    actsStanding,
    undone,
    retention,
  ] = await Promise.all([
    standings(tx, versions, [row], actor.personId),
    requestContents(tx, row.id),
    itemsAsked(tx, version, row.agentId),
    decisionsOf(tx, row.id),
    dossierFacts(tx, row.agentId, day),
    postalNoticesOf(tx, row.id),
    row.outcome === null ? null : receiptOf(tx, row.id),
    postsChosen(tx, version, row.id),
    contestedBy(tx, row.id),
    contestsOf(tx, row.id),
    row.outcome === null ? postingOn(tx, row.agentId, day) : null,
    openedOn(tx, row.id),
    standingOfActs(tx, row.id, day),
    undoneAround(tx, row.id),
    facts.sealed ? retentions(tx, day) : null,
  ]);
  const mayReadAll = canSeeDecisions(actor, facts, day);
  const mayReadAct = canReadAct(actor, facts, day);
  const decided = contested ?? contests?.decision ?? null;
  const court = decided && (await courtOfDecision(tx, row.agentId, decided));
  const readable = decisions.filter(({ authorId }) => mayReadAll || authorId === actor.personId);
  const hidden = new Set(pieces.filter((piece) => !canReadPiece(actor, facts, piece, day)).map(({ id }) => id));
  const texts = { ...offeredTexts(items), ...postTexts(posts) };
  const place = standing.get(row.id);
  if (!place) throw new DomainError('not-found');
  return {
    ...(await requestSummary(versions, row, place)),
    versionNumber: version.number,
    answers: besideFiled(answersOf(version, masked(data), texts), answersOf(version, masked(filed), texts)),
    data: withoutFileNames(masked(data), hidden),
    pieces: pieces.map((piece) => pieceView(piece, !hidden.has(piece.id))),
    decisions: readable.map((decision) => decisionView(version, decision)),
    acts: acts.map(
      (act): z.infer<typeof ActView> => ({
        id: act.id,
        title: act.title,
        template: act.template,
        signedAt: (act.signedAt ?? at).toISOString(),
        sealed: true,
        sha256: act.sealedSha256,
        dossierNumber: act.dossierPiece?.number ?? null,
        ...standingView(actsStanding.get(act.id) ?? notRegistered(row), act.id, mayReadAct ? undone : []),
        kept: keptFor(act.signedAt ?? at, retention?.(version.kind) ?? null),
        post: notices
          .filter(({ actId }) => actId === act.id)
          .map(({ actId: _, corrections, ...notice }) => ({ ...notice, corrections: [...corrections] })),
        appeal: appealPeriod({
          openedOn: opened.find(({ actId }) => actId === act.id)?.on ?? null,
          receivedOn: firstOf(
            notices.flatMap(({ actId, receivedOn }) => (actId === act.id && receivedOn ? [receivedOn] : [])),
          ),
        }),
      }),
    ),
    receipt: receipt && { ...receipt, filedAt: receipt.filedAt.toISOString() },
    postedSince: posting && posting.structureId !== row.structureId ? { structureName: posting.structure.name } : null,
    contests: contested && { ...contestedView(contested, row), laterAct: version.manifest.laterAct ?? null, court },
    contestedBy:
      contests === null
        ? []
        : contests.contests.map((contest) => ({ ...contestView(contests.decision, contest), court })),
    may: {
      withdraw: canWithdraw(actor, facts, day),
      exportEvidence: canExportEvidence(actor, facts, day),
      takeArchive: canTakeArchive(actor, facts, pieces, day),
      recordPost: canRecordPost(actor, facts, day),
      seeDossier: dossier !== null && canSeeDossier(actor, dossier, day),
    },
    inCampaign,
    taskKey: place.taskKey,
    withdrawal,
    stopUntil: row.stopUntil?.toISOString() ?? null,
  };
}

/** How an act signed before acts had numbers stands. */
const notRegistered = ({ number }: RequestRow): ActStanding => ({
  ...{ number, state: 'in-force', touchedBy: [], touches: null, eliminatedOn: null },
});

/** How an act stands, with what was undone of it or by it as far as the reader may know. */
function standingView({ touchedBy, touches, ...standing }: ActStanding, actId: string, undone: readonly UndoneByAct[]) {
  const view = ({ done, effects, pay }: UndoneByAct) => ({ done, effects, pay });
  const of = (found: UndoneByAct | undefined) => (found === undefined ? null : view(found));
  return {
    ...standing,
    touchedBy: touchedBy.map((other) => ({
      ...other,
      undone: of(undone.find((one) => one.actId === actId && one.byRequestId === other.requestId)),
    })),
    touches: touches && { ...touches, undone: of(undone.find(({ byActId }) => byActId === actId)) },
  };
}

/** The first of some days; null: there is none. */
const firstOf = (days: readonly CivilDate[]): CivilDate | null => days.toSorted()[0] ?? null;

/** What a request answers, and beside it what was filed where that is something else. */
const besideFiled = (answers: readonly Answer[], filed: readonly Answer[]): RequestView['answers'] =>
  answers.map((answer) => {
    const before = filed.find(({ key }) => key === answer.key)?.value;
    return before === undefined || before.fr === answer.value.fr ? answer : { ...answer, filed: before };
  });

const contestedView = (decision: AgentDecision, { filedAt, closedAt, outcome }: RequestRow) => ({
  ...{ requestId: decision.requestId, words: decisionInWords(decision), notifiedOn: decision.notifiedOn },
  ...effectOf(decision, { filedAt, closedAt, outcome }),
});

const contestView = (decision: AgentDecision, contest: Contest) => ({
  ...{ requestId: contest.requestId, number: contest.number, outcome: contest.outcome },
  ...{ filedOn: parisDay(contest.filedAt), ...effectOf(decision, contest) },
});

const effectOf = (
  { notifiedOn }: AgentDecision,
  { filedAt, closedAt, outcome }: Pick<Contest, 'filedAt' | 'closedAt' | 'outcome'>,
) =>
  contestEffect(notifiedOn, {
    filedOn: parisDay(filedAt),
    closedOn: closedAt && parisDay(closedAt),
    withdrawn: outcome === 'withdrawn',
  });

const decisionView = (version: Version, row: DecisionRow): DecisionView => ({
  id: row.id,
  kind: row.kind as DecisionView['kind'],
  step: stepName(version.manifest, row.elementId),
  outcome: row.outcome,
  author: { id: row.authorId, firstName: row.firstName, lastName: row.lastName },
  quality: row.quality,
  reason: row.reason,
  reasonLaw: row.reasonLaw,
  reasonFact: row.reasonFact,
  answers: stepAnswers(version, row),
  at: row.at.toISOString(),
});

/** What the form of the step was filled with, or what was proposed instead of what was asked; nothing where there is none. */
function stepAnswers(version: Version, { elementId, outcome, answers }: DecisionRow): DecisionView['answers'] {
  const form = outcome === 'proposed' ? version.form : version.taskForms.get(elementId);
  return form && isPlainObject(answers) ? answersIn(form, version, answers) : [];
}
