import type { Installation, Me, NewPassword, Role, SignIn } from '../../shared/auth.ts'
import { get, onSessionEnd, send, toRefusal, type Refusal } from './http.ts'
import { i18n } from './i18n.svelte.ts'
import { theme } from './theme.svelte.ts'

/** Who is signed in here, and what the page must know of the installation before anybody is. */
class Session {
  /** Undefined until the server has answered; null when nobody is signed in. */
  me = $state.raw<Me | null | undefined>(undefined)
  installation = $state.raw<Installation | undefined>(undefined)
  /** Why the page could not start. */
  refusal = $state.raw<Refusal | undefined>(undefined)

  constructor() {
    onSessionEnd(() => {
      this.me = null
    })
  }

  /** The installation's zone; the browser's own only until the server has answered. */
  get timeZone(): string {
    return this.installation?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  }

  hasRole(...roles: readonly Role[]): boolean {
    return this.me ? roles.includes(this.me.role) : false
  }

  async load(): Promise<void> {
    this.refusal = undefined
    try {
      await this.loadInstallation()
      this.me = await get<Me>('/auth/me')
    } catch (error) {
      const refusal = toRefusal(error)
      if (refusal.code === 'not-signed-in') this.me = null
      else this.refusal = refusal
    }
  }

  async loadInstallation(): Promise<Installation> {
    this.installation = await get<Installation>('/installation')
    return this.installation
  }

  async signIn(credentials: SignIn): Promise<void> {
    this.me = await send<Me>('POST', '/auth/sign-in', credentials)
  }

  async signInToDemo(role: Role): Promise<void> {
    this.me = await send<Me>('POST', '/auth/demo-sign-in', { role })
  }

  async changePassword(passwords: NewPassword): Promise<void> {
    this.me = await send<Me>('POST', '/auth/password', passwords)
  }

  async signOut(): Promise<void> {
    await send('POST', '/auth/sign-out')
    this.me = null
    i18n.remember()
    theme.remember()
  }
}

export const session = new Session()
