import { useSearchParams } from 'react-router';
import type { ReadCircuit } from '../formats/sources.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { VersionActs } from './VersionActs.tsx';
import { VersionDiagram } from './VersionDiagram.tsx';
import { VersionFiles } from './VersionFiles.tsx';
import { VersionForms } from './VersionForms.tsx';
import { VersionTables } from './VersionTables.tsx';
import { VersionTexts } from './VersionTexts.tsx';

export const SOURCE_PARTS = ['diagram', 'forms', 'tables', 'acts', 'texts', 'files'] as const;
export type SourcePart = (typeof SOURCE_PARTS)[number];

/** The files of a version, part by part; of what is none yet, all but the list of its files. */
export function VersionSources({ sources, parts }: { sources: ReadCircuit; parts: readonly SourcePart[] }) {
  const words = useEditorWords();
  const [search, setSearch] = useSearchParams();
  const part = parts.find((each) => each === search.get('part')) ?? parts[0] ?? 'files';
  return (
    <div className="h-stack">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame and ask for a legend */}
      <div role="group" className="h-pick" aria-label={words('versions.parts')}>
        {parts.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === part}
            onClick={() => setSearch({ part: each }, { replace: true })}
          >
            {words(`versions.${each}`)}
          </button>
        ))}
      </div>
      <OnePart part={part} sources={sources} />
    </div>
  );
}

function OnePart({ part, sources }: { part: SourcePart; sources: ReadCircuit }) {
  switch (part) {
    case 'diagram':
      return <VersionDiagram sources={sources} />;
    case 'forms':
      return <VersionForms sources={sources} />;
    case 'tables':
      return <VersionTables sources={sources} />;
    case 'acts':
      return <VersionActs sources={sources} />;
    case 'texts':
      return <VersionTexts sources={sources} />;
    case 'files':
      return sources.versionId === null ? null : <VersionFiles versionId={sources.versionId} />;
  }
}
