-- What the other files of this folder call; the schema goes once all is loaded. Settings of the session: bench.persons,
-- bench.requests (of ten years), bench.live (how many of them are not over), bench.decades (1; 2: as many requests of the ten
-- years before), bench.day (of the load).
create schema bench;

-- The same number each time for a row: nothing here is drawn by chance. 0 to range - 1.
create function bench.pick(n bigint, seed int, range int) returns int language sql immutable parallel safe
  return (hashint8extended(n, seed) & 9223372036854775807) % range;

-- An identifier that says its instant, as those that the portal makes (UUIDv7): indexes grow at their end.
create function bench.id(at timestamptz, of text, n bigint) returns uuid language sql immutable parallel safe
  return overlay(overlay(md5(of || n) placing lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' from 1)
                 placing '8' from 17)::uuid;

create function bench.town(n int) returns text language sql immutable
  return (array['Mont', 'Val', 'Roche', 'Beau', 'Clair', 'Haute', 'Rive', 'Font', 'Pierre', 'Aigue', 'Saint-', 'Neuve', 'Grand'])[1 + n % 13]
      || (array['clair', 'brune', 'fort', 'lac', 'mont', 'vigne', 'sel', 'noire', 'lieu', 'dore', 'combe'])[1 + n / 13 % 11];

create function bench.first_name(n int) returns text language sql immutable
  return (array['Marie', 'Jean', 'Hélène', 'Pierre', 'Zoé', 'Michel', 'Noémie', 'André', 'Françoise', 'Loïc', 'Aïcha', 'Mehdi',
    'Chloé', 'Benoît', 'Inès', 'Théo', 'Jeanne', 'Mathieu', 'Élise', 'Karim', 'Anaïs', 'Rémi', 'Sylvie', 'Gaël', 'Nathalie',
    'Joël', 'Camille', 'Étienne', 'Fatima', 'Luc', 'Yasmine', 'Cédric', 'Odile', 'Victor', 'Agnès', 'Hugo', 'Cécile', 'Adrien',
    'Solène', 'Bruno', 'Mélanie', 'Samuel', 'Thérèse', 'Olivier', 'Laëtitia', 'Paul', 'Margaux', 'Xavier', 'Irène', 'Simon',
    'Lucie', 'Arthur', 'Sabrina', 'Gérard', 'Émilie', 'Fabien', 'Raphaëlle', 'Denis', 'Violette', 'Yann'])[1 + n % 60];

-- One in five has one of the twenty commonest names; the others some two thousand.
create function bench.last_name(n bigint) returns text language sql immutable
  return case when bench.pick(n, 11, 5) = 0
    then (array['Martin', 'Bernard', 'Thomas', 'Petit', 'Robert', 'Richard', 'Durand', 'Dubois', 'Moreau', 'Laurent', 'Lefèvre',
      'Michel', 'Garcia', 'David', 'Bertrand', 'Roux', 'Vincent', 'Fournier', 'Morel', 'Girard'])[1 + bench.pick(n, 12, 20)]
    else (array['Mar', 'Bé', 'Char', 'Dela', 'Fau', 'Gui', 'Lan', 'Mé', 'Par', 'Qué', 'Ro', 'Sau', 'Tri', 'Val', 'Bou', 'Cor',
      'Du', 'Jac', 'La', 'Pel', 'Ar', 'Bri', 'Cha', 'Des', 'Es', 'Flo', 'Gou', 'Hé', 'Jo', 'Ker', 'Lé', 'Mou', 'Na', 'Or', 'Pi',
      'Re', 'Si', 'Ta', 'Ver', 'Bel'])[1 + bench.pick(n, 13, 40)]
      || (array['chand', 'lier', 'ret', 'nois', 'bert', 'goux', 'teau', 'villiers', 'montel', 'sard', 'rand', 'ceau', 'din',
      'fort', 'gnon', 'hault', 'lard', 'min', 'nier', 'pin', 'quet', 'reau', 'sel', 'tier', 'val', 'zac', 'bois', 'cher',
      'dré', 'fer', 'gny', 'lon', 'mel', 'nard', 'pont', 'rat', 'san', 'tin', 'vin', 'bin', 'cot', 'das', 'flot', 'gat', 'las',
      'mont', 'noir', 'perrin', 'rieu', 'tal'])[1 + bench.pick(n, 14, 50)]
  end;

-- The digest of a document that there would be: one each, as real ones have; the store holds none of them.
create function bench.digest(of text, n bigint) returns text language sql immutable parallel safe
  return encode(sha256((of || n)::bytea), 'hex');
