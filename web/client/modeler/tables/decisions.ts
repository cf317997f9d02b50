import { DmnModdle } from 'dmn-moddle';

export type HitPolicy = 'UNIQUE' | 'FIRST' | 'PRIORITY' | 'ANY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER';

export interface Table {
  readonly hitPolicy: HitPolicy;
  readonly aggregation: 'SUM' | 'COUNT' | 'MIN' | 'MAX' | null;
  readonly inputs: readonly { readonly label: string; readonly expression: string }[];
  readonly outputs: readonly { readonly label: string; readonly name: string; readonly values: readonly string[] }[];
  readonly rules: readonly {
    readonly id: string;
    readonly when: readonly string[];
    readonly gives: readonly string[];
    readonly note: string;
  }[];
}

export interface Decision {
  readonly id: string;
  readonly name: string;
  /** What others call its result. */
  readonly variable: string;
  /** Ids of the decisions it needs. */
  readonly needs: readonly string[];
  readonly table: Table | null;
  /** A literal expression, when it is no table. */
  readonly expression: string | null;
}

// moddle objects are dynamic by nature.
interface Moddle {
  $type: string;
  id?: string;
  name?: string;
  text?: string;
  [property: string]: unknown;
}

const list = (value: unknown): Moddle[] => (Array.isArray(value) ? (value as Moddle[]) : []);
const textOf = (value: unknown): string => ((value as Moddle | undefined)?.text ?? '').trim();

/**
 * Reads the decisions of a table file.
 * @throws when it is no DMN
 */
export async function readDecisions(xml: string): Promise<Decision[]> {
  const { rootElement } = await new DmnModdle().fromXML(xml);
  return list((rootElement as Moddle).drgElement)
    .filter(({ $type }) => $type === 'dmn:Decision')
    .map((decision) => {
      const logic = decision.decisionLogic as Moddle | undefined;
      return {
        id: decision.id ?? '',
        name: decision.name || decision.id || '',
        variable: (decision.variable as Moddle | undefined)?.name || decision.id || '',
        needs: list(decision.informationRequirement).flatMap((needed) => {
          const href = (needed.requiredDecision as { href?: string } | undefined)?.href;
          return href ? [href.replace(/^.*#/, '')] : [];
        }),
        table: logic?.$type === 'dmn:DecisionTable' ? tableOf(logic) : null,
        expression: logic?.$type === 'dmn:LiteralExpression' ? textOf(logic) : null,
      };
    });
}

const tableOf = (table: Moddle): Table => ({
  hitPolicy: (table.hitPolicy as HitPolicy | undefined) ?? 'UNIQUE',
  aggregation: (table.aggregation as Table['aggregation'] | undefined) ?? null,
  inputs: list(table.input).map((input) => ({
    label: (input.label as string | undefined) ?? '',
    expression: textOf(input.inputExpression),
  })),
  outputs: list(table.output).map((output) => ({
    label: (output.label as string | undefined) || output.name || '',
    name: output.name ?? '',
    values: splitValues(textOf(output.outputValues)),
  })),
  rules: list(table.rule).map((rule) => ({
    id: rule.id ?? '',
    when: list(rule.inputEntry).map(textOf),
    gives: list(rule.outputEntry).map(textOf),
    note: (rule.description as string | undefined) ?? '',
  })),
});

/** « "a","b" »: the predefined values of an output, the most important first. */
const splitValues = (text: string): string[] =>
  text === '' ? [] : (text.match(/"(?:[^"\\]|\\.)*"|[^,]+/g) ?? []).map((value) => value.trim());
