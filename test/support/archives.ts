import { createHash } from 'node:crypto'
import { deflateRawSync, gzipSync } from 'node:zlib'

export interface ZipEntry {
  name: string
  data?: string | Buffer
  /** Unix mode with its kind: 0o120777 is a symbolic link. */
  mode?: number
  /** What the archive says the size is, where that is not true. */
  size?: number
}

/** A zip that holds just these bytes, whatever they are: no library would write what a hostile one does. */
export function zip(entries: ZipEntry[]): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const { name, data = '', mode = 0o100644, size } of entries) {
    const raw = Buffer.from(data)
    const packed = deflateRawSync(raw)
    const bytes = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0) // version needed
    common.writeUInt16LE(0x800, 2) // names are UTF-8
    common.writeUInt16LE(8, 4) // deflated
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(size ?? raw.length, 18)
    common.writeUInt16LE(bytes.length, 22)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE((mode << 16) >>> 0, 6)
    rest.writeUInt32LE(offset, 10)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, bytes, packed])
    const madeBy = Buffer.from([20, 3]) // Unix
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02'), madeBy, common, rest, bytes]))
    locals.push(local)
    offset += local.length
  }
  const central = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, central, end])
}

/** Go's h1 hash of these entries. */
export function h1(entries: ZipEntry[]): string {
  const sha256 = (data: string | Buffer) => createHash('sha256').update(data)
  const lines = entries
    .map(({ name, data = '' }) => ({ name, hex: sha256(data).digest('hex') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, hex }) => `${hex}  ${name}\n`)
  return `h1:${sha256(lines.join('')).digest('base64')}`
}

export interface TarEntry {
  name: string
  data?: string
  /** 0 a file, 1 a hard link, 2 a symbolic link, 3 a device, 5 a folder. */
  type?: string
  link?: string
  mode?: number
}

/** A .tar.gz of just these entries. */
export function tarGz(entries: TarEntry[]): Buffer {
  const blocks = entries.flatMap(({ name, data = '', type = '0', link = '', mode = 0o644 }) => {
    const header = Buffer.alloc(512)
    header.write(name, 0)
    header.write(`${mode.toString(8).padStart(7, '0')}\0${'0000000\0'.repeat(2)}`, 100)
    header.write(
      `${Buffer.byteLength(data).toString(8).padStart(11, '0')}\0${'0'.repeat(11)}\0`,
      124,
    )
    header.write('        ', 148)
    header.write(type, 156)
    header.write(link, 157)
    header.write('ustar\x0000', 257)
    const sum = header.reduce((total, byte) => total + byte, 0)
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    return [header, Buffer.from(data), Buffer.alloc((512 - (data.length % 512)) % 512)]
  })
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]))
}
