-- What somebody has decided about a stop, and nothing that plans may change: who goes, that it stays on this day, when
-- the visit begins, and its turn. What was decided stays here when somebody moves the stop against it by hand.
alter table stop
  add column locks text[] not null default '{}'
    check (locks <@ array['person', 'day', 'time', 'order']),
  add column lock_person_id integer references person deferrable,
  add column lock_at timestamptz,
  -- Of two stops of a tour that have ranks, the lower comes first.
  add column lock_rank smallint,
  -- By how much the rules of time that it breaks are broken.
  add column over_seconds integer not null default 0;

-- The step at which a plan stands: undo goes down, redo up.
alter table plan
  add column name text check (length(name) between 1 and 60),
  add column step integer not null default 0;

-- Every change of a draft, so that it can be taken back by anybody and at any time. Step 0 is how the plan was made.
create table plan_step (
  plan_id    integer not null references plan on delete cascade deferrable,
  step       integer not null,
  kind       text not null check (kind in ('made', 'move', 'insert', 'remove', 'lock', 'bulk', 'repair', 'optimise',
                                           'restore', 'proposal')),
  -- What it was about, for the words of the screen: names of shops and people come from their ids.
  facts      jsonb not null default '{}',
  -- Whose tours it changed; empty: all of them.
  person_ids integer[] not null default '{}',
  made_by    integer references person deferrable,
  made_at    timestamptz not null default now(),
  -- The plan as it was when it went on from this step: shops in order and locks, by person, and what was left out.
  tours      jsonb,
  primary key (plan_id, step)
);

-- The tours that each change of a plan touched: whether a change by somebody who has not seen it contradicts it.
create table plan_touch (
  plan_id    integer not null references plan on delete cascade deferrable,
  revision   integer not null,
  -- Empty: all of them.
  person_ids integer[] not null,
  primary key (plan_id, revision)
);

-- A change that contradicts one its author had not seen: it waits until somebody accepts or dismisses it.
create table plan_proposal (
  id          integer primary key generated always as identity,
  plan_id     integer not null references plan on delete cascade deferrable,
  made_by     integer references person deferrable,
  made_at     timestamptz not null default now(),
  -- The change as it was asked for.
  edit        jsonb not null,
  -- What it would have changed when it was made.
  seconds     integer not null,
  metres      integer not null,
  violations  integer not null
);
create index plan_proposal_plan on plan_proposal (plan_id);
