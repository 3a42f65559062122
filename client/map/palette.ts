/** Colours of the drawn map: calm, so that people and shops stand out. */
export interface Palette {
  readonly land: string
  readonly built: string
  /** Where people work and trade. */
  readonly trade: string
  readonly field: string
  readonly green: string
  readonly water: string
  readonly building: string
  readonly buildingEdge: string
  readonly street: string
  readonly streetEdge: string
  readonly major: string
  readonly majorEdge: string
  readonly motorway: string
  readonly motorwayEdge: string
  readonly path: string
  readonly rail: string
  readonly boundary: string
  readonly label: string
  readonly labelQuiet: string
  readonly labelHalo: string
  readonly labelWater: string
  /** Shops: the point, its rim, and the clusters. */
  readonly shop: string
  readonly shopRim: string
  readonly shopOff: string
  readonly cluster: string
  readonly clusterText: string
  readonly selected: string
}

export const lightPalette: Palette = {
  land: '#f5f3ef',
  built: '#f0ede7',
  trade: '#eeeae2',
  field: '#f1f2e8',
  green: '#e2ebd9',
  water: '#c9dde6',
  building: '#e6e2da',
  buildingEdge: '#dad5cb',
  street: '#ffffff',
  streetEdge: '#d8d3c9',
  major: '#fffaf0',
  majorEdge: '#d6cdbb',
  motorway: '#fbe6bd',
  motorwayEdge: '#dcbf88',
  path: '#ebe7df',
  rail: '#c2bdb4',
  boundary: '#c4bfd0',
  label: '#4b4f54',
  labelQuiet: '#7c8085',
  labelHalo: 'rgba(250, 248, 244, 0.9)',
  labelWater: '#5f8ca0',
  shop: '#3f6f6b',
  shopRim: '#ffffff',
  shopOff: '#a7a29a',
  cluster: '#2f6a65',
  clusterText: '#ffffff',
  selected: '#d9480f',
}

export const darkPalette: Palette = {
  land: '#1b2027',
  built: '#1f252c',
  trade: '#22272f',
  field: '#1d2528',
  green: '#1c2a26',
  water: '#15303d',
  building: '#262d35',
  buildingEdge: '#2d353e',
  street: '#323a44',
  streetEdge: '#191e24',
  major: '#3d4651',
  majorEdge: '#191e24',
  motorway: '#5a4e35',
  motorwayEdge: '#1c1a15',
  path: '#2a313a',
  rail: '#454d57',
  boundary: '#4a4a5c',
  label: '#c3cad1',
  labelQuiet: '#8e98a2',
  labelHalo: 'rgba(22, 27, 33, 0.9)',
  labelWater: '#6c9bb1',
  shop: '#6fb9b0',
  shopRim: '#12171c',
  shopOff: '#59626c',
  cluster: '#7cc9bf',
  clusterText: '#0c1a19',
  selected: '#ff9a5c',
}

export const paletteOf = (dark: boolean): Palette => (dark ? darkPalette : lightPalette)
