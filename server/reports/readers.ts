import { deskRoles } from '../../shared/auth.ts'
import type { Audience } from '../platform/announce.ts'

/** Who may read reports, and hears that one changed. Customer managers file them and read none. */
export const reportReaders = [...deskRoles, 'inspector'] as const

export const toReaders: Audience = { roles: reportReaders }
