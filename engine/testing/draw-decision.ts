import { xmlText } from './draw.ts';

/** Draws small DMN files for tests. */
export function dmn(id: string, ...decisions: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="${id}" name="${id}" namespace="http://camunda.org/schema/1.0/dmn">${decisions.join('')}</definitions>`;
}

export function decision(id: string, logic: string, requires: string[] = []): string {
  const requirements = requires.map(
    (other) =>
      `<informationRequirement id="${id}_${other}"><requiredDecision href="#${other}" /></informationRequirement>`,
  );
  return `<decision id="${id}" name="${id}"><variable id="${id}_v" name="${id}" />${requirements.join('')}${logic}</decision>`;
}

export function literal(text: string): string {
  return `<literalExpression><text>${xmlText(text)}</text></literalExpression>`;
}

export interface TableDrawing {
  hitPolicy: string;
  aggregation?: string;
  inputs: string[];
  outputs: string[];
  /** One line per rule: its input cells, then its outputs. */
  rules: string[][];
  /** Allowed values of an output, in order of priority. */
  allowed?: Record<string, string>;
}

export function table({ hitPolicy, aggregation, inputs, outputs, rules, allowed = {} }: TableDrawing): string {
  const text = (tag: string, id: string, value: string) => `<${tag} id="${id}"><text>${xmlText(value)}</text></${tag}>`;
  const drawnInputs = inputs.map(
    (input, i) => `<input id="i${i}" label="${input}">${text('inputExpression', `ie${i}`, input)}</input>`,
  );
  const drawnOutputs = outputs.map(
    (name, i) =>
      `<output id="o${i}" name="${name}">${allowed[name] === undefined ? '' : text('outputValues', `ov${i}`, allowed[name])}</output>`,
  );
  const drawnRules = rules.map((cells, r) => {
    const tag = (c: number) => (c < inputs.length ? 'inputEntry' : 'outputEntry');
    return `<rule id="r${r}">${cells.map((cell, c) => text(tag(c), `c${r}_${c}`, cell)).join('')}</rule>`;
  });
  const aggregate = aggregation === undefined ? '' : ` aggregation="${aggregation}"`;
  return `<decisionTable hitPolicy="${hitPolicy}"${aggregate}>${[...drawnInputs, ...drawnOutputs, ...drawnRules].join('')}</decisionTable>`;
}
