import { Download } from '@carbon/icons-react';
import { Button, InlineNotification } from '@carbon/react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { addressOf } from '#web/client/api/address.ts';
import { reading } from '#web/client/api/query.ts';
import { type List, useList } from '#web/client/api/use-list.ts';
import { useInSpace } from '#web/client/app/space.tsx';
import { fullName, moment } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { EmptyState } from '#web/client/ui/EmptyState.tsx';
import { Failure } from '#web/client/ui/Failure.tsx';
import { InProgress } from '#web/client/ui/InProgress.tsx';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { Filters } from '#web/client/ui/lists/ListFilters.tsx';
import { type Column, ListTable } from '#web/client/ui/lists/ListTable.tsx';
import { Page } from '#web/client/ui/Page.tsx';
import type { AuditCheck, AuditPage, AuditRow } from '#web/contract/operations/administration.ts';

/** The journal of a request, named in the address. */
export function AuditOfRequest() {
  const params = { id: useParams().id ?? '' };
  const list = useList('GET /api/administration/audit/requests/:id', { params });
  const file = addressOf('GET /api/administration/audit/requests/:id/export', { params });
  const check = reading('GET /api/administration/audit/requests/:id/check', { params });
  return <Audit of="ofRequest" list={list} file={file} check={check} />;
}

/** The journal of a person, named in the address. */
export function AuditOfPerson() {
  const params = { personId: useParams().id ?? '' };
  const list = useList('GET /api/administration/audit/people/:personId', { params });
  const file = addressOf('GET /api/administration/audit/people/:personId/export', { params });
  const check = reading('GET /api/administration/audit/people/:personId/check', { params });
  return <Audit of="ofPerson" list={list} file={file} check={check} />;
}

/** The journal of what belongs to nobody: structures, circuits, the portal itself. */
export function AuditOfSystem() {
  const list = useList('GET /api/administration/audit/system');
  const file = addressOf('GET /api/administration/audit/system/export');
  const check = reading('GET /api/administration/audit/system/check');
  return <Audit of="ofSystem" list={list} file={file} check={check} />;
}

/** What was done, dated and signed, and whether the chain of events holds. */
function Audit({
  of,
  list,
  file,
  check,
}: {
  of: 'ofRequest' | 'ofPerson' | 'ofSystem';
  list: List<AuditRow, AuditPage, 'actorId'>;
  /** The address of the events as a file. */
  file: string;
  /** What verifies the chain. */
  check: Verification;
}) {
  const { t, language } = useLanguage();
  useInSpace('exploitation');
  const columns: Column<AuditRow>[] = [
    { key: 'number', header: t('administration.audit.number'), nowrap: true, cell: (row) => row.sequence },
    { key: 'at', header: t('administration.audit.at'), cell: (row) => moment(row.at, language) },
    {
      key: 'who',
      header: t('administration.audit.who'),
      cell: ({ actor }) => (actor ? fullName(actor) : t('administration.audit.portal')),
    },
    { key: 'what', header: t('administration.audit.what'), cell: (row) => <What row={row} /> },
    { key: 'detail', header: t('administration.audit.detail'), cell: (row) => <Detail row={row} /> },
  ];
  return (
    <Loaded query={list.query} wholePage>
      {(page) => {
        return (
          <Page
            title={t(`administration.audit.${of}`, { title: page.title })}
            lead={t('administration.audit.lead')}
            crumbs={[{ to: '/administration/audit', text: t('administration.audit.title') }]}
            actions={
              <Button
                as="a"
                href={file}
                download={`journal-${page.title.replace(/[^\p{L}\p{N}]+/gu, '-') || 'systeme'}.json`}
                kind="tertiary"
                size="md"
                renderIcon={Download}
              >
                {t('administration.audit.export')}
              </Button>
            }
          >
            <ChainLine check={check} events={page.events} />
            <div className="h-filters">
              <Filters
                list={list}
                filters={[
                  {
                    by: 'actorId',
                    id: 'actor',
                    label: t('administration.audit.who'),
                    all: t('administration.audit.allActors'),
                    choices: page.actors.map((actor) => ({ value: actor.id, text: fullName(actor) })),
                  },
                ]}
              />
              <p className="h-filters__total" role="status">
                {t('list.total', { count: page.total })}
              </p>
            </div>
            {page.total === 0 ? (
              <EmptyState title={t('list.nothingFound')} text={t('list.nothingFoundText')} />
            ) : (
              <ListTable
                label={t('administration.audit.title')}
                columns={columns}
                rows={page.items}
                rowKey={(row) => String(row.sequence)}
                page={{ ...page, onTurn: (to) => list.set(to) }}
              />
            )}
          </Page>
        );
      }}
    </Loaded>
  );
}

type Verification = ReturnType<typeof reading<'GET /api/administration/audit/system/check'>>;

/** A chain that is verified as soon as its journal is opened; a longer one, once somebody asks. */
const MAX_AT_ONCE = 2_000;

/** Whether the chain holds, verified once however many pages are turned, and when; or that it was not verified. */
function ChainLine({ check, events }: { check: Verification; events: number }) {
  const { t } = useLanguage();
  const [asked, setAsked] = useState(events <= MAX_AT_ONCE);
  const { data, error, isFetching, refetch } = useQuery({
    ...check,
    enabled: asked,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const verify = () => {
    if (asked) void refetch();
    else setAsked(true);
  };
  if (isFetching)
    return <InProgress className="h-notice" text={t('administration.audit.verifying', { count: events })} />;
  if (error) return <Failure error={error} retry={verify} />;
  return (
    <>
      {data === undefined ? (
        <InlineNotification
          className="h-notice"
          kind="info"
          role="status"
          lowContrast
          hideCloseButton
          title={t('administration.audit.unverified')}
          subtitle={t('administration.audit.unverifiedText', { count: events })}
          statusIconDescription={t('common.info')}
        />
      ) : (
        <ChainStands check={data} />
      )}
      <Button kind="ghost" size="sm" onClick={verify}>
        {t(data === undefined ? 'administration.audit.verify' : 'administration.audit.verifyAgain')}
      </Button>
    </>
  );
}

function ChainStands({ check: { broken, verifiedUpTo, events: count, at } }: { check: AuditCheck }) {
  const { t, language } = useLanguage();
  const when = moment(at, language);
  return (
    <InlineNotification
      className="h-notice"
      kind={broken ? 'error' : 'success'}
      role={broken ? 'alert' : 'status'}
      lowContrast
      hideCloseButton
      title={
        broken
          ? t('administration.audit.broken', { number: broken.sequence })
          : t('administration.audit.holds', { number: verifiedUpTo })
      }
      subtitle={
        broken
          ? t('administration.audit.brokenText', { verified: verifiedUpTo })
          : t('administration.audit.holdsText', { count, when })
      }
      statusIconDescription={t(broken ? 'common.error' : 'common.success')}
    />
  );
}

function What({ row }: { row: AuditRow }) {
  const { known } = useLanguage();
  return (
    <span className="h-two">
      <strong>{known(`administration.audit.verbs.${row.verb}`, {}, row.verb)}</strong>
      <code className="h-muted h-break">{row.hash.slice(0, 16)}…</code>
    </span>
  );
}

/** Values that are identifiers, of no language. */
const CODES = new Set(['number', 'kind', 'template', 'elementId', 'type', 'message', 'code']);

/** What these name is a file of circuits, by its identifier; others name people and places. */
const NAMES_FILE = /^(?:part|grid)\./;

function Detail({ row: { verb, detail } }: { row: AuditRow }) {
  const { t, known } = useLanguage();
  if (!detail) return null;
  const entries = Object.entries(detail).flatMap(([path, value]) => {
    const [when, name] = path.includes('.') ? path.split('.') : ['', path];
    const label = name ? known(`administration.audit.keys.${name}`, {}, '') : '';
    // Identifiers and what has no word stay in the export.
    if (!label || value === null) return [];
    const text =
      typeof value === 'boolean' ? t(value ? 'administration.audit.yes' : 'administration.audit.no') : String(value);
    const shown = name === 'role' ? known(`roles.${text}`, {}, text) : text;
    const isCode = CODES.has(name ?? '') || (name === 'name' && NAMES_FILE.test(verb));
    return [{ path, when: when as 'before' | 'after' | '', label, shown, isCode }];
  });
  return (
    <ul className="h-plain">
      {entries.map(({ path, when, label, shown, isCode }) => (
        <li key={path}>
          {when === '' ? label : t(`administration.audit.${when}`, { text: label })}{' '}
          {isCode ? <code>{shown}</code> : shown}
        </li>
      ))}
    </ul>
  );
}
