-- The drawn base map: what an import (the demo city, a GeoJSON file; later OpenStreetMap) puts under the territory.
-- Layer and kind follow the Shortbread vector tile schema, so that one style draws them all.
create table base_feature (
  id      integer primary key generated always as identity,
  layer   text not null check (layer in
          ('land', 'water', 'water_lines', 'streets', 'bridges', 'rail', 'buildings', 'place_labels')),
  kind    text,
  name    text,
  name_en text,
  geom    geometry(Geometry, 4326) not null,
  imported_by integer references import_batch deferrable
);
create index base_feature_layer on base_feature (layer);
