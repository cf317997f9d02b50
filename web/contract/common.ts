import { z } from 'zod';
import { readEmail } from '#domain/formats/email.ts';

/** A UUIDv7, the only public identifier. Engine keys (tasks, instances, incidents) are decimal text. */
export const Id = z.uuid();
export const EngineKey = z.string().regex(/^\d{1,19}$/);
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** Text that can be kept: PostgreSQL takes neither NUL nor half a character. */
export const Plain = z.string().regex(/^[^\0\p{Cs}]*$/u);
/** An address that mail can be sent to. */
export const Address = Plain.trim()
  .max(254)
  .transform((text, context) => {
    const address = readEmail(text);
    if (address === null) context.addIssue({ code: 'custom', message: 'not an address' });
    return address ?? '';
  });
/** An instant, ISO 8601 in UTC. Screens show it in Europe/Paris. */
export const Instant = z.iso.datetime();
/** A civil date of Paris, « 2026-09-01 ». */
export const CivilDate = z.iso.date();
export const Language = z.enum(['fr', 'en']);

/** A document whose own specification says what it holds. */
export const JsonDocument = z.record(z.string(), z.unknown());

/** A text in both languages, from a circuit's texts sidecar. */
export const Bilingual = z.object({ fr: z.string(), en: z.string() });

/** An element, as the whole circuit names it: « instruction/visa ». */
export const Place = Plain.min(1).max(500);
export const NamedPlace = z.object({ place: z.string(), name: Bilingual });

/** One page of a list. `total` is exact. Pages start at 1. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), total: z.int(), page: z.int(), pageSize: z.int() });

export const PageQuery = z.object({
  q: Plain.trim().max(200).optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
});

/**
 * One page of a list that grows, read by key: what follows a row, or comes before it. `total` counts up to a bound; with
 * `more`, there are others. `next` and `previous` are what the neighbouring pages are asked with; null at an end.
 */
export const keyPageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    total: z.int(),
    more: z.boolean(),
    next: z.string().nullable(),
    previous: z.string().nullable(),
    pageSize: z.int(),
  });

/** Asks the page after a row of the list, or before one, named by its id; the first page without either. */
export const keyPageQuery = <T extends z.ZodType>(id: T) =>
  PageQuery.omit({ page: true }).extend({ after: id.optional(), before: id.optional() });

/** A fault at one field of a form; `code` is a key of the client's texts, `params` fill them in. */
export const FieldFault = z.object({
  field: z.string(),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
});

/** Why one of many was refused: a key of the screens' texts, with what fills it in and each fault, in the words of the rule. */
export const Refused = z.object({
  code: Plain.nullable(),
  params: FieldFault.shape.params,
  faults: z.array(FieldFault).readonly(),
});
export type Refused = z.infer<typeof Refused>;

/** RFC 9457, with a stable `code` (domain/errors.ts) that screens translate. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  faults: z.array(FieldFault).optional(),
});

export const PersonRef = z.object({ id: Id, firstName: z.string(), lastName: z.string() });
export type PersonRef = z.infer<typeof PersonRef>;
export type Problem = z.infer<typeof Problem>;
export type FieldFault = z.infer<typeof FieldFault>;
