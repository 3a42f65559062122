create table retailer (
  id             integer primary key generated always as identity,
  -- 客户编码, the foreign key of the bureau's other systems.
  code           text not null unique,
  name           text,
  address        text,
  geom           geometry(Point, 4326) not null,
  -- Where the position comes from, in metres and words, and the pair as it was before any conversion.
  accuracy_metres real check (accuracy_metres >= 0),
  position_method text not null default 'imported'
                 check (position_method in ('imported', 'surveyed', 'check-in', 'geocoded', 'moved')),
  source_datum   text not null default 'WGS-84' check (source_datum in ('WGS-84', 'GCJ-02', 'BD-09', 'CGCS2000')),
  source_lng     double precision not null,
  source_lat     double precision not null,
  format         text not null default 'other' check (format in
                 ('mall', 'supermarket', 'convenience', 'tobacco-liquor', 'grocery', 'entertainment', 'other')),
  format_text    text,
  setting        text check (setting in ('urban', 'rural')),
  size           text check (size in ('large', 'medium', 'small')),
  tier           smallint check (tier between 1 and 30),
  conduct        text check (conduct in ('A', 'B', 'C', 'D')),
  phone          text,
  -- The customer manager who visits this shop.
  manager_id     integer references person deferrable,
  -- The market cell that covers the point; null outside every area (listed, never dropped).
  area_id        integer references area deferrable,
  status         text not null default 'active' check (status in ('active', 'suspended', 'closed')),
  imported_by    integer references import_batch deferrable,
  created_at     timestamptz not null default now(),
  check (name is not null or address is not null)
);
create index retailer_geom on retailer using gist (geom);
create index retailer_area on retailer (area_id);
create index retailer_manager on retailer (manager_id);

-- Distances in the rules are measured from the middle of the nearest entrance.
create table retailer_entrance (
  id          integer primary key generated always as identity,
  retailer_id integer not null references retailer on delete cascade deferrable,
  geom        geometry(Point, 4326) not null
);
create index retailer_entrance_retailer on retailer_entrance (retailer_id);

-- The permit and its history: a shop may hold one after the other.
create table licence (
  id          integer primary key generated always as identity,
  retailer_id integer not null references retailer on delete cascade deferrable,
  number      text not null,
  valid_from  date,
  valid_to    date,
  status      text not null default 'valid' check (status in ('valid', 'suspended', 'cancelled', 'expired')),
  imported_by integer references import_batch deferrable,
  unique (number, valid_from),
  check (valid_to is null or valid_from is null or valid_to >= valid_from)
);
create index licence_retailer on licence (retailer_id);

-- Schools and kindergartens around which no shop may open.
create table sensitive_place (
  id          integer primary key generated always as identity,
  code        text not null unique,
  name        text not null,
  name_en     text,
  kind        text not null check (kind in ('kindergarten', 'primary', 'middle', 'high', 'vocational', 'university', 'other')),
  kind_text   text,
  address     text,
  geom        geometry(Point, 4326) not null,
  source_datum text not null default 'WGS-84',
  source_lng  double precision not null,
  source_lat  double precision not null,
  imported_by integer references import_batch deferrable
);
create index sensitive_place_geom on sensitive_place using gist (geom);

create table sensitive_place_gate (
  id       integer primary key generated always as identity,
  place_id integer not null references sensitive_place on delete cascade deferrable,
  geom     geometry(Point, 4326) not null
);
create index sensitive_place_gate_place on sensitive_place_gate (place_id);

-- Local layout rules, versioned: every result names the version it was computed with.
create table rule_set (
  id          integer primary key generated always as identity,
  name        text not null,
  valid_from  date not null,
  source_text text not null,
  rules       jsonb not null,
  unique (name, valid_from)
);
