import { levels, type Level } from './schema.ts'

// How a congress and its deputies are called on paper. Pure and browser-safe.

type Seat = { level: Level; unitName: string; districtName: string }

/** 青禾区人民代表大会: whose deputy somebody is. */
export const congressOf = ({ level, districtName, unitName }: Seat): string =>
  `${level === 'district' ? districtName : unitName}人民代表大会`

/** 青禾区人民代表大会代表 陈静（第1选区）. */
export const deputyInWords = (seat: Seat & { name: string; electoralDistrict: string }): string =>
  `${congressOf(seat)}代表\u3000${seat.name}（${seat.electoralDistrict}）`

/** 区县级人大代表. */
export const officeInWords = (level: Level): string => `${levels[level].zh}人大代表`
