import { DmnModdle } from 'dmn-moddle';
import { attributeChanges, type Comparison, freeName, orderChange, paired } from './attributes.ts';

// moddle objects are dynamic by nature; this is the one shape we read of them.
interface Moddle {
  readonly $type: string;
  readonly id?: string;
  readonly name?: string;
  readonly [property: string]: unknown;
}

interface Table {
  readonly attributes: ReadonlyMap<string, string>;
  readonly rules: ReadonlyMap<string, readonly string[]>;
}

/** Kept, with what it learns of each type. */
const moddle = new DmnModdle();

const list = (value: unknown): readonly Moddle[] => (Array.isArray(value) ? (value as Moddle[]) : []);
const textIn = (value: unknown): string => String((value as Moddle | undefined)?.text ?? '');

/** What changed in a file of tables, rule by rule. */
export async function compareTables(
  path: string,
  before: string | undefined,
  after: string | undefined,
): Promise<Comparison['tables']> {
  const [one, other] = [await readTables(before), await readTables(after)];
  return paired(one, other).flatMap(({ key: decisionId, before: was, after: is }) => {
    const placesBefore = [...(was?.rules.keys() ?? [])];
    const attributes = [
      ...attributeChanges(was?.attributes ?? new Map(), is?.attributes ?? new Map()),
      ...orderChange(placesBefore, [...(is?.rules.keys() ?? [])], (id) => String(placesBefore.indexOf(id) + 1)),
    ];
    const rules = paired(was?.rules ?? new Map<string, readonly string[]>(), is?.rules ?? new Map()).flatMap(
      ({ key: ruleId, before: old, after: now }) => {
        if (old !== null && now !== null && old.join('\0') === now.join('\0')) return [];
        const change = old === null ? ('added' as const) : now === null ? ('removed' as const) : ('changed' as const);
        return [{ ruleId, change, before: old && [...old], after: now && [...now] }];
      },
    );
    if (was !== null && is !== null && attributes.length === 0 && rules.length === 0) return [];
    const change = was === null ? ('added' as const) : is === null ? ('removed' as const) : ('changed' as const);
    return [{ path, decisionId, change, attributes, rules }];
  });
}

async function readTables(xml: string | undefined): Promise<Map<string, Table>> {
  const tables = new Map<string, Table>();
  if (xml === undefined || /<!(?:DOCTYPE|ENTITY)/i.test(xml)) return tables;
  const read = await moddle.fromXML(xml).catch(() => null);
  for (const decision of list((read?.rootElement as Moddle | undefined)?.drgElement)) {
    if (decision.$type !== 'dmn:Decision') continue;
    const logic = (decision.decisionLogic ?? {}) as Moddle;
    const attributes = new Map([['name', decision.name ?? '']]);
    if (logic.$type === 'dmn:DecisionTable') attributes.set('hitPolicy', String(logic.hitPolicy ?? 'UNIQUE'));
    if (logic.aggregation !== undefined) attributes.set('aggregation', String(logic.aggregation));
    if (logic.$type === 'dmn:LiteralExpression') attributes.set('expression', textIn(logic));
    const setType = (of: string, type: unknown) => {
      if (type !== undefined) attributes.set(`${of} type`, String(type));
    };
    for (const input of list(logic.input)) {
      const name = freeName(attributes, `input ${input.id ?? ''}`);
      attributes.set(name, `${String(input.label ?? '')} = ${textIn(input.inputExpression)}`);
      setType(name, (input.inputExpression as Moddle | undefined)?.typeRef);
    }
    for (const output of list(logic.output)) {
      const name = freeName(attributes, `output ${output.id ?? ''}`);
      attributes.set(name, `${String(output.label ?? '')} = ${String(output.name ?? '')}`);
      setType(name, output.typeRef);
      const otherwise = textIn(output.defaultOutputEntry);
      if (otherwise !== '') attributes.set(`${name} default`, otherwise);
    }
    const rules = new Map<string, string[]>();
    for (const rule of list(logic.rule))
      rules.set(freeName(rules, rule.id ?? ''), [...list(rule.inputEntry), ...list(rule.outputEntry)].map(textIn));
    tables.set(freeName(tables, decision.id ?? ''), { attributes, rules });
  }
  return tables;
}
