// TypeScript by type stripping, the very rules of the run time: what the tests run is what production runs.
import { stripTypeScriptTypes } from 'node:module';

export default { process: (source) => ({ code: stripTypeScriptTypes(source, { mode: 'strip' }) }) };
