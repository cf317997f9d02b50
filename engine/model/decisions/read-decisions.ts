import type { Decision, DecisionModel, Knowledge } from '../../expressions/dmn-model.ts';
import { because, type Reason, reasonOf } from '../defects.ts';
import { type ElementDefect, InvalidModel } from '../invalid-model.ts';
import { refusedInDecisions } from '../refused-expressions.ts';
import type { ModdleElement } from '../xml/moddle.ts';
import { readDmn } from './read-dmn.ts';
import { readFunction, readLogic } from './read-logic.ts';

/** More than any person draws: each may require the one before it. */
const MAX_DECISIONS = 500;

/**
 * Reads a DMN file: decisions and business knowledge, with what they require. Throws `InvalidModel`.
 * @param isNew whether it is deployed now: more is refused then than what was taken once
 */
export async function readDecisions(resourceName: string, xml: string, isNew = false): Promise<DecisionModel> {
  const definitions = await readDmn(resourceName, xml);
  const defects: ElementDefect[] = [];
  const decisions = new Map<string, Decision>();
  const knowledge = new Map<string, Knowledge>();
  const elements = (definitions.drgElement as ModdleElement[] | undefined) ?? [];
  const names = new Map(elements.map((drawn) => [drawn.id ?? '', nameOf(drawn)]));
  for (const drawn of elements) {
    const id = drawn.id ?? '';
    try {
      if (drawn.$type === 'dmn:Decision') decisions.set(id, readDecision(drawn, names));
      // without logic it is drawn only
      if (drawn.$type === 'dmn:BusinessKnowledgeModel' && drawn.encapsulatedLogic !== undefined)
        knowledge.set(id, readKnowledge(drawn, names));
    } catch (error) {
      const elementType = drawn.$type === 'dmn:Decision' ? 'decision' : 'businessKnowledgeModel';
      defects.push({ elementId: id === '' ? '(no id)' : id, elementType, ...reasonOf(error) });
    }
  }
  if (decisions.size === 0 && defects.length === 0) {
    defects.push({
      elementId: definitions.id ?? '(definitions)',
      elementType: 'definitions',
      ...because('no-decision'),
    });
  }
  if (decisions.size > MAX_DECISIONS)
    defects.push({
      elementId: definitions.id ?? '(definitions)',
      elementType: 'definitions',
      ...because('too-many-decisions', { max: MAX_DECISIONS }),
    });
  else defects.push(...missingOrCyclic(decisions));
  if (isNew) defects.push(...refusedInDecisions(definitions));
  if (defects.length > 0) throw new InvalidModel(resourceName, defects);
  return { id: definitions.id ?? '', name: definitions.name ?? '', decisions, knowledge };
}

/** Names under which elements are seen by those that require them, by their ids. */
type NamesById = ReadonlyMap<string, string>;

function readDecision(drawn: ModdleElement, names: NamesById): Decision {
  const versionTag = (drawn.extensionElements?.values ?? []).find((value) => /versionTag$/i.test(value.$type))?.value;
  return {
    id: drawn.id ?? '',
    name: drawn.name ?? drawn.id ?? '',
    versionTag: String(versionTag ?? ''),
    resultName: nameOf(drawn),
    requires: required(drawn, 'requiredDecision'),
    knows: required(drawn, 'requiredKnowledge'),
    logic: readLogic(drawn.decisionLogic, namesSeenBy(drawn, names)),
  };
}

function readKnowledge(drawn: ModdleElement, names: NamesById): Knowledge {
  return {
    id: drawn.id ?? '',
    name: nameOf(drawn),
    requires: required(drawn, 'requiredKnowledge'),
    logic: readFunction(drawn.encapsulatedLogic, namesSeenBy(drawn, names)),
  };
}

/** Under which name others see it. */
function nameOf(drawn: ModdleElement): string {
  return String((drawn.variable as ModdleElement | undefined)?.name ?? drawn.name ?? drawn.id ?? '');
}

function namesSeenBy(drawn: ModdleElement, names: NamesById): string[] {
  const seen = (['requiredInput', 'requiredDecision', 'requiredKnowledge'] as const).flatMap((one) =>
    required(drawn, one),
  );
  return seen.flatMap((id) => names.get(id) ?? []);
}

type Requirement = 'requiredInput' | 'requiredDecision' | 'requiredKnowledge';

/** Ids of what an element requires: `#id`, or the same with the namespace of the file before it. */
function required(drawn: ModdleElement, what: Requirement): string[] {
  const { informationRequirement, knowledgeRequirement, $parent: file } = drawn;
  const requirements = what === 'requiredKnowledge' ? knowledgeRequirement : informationRequirement;
  return ((requirements as ModdleElement[] | undefined) ?? [])
    .map((requirement) => (requirement[what] as ModdleElement | undefined)?.href as string | undefined)
    .filter((href) => href !== undefined)
    .map((href) => (href.startsWith(`${file?.namespace}#`) ? href.slice(href.indexOf('#')) : href).replace(/^#/, ''));
}

/** A decision that requires what is not there, or itself through others, could not be evaluated. */
function missingOrCyclic(decisions: ReadonlyMap<string, Decision>): ElementDefect[] {
  const defects: ElementDefect[] = [];
  const settled = new Set<string>();
  const visit = (id: string, path: string[]): void => {
    if (settled.has(id)) return;
    const defect = (reason: Reason) =>
      defects.push({ elementId: path.at(-1) ?? id, elementType: 'decision', ...reason });
    const decision = decisions.get(id);
    if (path.includes(id)) defect(because('decision-cycle', { path: [...path, id].join(' → ') }));
    else if (decision === undefined) defect(because('decision-missing', { decision: id }));
    else for (const required of decision.requires) visit(required, [...path, id]);
    settled.add(id);
  };
  for (const id of decisions.keys()) visit(id, []);
  return defects;
}
