-- One GPS fix of one person. The key makes a repeated delivery store nothing.
create table position (
  person_id   integer not null references person deferrable,
  fix_at      timestamptz not null,
  geom        geometry(Point, 4326) not null,
  accuracy_metres real,
  speed_mps   real,
  heading     real,
  battery     real,
  device_id   integer references device deferrable,
  received_at timestamptz not null default now(),
  primary key (person_id, fix_at)
);

-- The newest fix of each person; never goes back when an old one arrives late.
create table latest_position (
  person_id   integer primary key references person deferrable,
  fix_at      timestamptz not null,
  geom        geometry(Point, 4326) not null,
  accuracy_metres real,
  speed_mps   real,
  heading     real,
  battery     real
);

-- What we refuse for ever is kept with its reason, so that a phone is never blocked and nothing vanishes unseen.
create table quarantined_position (
  id          integer primary key generated always as identity,
  person_id   integer not null references person deferrable,
  fix_at      timestamptz not null,
  reason      text not null check (reason in ('future', 'ancient', 'impossible-speed')),
  fix         jsonb not null,
  received_at timestamptz not null default now(),
  -- A phone repeats what it was not told about: the repeat is kept once, like a stored fix.
  unique (person_id, fix_at)
);
