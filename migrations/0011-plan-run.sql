-- The revision that the last change by somebody left. What a run saves raises `revision` alone: whoever saw
-- any revision since then has seen all that people decided.
alter table plan add column edited_revision integer not null default 1;
update plan set edited_revision = revision;

-- A draft that is being improved, on one node. There is no row once the run is over.
create table plan_run (
  plan_id       integer primary key references plan on delete cascade deferrable,
  started_at    timestamptz not null default now(),
  budget_millis integer not null,
  -- Said again every second. A row that fell silent belongs to a node that is gone.
  alive_at      timestamptz not null default now(),
  -- Whether the draft was there before: then the end of the run may also bring it back as it was.
  resumed       boolean not null,
  -- Somebody wants it to end, on whatever node it is, with the best so far or as if it had never been.
  ending        text check (ending in ('keep', 'undo')),
  -- What was shown so far, the first first: [{elapsed, cost, metres, travelSeconds, unassigned}].
  best          jsonb not null
);
