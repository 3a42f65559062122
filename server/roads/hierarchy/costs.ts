/** Of each source (row) to each target (column), row after row; −1 in all three where no way leads there. */
export interface Costs {
  readonly weight: Int32Array
  readonly duration: Int32Array
  readonly distance: Int32Array
}
