import { addQuarters, quarterDays } from '@jiceng/core/kernel/calendar'
import { sheetKeys, sheets, type Column, type SheetKey } from '@jiceng/core/imports/schema'
import type { Language } from '@jiceng/core/kernel/words'
import type { Cell } from '@jiceng/spreadsheet/cell'
import type { SheetOut } from '@jiceng/spreadsheet/write-workbook'

// The workbook people fill in. Its example is whole and of the last quarter that is over, so that whoever tries
// the product can import it as it is. All people and places in it are invented.

type Item = { code: string; name: string; hundredths: number; perUnit: string }
type Given = { empty: boolean; quarter: string; items: readonly Item[] }

export function template({ empty, quarter, items }: Given, language: Language): SheetOut[] {
  const example = empty ? null : exampleOf(quarter, items)
  return [
    explanation(items, language),
    ...sheetKeys.map((key) => ({
      name: sheets[key][language],
      header: columnsOf(key).map((column) => column[language] + (column.required ? '*' : '')),
      rows: example?.[key] ?? [],
    })),
  ]
}

const columnsOf = (key: SheetKey): Column[] => Object.values(sheets[key].columns)

function explanation(items: readonly Item[], language: Language): SheetOut {
  const zh = language === 'zh'
  const general = zh
    ? [
        '一次可填一部分表，不用的表留空。带*的列必填。',
        '先全部检查，逐处列出错误；确认后一次生效，要么全部导入，要么一行也不导入。',
        '已登记的街镇、选区和代表会自动认出，不会重复登记。',
      ]
    : [
        'Fill in the sheets you need and leave the others empty. Columns with * are needed.',
        'Everything is checked first and every fault listed; then it is applied at once: all of it or nothing.',
        'Units, electoral districts and deputies already registered are recognised and not registered twice.',
      ]
  const sheet = zh ? '工作表' : 'Sheet'
  return {
    name: zh ? '填写说明' : 'How to fill in',
    header: [sheet, zh ? '列名' : 'Column', zh ? '怎么填' : 'What to write'],
    rows: [
      ...general.map((text): Cell[] => ['', '', text]),
      ...sheetKeys.flatMap((key) =>
        columnsOf(key).map((column): Cell[] => [sheets[key][language], column[language], column.help[language]])
      ),
      ...items.map((item): Cell[] => [
        zh ? '积分项目可填' : 'Items of the rules',
        item.name,
        `${item.hundredths / 100} / ${item.perUnit}`,
      ]),
    ],
  }
}

const STREET = '青松街道'
const TOWN = '白鹭镇'
const NAMES = [
  '沈月华',
  '段立新',
  '古丽娜尔·艾山',
  '欧阳志远',
  '𠮷田禾',
  '韦春燕',
  '柯文博',
  '蒲秀英',
  '贺兰',
  '车向阳',
  '边晓梅',
  '尚德全',
]

/** What a district's school and clinic might be called; every fourth deputy works for neither. */
const EMPLOYERS = [
  ['青松中学', '青松街道学府路1号', '校办公室', ''],
  ['白鹭镇卫生院', '', '', ''],
]
const employerOf = (n: number): string => (n % 4 === 3 ? '' : EMPLOYERS[Math.floor(n / 6)]![0]!)

/** Two units, six electoral districts, two employers, twelve deputies and their quarter. */
function exampleOf(quarter: string, items: readonly Item[]): Record<SheetKey, Cell[][]> {
  const { year, firstOn } = quarterDays(quarter)
  const term = [`${Number(year) - 3}-01-10`, `${Number(year) + 2}-01-09`]
  const month = (n: number) => `${year}-${String(Number(firstOn.slice(5, 7)) + n).padStart(2, '0')}`
  const places = [
    ...[1, 2, 3].map((n) => [STREET, '区县级', `青松第${n}选区`]),
    ...[1, 2].map((n) => [TOWN, '区县级', `白鹭第${n}选区`]),
    [TOWN, '乡镇级', '白鹭镇第一选区'],
  ]
  const deputies = NAMES.map((name, n) => [`D${String(n + 1).padStart(2, '0')}`, name, ...places[Math.floor(n / 2)]!])
  const used = ['inspection', 'voter-reception', 'suggestion', 'group-activity']
    .flatMap((code) => items.find((item) => item.code === code) ?? [])
    .concat(items)
    .slice(0, 4)
  const about = ([code, name, unit, level, district]: readonly Cell[]) =>
    [code, name, unit, level, district, ''] as Cell[]
  return {
    units: [
      [STREET, '街道'],
      [TOWN, '镇'],
    ],
    districts: places.map((place) => [...place, 2]),
    employers: EMPLOYERS,
    deputies: deputies.map((deputy, n) => [...deputy, ...term, '换届选举', employerOf(n)]),
    openings:
      used.length === 0
        ? []
        : [[...about(deputies[0]!), addQuarters(quarter, -1), used[0]!.name, 3, '原履职登记册第12页']],
    entries: deputies.flatMap((deputy, n) =>
      used
        .slice(0, 2 + (n % 3))
        .map((item, m): Cell[] => [...about(deputy), `${month(m % 3)}-${10 + n}`, item.name, EXAMPLE_NOTES[m]!])
    ),
  }
}

const EXAMPLE_NOTES = ['老旧小区改造视察', '代表接待日', '关于增设公交站点的建议', '代表小组学习']
