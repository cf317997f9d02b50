import { createRequire } from 'node:module';
import { BpmnModdle } from 'bpmn-moddle';
import zeebeDescriptor from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { withoutEmptied } from '#domain/circuit/drafts/emptied.ts';
import type { CircuitFault } from '#domain/circuit/faults/fault.ts';

// The linter and its rules are CommonJS; they come with @camunda/linting, which the modeler uses in the browser.
const require = createRequire(import.meta.url);

/** The one attribute of Camunda's modeler that its own rules read. */
const MODELER = {
  name: 'Modeler',
  uri: 'http://camunda.org/schema/modeler/1.0',
  prefix: 'modeler',
  xml: { tagAlias: 'lowerCase' },
  types: [
    {
      name: 'Definitions',
      isAbstract: true,
      extends: ['bpmn:Definitions'],
      properties: [
        { name: 'executionPlatform', isAttr: true, type: 'String' },
        { name: 'executionPlatformVersion', isAttr: true, type: 'String' },
      ],
    },
  ],
};

/** Which of the linter's rules judge a diagram. */
export interface LintRules {
  readonly extends: readonly string[];
  readonly rules: Readonly<Record<string, 'off'>>;
}

/** The portal draws the decision's panel from its kind: a user task needs no form of its own. */
export const OWN_PANEL = { 'camunda-compat/user-task-definition': 'off' } as const;

/** For analysts' diagrams: what the engine refuses of a way and what expressions say are checked in our own words. */
const DRAWN: LintRules = {
  extends: ['plugin:camunda-compat/camunda-cloud-8-9'],
  rules: { ...OWN_PANEL, 'camunda-compat/feel': 'off', 'camunda-compat/sequence-flow-condition': 'off' },
};

interface Report {
  readonly id?: string;
  readonly message: string;
  readonly category: string;
  readonly path?: readonly (string | number)[] | null;
  /** The rule failed at this element: what it says is why. */
  readonly failed?: boolean;
}

interface Linter {
  lint(root: unknown): Promise<Readonly<Record<string, readonly Report[]>>>;
}

/** One for each diagram: some rules remember what they saw. */
function linterOf(config: LintRules): Linter {
  const Linter = require('bpmnlint/lib/linter');
  const Resolver = require('bpmnlint/lib/resolver/node-resolver');
  return new Linter({ config, resolver: new Resolver({ require }), transformRule: failingAtElements }) as Linter;
}

interface Node {
  readonly $type: string;
  readonly $parent?: Node;
  readonly id?: string;
}

interface Reporter {
  report(id: string, message: string, more: object): void;
}

interface Rule {
  readonly check: (node: Node, reporter: Reporter) => unknown;
}

/**
 * A rule that fails at an element says so of that element, and goes on with the others: by itself the linter gives up the
 * whole rule, and says neither where nor what.
 */
export function failingAtElements(rule: Rule): Rule {
  // Rules that look as they leave an element are none of Camunda's.
  if (typeof rule.check !== 'function') return rule;
  return {
    ...rule,
    check: (node, reporter) => {
      try {
        return rule.check(node, reporter);
      } catch (error) {
        reporter.report(drawnAt(node), (error as Error).message, { failed: true });
        return undefined;
      }
    },
  };
}

/** The element that a part of it belongs to: what has an id that analysts know. */
function drawnAt(node: Node): string {
  for (let at: Node | undefined = node; at; at = at.$parent) {
    if (at.id !== undefined && at.$type.startsWith('bpmn:') && !/(?:Definition|Expression)$/.test(at.$type))
      return at.id;
  }
  return DIAGRAM;
}

const DIAGRAM = '(diagram)';

/** Kept, with what it learns of each type: to learn it costs as much as reading a diagram. */
const moddle = new BpmnModdle({ zeebe: zeebeDescriptor, modeler: MODELER });

/** A diagram with all that the linter's rules read, and what its parser could make nothing of. */
export const parseForLint = (xml: string) => moddle.fromXML(xml);

/** What Camunda's own rules for Zeebe 8.9 say of a diagram. */
export async function lintDiagram(file: string, xml: string, rules = DRAWN): Promise<CircuitFault[]> {
  const { rootElement } = await parseForLint(withoutEmptied(xml));
  const reports = await linterOf(rules).lint(rootElement);
  return Object.entries(reports).flatMap(([rule, found]) =>
    found
      .filter(({ category }) => category !== 'rule-error')
      .map(({ id, message, category, path, failed }) => ({
        file,
        elementId: id ?? DIAGRAM,
        ...(path && path.length > 0 && { path: path.join('.') }),
        code: failed ? ('linter-fails' as const) : ('linter-finds' as const),
        params: { rule: rule.replace('camunda-compat/', ''), reason: message },
        severity: category === 'error' && !failed ? ('error' as const) : ('warning' as const),
      })),
  );
}
