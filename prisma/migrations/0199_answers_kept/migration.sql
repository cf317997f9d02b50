-- What somebody types in answer to a complement, kept until it is sent: as drafts are, it is no decision and grounds nothing.
create table typed_answer (
  task_key text not null references task (key) on delete cascade on update cascade,
  person_id uuid not null,
  text text not null check (length(text) between 1 and 5000),
  at timestamptz(3) not null,
  primary key (task_key, person_id));
