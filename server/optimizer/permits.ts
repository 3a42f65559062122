/** So many of something; who asks first is served first, however many are wanted. */
export interface Permits {
  /** Resolves when so many are free and taken. */
  take(count: number): Promise<void>
  give(count: number): void
  /** Whether whoever asks for so many gets them at once. */
  areFree(count: number): boolean
}

export function openPermits(all: number): Permits {
  let free = all
  const waiting: { readonly count: number; readonly begin: () => void }[] = []
  const serve = () => {
    for (let next = waiting[0]; next && next.count <= free; next = waiting[0]) {
      waiting.shift()
      free -= next.count
      next.begin()
    }
  }
  return {
    take: (count) =>
      new Promise((begin) => {
        waiting.push({ count, begin })
        serve()
      }),
    areFree: (count) => waiting.length === 0 && count <= free,
    give(count) {
      free += count
      serve()
    },
  }
}
