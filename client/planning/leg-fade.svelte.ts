import type { Feature, FeatureCollection, LineString, Point } from 'geojson'
import type { Map as MapLibre } from 'maplibre-gl'
import { useData, useLayers } from '../map/layers.svelte.ts'
import { useStage } from '../map/stage.svelte.ts'

type Drawing = FeatureCollection<LineString | Point>

const FADE_MILLIS = 250
const empty: Drawing = { type: 'FeatureCollection', features: [] }
const still = matchMedia('(prefers-reduced-motion: reduce)')

/**
 * Lets legs that go and legs that come in their place fade into one another, under what is drawn else. Call while a component
 * starts, after the layers of `drawing`'s own source.
 * @param drawing reactive; its legs have an id that says where they lead from and to
 * @param of reactive; another value is another picture, and nothing fades
 * @returns what to draw in the own source now: without the legs that are still coming
 */
export function useLegFade(drawing: () => Drawing, of: () => unknown): () => Drawing {
  const stage = useStage()
  let fading = $state.raw<{ gone: Feature[]; come: Feature[] } | undefined>()
  let before: { drawing: Drawing; of: unknown } | undefined

  for (const source of ['plan-gone', 'plan-come'] as const)
    useLayers({
      slot: 'tours',
      sources: { [source]: { type: 'geojson', data: empty } },
      layers: [
        {
          id: source,
          type: 'line',
          source,
          layout: { 'line-join': 'round', 'line-cap': 'round' },
          paint: {
            'line-color': ['get', 'hue'],
            'line-width': ['case', ['get', 'faint'], 1.4, 3],
            'line-opacity': 0,
            'line-opacity-transition': { duration: 0 },
          },
        },
      ],
    })
  useData('plan-gone', () => ({ ...empty, features: fading?.gone ?? [] }))
  useData('plan-come', () => ({ ...empty, features: fading?.come ?? [] }))

  $effect.pre(() => {
    const now = { drawing: drawing(), of: of() }
    const { map } = stage
    if (map && before && before.of === now.of && !still.matches) {
      const [gone, come] = [
        legsWithout(before.drawing, now.drawing),
        legsWithout(now.drawing, before.drawing),
      ]
      fading = gone.length + come.length > 0 ? { gone, come } : undefined
    } else fading = undefined
    before = now
  })
  $effect(() => {
    const { map } = stage
    if (map && fading)
      return fade(map, () => {
        fading = undefined
      })
  })
  return () => {
    const all = drawing()
    const { come = [] } = fading ?? {}
    return { ...all, features: all.features.filter((feature) => !come.includes(feature)) }
  }
}

/** The legs of a drawing that another has not. */
function legsWithout({ features }: Drawing, other: Drawing): Feature[] {
  const known = new Set(other.features.map(({ id }) => id))
  return features.filter(({ id, geometry }) => geometry.type === 'LineString' && !known.has(id))
}

/** @returns the means to break off */
function fade(map: MapLibre, end: () => void): () => void {
  let frame = 0
  const begun = performance.now()
  const step = () => {
    const part = Math.min(1, (performance.now() - begun) / FADE_MILLIS)
    map.setPaintProperty('plan-gone', 'line-opacity', 0.95 * (1 - part))
    map.setPaintProperty('plan-come', 'line-opacity', 0.95 * part)
    if (part < 1) frame = requestAnimationFrame(step)
    else end()
  }
  step()
  return () => {
    cancelAnimationFrame(frame)
  }
}
