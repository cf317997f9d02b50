import { Linter } from '@camunda/linting';
import { portableReport } from './portable-report.ts';

// Plays Camunda's rules beside the page: with two hundred elements they take longer than a drag may stand still.

/** The same rules as in Camunda's desktop modeler. */
const linter = new Linter({ modeler: 'desktop', type: 'cloud' });

addEventListener('message', ({ data: xml }: MessageEvent<string>) => {
  linter
    .lint(xml)
    .then((found) => postMessage(found.filter(({ id }) => id !== undefined).map(portableReport)))
    // What cannot be read is said where it is drawn.
    .catch(() => postMessage([]));
});
