import type { DmnModdle } from 'dmn-moddle';

const child = (name: string) => ({ name, type: 'ChildExpression', xml: { serialize: 'property' } });
const attribute = (name: string) => ({ name, type: 'String', isAttr: true });
const boxed = (name: string, ...properties: object[]) => ({ name, superClass: ['Expression'], properties });

/** What DMN 1.4 boxes besides: conditionals, filters and loops. */
const types = () => [
  {
    name: 'ChildExpression',
    properties: [attribute('id'), attribute('typeRef'), { name: 'value', type: 'Expression' }],
  },
  boxed('Conditional', child('if'), child('then'), child('else')),
  boxed('Filter', child('in'), child('match')),
  boxed('For', attribute('iteratorVariable'), child('in'), child('return')),
  boxed('Some', attribute('iteratorVariable'), child('in'), child('satisfies')),
  boxed('Every', attribute('iteratorVariable'), child('in'), child('satisfies')),
];

/** The reader, which knows DMN 1.3, with what later versions box. */
export function withLaterBoxes(moddle: DmnModdle): DmnModdle {
  const dmn = moddle.getPackage('dmn');
  for (const type of types()) moddle.registry.registerType(type, dmn);
  return moddle;
}
