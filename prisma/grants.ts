import pg from 'pg';
import { OwnerRole } from './application-role.ts';
import { whole } from './migrate/whole.ts';

/** What the application may do to a table; `insert` and `update` may be narrowed to columns. */
interface Grant {
  readonly insert: boolean | readonly string[];
  readonly update: boolean | readonly string[];
  readonly delete: boolean;
}

const free: Grant = { insert: true, update: true, delete: true };
const kept: Grant = { insert: true, update: true, delete: false };
const appendOnly: Grant = { insert: true, update: false, delete: false };
const sealedBut = (...columns: string[]): Grant => ({ insert: true, update: columns, delete: false });

/** Of a delegation: a suspension is never shortened (a trigger). */
const SUSPENSION = ['suspended_from', 'suspended_until', 'suspension_reason'] as const;

/**
 * The application's rights, table by table; the owner keeps its own for migrations. Everything can
 * be read. What proves something is written once, so that a faulty or compromised program cannot
 * rewrite it.
 */
export const APPLICATION_GRANTS: Readonly<Record<string, Grant>> = {
  // The person of an account never changes, nor what opened it: an identity of one account would
  // open another's.
  user: sealedBut(
    ...['name', 'email', 'email_verified', 'image', 'two_factor_enabled', 'updated_at'],
    ...['activated_at', 'locked_at', 'closed_at'],
  ),
  session: free,
  account: free,
  verification: free,
  // Who was linked to whom stays; its end is written once.
  identity_link: sealedBut('ended_at'),
  identity_claim: sealedBut('outcome', 'answered_at'),
  two_factor: free,
  rate_limit: free,
  step_up_guard: free,
  // Its owner, purpose and expiry never change.
  account_link: sealedBut('used_at', 'ended_at'),
  // Their language is their own choice; the address of their account follows two checks, and a
  // change of identity a row with what it was before (triggers).
  person: sealedBut(...['language', 'account_email'], ...['first_name', 'last_name', 'work_email', 'employee_number']),
  person_change: appendOnly,
  identity_check: appendOnly,
  sign_in_event: appendOnly,
  known_device: free,
  passkey: free,
  sign_in_tries: free,
  structure: sealedBut('name', 'city', 'time_zone', 'department', 'parent_id', 'path', 'closed_on'),
  // The approval of a file of values is written once, by another person than its sender (a
  // trigger).
  import_batch: sealedBut(
    ...['state', 'sha256', 'encoding', 'lines', 'fault', 'touched_at', 'applied_at'],
    ...['approved_by_id', 'approved_at'],
  ),
  import_chunk: { insert: true, update: false, delete: true },
  // A file that is read again forgets its lines; once planned they stay (a trigger).
  import_line: {
    ...sealedBut('position', 'same_keys', 'said', 'state', 'waits', 'faults', 'subject'),
    delete: true,
  },
  // What was prepared and shown stays (triggers); a batch that was never launched can be forgotten.
  act_batch: {
    ...sealedBut('content', 'answers', 'state', 'lines', 'fault', 'touched_at', 'asked_at', 'ended_at'),
    delete: true,
  },
  act_batch_line: { ...sealedBut('agent_id', 'said', 'state', 'faults', 'request_id'), delete: true },
  // Days may be corrected until the campaign closes, posts until it opens; results are published
  // once (triggers).
  campaign: sealedBut(
    ...['title_fr', 'title_en', 'opens_on', 'closes_on', 'opinions_until', 'results_on', 'effect_on', 'state'],
    ...['published_by_id', 'published_at', 'reason_law', 'reason_fact'],
  ),
  campaign_post: { ...sealedBut('title', 'structure_id', 'places', 'profile'), delete: true },
  campaign_request: appendOnly,
  // Its progress, until it ended (a trigger); each version is kept.
  campaign_ranking: sealedBut('state', 'total', 'ties', 'fault', 'touched_at', 'ended_at'),
  campaign_rank: sealedBut('post_code'),
  campaign_settlement: appendOnly,
  campaign_result: sealedBut('delivered_at'),
  scim_token: sealedBut('last_used_at', 'ended_at'),
  scim_user: sealedBut('external_id', 'user_name', 'active', 'departed_here_at', 'version', 'changed_at'),
  scim_group: sealedBut(
    ...['external_id', 'display_name', 'version', 'changed_at', 'deleted_at'],
    ...['role', 'structure_id', 'mapped_by_id', 'mapped_at', 'map_reason'],
  ),
  // What a directory says; the rights that follow from it are kept with rights.
  scim_member: free,
  // What it would give stays as received; what became of it is written once.
  provisioned_right: sealedBut('proposal_id', 'given_id', 'ended_at', 'ended_by_id', 'end_reason'),
  // A trigger writes it, from the paths.
  structure_above: { insert: false, update: false, delete: false },
  // A posting that never began can be removed: a trigger keeps the others. Its person, place and
  // start are changed by a new row only.
  posting: { ...sealedBut('quality', 'grade', 'until'), delete: true },
  // The situation of an agent is added to, never changed (triggers check the grounds).
  situation_theme: appendOnly,
  situation_entry: appendOnly,
  // The correction asked for stays; its end is written once (a trigger).
  situation_correction: sealedBut('state', 'decided_by_id', 'decided_at', 'remark'),
  // The grid proposed stays; the decision is written once (a trigger).
  situation_grid_proposal: sealedBut('state', 'decided_by', 'decided_at', 'remark'),
  situation_grid: appendOnly,
  // Which reminder each person received, once.
  situation_reminder: appendOnly,
  // One that began is ended, never moved to days when nobody was away or nothing was open yet.
  absence: { ...sealedBut('until'), delete: true },
  habilitation: { ...sealedBut('until'), delete: true },
  delegation: { ...sealedBut('revoked_at', 'published_on', 'publication', ...SUSPENSION), delete: true },
  // Who proposed what, for whom and why; answered once.
  right_proposal: sealedBut('outcome', 'answered_by_id', 'answered_at', 'answer_reason'),
  kind_opening: { ...sealedBut('until'), delete: true },
  act_opening: appendOnly,
  daily_root: appendOnly,
  daily_root_copy: appendOnly,
  daily_root_place: sealedBut('since', 'seen_at'),
  circuit_version: sealedBut('current', 'withdrawn_at', 'withdrawn_by', 'withdrawal_reason'),
  circuit_file: appendOnly,
  deployment: appendOnly,
  deployed_block: appendOnly,
  // What it drafts never changes, nor who touched it.
  circuit_draft: { ...sealedBut('revision', 'updated_at', 'updated_by', 'publication_id'), delete: true },
  circuit_draft_file: free,
  circuit_draft_touch: appendOnly,
  // What was proposed stays; the decision is written once (a trigger).
  circuit_proposal: sealedBut('state', 'decided_by', 'decided_at', 'remark', 'failure'),
  circuit_release: appendOnly,
  // What two people published of a block or a theme (a trigger checks who).
  part_version: appendOnly,
  part_file: appendOnly,
  // Its owner never changes; a draft that was filed is never removed (its request holds it), nor
  // its proof.
  draft: { ...sealedBut('version_id', 'data', 'revision', 'updated_at', 'warned_at'), delete: true },
  submission_proof: sealedBut('used_at'),
  // What was filed, by whom and about whom never changes.
  request: sealedBut(
    ...['engine', 'instance_key', 'stopped_since', 'outcome', 'closed_at'],
    ...['reminder_at', 'due_at', 'silence_at', 'stop_until'],
  ),
  // Bytes, hash and name are those that were uploaded; the request they are filed with is written
  // once.
  piece: { ...sealedBut('request_id'), delete: true },
  request_event: appendOnly,
  request_step: free,
  called_instance: appendOnly,
  // What it asks stays; it stops, resumes and ends.
  migration_batch: sealedBut('state', 'ended_at'),
  // Who asked what, and why; a trigger checks the transitions of its state. Only it moves the
  // request (a trigger).
  request_migration: sealedBut('state', 'cause', 'params', 'ended_at'),
  migrated_instance: sealedBut('state', 'cause', 'params', 'changed_at'),
  // Who retried what, and why; its progress and what became of each incident (triggers check the
  // transitions).
  incident_retry: sealedBut('state', 'watched_until', 'ended_at'),
  retried_incident: sealedBut('state', 'changed_at'),
  decision_reply: appendOnly,
  withdrawal: sealedBut('accepted_at', 'refused_at'),
  // Its decision, role and request never change: the circuit set them.
  task: sealedBut('state', 'ended_at', 'assignee_id', 'due_at', 'priority'),
  // Written by triggers and keep_task_holdings, as the owner.
  task_holding: { insert: false, update: false, delete: false },
  holding_scope: { insert: false, update: false, delete: true },
  // Written by triggers.
  acted_request: { insert: false, update: false, delete: false },
  decision_intent: appendOnly,
  decision: sealedBut('confirmed_at', 'voided_at'),
  request_amendment: appendOnly,
  step_up_proof: sealedBut('used_at'),
  signing_challenge: free,
  // What is signed together never changes; it is proved, written and stopped once (triggers). A
  // batch that nobody proved can be forgotten; a proved one stays.
  signing_batch: {
    ...sealedBut(
      ...['state', 'challenge', 'challenge_until', 'method', 'authentication', 'verified_at', 'expires_at'],
      ...['stop_asked_at', 'seen_at'],
    ),
    delete: true,
  },
  signing_leaf: { ...sealedBut('code', 'params'), delete: true },
  // What is asked of each task never changes; what became of it is written once (triggers).
  decision_batch: sealedBut('stop_asked_at', 'ended_at', 'seen_at'),
  decision_batch_item: sealedBut('intent_id', 'code', 'params', 'faults'),
  // What drafting writes, then what sealing does; its request and template never change.
  act: sealedBut(
    ...['title', 'content', 'warned', 'drafted_at', 'decision_id', 'preview_sha256', 'sealed_sha256', 'sealed_size'],
    ...['signed_at', 'sealed_at', 'evidence', 'seal_claim', 'seal_claimed_until'],
  ),
  act_preview: appendOnly,
  fold_shown: appendOnly,
  // Who was named, by whom and when stays; its end is written once (a trigger).
  signing_assistant: sealedBut('revoked_at', 'revoked_by_id'),
  signing_aside: { insert: true, update: false, delete: true },
  signing_place: { insert: true, update: false, delete: true },
  typed_answer: free,
  signing_note: { insert: true, update: ['sealed', 'at'], delete: true },
  // Triggers give the number and write what becomes of it.
  act_series: { insert: false, update: false, delete: false },
  later_act: { insert: false, update: false, delete: false },
  registered_act: { insert: ['id', 'act_id', 'reference', 'reserved_at'], update: false, delete: false },
  act_edition: appendOnly,
  // Proposed by one person, decided once by another; what stays of each act stays (triggers).
  elimination: sealedBut('state', 'decided_by_id', 'decided_at', 'remark'),
  eliminated_act: sealedBut('state', 'kept_by_id', 'kept_at'),
  // Its progress; a trigger checks the transitions.
  act_deposit: sealedBut(
    ...['state', 'code', 'sha256', 'size', 'deposited_at', 'looked_at', 'answered_at', 'answer', 'told'],
  ),
  // What was sent, when and by whom stays; its day of receipt is written once (a trigger).
  postal_notice: sealedBut('received_on', 'received_by_id'),
  postal_correction: appendOnly,
  dossier: sealedBut('counter'),
  // Only an elimination strikes out what it holds.
  dossier_piece: appendOnly,
  pay_piece: sealedBut('checked_at', 'checked_by_id', 'sent_at', 'batch_id'),
  pay_batch: sealedBut('recalled_at', 'recalled_by_id', 'recall_reason'),
  consultation: appendOnly,
  // To whom, where, what and under which Message-ID: the proof that they were notified.
  notification: sealedBut('state', 'attempts', 'next_try_at', 'last_error', 'sent_at', 'read_at'),
  outbox: free,
  seal_certificate: kept,
  sealing_key: kept,
  // What prisma/sql created: the owner writes it as it migrates.
  schema_object: { insert: false, update: false, delete: false },
  housekeeping_run: kept,
  audit_event: appendOnly,
  // The payload and its salt are erased together, with an event that says so (a trigger); the digest in audit_event stays.
  audit_payload: sealedBut('content', 'salt'),
};

function statementsFor(table: string, grant: Grant, role: string): string[] {
  const name = pg.escapeIdentifier(table);
  const verbs = ['select', ...(grant.delete ? ['delete'] : [])];
  for (const verb of ['insert', 'update'] as const) {
    const columns = grant[verb];
    if (columns === true) verbs.push(verb);
    else if (columns !== false)
      verbs.push(`${verb} (${columns.map((column) => pg.escapeIdentifier(column)).join(', ')})`);
  }
  return [`revoke all on ${name} from ${role}`, `grant ${verbs.join(', ')} on ${name} to ${role}`];
}

/**
 * Writes the statement that takes from the application's role the right to make tables, temporary
 * or not: SQL that names tables without their schema would mistake one for ours. A copy of a
 * database does not keep it.
 */
export const closeDatabase = (database: string, role: string): string =>
  `revoke temporary, create on database ${pg.escapeIdentifier(database)} from public, ${pg.escapeIdentifier(role)}`;

/**
 * The application's role has a right that it must not have, and that only the owner of the database
 * can take.
 */
export class OpenDatabase extends Error {
  override readonly name = 'OpenDatabase';
}

/**
 * Refuses a role that may act as the owner, whose revoked rights come back by themselves, or that
 * can still make tables: the migrating role may not own the database, then the owner must revoke
 * them, and the start waits for it.
 */
async function checkClosed(client: pg.Client, database: string, role: string): Promise<void> {
  const { rows } = await client.query<{ owns: boolean; open: boolean }>(
    `select pg_has_role($1, current_user, 'member') as owns,
            has_database_privilege($1, $2, 'temporary, create') or has_schema_privilege($1, 'public', 'create') as open`,
    [role, database],
  );
  if (rows[0]?.owns) throw new OwnerRole(role);
  if (rows[0]?.open)
    throw new OpenDatabase(
      `${role} can make tables of its own. As the owner of the database: ${closeDatabase(database, role)}; revoke create on schema public from public`,
    );
}

/**
 * Gives the application's role its rights, and no more; to be called after each migration. With a
 * password, creates the role (or changes its password); without, it must exist.
 * @throws {OwnerRole} if the role may act as the owner
 * @throws {OpenDatabase} if it can still make tables
 */
export async function grantApplication(ownerUrl: string, appRole: string, password?: string): Promise<void> {
  // A lost connection is reported by the statement that met it.
  const client = new pg.Client({ connectionString: ownerUrl }).on('error', () => {});
  await client.connect();
  try {
    await whole(client, async () => {
      const role = pg.escapeIdentifier(appRole);
      await client.query('select pg_advisory_xact_lock(5347912)');
      if (password !== undefined) {
        const found = await client.query('select from pg_roles where rolname = $1', [appRole]);
        const verb = found.rowCount === 0 ? 'create' : 'alter';
        await client.query(`${verb} role ${role} login nosuperuser password ${pg.escapeLiteral(password)}`);
      }
      const database = client.database ?? '';
      await client.query(`${closeDatabase(database, appRole)}; revoke create on schema public from public, ${role}`);
      await checkClosed(client, database, appRole);
      const statements = [
        `grant usage on schema public to ${role}`,
        `grant usage on sequence request_number to ${role}`,
        `grant execute on all functions in schema public to ${role}`,
        ...Object.entries(APPLICATION_GRANTS).flatMap(([table, grant]) => statementsFor(table, grant, role)),
      ];
      for (const statement of statements) await client.query(statement);
    });
  } finally {
    await client.end();
  }
}
