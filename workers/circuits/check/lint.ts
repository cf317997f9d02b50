import { createRequire } from 'node:module';
import { BpmnModdle } from 'bpmn-moddle';
import zeebeDescriptor from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import type { CircuitFault } from '../../../domain/circuit/fault.ts';

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

const CONFIG = {
  extends: ['plugin:camunda-compat/camunda-cloud-8-9'],
  // The portal draws the decision's panel from its kind: a user task needs no form of its own. What the engine refuses
  // and what expressions say are checked in our own words.
  rules: { 'camunda-compat/user-task-definition': 'off', 'camunda-compat/feel': 'off' },
};

interface Report {
  readonly id?: string;
  readonly message: string;
  readonly category: string;
  readonly path?: readonly (string | number)[] | null;
}

interface Linter {
  lint(root: unknown): Promise<Readonly<Record<string, readonly Report[]>>>;
}

let linter: Linter | undefined;

function theLinter(): Linter {
  if (linter === undefined) {
    const Linter = require('bpmnlint/lib/linter');
    const Resolver = require('bpmnlint/lib/resolver/node-resolver');
    linter = new Linter({ config: CONFIG, resolver: new Resolver({ require }) }) as Linter;
  }
  return linter;
}

/** What Camunda's own rules for Zeebe 8.9 say of a diagram. */
export async function lintDiagram(file: string, xml: string): Promise<CircuitFault[]> {
  const moddle = new BpmnModdle({ zeebe: zeebeDescriptor, modeler: MODELER });
  const { rootElement } = await moddle.fromXML(xml);
  const reports = await theLinter().lint(rootElement);
  return Object.entries(reports).flatMap(([rule, found]) =>
    found
      .filter(({ category }) => category !== 'rule-error')
      .map(({ id, message, category, path }) => ({
        file,
        elementId: id ?? '(diagram)',
        ...(path && path.length > 0 && { path: path.join('.') }),
        code: 'linter-finds' as const,
        params: { rule: rule.replace('camunda-compat/', ''), reason: message },
        severity: category === 'error' ? ('error' as const) : ('warning' as const),
      })),
  );
}
