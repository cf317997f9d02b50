import { z } from 'zod';
import { Address, CivilDate, Id, PersonRef } from '../common.ts';

/** POST /api/me/assistants: who prepares one's signing desk, by their address at work. */
export const AssistantNamed = z.object({ workEmail: Address, from: CivilDate, until: CivilDate });

/** GET /api/me/assistants: those that one named, and the signatories whose desk one prepares. */
export const AssistantList = z.object({
  items: z.array(
    z.object({
      id: Id,
      signatory: PersonRef,
      assistant: PersonRef,
      from: CivilDate,
      until: CivilDate,
      revokedOn: CivilDate.nullable(),
      /** Whether whoever asks named them. */
      given: z.boolean(),
      /** Why nothing is prepared today (domain/permissions/assistant.ts); null: it is. */
      lapse: z.string().nullable(),
    }),
  ),
});
export type AssistantList = z.infer<typeof AssistantList>;
