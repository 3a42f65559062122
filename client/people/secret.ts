/** Something that is shown once: the server keeps only its hash. */
export interface Secret {
  readonly title: string
  readonly text: string
  readonly hint: string
}
