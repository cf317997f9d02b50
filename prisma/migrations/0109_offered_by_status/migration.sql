-- A circuit says to which statuses it is offered (property « offeredTo »); an agent's status is what the theme used so says
-- (docs/decisions/situation-as-data.md). Whose status is not known is kept out of nothing. domain/situation/status.ts says the same.

-- The definition that the portal is shipped with, where no start has kept one yet: what is known of people is taken over by it.
insert into situation_theme (sha256, name, source, definition, floor)
  select encode(sha256(convert_to(source, 'UTF8')), 'hex'), source::jsonb ->> 'name', source, '{}', ''
    from (values ($theme${
  "name": "statut",
  "title": {
    "fr": "Statut et corps",
    "en": "Status and corps"
  },
  "use": "status",
  "inTime": {
    "is": "current",
    "from": "effectDate"
  },
  "guarantee": "act",
  "sentence": "Statut : {status}, corps {corps}, à compter du {from}.",
  "fields": [
    {
      "key": "status",
      "type": "choice",
      "label": {
        "fr": "Statut",
        "en": "Status"
      },
      "required": true,
      "choices": [
        {
          "value": "titulaire",
          "label": {
            "fr": "Titulaire",
            "en": "Tenured civil servant"
          }
        },
        {
          "value": "stagiaire",
          "label": {
            "fr": "Stagiaire",
            "en": "Probationary civil servant"
          }
        },
        {
          "value": "contractuel",
          "label": {
            "fr": "Contractuel",
            "en": "Contract agent"
          }
        },
        {
          "value": "magistrat",
          "label": {
            "fr": "Magistrat",
            "en": "Magistrate"
          }
        }
      ]
    },
    {
      "key": "corps",
      "type": "text",
      "label": {
        "fr": "Corps",
        "en": "Corps"
      },
      "help": {
        "fr": "D’un contractuel, son emploi.",
        "en": "Of a contract agent, the employment."
      },
      "required": true
    }
  ],
  "rules": []
}
$theme$)) as shipped (source)
   where not exists (select from situation_theme t where t.name = shipped.source::jsonb ->> 'name');

-- What somebody is to the ministry on a day; null: it is not known.
create function status_on(person uuid, day date) returns text language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select e.value ->> 'status' from situation_entry e
   where e.person_id = $1 and e.superseded_at is null and e."from" <= $2 and (e.until is null or e.until >= $2)
     and e.theme = (select t.name from situation_theme t where t.use = 'status' limit 1)
   order by e."from" desc, e.at desc, e.id desc limit 1
$$;

create function request_is_offered() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  offered jsonb;
  status text;
begin
  select coalesce(v.sheet -> 'offeredTo', '[]') into offered from circuit_version v where v.id = new.version_id;
  if by_owner() or offered = '[]' then return new; end if;
  status := status_on(new.agent_id, (now() at time zone 'Europe/Paris')::date);
  if status is not null and not offered ? status then
    raise exception 'request: « % » is not offered to this status', new.kind using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger request_is_offered before insert on request for each row execute function request_is_offered();
