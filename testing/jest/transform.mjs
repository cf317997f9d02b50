// TypeScript by type stripping, the very rules of the run time: what the tests run is what production runs. JSX, which
// Node does not read, by the compiler that builds the screens.
import { stripTypeScriptTypes } from 'node:module';
import { transformSync } from 'rolldown/utils';

export default {
  process: (source, file) =>
    file.endsWith('.tsx') ? compile(source, file) : { code: stripTypeScriptTypes(source, { mode: 'strip' }) },
};

function compile(source, file) {
  const { code, map, errors } = transformSync(file, source, { jsx: { runtime: 'automatic' }, sourcemap: true });
  if (errors.length > 0) throw new SyntaxError(errors.map(({ message }) => message).join('\n'));
  return { code, map };
}
