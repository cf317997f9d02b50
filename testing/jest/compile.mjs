import { readFileSync } from 'node:fs';
import { transformSync } from 'rolldown/utils';

/** TypeScript with JSX, which Node does not read, by the compiler that builds the screens. */
export function compile(file) {
  const options = { jsx: { runtime: 'automatic' }, sourcemap: true };
  const { code, map, errors } = transformSync(file, readFileSync(file, 'utf8'), options);
  if (errors.length > 0) throw new SyntaxError(errors.map(({ message }) => message).join('\n'));
  return `${code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
}
