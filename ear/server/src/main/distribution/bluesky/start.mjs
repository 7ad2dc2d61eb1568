// The local Bluesky network: directory (PLC), personal data server (PDS) and view (AppView), on loopback only.
// Everything it needs comes from the environment. Accounts, posts and the view survive a restart: the PDS keeps its
// data in a folder, the two others in PostgreSQL; the keys are the same at each start.
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import * as plc from '@did-plc/server'
import { TestBsky, TestPds, TestPlc, mockNetworkUtilities } from '@atproto/dev-env'

const need = (name) => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

// These servers call listen(port), which would be every interface.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (first, ...rest) {
  if (typeof first === 'number' || typeof first === 'string') {
    return listen.call(this, { port: Number(first), host: '127.0.0.1' }, ...rest.filter((r) => typeof r === 'function'))
  }
  if (first && typeof first === 'object' && first.port !== undefined) {
    return listen.call(this, { ...first, host: '127.0.0.1' }, ...rest)
  }
  return listen.call(this, first, ...rest)
}

const data = need('BLUESKY_DATA')
const postgres = need('BLUESKY_DATABASE_URL')
const pdsPort = Number(need('BLUESKY_PDS_PORT'))
for (const folder of ['pds', 'blobs', 'blobs-tmp']) fs.mkdirSync(path.join(data, folder), { recursive: true })

const directory = plc.Database.postgres({ url: postgres, schema: 'plc' })
await directory.migrateToLatestOrThrow()
const plcServer = await TestPlc.create({ port: Number(need('BLUESKY_PLC_PORT')), db: directory })

const view = await TestBsky.create({
  port: Number(need('BLUESKY_APPVIEW_PORT')),
  plcUrl: plcServer.url,
  pdsPort,
  repoProvider: `ws://localhost:${pdsPort}`,
  dbPostgresUrl: postgres,
  dbPostgresSchema: 'appview',
})

const pds = await TestPds.create({
  port: pdsPort,
  didPlcUrl: plcServer.url,
  bskyAppViewUrl: view.url,
  bskyAppViewDid: view.ctx.cfg.serverDid,
  serviceName: 'Countersign demo network',
  dataDirectory: path.join(data, 'pds'),
  blobstoreDiskLocation: path.join(data, 'blobs'),
  blobstoreDiskTmpLocation: path.join(data, 'blobs-tmp'),
  jwtSecret: need('BLUESKY_JWT_SECRET'),
  adminPassword: need('BLUESKY_ADMIN_PASSWORD'),
  plcRotationKeyK256PrivateKeyHex: need('BLUESKY_ROTATION_KEY'),
})
mockNetworkUtilities(pds, view)
console.log('ready')

let stopping = false
const stop = async () => {
  if (stopping) return
  stopping = true
  for (const part of [pds, view, plcServer]) {
    try {
      await part.close()
    } catch (e) {
      console.error(e)
    }
  }
  process.exit(0)
}
process.on('SIGTERM', stop)
process.on('SIGINT', () => {}) // the terminal's Ctrl-C reaches the launcher, which ends this process in its turn
// A launcher that was killed closes its end.
process.stdin.on('end', stop)
process.stdin.on('error', stop)
process.stdin.resume()
