import { because } from '../defects.ts';
import { InvalidModel } from '../invalid-model.ts';
import { dangerOf } from './dangerous-xml.ts';

/** The reader's reason may quote all of a broken file. */
const MAX_REASON = 500;

/** Throws `InvalidModel` for a document that is not to be parsed at all. */
export function refuseDangerousXml(resourceName: string, xml: string): void {
  const reason = dangerOf(xml);
  if (reason !== undefined)
    throw new InvalidModel(resourceName, [{ elementId: '(document)', elementType: 'xml', ...reason }]);
}

/** What the reader of a document threw, as the refusal of it. */
export function brokenXml(resourceName: string, error: unknown): InvalidModel {
  if (error instanceof InvalidModel) return error;
  const reason = (error as Error).message.slice(0, MAX_REASON).replace(/\s+/g, ' ').trim();
  return new InvalidModel(resourceName, [
    { elementId: '(document)', elementType: 'xml', ...because('xml-unreadable', { reason }) },
  ]);
}
