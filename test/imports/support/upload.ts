import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ImportBatch, ImportKind, ImportRow } from '../../../shared/imports.ts'
import type { SignedIn, TestApp } from '../../support/app.ts'

/** A file sent as a browser's form does, by somebody signed in. */
export async function upload(
  app: TestApp,
  who: SignedIn,
  kind: ImportKind,
  content: string | Buffer,
  fileName = 'file.csv',
) {
  const boundary = 'beatline-test-boundary'
  const head =
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\n` +
    'content-type: application/octet-stream\r\n\r\n'
  const payload = Buffer.concat([
    Buffer.from(head),
    Buffer.from(content),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return app.inject({
    method: 'POST',
    url: `/api/v1/imports?kind=${kind}`,
    headers: {
      cookie: who.cookie,
      host: 'beatline.test',
      origin: 'http://beatline.test',
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload,
  })
}

export async function stage(...args: Parameters<typeof upload>): Promise<ImportBatch> {
  return (await upload(...args)).json<ImportBatch>()
}

export async function act(
  who: SignedIn,
  { id }: Pick<ImportBatch, 'id'>,
  what: 'check' | 'apply' | 'undo',
  body: object = {},
): Promise<ImportBatch> {
  const answer = await who.send('POST', `/imports/${String(id)}/${what}`, body)
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json<ImportBatch>()
}

/** Uploads, checks and applies. */
export async function importFile(...args: Parameters<typeof upload>): Promise<ImportBatch> {
  const [, who] = args
  const checked = await act(who, await stage(...args), 'check')
  await act(who, checked, 'apply')
  return checked
}

export async function rowsOf(who: SignedIn, { id }: Pick<ImportBatch, 'id'>, query = '') {
  const answer = await who.get(`/imports/${String(id)}/rows?${query}`)
  return answer.json<{ rows: ImportRow[]; total: number }>()
}

/** Where uploads of tests wait while they are read; each is removed by the server. */
export const uploads = { DATA_DIR: join(tmpdir(), 'beatline-test-uploads') }
