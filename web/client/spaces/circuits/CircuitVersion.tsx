import { useParams } from 'react-router';
import type { z } from 'zod';
import type { CircuitFiles, CircuitList } from '../../../contract/operations.ts';
import { CircuitDiagram } from '../../diagram/CircuitDiagram.tsx';
import { fileSize, moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { ListTable } from '../../shell/ListTable.tsx';
import { Loaded } from '../../shell/Loaded.tsx';
import { NotFound } from '../../shell/NotFound.tsx';
import { Page } from '../../shell/Page.tsx';
import { Panel } from '../../shell/Panel.tsx';
import { useApi } from '../../shell/query.ts';
import { useInSpace } from '../../shell/space.tsx';

/** One version: its diagram and the files it is made of, with their hashes. */
export function CircuitVersion() {
  const { versionId = '' } = useParams();
  const { t, language, read } = useLanguage();
  useInSpace('circuits');
  const versions = useApi<z.infer<typeof CircuitList>>('/api/circuits');
  const files = useApi<z.infer<typeof CircuitFiles>>(`/api/circuits/${versionId}/files`);
  return (
    <Loaded query={versions} wholePage>
      {({ items }) => {
        const version = items.find((each) => each.versionId === versionId);
        if (!version) return <NotFound />;
        return (
          <Page
            title={t('circuits.versionTitle', { title: read(version.title), number: version.number })}
            crumbs={[{ to: '/circuits', text: t('circuits.title') }]}
            lead={`${t('circuits.publishedOn', { date: moment(version.publishedAt, language) })} · ${t('circuits.openCount', { count: version.openRequests })}`}
          >
            <Panel title={t('circuits.diagram')}>
              <CircuitDiagram src={`/api/circuits/${versionId}/diagram`} />
            </Panel>
            <Panel title={t('circuits.files')}>
              <Loaded query={files}>
                {(list) => (
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
                    rows={list.items}
                    rowKey={(file) => file.path}
                  />
                )}
              </Loaded>
            </Panel>
          </Page>
        );
      }}
    </Loaded>
  );
}
