import { useApi } from '../../api/query.ts';
import { fileSize } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { ListTable } from '../../ui/lists/ListTable.tsx';
import { Panel } from '../../ui/Panel.tsx';

/** The files a version is made of, with their hashes. */
export function VersionFiles({ versionId }: { versionId: string }) {
  const { t, language } = useLanguage();
  const files = useApi('GET /api/circuits/:versionId/files', { params: { versionId } });
  return (
    <Panel title={t('circuits.files')}>
      <Loaded query={files}>
        {({ items }) => (
          <ListTable
            label={t('circuits.files')}
            columns={[
              { key: 'path', header: t('circuits.path'), cell: (file) => <code>{file.path}</code> },
              { key: 'size', header: t('circuits.size'), cell: (file) => fileSize(file.size, language) },
              {
                key: 'sha256',
                header: t('request.hash'),
                cell: (file) => <code className="h-break">{file.sha256}</code>,
              },
            ]}
            rows={items}
            rowKey={(file) => file.path}
          />
        )}
      </Loaded>
    </Panel>
  );
}
