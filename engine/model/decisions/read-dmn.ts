import { DmnModdle } from 'dmn-moddle';
import { brokenXml, refuseDangerousXml } from '../xml/broken-xml.ts';
import type { ModdleElement } from '../xml/moddle.ts';
import { withLaterBoxes } from './later-boxes.ts';

const dmn = withLaterBoxes(new DmnModdle());
const DMN = 'https://www.omg.org/spec/DMN/20191111/MODEL/';
/** DMN 1.1, 1.2, 1.4 and 1.5: a cluster's reader (dmn-scala) takes all of them, this one knows the name of 1.3 only. */
const OTHER_DMN =
  /(["'])https?:\/\/www\.omg\.org\/spec\/DMN\/(?:20151101\/dmn(?:11)?\.xsd|(?:20180521|20211108|20230324)\/MODEL\/)\1/g;

/** Reads DMN; refuses what is not well-formed, naming the resource. */
export async function readDmn(resourceName: string, xml: string): Promise<ModdleElement> {
  refuseDangerousXml(resourceName, xml);
  try {
    const { rootElement, warnings } = await dmn.fromXML(xml.replace(OTHER_DMN, `$1${DMN}$1`));
    // what bears the id of something else would be left out
    const fault = (warnings as { message: string }[]).find((warning) => /duplicate ID/.test(warning.message));
    if (fault !== undefined) throw new Error(fault.message);
    return rootElement as unknown as ModdleElement;
  } catch (error) {
    throw brokenXml(resourceName, error);
  }
}
