import { Export } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { addressOf } from '../../api/address.ts';
import { useEditorWords } from '../use-editor-words.ts';

/** Gives a version as one file, for another portal to take. */
export function ExportLink({ versionId, number }: { versionId: string; number: number }) {
  const words = useEditorWords();
  return (
    <Button
      as="a"
      href={addressOf('GET /api/circuits/:versionId/package', { params: { versionId } })}
      download
      kind="ghost"
      size="sm"
      renderIcon={Export}
      aria-label={words('versions.exportOf', { number })}
    >
      {words('versions.export')}
    </Button>
  );
}
