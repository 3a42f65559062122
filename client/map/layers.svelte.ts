import type {
  AddLayerObject,
  GeoJSONSource,
  Map as MapLibreMap,
  SourceSpecification,
} from 'maplibre-gl'
import { hover, selection, type SelectedId } from '../lib/selection.svelte.ts'
import type { Slot } from './base-style.ts'
import type { PickTarget } from './pick.ts'
import { useStage } from './stage.svelte.ts'

export interface LayerGroup {
  readonly sources: Readonly<Record<string, SourceSpecification>>
  readonly layers: readonly AddLayerObject[]
  /** How high in the stack: areas under streets, points over everything. */
  readonly slot: Slot
  readonly picks?: readonly PickTarget[]
}

/**
 * Draws sources and layers while the calling component lives. Ids must be unique in the whole client.
 * Call while the component starts, before effects that set data.
 */
export function useLayers(group: LayerGroup): void {
  const stage = useStage()
  $effect(() => {
    const map = stage.map
    if (!map) return
    addGroup(map, group)
    const { picks = [] } = group
    stage.picks.unshift(...picks)
    return () => {
      for (const pick of picks) stage.picks.splice(stage.picks.indexOf(pick), 1)
      if (stage.map === map) removeGroup(map, group)
    }
  })
  for (const pick of group.picks ?? []) showPicked(pick)
}

/** Replaces the data of a GeoJSON source whenever what `data` reads has changed. */
export function useData(source: string, data: () => GeoJSON.GeoJSON): void {
  const stage = useStage()
  $effect(() => {
    const geojson = data()
    void stage.map?.getSource<GeoJSONSource>(source)?.setData(geojson)
  })
}

/** Keeps the feature states of a source equal to the selection and the hover. */
function showPicked(pick: PickTarget): void {
  useFeatureState(pick, 'selected', () => (selection.kind === pick.kind ? selection.ids : []))
  useFeatureState(pick, 'hovered', () => (hover.now?.kind === pick.kind ? [hover.now.id] : []))
}

function useFeatureState(
  { source, sourceLayer }: PickTarget,
  state: string,
  ids: () => readonly SelectedId[],
): void {
  const stage = useStage()
  const target = (id: SelectedId) => ({ source, id, ...(sourceLayer ? { sourceLayer } : {}) })
  $effect(() => {
    const map = stage.map
    const marked = ids()
    if (!map) return
    for (const id of marked) map.setFeatureState(target(id), { [state]: true })
    return () => {
      if (stage.map !== map || !map.getSource(source)) return
      for (const id of marked) map.removeFeatureState(target(id), state)
    }
  })
}

function addGroup(map: MapLibreMap, { sources, layers, slot }: LayerGroup): void {
  for (const [id, source] of Object.entries(sources)) map.addSource(id, source)
  for (const layer of layers) map.addLayer(layer, slot)
}

function removeGroup(map: MapLibreMap, { sources, layers }: LayerGroup): void {
  for (const { id } of layers) if (map.getLayer(id)) map.removeLayer(id)
  for (const id of Object.keys(sources)) if (map.getSource(id)) map.removeSource(id)
}
