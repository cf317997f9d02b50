import type { ReactNode } from 'react';
import { useLanguage } from '../../language/use-language.ts';
import { Page } from '../../shell/Page.tsx';
import { useInSpace } from '../../shell/space.tsx';

/** A page of what an administrator keeps: what was just done is told above it. */
export function AdministrationPage(props: {
  of: 'structures' | 'postings' | 'habilitations' | 'delegations' | 'absences' | 'openings';
  told: string;
  children: ReactNode;
}) {
  const { t } = useLanguage();
  useInSpace('exploitation');
  return (
    <Page title={t(`administration.${props.of}.title`)} lead={t(`administration.${props.of}.lead`)}>
      <p role="status" className="h-adminform__told">
        {props.told}
      </p>
      {props.children}
    </Page>
  );
}
