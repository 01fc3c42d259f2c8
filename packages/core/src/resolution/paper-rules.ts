import type { Body } from '../body/schema.ts'
import { dayInWords } from '../kernel/paper-words.ts'
import type { Because } from '../kernel/words.ts'
import { sessionTitle } from '../session/title-rules.ts'

// A resolution as a formal paper (公文, GB/T 9704-2012). It stays Chinese, whatever language its reader has chosen. Pure,
// browser-safe.

/** 地方组织法 59: a street office is a working body of the standing committee; what it decides is no resolution. */
export const NO_RESOLUTIONS: Because = {
  rule: {
    zh: '街道人大工委是区人大常委会的工作机构，不作决议、决定',
    en: 'A street office is a working body of the standing committee and passes no resolutions',
  },
  article: { zh: '《地方组织法》第五十九条', en: 'Organic Law of Local Congresses, art. 59' },
}
export const mayResolve = (body: Body): boolean => body !== 'street_office'

/** As it stands on the paper: 柳人发〔2026〕3号. */
export const documentNumber = ({ organCode, year, number }: { organCode: string; year: string; number: number }) =>
  `${organCode}〔${year}〕${number}号`

type Session = { placeName: string; body: Body; termOrdinal: number | null; ordinal: number; firstOn: string }

/** Who signs: 柳荫镇人民代表大会, 青禾区人大常委会. */
const ORGANS: Record<Body, string> = {
  congress: '人民代表大会',
  standing_committee: '人民代表大会常务委员会',
  chairpersons_meeting: '人民代表大会常务委员会主任会议',
  presidium: '人民代表大会主席团',
  street_office: '人大工委',
}

export type ResolutionPaper = {
  organ: string
  /** null as long as it is a draft. */
  number: string | null
  title: string
  /** （2026年11月20日柳荫镇第二十届人民代表大会第十六次会议通过） */
  passed: string
  paragraphs: string[]
  signedOn: string | null
}

/** `text` line by line; empty ones are left out. */
export function paperOf(of: {
  title: string
  text: string
  organCode: string
  year: string | null
  number: number | null
  passedOn: string
  issuedOn: string | null
  session: Session
}): ResolutionPaper {
  const { title, text, organCode, year, number, passedOn, issuedOn, session } = of
  return {
    organ: `${session.placeName}${ORGANS[session.body]}`,
    number: year === null || number === null ? null : documentNumber({ organCode, year, number }),
    title,
    passed: `（${dayInWords(passedOn)}${sessionTitle(session).zh}通过）`,
    paragraphs: text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    signedOn: issuedOn === null ? null : dayInWords(issuedOn),
  }
}
