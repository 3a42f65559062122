/** So many of something; who asks first is served first, however many are wanted. */
export interface Permits {
  /** Resolves when so many are free and taken. */
  take(count: number): Promise<void>
  give(count: number): void
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
    give(count) {
      free += count
      serve()
    },
  }
}
