import type { Level, UnitKind } from '@jiceng/core/people/schema'

// A busy district of the size of a real one of 31 streets, towns and townships. Every name is invented.

type Unit = { kind: UnitKind; name: string; deputies: Partial<Record<Level, number>> }

const STREETS = ['北桥', '石门', '南桥', '东堤', '松涛', '望江', '新塘', '文昌', '清溪', '书院', '火车站']
const TOWNS = [
  ...['柳荫', '白马', '三泉', '大有', '龙潭', '石墙', '金山', '乾丰', '鸣玉', '铁村', '福寿', '兴隆', '太平', '庆元'],
  ...['冷水', '河图', '民主'],
]
const TOWNSHIPS = ['古花', '石莲', '峰岩']

/** Deputies of each street, town and township, between the sizes found in real districts. */
const sized = (kind: UnitKind, name: string, n: number): Unit =>
  kind === 'street'
    ? { kind, name: `${name}街道`, deputies: { district: n === 0 ? 26 : 11 + ((n * 5) % 8) } }
    : {
        kind,
        name: name + (kind === 'town' ? '镇' : '乡'),
        deputies: { district: 5 + (n % 4), township: kind === 'town' ? 96 + ((n * 7) % 23) : 84 + n * 4 },
      }

export const demoUnits: Unit[] = [
  ...STREETS.map((name, n) => sized('street', name, n)),
  ...TOWNS.map((name, n) => sized('town', name, n)),
  ...TOWNSHIPS.map((name, n) => sized('township', name, n)),
]
