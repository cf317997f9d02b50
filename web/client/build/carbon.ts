import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

const IMPORT = /import\s+(?:(\w+)(?:,\s*)?)?(?:\{([^}]*)\})?\s*from\s*["']([^"']+)["'];?/g;

/** A component's checks of what it is given: React 19 reads them no more, whatever the mode. */
const PROP_TYPES = /^[\w$]+\.propTypes = \{\n[\s\S]*?^\};\n/gm;

/** Carbon's components as the screens need them: by themselves, and without what React leaves unread. */
export function leanCarbon(modules: string): Plugin[] {
  return [byComponent(modules), withoutPropTypes(), withoutUnusedParts()];
}

function withoutPropTypes(): Plugin {
  return {
    name: 'harmonie:without-prop-types',
    apply: 'build',
    transform: {
      filter: { id: /@carbon\/react\/es\/.*\.js$/, code: /\.propTypes = \{/ },
      handler: (code) => code.replace(PROP_TYPES, ''),
    },
  };
}

/** What Carbon's components bring along for ways that the screens do not use, and what stands in for it. */
const STAND_INS = [
  {
    importer: /@carbon\/react\/es\/components\/Popover\/index\.js$/,
    part: '@floating-ui/react',
    by: 'still-popover.ts',
  },
  { importer: /@carbon\/react\/es\/components\//, part: '../AILabel/index.js', by: 'no-ai-label.ts' },
] as const;

function withoutUnusedParts(): Plugin {
  return {
    name: 'harmonie:without-unused-parts',
    apply: 'build',
    enforce: 'pre',
    resolveId(part, importer = '') {
      const stand = STAND_INS.find((each) => each.part === part && each.importer.test(importer));
      return stand && path.join(import.meta.dirname, stand.by);
    },
    transform: {
      filter: { id: /web\/client\/(?!build\/).*\.tsx$/, code: /\bautoAlign\b|\bAILabel\b/ },
      handler: () => {
        throw new Error('build/carbon.ts leaves out what places popovers by script (autoAlign) and AILabel.');
      },
    },
  };
}

/**
 * Imports from Carbon's one index become imports of the components themselves. Through the index, each page would reach
 * every component that any page uses, and the file that all pages begin with would hold them all.
 */
function byComponent(modules: string): Plugin {
  const carbon = path.join(modules, '@carbon/react/es');
  const icons = path.join(modules, '@carbon/icons-react/es');
  const places = exportsOf(carbon);
  const importComponent = (name: string, as: string): string => {
    const place = places.get(name);
    if (!place) throw new Error(`Carbon exports no ${name}.`);
    return `import { ${place.name} as ${as} } from ${JSON.stringify(place.file)};`;
  };
  const importIcon = (name: string, as: string): string =>
    `import ${as} from ${JSON.stringify(path.join(icons, `${name}.js`))};`;

  return {
    name: 'harmonie:by-component',
    apply: 'build',
    transform: {
      filter: { code: /@carbon\/(?:icons-)?react["']/ },
      handler: (code) =>
        code.replace(IMPORT, (statement, whole, names, from) => {
          if (whole || !names) return statement;
          if (from === '@carbon/icons-react') return eachOf(names, importIcon);
          if (from !== '@carbon/react') return statement;
          // What the index does besides: it says which of Carbon's ways are in force.
          return `import ${JSON.stringify(path.join(carbon, 'feature-flags.js'))};${eachOf(names, importComponent)}`;
        }),
    },
  };
}

/** « A, B as C »: each name, and what it is called where it is used. */
const namesIn = (names: string): [name: string, as: string][] =>
  names
    .split(',')
    .map((name) => name.trim().split(/\s+as\s+/))
    .flatMap(([name, as = name]) => (name && as ? [[name, as]] : []));

const eachOf = (names: string, write: (name: string, as: string) => string): string =>
  namesIn(names)
    .map(([name, as]) => write(name, as))
    .join('');

/** Where each component of Carbon is, as its index says. */
function exportsOf(carbon: string): Map<string, { name: string; file: string }> {
  const index = readFileSync(path.join(carbon, 'index.js'), 'utf8');
  const places = new Map<string, { name: string; file: string }>();
  for (const [, whole, names, from = ''] of index.matchAll(IMPORT)) {
    const file = path.join(carbon, from);
    if (whole) places.set(whole, { name: 'default', file });
    for (const [name, as] of namesIn(names ?? '')) places.set(as, { name, file });
  }
  return places;
}
