-- Facts about this installation that the software itself keeps: mode, field clock, data versions.
create table setting (
  name       text primary key,
  value      jsonb not null,
  changed_at timestamptz not null default now()
);

-- One uploaded file. Rows are staged, checked and shown before anything changes; undo reads import_change.
create table import_batch (
  id            integer primary key generated always as identity,
  kind          text not null check (kind in ('areas', 'people', 'retailers', 'places', 'visits', 'reports')),
  file_name     text not null,
  status        text not null default 'staged'
                check (status in ('staged', 'checked', 'applied', 'undone')),
  datum         text not null default 'WGS-84' check (datum in ('WGS-84', 'GCJ-02', 'BD-09', 'CGCS2000')),
  encoding      text not null default 'utf-8',
  columns       jsonb not null,
  mapping       jsonb not null,
  counts        jsonb not null default '{}',
  created_by    integer,
  created_at    timestamptz not null default now(),
  applied_at    timestamptz,
  undone_at     timestamptz
);

create table import_row (
  batch_id integer not null references import_batch on delete cascade deferrable,
  line     integer not null,
  cells    jsonb not null,
  record   jsonb,
  outcome  text check (outcome in ('added', 'changed', 'same', 'refused')),
  -- Column → [before, after], for the eye.
  changes  jsonb not null default '{}',
  problems jsonb not null default '[]',
  primary key (batch_id, line)
);
create index import_row_outcome on import_row (batch_id, outcome, line);

-- What a batch did to each row, so that it can be taken back: before is null for an added row, after for a removed one.
create table import_change (
  batch_id integer not null references import_batch on delete cascade deferrable,
  table_name text not null,
  row_id   text not null,
  before   jsonb,
  after    jsonb,
  check (before is not null or after is not null),
  primary key (batch_id, table_name, row_id)
);
