import { refuse, type Problem } from '@jiceng/core/kernel/problem'
import type { Words } from '@jiceng/core/kernel/words'

/** The file as a whole cannot be read; what is wrong with single cells is said cell by cell instead. */
export class Unreadable extends Error {
  readonly problem: Problem
  constructor(code: string, title: Words) {
    super(code)
    this.problem = refuse(422, code, title, { errors: [{ pointer: '/file', detail: title }] }).problem
  }
}

export const notASpreadsheet = () =>
  new Unreadable('not-a-spreadsheet', {
    zh: '这不是能读的表格文件：请用 .xlsx、.xls（WPS 亦可）或 CSV',
    en: 'This is no readable spreadsheet: use .xlsx, .xls (WPS too) or CSV',
  })

export const tooBigInside = () =>
  new Unreadable('spreadsheet-too-big', {
    zh: '文件解开后超过20 MB，或压缩比超过100倍，没有读取',
    en: 'Unpacked, the file is over 20 MB or more than 100 times its size; it was not read',
  })
