create table team (
  id      integer primary key generated always as identity,
  code    text not null unique,
  name    text not null,
  name_en text,
  imported_by integer references import_batch deferrable
);

-- A person may sign in when login and password_hash are set. Nobody is deleted: the past names them.
create table person (
  id            integer primary key generated always as identity,
  code          text not null unique,
  name          text not null,
  name_en       text,
  role          text not null check (role in
                ('supervisor', 'manager', 'planner', 'customer-manager', 'inspector', 'administrator')),
  team_id       integer references team deferrable,
  login         text unique,
  password_hash text,
  must_change_password boolean not null default false,
  active        boolean not null default true,
  -- Where the day's tour starts and ends.
  start_geom    geometry(Point, 4326),
  shift_start   time not null default '08:30',
  shift_end     time not null default '17:30',
  break_start   time not null default '11:30',
  break_end     time not null default '14:00',
  break_minutes smallint not null default 90 check (break_minutes >= 0),
  working_days  smallint[] not null default '{1,2,3,4,5}',
  imported_by   integer references import_batch deferrable,
  created_at    timestamptz not null default now(),
  check (shift_end > shift_start)
);

-- What a person may see beyond their own work. No row at all: nothing but their own team.
-- The city-wide administrator has a row with both null.
create table person_scope (
  person_id integer not null references person on delete cascade deferrable,
  team_id   integer references team on delete cascade deferrable,
  area_id   integer references area on delete cascade deferrable,
  unique nulls not distinct (person_id, team_id, area_id),
  check (team_id is null or area_id is null)
);

-- Days that differ from the week pattern: holidays, and working weekends that make up for them (调休).
create table calendar_day (
  day     date primary key,
  working boolean not null,
  name    text
);

create table absence (
  person_id integer not null references person deferrable,
  day       date not null,
  reason    text not null,
  primary key (person_id, day)
);

-- The cookie holds the secret, the table its SHA-256: a stolen database opens no session.
create table session (
  token_hash  bytea primary key,
  person_id   integer not null references person on delete cascade deferrable,
  created_at  timestamptz not null default now(),
  seen_at     timestamptz not null default now(),
  expires_at  timestamptz not null
);
create index session_person on session (person_id);

-- A phone's credential: writes the positions and visits of one person and nothing else.
create table device (
  id         integer primary key generated always as identity,
  person_id  integer not null references person deferrable,
  name       text not null,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
