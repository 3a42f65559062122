-- What a search was given: canonical JSON, gzipped, under its SHA-256. Searches that wait refer to it, and plans that
-- came of it.
create table search_problem (
  hash       text primary key,
  document   bytea not null,
  created_at timestamptz not null default now()
);

-- A search that somebody waits for, and whoever takes it makes: a server of the installation, or a worker.
create table search_job (
  id           bigint generated always as identity primary key,
  problem_hash text not null references search_problem deferrable,
  -- Of the solver: only whoever has the same makes it, so that the answer is the same.
  version      text not null,
  -- {seed, iterations, until, milliseconds, warmStart, threads}
  search       jsonb not null,
  asked_at     timestamptz not null default now(),
  -- Said again every second by whoever waits: what nobody waits for any more is dropped.
  asker_alive  timestamptz not null default now(),
  -- Who makes it; said again every second, so that what a dead worker had is taken by another.
  taken_by     uuid,
  taker_alive  timestamptz,
  -- Whoever waits wants it to end with the best so far.
  stopping     boolean not null default false,
  -- The best so far: {solution, elapsed}.
  found        jsonb,
  -- Over: {solution, made} or {error}.
  ended        jsonb
);
create index search_job_waiting on search_job (id) where taken_by is null and ended is null;

-- Processes that make nothing but searches. A row that fell silent is one that is gone.
create table search_worker (
  id         uuid primary key,
  name       text not null,
  version    text not null,
  threads    integer not null,
  started_at timestamptz not null default now(),
  alive_at   timestamptz not null default now()
);

-- How the tours of a plan were found, so that they can be found again.
create table plan_search (
  plan_id        integer primary key references plan on delete cascade deferrable,
  -- Kept when the problem itself is dropped for its age.
  problem_hash   text not null,
  solver_version text not null,
  -- {warmStart, rounds: [{seed, iterations, made}]}
  search         jsonb not null,
  -- The plan's when they were saved: a later edited_revision says that somebody changed them since.
  revision       integer not null
);

-- The node that improves the draft, and what undoing it brings back: another node goes on when this one is gone.
alter table plan_run add column node uuid;
alter table plan_run add column before jsonb;
