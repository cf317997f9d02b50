type Scalar = string | number | boolean | null;
export type AuditDetail = Record<string, Scalar>;

/** What an administrator reads of an event: never what a request says, only how it was handled. */
const READABLE = new Set([
  'number',
  'kind',
  'template',
  'elementId',
  'type',
  'message',
  'code',
  'anew',
  'reason',
  'name',
  'city',
  'clock',
  'department',
  'parentId',
  'closedOn',
  'structureId',
  'quality',
  'grade',
  'role',
  'byRight',
  'powerReference',
  'inNameOf',
  'appointment',
  'from',
  'until',
  'reference',
  'delegatorId',
  'delegatorQuality',
  'matters',
  'publishedOn',
  'publication',
  'revokedAt',
  'open',
]);
/** Verbs of an administrator or of the portal: their reasons are theirs to read. An opinion's are not. */
const WITHOUT_REASON = /^(?:decision|withdrawal|request)\./;

/** The readable part of a payload, flat: « before.until », « after.until ». Null when it was erased. */
export function auditDetail(verb: string, content: unknown): AuditDetail | null {
  if (content === null || typeof content !== 'object') return null;
  const detail: AuditDetail = {};
  const take = (prefix: string, fields: object) => {
    for (const [key, value] of Object.entries(fields)) {
      if (!READABLE.has(key) || (key === 'reason' && WITHOUT_REASON.test(verb))) continue;
      if (Array.isArray(value)) detail[prefix + key] = value.join(', ');
      else if (key === 'appointment' && value !== null && typeof value === 'object')
        detail[prefix + key] = String((value as { reference?: unknown }).reference ?? '');
      else if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) detail[prefix + key] = value;
    }
  };
  const { before, after, ...rest } = content as Record<string, unknown>;
  take('', rest);
  if (before && typeof before === 'object') take('before.', before);
  if (after && typeof after === 'object') take('after.', after);
  return detail;
}
