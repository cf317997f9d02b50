import type { ReactNode } from 'react';
import { useInSpace } from '../../app/space.tsx';
import { useLanguage } from '../../language/use-language.ts';
import { Page } from '../../ui/Page.tsx';
import { StatusLine } from './StatusLine.tsx';

/** A page of what an administrator keeps: what was just done is said above it. */
export function AdministrationPage(props: {
  of: 'structures' | 'postings' | 'habilitations' | 'proposals' | 'delegations' | 'absences' | 'openings';
  notice: string;
  children: ReactNode;
}) {
  const { t } = useLanguage();
  useInSpace('exploitation');
  return (
    <Page title={t(`administration.${props.of}.title`)} lead={t(`administration.${props.of}.lead`)}>
      <StatusLine text={props.notice} />
      {props.children}
    </Page>
  );
}
