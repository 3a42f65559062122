import type {
  ExpressionSpecification,
  LayerSpecification,
  SymbolLayerSpecification,
} from 'maplibre-gl'
import type { Language } from '../lib/i18n.svelte.ts'
import type { Palette } from './palette.ts'

/** Drawn from the machine's own fonts; Chinese letters come from `localFonts`. */
export const mapFont = ['sans-serif']
export const boldMapFont = ['Noto Sans Bold']
export const localFonts =
  "'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', sans-serif"

/** How names are set; words in capitals would shout. */
export const labelText = {
  // Any but the local one: then a name is asked for as `coalesce`, which `plainLabel` knows.
  language: 'en',
  haloWidth: 1.4,
  haloBlur: 0,
  places: {
    letterSpacing: 0.06,
    maxWidth: 8,
    transform: 'none',
    cities: { scale: 1.25 },
    villages: { scale: 0.92 },
  },
  boundaries: { transform: 'none' },
  streets: { names: { scale: 0.92, spacing: 1.6 }, refs: { haloWidth: 1.4 } },
  water: { rivers: { spacing: 2.4, letterSpacing: 0.2 } },
}

/** Zooms from which small things have their names: before, they would crowd out people and shops. */
const namedFrom: readonly [RegExp, number][] = [
  [/^label-water-area-small$/, 17],
  [/^label-street-tertiary$/, 14],
  [/^label-street-(?!tertiary|secondary|primary|trunk|major|highway)/, 15.5],
]

/** The fields that hold a name, first choice first; schemas spell them differently. */
const nameFields: Record<Language, readonly string[]> = {
  zh: ['name_zh', 'name:zh-Hans', 'name:zh', 'name', 'name_en', 'name:en'],
  en: ['name_en', 'name:en', 'name'],
}

/** The base map's names in the language of the page, where the map has them. */
export function nameIn(language: Language): ExpressionSpecification {
  const fields = nameFields[language].map((field): ExpressionSpecification => ['get', field])
  return ['coalesce', ...fields] as ['coalesce', ...ExpressionSpecification[]]
}

const largePlaces = /^label-place-(town|city|statecapital|capital)$/

/** A label in words only, in our fonts; nothing of a symbol that was a picture. */
export function plainLabel(
  layer: SymbolLayerSpecification,
  palette: Palette,
  language: Language,
): LayerSpecification[] {
  const text = layer.layout?.['text-field']
  if (text === undefined) return []
  const isName = Array.isArray(text) && text[0] === 'coalesce'
  const layout = Object.entries(layer.layout ?? {}).filter(([name]) => !name.startsWith('icon-'))
  const paint = Object.entries(layer.paint ?? {}).filter(([name]) => !name.startsWith('icon-'))
  const isLarge = largePlaces.test(layer.id)
  const from = namedFrom.find(([ids]) => ids.test(layer.id))?.[1] ?? 0
  return [
    {
      ...layer,
      minzoom: Math.max(from, layer.minzoom ?? 0),
      layout: {
        ...Object.fromEntries(layout),
        'text-field': isName ? nameIn(language) : text,
        'text-font': isLarge ? boldMapFont : mapFont,
      },
      paint: {
        ...Object.fromEntries(paint),
        ...(layer.id.startsWith('label-street') ? { 'text-color': palette.labelQuiet } : {}),
      },
    },
  ]
}
