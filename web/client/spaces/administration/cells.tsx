import { Link } from 'react-router';
import type { z } from 'zod';
import type { StructureRef } from '#web/contract/operations/administration.ts';
import { fullName } from '../../language/format.ts';

/** Someone, with the way to their page. */
export function PersonCell({
  person,
}: {
  person: { id: string; firstName: string; lastName: string; employeeNumber?: string };
}) {
  return (
    <span className="h-two">
      <Link to={`/administration/persons/${person.id}`}>{fullName(person)}</Link>
      {person.employeeNumber ? <span className="h-muted">{person.employeeNumber}</span> : null}
    </span>
  );
}

/** A structure, with the code that tells it from another of its name. */
export function StructureCell({ structure }: { structure: z.infer<typeof StructureRef> | null }) {
  if (!structure) return <>—</>;
  return (
    <span className="h-two">
      <span>{structure.name}</span>
      <code className="h-muted">{structure.code}</code>
    </span>
  );
}
