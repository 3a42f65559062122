import { Type, type Static } from 'typebox'

/** Every refusal the API can answer, and the only place where a status is chosen. Codes are stable for ever. */
export const problems = {
  'input-invalid': { status: 400, title: 'The request does not fit the schema' },
  'input-too-large': { status: 413, title: 'The request is too large' },
  'not-signed-in': { status: 401, title: 'Sign in first' },
  'sign-in-failed': { status: 401, title: 'Login or password is wrong' },
  'password-wrong': { status: 403, title: 'The current password is wrong' },
  'password-change-required': { status: 403, title: 'Choose your own password first' },
  'role-forbidden': { status: 403, title: 'Your role does not allow this' },
  'scope-forbidden': { status: 403, title: 'Outside the teams and areas you may see' },
  'origin-forbidden': { status: 403, title: 'The request comes from another site' },
  'too-many-requests': { status: 429, title: 'Too many requests; try again later' },
  'not-found': { status: 404, title: 'No such resource' },
  unavailable: { status: 503, title: 'Not available right now; try again' },
  internal: { status: 500, title: 'Something went wrong on the server' },

  'demo-not-offered': {
    status: 409,
    title: 'The demo city loads only into an empty database, from this machine',
  },
  'demo-over-map': {
    status: 409,
    title: 'There are streets or a base map already; remove them before loading the demo city',
  },
  'demo-only': { status: 403, title: 'Only in the demo city, from this machine' },
  'login-taken': { status: 409, title: 'Somebody has that login already' },
  'code-taken': { status: 409, title: 'That code is in use already' },

  'plan-published': { status: 409, title: 'A published plan is not edited; make the next version' },
  'retailers-changed': { status: 409, title: 'Someone else changed these shops meanwhile' },
  'plan-changed': { status: 409, title: 'Someone else changed the plan first' },
  'no-such-step': { status: 409, title: 'There is nothing more to undo or redo' },
  'plan-empty': { status: 409, title: 'The plan has no stops to publish' },
  'nothing-due': { status: 409, title: 'No visit is due for this team on this day' },
  'nobody-works': { status: 409, title: 'Nobody of this team works on this day' },
  'plan-not-published': {
    status: 409,
    title: 'Only the plan in force goes on from the present',
  },
  'nothing-left': { status: 409, title: 'Nothing is left of that tour to give away' },
  'relief-stale': { status: 409, title: 'The field has moved on since that was offered' },
  'companion-taken': { status: 409, title: 'Goes along with somebody else' },
  'stop-visited': { status: 409, title: 'The stop was visited already' },

  'visit-ended': { status: 409, title: 'The visit has ended already' },
  'visit-exists': { status: 409, title: 'The stop has a visit already' },

  'report-move-forbidden': {
    status: 409,
    title: 'The report cannot move to that status from where it is',
  },
  'report-changed': { status: 409, title: 'Someone else changed the report first' },
  'report-outcome-missing': { status: 400, title: 'A verified report needs its outcome' },
  'report-assignee-missing': { status: 400, title: 'An assigned report needs its inspector' },

  'report-without-position': {
    status: 409,
    title: 'Nobody can be sent to a report without a position',
  },
  'report-visit-stale': { status: 409, title: 'The field has moved on since that was offered' },

  'import-unreadable': { status: 400, title: 'The file cannot be read as CSV, XLSX or GeoJSON' },
  'import-empty': { status: 400, title: 'The file has no rows' },
  'import-mapping-incomplete': { status: 400, title: 'A required field has no column' },
  'import-mapping-unknown': {
    status: 400,
    title: 'The mapping names a field or column that does not exist',
  },
  'import-not-checked': { status: 409, title: 'Check the file before applying it' },
  'import-conflict': {
    status: 409,
    title: 'The file no longer fits the data; check it again',
  },
  'import-applied': { status: 409, title: 'The file was applied already' },
  'import-not-applied': { status: 409, title: 'Only an applied file can be undone' },
  'import-undo-conflict': {
    status: 409,
    title: 'Rows of this file were changed or used since; undo that first',
  },

  'simulation-refused': {
    status: 403,
    title: 'A day is simulated only in the demo city or on this machine alone',
  },
  'simulation-running': { status: 409, title: 'A day is being simulated already' },
  'simulation-over': {
    status: 409,
    title: 'Every stop of that day has been visited; plan and publish another day',
  },
  'simulation-no-plan': { status: 409, title: 'No tour is published for that day' },

  'roads-import-running': { status: 409, title: 'Streets are being imported already' },
  'roads-import-cancelled': { status: 409, title: 'The import was cancelled' },
  'roads-unreadable': { status: 400, title: 'The file cannot be read as OpenStreetMap data' },
  'roads-missing': { status: 409, title: 'No streets have been imported yet' },
  'no-road-near': { status: 409, title: 'There is no road near that point' },
  'no-way-between': { status: 409, title: 'No way along streets joins these points' },
  'map-unreadable': { status: 400, title: 'The file is not a PMTiles map that can be drawn' },
  'map-template-invalid': { status: 400, title: 'The address is not one of map pictures' },
  'map-datum-unsupported': {
    status: 400,
    title: 'Pictures in this datum would lie hundreds of metres off',
  },
  'map-picture-unavailable': { status: 502, title: 'The map service gives no picture' },
  'road-engine-unavailable': {
    status: 503,
    title: 'The road engine does not answer; there are no travel times without it',
  },

  'optimize-invalid': {
    status: 400,
    title: 'The optimisation problem has a wrong or missing value',
  },
  'optimize-unknown-key': { status: 400, title: 'The optimisation problem has a key nobody knows' },
  'optimize-unsupported': { status: 400, title: 'The optimiser does not do this' },
  'optimize-steps-invalid': { status: 400, title: 'The given steps break a rule of the problem' },
  'optimize-too-large': { status: 413, title: 'The optimisation problem is too large' },
  'optimizer-busy': { status: 503, title: 'All searches are taken; try again in a moment' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof problems

/** RFC 9457 body of every refusal. `detail` says where, in English, for developers; screens translate `code`. */
export const ProblemBody = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.Optional(Type.String()),
  requestId: Type.String(),
})
export type ProblemBody = Static<typeof ProblemBody>
