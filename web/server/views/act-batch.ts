import { placesIn } from '#application/forms/instances.ts';
import { labelOf } from '#application/forms/labels.ts';
import { formatPath } from '#application/forms/path.ts';
import { answersOf } from '#application/requests/answers.ts';
import type { Version } from '#application/versions.ts';
import { same } from '#domain/formats/in-words.ts';
import type { BatchFault } from '#domain/request/act-batch.ts';
import type { ActBatch, ActLineRow } from '#prisma/repositories/requests/act-batches.ts';
import type { ActBatchFault, ActBatchLine, ActBatchRow } from '#web/contract/signing/act-batches.ts';

/** Where a form says for itself what is wrong. */
const MESSAGES: Readonly<Record<string, string>> = { rule: 'validateMessage', 'required-when': 'requiredWhenMessage' };

/** A fault, with what its form calls the field and says of it. */
export function batchFault({ form, manifest }: Version, fault: BatchFault): ActBatchFault {
  const { code, params } = fault;
  if (!('field' in fault)) return { code, params, field: null, message: null };
  const texts = manifest.texts.form;
  const component = placesIn(form, {}).find(({ path }) => formatPath(path) === fault.field)?.component;
  if (component === undefined) return { code, params, field: same(fault.field), message: null };
  const property = MESSAGES[code] ?? '';
  const message = component.properties?.[property];
  const said = texts[`${component.key}.${property}`] ?? (message === undefined ? null : same(message));
  return { code, params, field: labelOf(component, texts), message: said };
}

export const batchRow = ({ id, fileName, madeAt, state, lines }: ActBatch, { manifest }: Version): ActBatchRow => ({
  ...{ id, fileName, state, lines },
  title: manifest.title,
  madeAt: madeAt.toISOString(),
});

export const batchLine = (version: Version, { said, faults, ...line }: ActLineRow): ActBatchLine => ({
  ...line,
  answers: answersOf(version, said ?? {}, {}),
  faults: faults.map((fault) => batchFault(version, fault)),
});
