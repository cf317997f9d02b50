import { Rejection } from '../processing/rejection.ts';

/** Maximum length of a name, key or type: each fact that comes of the command may repeat it. */
const MAX_TEXT = 32_000;
/** Of these the beginning is enough: a worker's report must never be refused. */
const MAX_REPORT = 10_000;
const REPORTS = ['errorMessage'];

/** The value of a command with texts of a bearable length. Throws a `Rejection` for a longer one, reports are cut. */
export function withBearableTexts<V extends object>(value: V): V {
  let bearable = value;
  for (const name in value) {
    const text = value[name];
    if (typeof text !== 'string' || text.length <= MAX_REPORT) continue;
    if (REPORTS.includes(name)) bearable = { ...bearable, [name]: `${text.slice(0, MAX_REPORT)}…` };
    else if (text.length > MAX_TEXT)
      throw new Rejection('INVALID_ARGUMENT', `Expected '${name}' to be at most ${MAX_TEXT} characters long`);
  }
  return bearable;
}
