import { z } from 'zod';
import { BATCH_LINE_STATES, BATCH_STATES, MAX_AGENTS } from '#domain/request/act-batch.ts';
import { Bilingual, Id, Instant, JsonDocument, PageQuery, PersonRef, Plain, pageOf } from '../common.ts';
import { AnswerView } from '../requests/requests.ts';

/** GET /api/act-batches/kinds : what the caller may start for many at once. */
export const BatchKinds = z.object({
  items: z.array(z.object({ kind: z.string(), title: Bilingual, summary: Bilingual })),
});

/** GET /api/act-batches/kinds/:kind */
export const BatchKind = z.object({
  kind: z.string(),
  title: Bilingual,
  /** The form of what is common to all, and its words by language. */
  form: JsonDocument,
  formTexts: z.object({ fr: z.record(z.string(), z.string()), en: z.record(z.string(), z.string()) }),
  /** What a file may give, agent by agent, as its template says. */
  columns: z.array(z.string()),
});

/** Which of the agents that one manages: as `GET /api/people` finds them. */
export const PeopleFilter = z.object({
  q: Plain.trim().max(200).optional(),
  structureId: Id.optional(),
  grade: Plain.max(200).optional(),
});

/** POST /api/act-batches : the agents come by a file (its bytes in base 64), or all those that a filter finds. */
export const ActBatchCreate = z.object({
  kind: Plain.max(100),
  /** Common to all; those left empty are for the file to give. */
  answers: z.record(z.string(), z.unknown()),
  agents: z.union([
    z.object({ file: z.object({ name: Plain.trim().min(1).max(200), base64: z.base64() }) }),
    z.object({ filter: PeopleFilter }),
  ]),
});

/** Why an act is not started; `field`: the label of the answer that it is about; `message`: what the form says of it itself. */
const BatchFault = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  field: Bilingual.nullable(),
  message: Bilingual.nullable(),
});

export const ActBatchRow = z.object({
  id: Id,
  title: Bilingual,
  /** Null: agents chosen by a filter. */
  fileName: z.string().nullable(),
  madeAt: Instant,
  state: z.enum(BATCH_STATES),
  lines: z.int(),
});
export const ActBatchPage = pageOf(ActBatchRow);

export const ActBatchView = ActBatchRow.extend({
  endedAt: Instant.nullable(),
  /** Why the whole file is refused. */
  fault: BatchFault.nullable(),
  /** The answers that are common to all. */
  answers: z.array(AnswerView),
  /** Agents by what became of them. */
  counts: z.object({ read: z.int(), ready: z.int(), filed: z.int(), fault: z.int() }),
  may: z.object({ launch: z.boolean() }),
});

export const ActBatchLine = z.object({
  line: z.int(),
  /** The registration number, as it was given. */
  key: z.string(),
  agent: PersonRef.nullable(),
  state: z.enum(BATCH_LINE_STATES),
  /** The answers of this agent alone. */
  answers: z.array(AnswerView),
  faults: z.array(BatchFault),
  request: z.object({ id: Id, number: z.string() }).nullable(),
});
export const ActBatchLines = pageOf(ActBatchLine);
export const ActBatchLinesQuery = PageQuery.omit({ q: true }).extend({
  state: z.enum(BATCH_LINE_STATES).optional(),
  /** All of them at once: a report. */
  pageSize: z.coerce.number().int().min(1).max(MAX_AGENTS).default(20),
});

export type ActBatchRow = z.infer<typeof ActBatchRow>;
export type ActBatchView = z.infer<typeof ActBatchView>;
export type ActBatchLine = z.infer<typeof ActBatchLine>;
export type ActBatchFault = z.infer<typeof BatchFault>;
