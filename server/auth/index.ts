export { auth } from './http.ts'
export { callerOf, personOf, requireEverything, requireTeam, type Caller } from './caller.ts'
export {
  callerBySession,
  findCaller,
  guardRoutes,
  isOwnOrigin,
  type GuardedRoute,
} from './guard.ts'
export { ensureAdministrator } from './first-administrator.ts'
export { isByToken } from './is-by-token.ts'
export { isFromThisMachine } from './is-from-this-machine.ts'
export { hashPassword, oneTimePassword } from './passwords.ts'
export { removeSessionsOf, scopeOf, setPassword } from './queries.ts'
export { hashSecret, newSecret, SESSION_COOKIE } from './sessions.ts'
