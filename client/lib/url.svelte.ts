/** Query parameters that go along from screen to screen. */
const kept = ['team', 'day'] as const

/**
 * What is on the screen, as an address: the path names the screen, `team`, `day` and `sel` are the query, and
 * the map keeps its camera in the hash.
 */
class Url {
  #path = $state(location.pathname)
  #query = $state.raw(new URLSearchParams(location.search))

  constructor() {
    addEventListener('popstate', () => {
      this.#read()
    })
  }

  get path(): string {
    return this.#path
  }

  query(name: string): string | undefined {
    return this.#query.get(name) ?? undefined
  }

  /** The address of a screen with the team and day in view. */
  to(path: string): string {
    const query = new URLSearchParams()
    for (const name of kept) {
      const value = this.#query.get(name)
      if (value !== null) query.set(name, value)
    }
    return query.size > 0 ? `${path}?${query}` : path
  }

  /** Opens a screen; team, day and camera stay. */
  open(path: string): void {
    this.#write(this.to(path), true)
  }

  /** Opens a screen in place of this one, so that "back" does not come here again. */
  replace(path: string): void {
    this.#write(this.to(path), false)
  }

  /** Changes query parameters of this screen; undefined removes one. */
  patch(changes: Readonly<Record<string, string | undefined>>): void {
    const query = new URLSearchParams(this.#query)
    for (const [name, value] of Object.entries(changes))
      if (value === undefined) query.delete(name)
      else query.set(name, value)
    if (query.toString() === this.#query.toString()) return
    this.#write(query.size > 0 ? `${this.#path}?${query}` : this.#path, false)
  }

  /** Plain clicks on links to screens change the address without loading the page again. */
  followLinks(root: Document): void {
    root.addEventListener('click', (event) => {
      if (event.defaultPrevented || event.button !== 0) return
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (!link || link.origin !== location.origin || link.target || link.download) return
      if (link.hasAttribute('data-reload')) return
      event.preventDefault()
      this.#write(link.pathname + link.search, true)
    })
  }

  #write(address: string, push: boolean): void {
    const full = address + location.hash
    if (push) history.pushState(null, '', full)
    else history.replaceState(history.state, '', full)
    this.#read()
  }

  #read(): void {
    this.#path = location.pathname
    const query = new URLSearchParams(location.search)
    if (query.toString() !== this.#query.toString()) this.#query = query
  }
}

export const url = new Url()
