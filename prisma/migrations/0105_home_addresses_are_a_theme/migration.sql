-- The home address, a line of `person` that an operator alone could write, is a theme of the situation like the others
-- (docs/decisions/situation-as-data.md): « taken over », as of the day when the portal came to know the person.

-- Its definition, where no start has kept one yet.
insert into situation_theme (sha256, name, source, definition, floor)
  select encode(sha256(convert_to(source, 'UTF8')), 'hex'), source::jsonb ->> 'name', source, '{}', ''
    from (values ($theme${
  "name": "adresse",
  "title": {
    "fr": "Adresse personnelle",
    "en": "Home address"
  },
  "inTime": {
    "is": "current",
    "from": "effectDate"
  },
  "guarantee": "self",
  "fields": [
    {
      "key": "voie",
      "type": "text",
      "label": {
        "fr": "Numéro et voie",
        "en": "Number and street"
      },
      "required": true
    },
    {
      "key": "complement",
      "type": "text",
      "label": {
        "fr": "Complément",
        "en": "Further line"
      }
    },
    {
      "key": "codePostal",
      "type": "text",
      "label": {
        "fr": "Code postal",
        "en": "Postcode"
      },
      "required": true
    },
    {
      "key": "ville",
      "type": "text",
      "label": {
        "fr": "Ville",
        "en": "Town"
      },
      "required": true
    },
    {
      "key": "pays",
      "type": "country",
      "label": {
        "fr": "Pays",
        "en": "Country"
      },
      "required": true
    }
  ],
  "rules": [
    {
      "id": "adresse-trop-lointaine",
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
      "id": "adresse-avant-la-precedente",
      "field": "effectDate",
      "broken": "former != null and date(asked.from) < date(former.from)",
      "params": {
        "day": "former.from"
      },
      "message": {
        "fr": "L’adresse connue vaut depuis le {{day}} : choisissez ce jour ou un jour suivant.",
        "en": "The known address stands since {{day}}: choose that day or a later one."
      },
      "legal": null,
      "then": "refuses"
    },
    {
      "id": "adresse-inchangee",
      "field": "voie",
      "broken": "former != null and asked.voie = former.voie and asked.complement = former.complement and asked.codePostal = former.codePostal and asked.ville = former.ville and asked.pays = former.pays",
      "message": {
        "fr": "C’est déjà votre adresse.",
        "en": "This is your address already."
      },
      "legal": null,
      "then": "warns"
    }
  ]
}
$theme$)) as shipped (source)
   where not exists (select from situation_theme t where t.name = shipped.source::jsonb ->> 'name');

-- A line that ends in a French postcode and a town is cut there; any other stays whole as the street. Nothing is made up: no
-- country where the line says none.
insert into situation_entry (id, person_id, theme, theme_sha256, "from", value, origin, at, apart)
  select gen_random_uuid(), p.id, t.name, t.sha256, (p.created_at at time zone 'Europe/Paris')::date,
         case when cut.parts is null then jsonb_build_object('voie', said.line)
              else jsonb_build_object('voie', cut.parts[1], 'codePostal', cut.parts[2], 'ville', cut.parts[3]) end,
         'taken-over', p.created_at, false
    from person p
    cross join lateral (
      select btrim(regexp_replace(regexp_replace(p.address, '[ \t]*[\r\n]+[ \t]*', ', ', 'g'), '\s+', ' ', 'g'), ' ,') as line) said
    cross join lateral (select regexp_match(said.line, '^(.*[^ ,;])[ ,;]+(\d{5}) ([^\d,;]+)$') as parts) cut
    cross join lateral (
      select t.name, t.sha256 from situation_theme t where t.name = 'adresse' order by t.published_at desc, t.sha256 limit 1) t
   where said.line <> '';

alter table person drop column address;
