import { SkeletonPlaceholder } from '@carbon/react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { send } from '../api/api.ts';
import { Failure } from '../ui/Failure.tsx';
import type { Badge } from './badges.ts';

const Diagram = lazy(() => import('./Diagram.tsx'));

/** Downloads a BPMN and draws it. bpmn-js comes only with it. */
export function CircuitDiagram({
  src,
  active,
  done,
  badges,
  over = false,
  at,
  onChoose,
}: {
  src: string;
  active?: string[];
  done?: string[];
  /** How many things stand at an element, and how many of them are stopped. */
  badges?: Badge[];
  over?: boolean;
  at?: string;
  /** Called with the element that is clicked; a list beside offers the same. */
  onChoose?: (elementId: string) => void;
}) {
  const query = useQuery<string>({
    queryKey: [src, 'diagram'],
    queryFn: ({ signal }) => send('GET', src, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (query.error) return <Failure error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <SkeletonPlaceholder className="h-diagram" />;
  return (
    <Suspense fallback={<SkeletonPlaceholder className="h-diagram" />}>
      <Diagram
        xml={query.data}
        {...(active ? { active } : {})}
        {...(done ? { done } : {})}
        {...(badges ? { badges } : {})}
        over={over}
        {...(at ? { at } : {})}
        {...(onChoose ? { onChoose } : {})}
      />
    </Suspense>
  );
}
