-- Territory: city > district > market cell (市场单元). A changed boundary is a new version, never an edit:
-- density of last year must still be computable on last year's polygons.
create table area (
  id                 integer primary key generated always as identity,
  code               text not null,
  name               text not null,
  name_en            text,
  kind               text not null check (kind in ('city', 'district', 'station', 'cell', 'other')),
  parent_id          integer references area deferrable,
  geom               geometry(MultiPolygon, 4326) not null,
  -- Unknown population is null, never 0: no density can be computed from it.
  population         integer check (population >= 0),
  population_kind    text check (population_kind in ('resident', 'registered', 'daytime')),
  population_year    smallint,
  population_source  text,
  -- 建议办证户数: how many licences the plan allows here.
  planned_licences   integer check (planned_licences >= 0),
  valid_from         date not null default '1900-01-01',
  valid_to           date,
  imported_by        integer references import_batch deferrable,
  check (valid_to is null or valid_to > valid_from)
);
create unique index area_current_code on area (code) where valid_to is null;
create index area_geom on area using gist (geom);
create index area_parent on area (parent_id);
