-- What is known of an agent becomes data (docs/decisions/situation-as-data.md): themes, versioned, and one table of their values.
-- The four tables of the four effects are moved there and go, with the constraints that named them: the same are asked of every
-- theme, by what its definition says.

-- ── Themes ───────────────────────────────────────────────────────────────────

-- The floor of a type of field. domain/situation/theme.ts says the same (FLOOR_OF_TYPE).
create function field_floor(type text) returns text language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select case when type in ('iban', 'nir') then 'two-person'
              when type in ('identity', 'grade', 'echelon', 'index', 'position', 'quota') then 'act'
              when type in ('text', 'choice', 'date', 'number', 'amount', 'fraction', 'boolean', 'country', 'phone', 'email', 'month')
                then 'self' end
$$;

create function guarantee_rank(guarantee text) returns int language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select array_position(array['self', 'checked', 'act', 'two-person'], guarantee)
$$;

-- What must stand behind a change of a theme: what it says, and the floors of its fields. Null: it cannot be read.
create function theme_floor(definition jsonb) returns text language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select case when bool_and(guarantee_rank(asked) is not null) then
           (array['self', 'checked', 'act', 'two-person'])[max(guarantee_rank(asked))] end
    from (select definition ->> 'guarantee' as asked
          union all select field_floor(field ->> 'type') from jsonb_array_elements(definition -> 'fields') as field) asks
$$;

-- Each definition that a published circuit was ever given, by the SHA-256 of its file.
CREATE TABLE "situation_theme" (
    "sha256" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "floor" TEXT NOT NULL,
    "use" TEXT,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "situation_theme_pkey" PRIMARY KEY ("sha256")
);
CREATE INDEX "situation_theme_name_published_at_idx" ON "situation_theme"("name", "published_at");

-- What someone's situation says of a theme, from a day until another, both included. Never overwritten.
CREATE TABLE "situation_entry" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "theme" TEXT NOT NULL,
    "theme_sha256" TEXT NOT NULL,
    "from" DATE NOT NULL,
    "until" DATE,
    "value" JSONB NOT NULL,
    "origin" TEXT NOT NULL,
    "request_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "guarantee" TEXT,
    "act_id" UUID,
    "decision_ids" UUID[],
    "by_id" UUID,
    "cites_id" UUID,
    "superseded_at" TIMESTAMPTZ(3),
    "apart" BOOLEAN,

    CONSTRAINT "situation_entry_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "situation_entry_request_id_theme_key" ON "situation_entry"("request_id", "theme");
CREATE UNIQUE INDEX "situation_entry_cites_id_key" ON "situation_entry"("cites_id");
CREATE INDEX "situation_entry_person_id_theme_from_idx" ON "situation_entry"("person_id", "theme", "from");
ALTER TABLE "situation_entry" ADD CONSTRAINT "situation_entry_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "situation_entry" ADD CONSTRAINT "situation_entry_theme_sha256_fkey" FOREIGN KEY ("theme_sha256") REFERENCES "situation_theme"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table situation_entry add constraint situation_entry_period check (until is null or until >= "from");
alter table situation_entry add constraint situation_entry_origin check (origin in ('request', 'taken-over', 'import', 'correction'));
alter table situation_entry add constraint situation_entry_value check (jsonb_typeof(value) = 'object');
alter table situation_entry add constraint situation_entry_guarantee check (guarantee in ('self', 'checked', 'act', 'two-person'));
-- A correction cites what it puts right, and nothing else does.
alter table situation_entry add constraint situation_entry_correction check ((origin = 'correction') = (cites_id is not null));

-- A definition is what its file says; its floor never goes down, and no field goes, or becomes another, that values still hold.
create function situation_theme_stands() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  held text;
begin
  new.definition := new.source::jsonb;
  new.floor := theme_floor(new.definition);
  new.use := new.definition ->> 'use';
  if not by_owner() then new.published_at := clock_timestamp(); end if;
  if new.sha256 <> encode(sha256(convert_to(new.source, 'UTF8')), 'hex') or new.name is distinct from new.definition ->> 'name'
     or new.floor is null then
    raise exception 'theme %: its definition is not that of its file, or cannot be read', new.name using errcode = 'check_violation';
  end if;
  if exists (select from situation_theme t where t.name = new.name and guarantee_rank(t.floor) > guarantee_rank(new.floor)) then
    raise exception 'theme %: its guarantee goes below what it was', new.name using errcode = 'check_violation';
  end if;
  if exists (select from situation_theme t where t.name <> new.name and t.use = new.use) then
    raise exception 'theme %: another theme is used so (« % »)', new.name, new.use using errcode = 'check_violation';
  end if;
  if exists (select from situation_theme t where t.name = new.name and t.use is distinct from new.use) then
    raise exception 'theme %: what it is used for does not change', new.name using errcode = 'check_violation';
  end if;
  select key into held
    from situation_theme t, jsonb_array_elements(t.definition -> 'fields') as former, lateral (select former ->> 'key' as key) k
   where t.name = new.name
     and not exists (select from jsonb_array_elements(new.definition -> 'fields') as field
                      where field ->> 'key' = key and field ->> 'type' = former ->> 'type'
                        and (coalesce(field -> 'sensitive', 'false') = 'true' or coalesce(former -> 'sensitive', 'false') = 'false'))
     and exists (select from situation_entry e where e.theme = new.name and e.value ? key)
   limit 1;
  if found then
    raise exception 'theme %: values still hold « % » as it was', new.name, held using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger situation_theme_stands before insert on situation_theme
  for each row execute function situation_theme_stands();

-- The definitions that the four effects become.
insert into situation_theme (sha256, name, source, definition, floor)
  select encode(sha256(convert_to(source, 'UTF8')), 'hex'), source::jsonb ->> 'name', source, '{}', ''
    from (values
      ($theme${
  "name": "contact",
  "title": {
    "fr": "Coordonnées personnelles",
    "en": "Personal contact details"
  },
  "use": "reach",
  "inTime": {
    "is": "current"
  },
  "guarantee": "self",
  "fields": [
    {
      "key": "phone",
      "type": "phone",
      "label": {
        "fr": "Téléphone personnel",
        "en": "Personal telephone"
      }
    },
    {
      "key": "personalEmail",
      "type": "email",
      "label": {
        "fr": "Courriel personnel",
        "en": "Personal e-mail"
      }
    }
  ],
  "rules": []
}
$theme$),
      ($theme${
  "name": "coordonnees-bancaires",
  "formerly": "bank-account",
  "title": {
    "fr": "Compte de paye",
    "en": "Pay account"
  },
  "inTime": {
    "is": "current"
  },
  "guarantee": "two-person",
  "pay": {
    "movement": "bank-account"
  },
  "fields": [
    {
      "key": "iban",
      "type": "iban",
      "label": {
        "fr": "IBAN",
        "en": "IBAN"
      },
      "required": true,
      "sensitive": true,
      "readers": ["gestionnaire", "financier"],
      "pay": true
    },
    {
      "key": "holder",
      "type": "text",
      "label": {
        "fr": "Titulaire du compte",
        "en": "Holder of the account"
      },
      "required": true,
      "pay": true
    },
    {
      "key": "payMonth",
      "type": "month",
      "label": {
        "fr": "Premier mois payé sur ce compte",
        "en": "First month paid to this account"
      },
      "source": "pay-month",
      "pay": true
    }
  ],
  "rules": []
}
$theme$),
      ($theme${
  "name": "echelon-grade",
  "formerly": "echelon",
  "title": {
    "fr": "Échelon",
    "en": "Step in the grade"
  },
  "inTime": {
    "is": "current",
    "from": "effectDate"
  },
  "guarantee": "act",
  "sentence": "Échelon : {echelon} échelon du grade {grade}, indice majoré {index}, à compter du {from}.",
  "pay": {
    "movement": "echelon"
  },
  "fields": [
    {
      "key": "grade",
      "type": "grade",
      "label": {
        "fr": "Grade",
        "en": "Grade"
      },
      "source": "grade",
      "pay": true
    },
    {
      "key": "echelon",
      "type": "echelon",
      "label": {
        "fr": "Échelon",
        "en": "Step"
      },
      "required": true,
      "pay": true,
      "fact": true,
      "grows": "grade"
    },
    {
      "key": "index",
      "type": "index",
      "label": {
        "fr": "Indice majoré",
        "en": "Pay index"
      },
      "required": true,
      "pay": true,
      "fact": true,
      "grows": true
    }
  ],
  "rules": [
    {
      "id": "effect-too-late",
      "field": "effectDate",
      "broken": "date(asked.from) > date(filedOn) + duration(\"P1Y\")",
      "params": {
        "day": "string(date(filedOn) + duration(\"P1Y\"))"
      },
      "message": {
        "fr": "Choisissez le {{day}} au plus tard.",
        "en": "Choose {{day}} or earlier."
      },
      "legal": null,
      "then": "refuses"
    },
    {
      "id": "effect-too-early",
      "field": "effectDate",
      "broken": "date(asked.from) < date(date(filedOn).year - 4, 1, 1)",
      "params": {
        "day": "string(date(date(filedOn).year - 4, 1, 1))"
      },
      "message": {
        "fr": "Choisissez le {{day}} au plus tôt.",
        "en": "Choose {{day}} or later."
      },
      "legal": "loi n° 68-1250 du 31 décembre 1968, article 1",
      "then": "refuses"
    },
    {
      "id": "effect-before-post",
      "field": "effectDate",
      "broken": "inPostSince != null and date(asked.from) < date(inPostSince)",
      "params": {
        "day": "inPostSince"
      },
      "message": {
        "fr": "L’agent est en poste depuis le {{day}} : l’effet ne peut pas être antérieur.",
        "en": "The agent has held a post since {{day}}: nothing takes effect before."
      },
      "legal": null,
      "then": "refuses"
    },
    {
      "id": "echelon-before-former",
      "field": "effectDate",
      "broken": "former != null and (if answers.basis = \"seniority\" then date(asked.from) <= date(former.from) else date(asked.from) < date(former.from))",
      "params": {
        "day": "former.from"
      },
      "message": {
        "fr": "L’échelon actuel a pris effet le {{day}} : le suivant ne peut pas le précéder.",
        "en": "The present échelon took effect on {{day}}: the next one cannot precede it."
      },
      "legal": "code général de la fonction publique, article L522-2",
      "then": "refuses"
    },
    {
      "id": "echelon-own-filing",
      "field": "echelon",
      "broken": "byAgent",
      "message": {
        "fr": "Un échelon est accordé à l’initiative de l’administration, non à la demande de l’agent.",
        "en": "An échelon is granted by the administration, not at the agent’s request."
      },
      "legal": null,
      "then": "refuses"
    },
    {
      "id": "echelon-beyond",
      "field": "echelon",
      "broken": "asked.echelon > 20",
      "params": {
        "max": "20"
      },
      "message": {
        "fr": "Un grade compte {{max}} échelons au plus.",
        "en": "A grade has {{max}} échelons at most."
      },
      "legal": null,
      "then": "refuses"
    },
    {
      "id": "echelon-down",
      "field": "echelon",
      "broken": "former != null and former.grade = grade and asked.echelon <= former.echelon",
      "params": {
        "echelon": "former.echelon"
      },
      "message": {
        "fr": "L’agent est au {{echelon}}e échelon de son grade : choisissez un échelon supérieur.",
        "en": "The agent is at échelon {{echelon}} of the grade: choose one above."
      },
      "legal": "code général de la fonction publique, article L522-2",
      "then": "refuses"
    },
    {
      "id": "echelon-skips",
      "field": "echelon",
      "broken": "former != null and former.grade = grade and answers.basis = \"seniority\" and asked.echelon > former.echelon + 1",
      "params": {
        "next": "former.echelon + 1"
      },
      "message": {
        "fr": "À l’ancienneté, l’échelon suivant est le {{next}}e : aucun ne se saute.",
        "en": "By seniority, the next échelon is {{next}}: none is skipped."
      },
      "legal": "code général de la fonction publique, article L522-2",
      "then": "refuses"
    },
    {
      "id": "index-down",
      "field": "index",
      "broken": "former != null and asked.index <= former.index",
      "params": {
        "index": "former.index"
      },
      "message": {
        "fr": "L’indice de l’agent est {{index}} : celui de l’échelon atteint est plus élevé.",
        "en": "The agent’s index is {{index}}: that of the échelon reached is higher."
      },
      "legal": "code général de la fonction publique, article L522-2",
      "then": "refuses"
    }
  ]
}
$theme$),
      ($theme${
  "name": "temps-de-travail",
  "formerly": "work-time",
  "title": {
    "fr": "Temps de travail",
    "en": "Working time"
  },
  "none": {
    "fr": "Temps plein",
    "en": "Full time"
  },
  "inTime": {
    "is": "dated",
    "from": "startDate",
    "until": "endDate",
    "min": "P6M",
    "max": "P1Y"
  },
  "guarantee": "act",
  "sentence": "Temps partiel : quotité de {quota} %, rémunération de {payFraction} d'un temps plein, du {from} au {until} inclus.",
  "pay": {
    "movement": "work-time"
  },
  "fields": [
    {
      "key": "quota",
      "type": "quota",
      "label": {
        "fr": "Quotité (%)",
        "en": "Working time (%)"
      },
      "required": true,
      "pay": true,
      "fact": true,
      "choices": [
        {
          "value": 50,
          "label": {
            "fr": "50 %",
            "en": "50%"
          },
          "gives": {
            "payFraction": "50/100"
          }
        },
        {
          "value": 60,
          "label": {
            "fr": "60 %",
            "en": "60%"
          },
          "gives": {
            "payFraction": "60/100"
          }
        },
        {
          "value": 70,
          "label": {
            "fr": "70 %",
            "en": "70%"
          },
          "gives": {
            "payFraction": "70/100"
          }
        },
        {
          "value": 80,
          "label": {
            "fr": "80 %",
            "en": "80%"
          },
          "gives": {
            "payFraction": "6/7"
          }
        },
        {
          "value": 90,
          "label": {
            "fr": "90 %",
            "en": "90%"
          },
          "gives": {
            "payFraction": "32/35"
          }
        }
      ]
    },
    {
      "key": "payFraction",
      "type": "fraction",
      "label": {
        "fr": "Fraction de la rémunération",
        "en": "Fraction of the pay"
      },
      "source": "choice",
      "pay": true
    }
  ],
  "rules": [
    {
      "id": "effect-too-early",
      "field": "startDate",
      "broken": "date(asked.from) < date(filedOn)",
      "params": {
        "day": "filedOn"
      },
      "message": {
        "fr": "Choisissez le {{day}} au plus tôt.",
        "en": "Choose {{day}} or later."
      },
      "legal": "Conseil d'État, 25 juin 1948, Société du journal « L'Aurore »",
      "then": "refuses"
    },
    {
      "id": "effect-too-late",
      "field": "startDate",
      "broken": "date(asked.from) > date(filedOn) + duration(\"P10Y\")",
      "params": {
        "day": "string(date(filedOn) + duration(\"P10Y\"))"
      },
      "message": {
        "fr": "Choisissez le {{day}} au plus tard.",
        "en": "Choose {{day}} or earlier."
      },
      "legal": null,
      "then": "refuses"
    },
    {
      "id": "part-time-short",
      "field": "endDate",
      "broken": "date(asked.until) < date(asked.from) + duration(\"P6M\") - duration(\"P1D\")",
      "params": {
        "day": "string(date(asked.from) + duration(\"P6M\") - duration(\"P1D\"))"
      },
      "message": {
        "fr": "Un temps partiel dure six mois au moins : choisissez le {{day}} au plus tôt.",
        "en": "Part-time lasts six months at least: choose {{day}} or later."
      },
      "legal": "décret n° 82-624 du 20 juillet 1982, article 2",
      "then": "refuses"
    },
    {
      "id": "part-time-long",
      "field": "endDate",
      "broken": "date(asked.until) > date(asked.from) + duration(\"P1Y\") - duration(\"P1D\")",
      "params": {
        "day": "string(date(asked.from) + duration(\"P1Y\") - duration(\"P1D\"))"
      },
      "message": {
        "fr": "Un temps partiel dure un an au plus : choisissez le {{day}} au plus tard.",
        "en": "Part-time lasts a year at most: choose {{day}} or earlier."
      },
      "legal": "décret n° 82-624 du 20 juillet 1982, article 2",
      "then": "refuses"
    },
    {
      "id": "part-time-quota",
      "field": "quota",
      "broken": "not(list contains([50, 60, 70, 80, 90], asked.quota))",
      "message": {
        "fr": "La quotité est de 50, 60, 70, 80 ou 90 %.",
        "en": "Working time is 50, 60, 70, 80 or 90% of full time."
      },
      "legal": "décret n° 82-624 du 20 juillet 1982, article 1",
      "then": "refuses"
    }
  ]
}
$theme$)
    ) as shipped (source);

-- What circuits were published with, as their manifests say since: a step that still says the former name is understood.
update circuit_version v set sheet = v.sheet || jsonb_build_object(
  'effects', (
    select coalesce(jsonb_agg(coalesce(t.name, said.effect) order by said.place), '[]')
      from jsonb_array_elements_text(coalesce(v.sheet -> 'effects', '[]')) with ordinality as said (effect, place)
      left join situation_theme t on t.definition ->> 'formerly' = said.effect),
  'themes', (
    select coalesce(jsonb_object_agg(t.name, t.definition), '{}')
      from situation_theme t
     where exists (select from jsonb_array_elements_text(coalesce(v.sheet -> 'effects', '[]')) as said (effect)
                    where said.effect in (t.name, t.definition ->> 'formerly'))));

-- ── What the four tables held ────────────────────────────────────────────────

create function moved_theme(formerly text) returns table (name text, sha256 text) language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select t.name, t.sha256 from situation_theme t where $1 in (t.definition ->> 'formerly', t.name)
$$;

-- Part-times. Those that met an earlier one stay as they are: nothing else may join them.
insert into situation_entry (id, person_id, theme, theme_sha256, "from", until, value, origin, request_id, at, guarantee, act_id, decision_ids, apart)
  select coalesce(c.id, w.id), w.person_id, t.name, t.sha256, w."from", w.until,
         jsonb_strip_nulls(jsonb_build_object('quota', w.quota, 'payFraction', case w.quota
           when 50 then '50/100' when 60 then '60/100' when 70 then '70/100' when 80 then '6/7' when 90 then '32/35' end)),
         'request', w.request_id, coalesce(c.at, r.closed_at, r.filed_at, p.created_at), c.guarantee, c.act_id, c.decision_ids,
         not exists (select from work_time e
                      where e.person_id = w.person_id and e.id < w.id and e."from" <= w.until and w."from" <= e.until)
    from work_time w cross join moved_theme('work-time') t join person p on p.id = w.person_id
    left join request r on r.id = w.request_id
    left join situation_change c on c.request_id = w.request_id and c.what = 'work-time';

insert into situation_entry (id, person_id, theme, theme_sha256, "from", value, origin, request_id, at, guarantee, act_id, decision_ids, apart)
  select coalesce(c.id, e.id), e.person_id, t.name, t.sha256, e."from",
         jsonb_build_object('grade', e.grade, 'echelon', e.echelon, 'index', e.index),
         case when e.request_id is null then 'taken-over' else 'request' end, e.request_id,
         coalesce(c.at, r.closed_at, r.filed_at, p.created_at), c.guarantee, c.act_id, c.decision_ids, false
    from echelon e cross join moved_theme('echelon') t join person p on p.id = e.person_id
    left join request r on r.id = e.request_id
    left join situation_change c on c.request_id = e.request_id and c.what = 'echelon';

insert into situation_entry (id, person_id, theme, theme_sha256, "from", value, origin, request_id, at, guarantee, act_id, decision_ids, apart)
  select coalesce(c.id, b.id), b.person_id, t.name, t.sha256, (b.applied_at at time zone 'Europe/Paris')::date,
         jsonb_build_object('iban', jsonb_build_object('sealed', b.sealed, 'shown', b.shown), 'holder', b.holder, 'payMonth', b.pay_month),
         'request', b.request_id, b.applied_at, c.guarantee, c.act_id, c.decision_ids, false
    from bank_account b cross join moved_theme('bank-account') t
    left join situation_change c on c.request_id = b.request_id and c.what = 'bank-account';

-- How people are reached outside work: what was known first, each change, and what their row said in the end.
insert into situation_entry (id, person_id, theme, theme_sha256, "from", value, origin, at, apart)
  select gen_random_uuid(), p.id, t.name, t.sha256, (p.created_at at time zone 'Europe/Paris')::date,
         jsonb_strip_nulls(known.value), 'taken-over', p.created_at, false
    from person p cross join moved_theme('contact') t
    cross join lateral (
      select coalesce(
        (select jsonb_build_object('phone', c.before -> 'phone', 'personalEmail', c.before -> 'personalEmail')
           from situation_change c where c.person_id = p.id and c.what = 'contact' order by c.at, c.id limit 1),
        jsonb_build_object('phone', p.phone, 'personalEmail', p.personal_email)) as value) known
   where jsonb_strip_nulls(known.value) <> '{}';
insert into situation_entry (id, person_id, theme, theme_sha256, "from", value, origin, request_id, at, guarantee, act_id, decision_ids, apart)
  select c.id, c.person_id, t.name, t.sha256, (c.at at time zone 'Europe/Paris')::date,
         jsonb_strip_nulls(jsonb_build_object('phone', c.after -> 'phone', 'personalEmail', c.after -> 'personalEmail')),
         'request', c.request_id, c.at, c.guarantee, c.act_id, c.decision_ids, false
    from situation_change c cross join moved_theme('contact') t where c.what = 'contact';
insert into situation_entry (id, person_id, theme, theme_sha256, "from", value, origin, at, apart)
  select gen_random_uuid(), p.id, t.name, t.sha256, (last.at at time zone 'Europe/Paris')::date, stands.value, 'taken-over',
         last.at + interval '1 millisecond', false
    from person p cross join moved_theme('contact') t
    cross join lateral (select c.at from situation_change c where c.person_id = p.id and c.what = 'contact'
                         order by c.at desc, c.id desc limit 1) last
    cross join lateral (select e.value from situation_entry e where e.person_id = p.id and e.theme = t.name
                         order by e.at desc, e.id desc limit 1) written
    cross join lateral (select jsonb_strip_nulls(jsonb_build_object('phone', p.phone, 'personalEmail', p.personal_email)) as value) stands
   where stands.value <> written.value;

-- A change whose own row is not there: what it says it wrote.
insert into situation_entry (id, person_id, theme, theme_sha256, "from", until, value, origin, request_id, at, guarantee, act_id, decision_ids, apart)
  select c.id, c.person_id, t.name, t.sha256,
         coalesce((c.after ->> 'from')::date, (c.at at time zone 'Europe/Paris')::date), (c.after ->> 'until')::date,
         c.after - 'from' - 'until', 'request', c.request_id, c.at, c.guarantee, c.act_id, c.decision_ids, false
    from situation_change c cross join lateral moved_theme(c.what) t
   where not exists (select from situation_entry e where e.id = c.id);

drop function moved_theme(text);

-- ── What goes ────────────────────────────────────────────────────────────────

drop trigger contact_has_change on person;
drop table work_time, echelon, bank_account, situation_change;
drop function contact_has_change(), effect_has_change(), effect_is_its_change(), echelon_goes_up(), effect_floor(text),
  situation_change_has_grounds(), situation_change_is_of_now(), situation_change_is_of_its_act(), pay_ground(text),
  pay_fraction(int), pay_applied(text, uuid);
alter table person drop column phone, drop column personal_email;

-- ── What stands behind a value ───────────────────────────────────────────────

alter table situation_entry add constraint situation_entry_apart
  exclude using gist (person_id with =, theme with =, daterange("from", until, '[]') with &&) where (apart and superseded_at is null);

-- Values and days together, as acts and pay say them.
create function entry_facts(value jsonb, "from" date, until date) returns jsonb language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select value || jsonb_strip_nulls(jsonb_build_object('from', "from", 'until', until))
$$;

-- Which definition, on what grounds: docs/guarantees.md, G2. domain/effect/guarantee.ts judges the same before.
create function situation_entry_has_grounds() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  asked request%rowtype;
  themed situation_theme%rowtype;
  agreed int;
begin
  select * into themed from situation_theme t where t.sha256 = new.theme_sha256 and t.name = new.theme;
  if not found then
    raise exception 'situation: « % » has no such definition', new.theme using errcode = 'check_violation';
  end if;
  if new.apart is null or not by_owner() then new.apart := themed.definition #>> '{inTime,is}' = 'dated'; end if;
  if not by_owner() then new.superseded_at := null; end if;
  if new.origin <> 'request' then
    -- Taken over when the portal opened, or put right: its owner writes it.
    if not by_owner() then
      raise exception 'situation: no request stands behind it' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if not by_owner() and abs(extract(epoch from new.at - clock_timestamp())) > 300 then
    raise exception 'situation: it is dated when it is written' using errcode = 'check_violation';
  end if;
  select * into asked from request where id = new.request_id;
  if asked.id is null or asked.agent_id <> new.person_id then
    raise exception 'situation: request % is not of this person', new.request_id using errcode = 'check_violation';
  end if;
  if not exists (
      select from circuit_version v left join circuit_file f on f.version_id = v.id and f.path = '_situation/' || new.theme || '.json'
       where v.id = asked.version_id
         and coalesce(f.sha256 = themed.sha256, v.sheet -> 'themes' -> new.theme = themed.definition)) then
    raise exception 'situation: the circuit of request % has no such theme', asked.id using errcode = 'check_violation';
  end if;
  if new.guarantee is null or new.guarantee is distinct from themed.floor then
    raise exception 'situation: « % » asks for the guarantee « % »', new.theme, themed.floor using errcode = 'check_violation';
  end if;
  if exists (select from decision d where d.request_id = asked.id and d.voided_at is null
                and (d.kind, d.outcome) in (('visa', 'refused'), ('check', 'unconfirmed'))) then
    raise exception 'situation: request % was refused', asked.id using errcode = 'check_violation';
  end if;
  select count(distinct d.author_id) into agreed
    from decision d where d.id = any (new.decision_ids) and d.request_id = asked.id
     and d.confirmed_at is not null and d.voided_at is null
     and (d.kind, d.outcome) in (('visa', 'approved'), ('check', 'confirmed'))
     and d.author_id <> asked.agent_id and d.author_id is distinct from asked.filed_by_id;
  if new.guarantee = 'self' and asked.filed_by_id is not null and agreed < 1 then
    raise exception 'situation: the agent did not file request %', asked.id using errcode = 'check_violation';
  end if;
  if new.guarantee = 'checked' and agreed < 1 then
    raise exception 'situation: nobody agreed to request %', asked.id using errcode = 'check_violation';
  end if;
  if new.guarantee = 'act' and not exists (
      select from act a join decision d on d.id = a.decision_id
       where a.id = new.act_id and a.request_id = asked.id and a.template = 'act' and a.sealed_at is not null
         and d.request_id = asked.id and d.kind = 'signature' and d.outcome = 'signed'
         and d.capacity is not null and d.voided_at is null) then
    raise exception 'situation: request % has no sealed act', asked.id using errcode = 'check_violation';
  end if;
  if new.guarantee = 'two-person' and (asked.filed_by_id is not null or agreed < 2
      or not exists (select from decision d where d.id = any (new.decision_ids) and d.kind = 'check')
      or not exists (select from decision d join task t on t.key = d.task_key
                      where d.id = any (new.decision_ids) and t.role = 'financier')
      or not exists (select from submission_proof p where p.draft_id = asked.draft_id
                        and p.person_id = asked.agent_id and p.used_at is not null)
      or asked.stop_until is null or asked.stop_until > clock_timestamp()) then
    raise exception 'situation: request % lacks its two people, its proof or its wait', asked.id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger situation_entry_has_grounds before insert on situation_entry
  for each row execute function situation_entry_has_grounds();

-- What is written is what its request asked, and what its theme lets through. What the law adds is judged by the rules of the
-- theme (application/situation/), where its values are read.
create function situation_entry_is_as_asked() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  asked jsonb;
  definition jsonb;
  former situation_entry%rowtype;
  field jsonb;
  key text;
  is_number boolean;
  day text;
begin
  select r.data into asked from request r where r.id = new.request_id;
  select t.definition into definition from situation_theme t where t.sha256 = new.theme_sha256;
  perform from person where id = new.person_id for no key update;
  select * into former from situation_entry e
   where e.person_id = new.person_id and e.theme = new.theme and e.superseded_at is null
   order by e."from" desc, e.at desc, e.id desc limit 1;
  if exists (select from jsonb_object_keys(new.value) as held
              where not exists (select from jsonb_array_elements(definition -> 'fields') as f where f ->> 'key' = held)) then
    raise exception 'situation: « % » holds what its theme does not know', new.theme using errcode = 'check_violation';
  end if;
  for field in select f from jsonb_array_elements(definition -> 'fields') as f loop
    key := field ->> 'key';
    is_number := field ->> 'type' in ('number', 'amount', 'echelon', 'index', 'quota');
    if coalesce(field ->> 'source', 'answer') = 'answer' then
      if coalesce(asked ->> key, '') = '' then
        -- Left empty: as it was.
        if new.value -> key is distinct from former.value -> key then
          raise exception 'situation: « % » is not what the request asked for', key using errcode = 'check_violation';
        end if;
      elsif (case when coalesce(field -> 'sensitive', 'false') = 'true'
                    then asked #>> array[key, 'sealed'] is null
                         or asked #>> array[key, 'sealed'] is distinct from new.value #>> array[key, 'sealed']
                  when is_number then (asked ->> key)::numeric is distinct from (new.value ->> key)::numeric
                  else asked ->> key is distinct from new.value ->> key end) then
        raise exception 'situation: « % » is not what the request asked for', key using errcode = 'check_violation';
      end if;
    elsif field ->> 'source' = 'choice' and not exists (
        select from jsonb_array_elements(definition -> 'fields') as giver,
                    jsonb_array_elements(coalesce(giver -> 'choices', '[]')) as choice
         where choice -> 'value' = new.value -> (giver ->> 'key') and choice #> array['gives', key] = new.value -> key) then
      raise exception 'situation: « % » does not follow from the choice', key using errcode = 'check_violation';
    end if;
    if field -> 'choices' is not null and new.value -> key is not null and not exists (
        select from jsonb_array_elements(field -> 'choices') as choice where choice -> 'value' = new.value -> key) then
      raise exception 'situation: « % » is none of the choices', key using errcode = 'check_violation';
    end if;
    if field -> 'grows' is not null and former.id is not null
       and (jsonb_typeof(field -> 'grows') = 'boolean'
            or former.value -> (field ->> 'grows') is not distinct from new.value -> (field ->> 'grows'))
       and ((new.value ->> key)::numeric <= (former.value ->> key)::numeric or new."from" < former."from") then
      raise exception 'situation: « % » does not follow the former one', key using errcode = 'check_violation';
    end if;
  end loop;
  day := definition #>> '{inTime,from}';
  if (new."from"::text is distinct from
      case when day is null then (new.at at time zone 'Europe/Paris')::date::text else asked ->> day end) then
    raise exception 'situation: « % » does not begin when the request asked', new.theme using errcode = 'check_violation';
  end if;
  if new.until::text is distinct from asked ->> (definition #>> '{inTime,until}') then
    raise exception 'situation: « % » does not end when the request asked', new.theme using errcode = 'check_violation';
  end if;
  if new.until < (new."from" + (definition #>> '{inTime,min}')::interval - interval '1 day')::date
     or new.until > (new."from" + (definition #>> '{inTime,max}')::interval - interval '1 day')::date then
    raise exception 'situation: « % » does not last as long as it must', new.theme using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger situation_entry_is_as_asked before insert on situation_entry
  for each row when (new.origin = 'request') execute function situation_entry_is_as_asked();

-- What changes on the strength of an act stands among what that act says. What follows from an answer was not said by pages
-- drawn before it was kept; domain/effect/act-effects.ts says the same.
create function situation_entry_is_of_its_act() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  facts jsonb := entry_facts(new.value, new."from", new.until);
  definition jsonb;
  follows text[];
begin
  select t.definition into definition from situation_theme t where t.sha256 = new.theme_sha256;
  select coalesce(array_agg(f ->> 'key'), '{}') into follows
    from jsonb_array_elements(definition -> 'fields') as f where f ->> 'source' = 'choice';
  if not exists (
      select from act a where a.id = new.act_id and a.request_id = new.request_id
         and (a.effects is null or exists (
           select from jsonb_array_elements(a.effects) as said
            where said ->> 'effect' in (new.theme, definition ->> 'formerly')
              and said -> 'facts' <@ facts and (facts - follows) <@ (said -> 'facts')))) then
    raise exception 'situation: the sealed act of request % does not say it', new.request_id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger situation_entry_is_of_its_act before insert on situation_entry
  for each row when (new.origin = 'request' and new.guarantee = 'act') execute function situation_entry_is_of_its_act();

-- « Known before » (G4): 0022, of the entries of the theme that the portal reaches people by. domain/effect/known-contacts.ts says
-- the same.
create or replace function phone_known_before(person uuid, phone text, danger timestamptz) returns boolean
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  with begun as (
    select e.value ->> 'phone' as value, greatest(e.at, p.created_at) as at, e.id, lead(e.at) over w as until,
           phone_digits(e.value ->> 'phone') is distinct from lag(phone_digits(e.value ->> 'phone')) over w as begins
      from situation_entry e join person p on p.id = e.person_id
     where e.person_id = $1 and e.theme = (select t.name from situation_theme t where t.use = 'reach' limit 1)
    window w as (order by e.at, e.id)
  ), numbered as (
    select b.*, count(*) filter (where begins) over (order by at, id) as run from begun b
  ), span as (
    select (array_agg(value order by at, id))[1] as value, min(at) as since,
           case when bool_and(until is not null) then max(until) end as until
      from numbered group by run
  )
  select exists (select from span
                  where phone_digits(value) = phone_digits($2) and since <= $3 - interval '30 days'
                    and (until is null or (until >= $3 - interval '90 days' and until - since >= interval '30 days')))
$$;

create trigger account_change_has_call before insert on situation_entry
  for each row when (new.origin = 'request' and new.guarantee = 'two-person') execute function account_change_has_call();
create trigger change_has_waited before insert on situation_entry
  for each row when (new.origin = 'request' and new.guarantee = 'two-person') execute function change_has_waited();

-- What is put right stays, and is no longer in force.
create function situation_entry_supersedes() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  update situation_entry set superseded_at = new.at
   where id = new.cites_id and person_id = new.person_id and theme = new.theme and superseded_at is null;
  if not found then
    raise exception 'situation: it puts right nothing of this person that stands' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger situation_entry_supersedes before insert on situation_entry
  for each row when (new.cites_id is not null) execute function situation_entry_supersedes();

-- ── What follows a change ────────────────────────────────────────────────────

-- A movement of pay follows the theme that names it, changed on its own request, or a sealed act where none does; it never says
-- more than what was written. domain/pay/pay-grounds.ts says the same, and why.
create or replace function pay_piece_has_grounds() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  asked request%rowtype;
  entry situation_entry%rowtype;
  definition jsonb;
  known jsonb;
begin
  select * into asked from request r where r.id = new.request_id and r.agent_id = new.agent_id;
  if asked.id is null or new.movement not in ('work-time', 'echelon', 'bank-account', 'allowance', 'leave', 'other') then
    raise exception 'pay piece: request % is not of this agent, or « % » is no movement', new.request_id, new.movement
      using errcode = 'check_violation';
  end if;
  if new.movement in ('allowance', 'leave', 'other') then
    if not exists (select from act a where a.request_id = asked.id and a.template = 'act' and a.sealed_at is not null)
       -- What a rule refused is not paid: beside the act, a circuit that applies what pays follows pays once it is.
       or exists (select from circuit_version v, jsonb_each(coalesce(v.sheet -> 'themes', '{}')) as theme (name, definition)
                   where v.id = asked.version_id and v.sheet -> 'effects' ? theme.name and theme.definition -> 'pay' is not null)
          and not exists (select from situation_entry e join situation_theme t on t.sha256 = e.theme_sha256
                           where e.request_id = asked.id and t.definition -> 'pay' is not null) then
      raise exception 'pay piece: request % has neither its sealed act nor the effect beside it', asked.id
        using errcode = 'check_violation';
    end if;
    return new;
  end if;
  select e.* into entry from situation_entry e join situation_theme t on t.sha256 = e.theme_sha256
   where e.request_id = asked.id and t.definition #>> '{pay,movement}' = new.movement;
  if not found then
    raise exception 'pay piece: request % did not apply « % »', asked.id, new.movement using errcode = 'check_violation';
  end if;
  select t.definition into definition from situation_theme t where t.sha256 = entry.theme_sha256;
  select coalesce(jsonb_object_agg(f ->> 'key', btrim(coalesce(entry.value #>> array[f ->> 'key', 'shown'], entry.value ->> (f ->> 'key')))), '{}')
    into known from jsonb_array_elements(definition -> 'fields') as f where f -> 'pay' = 'true';
  known := known
    || case when definition #>> '{inTime,from}' is null then '{}'
            else jsonb_build_object(definition #>> '{inTime,from}', entry."from") end
    || case when definition #>> '{inTime,until}' is null then '{}'
            else jsonb_build_object(definition #>> '{inTime,until}', entry.until) end;
  if exists (select from jsonb_array_elements(new.facts) as fact
              where fact ->> 'value' is distinct from known ->> (fact ->> 'key'))
     or (definition #>> '{inTime,from}' is not null and new.effect_date <> entry."from")
     or (definition #>> '{inTime,until}' is not null and new.effect_until is distinct from entry.until) then
    raise exception 'pay piece: it is not what request % applied', asked.id using errcode = 'check_violation';
  end if;
  return new;
end $$;

create or replace function silence_is_over() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if not exists (
      select from request r where r.id = new.request_id and r.silence_at <= clock_timestamp()
         and not exists (select from act a where a.request_id = r.id and a.sealed_at is not null)
         and not exists (select from situation_entry e where e.request_id = r.id)) then
    raise exception 'request %: its delay is not over', new.request_id using errcode = 'check_violation';
  end if;
  if new.detail ->> 'means' is distinct from
     (select silence_meaning(r.kind) from request r where r.id = new.request_id) then
    raise exception 'request %: the law gives its silence another meaning', new.request_id using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- 0032, of the entries.
create or replace function request_outcome_has_grounds() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  manifest jsonb;
  effects jsonb;
  applied jsonb;
  sealed text;
  silence text;
  refused boolean;
  grounded boolean;
begin
  if by_owner() then return new; end if;
  if tg_op = 'INSERT' then
    raise exception 'request: it is filed before it is closed' using errcode = 'check_violation';
  end if;
  if old.outcome is not null then
    raise exception 'request %: it was closed already', old.id using errcode = 'check_violation';
  end if;
  select v.sheet into manifest from circuit_version v where v.id = new.version_id;
  effects := coalesce(manifest -> 'effects', '[]');
  select coalesce(jsonb_agg(e.theme), '[]') into applied from situation_entry e where e.request_id = new.id;
  select a.template into sealed from act a where a.request_id = new.id and a.sealed_at is not null
   order by a.sealed_at desc, a.id desc limit 1;
  select e.detail ->> 'means' into silence from request_event e where e.request_id = new.id and e.kind = 'silence'
   order by e.at desc, e.id desc limit 1;
  select exists (
      select from decision d join decision_intent i on i.id = d.id
       where d.request_id = new.id and d.confirmed_at is not null and d.voided_at is null and d.author_id <> new.agent_id
         and (d.kind, d.outcome) in (('visa', 'refused'), ('signature', 'refused'), ('check', 'unconfirmed'))
         and (i.reason is not null or (i.reason_law is not null and i.reason_fact is not null))) into refused;
  grounded := case new.outcome
    when 'granted' then
      case when effects <> '[]' then applied @> effects
           when applied <> '[]' or sealed = 'act' then true
           when sealed is not null or refused then false
           when silence = 'acceptance' then true
           else exists (
             select from decision d
              where d.request_id = new.id and d.confirmed_at is not null and d.voided_at is null
                and d.author_id <> new.agent_id and d.author_id is distinct from new.filed_by_id
                and case circuit_decides(manifest)
                      when 'visa' then (d.kind, d.outcome) in (('visa', 'approved'), ('check', 'confirmed'))
                      when 'opinion' then (d.kind, d.outcome) = ('opinion', 'favorable') end)
      end
    when 'refused' then applied = '[]' and sealed is distinct from 'act'
                    and (sealed = 'refusal' or refused or silence = 'rejection')
    when 'withdrawn' then exists (select from withdrawal w where w.request_id = new.id and w.accepted_at is not null)
    when 'closed' then true end;
  if grounded is not true then
    raise exception 'request %: nothing stands behind the outcome « % »', new.id, new.outcome
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
