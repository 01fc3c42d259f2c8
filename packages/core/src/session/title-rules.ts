import { bodies, type Body } from '../body/schema.ts'
import { inChinese, inEnglish, type Words } from '../kernel/words.ts'

// What a session is called. Pure, browser-safe.

type Named = { placeName: string; body: Body; termOrdinal: number | null; ordinal: number; firstOn: string }

const MEETS: Record<Body, { zh: string; en: string }> = {
  congress: { zh: '人民代表大会', en: 'people’s congress' },
  standing_committee: { zh: '人大常委会', en: 'standing committee' },
  chairpersons_meeting: { zh: '人大常委会', en: 'chairpersons’ meeting' },
  presidium: { zh: '人大主席团', en: 'presidium' },
  street_office: { zh: '人大工委', en: 'street office' },
}

/** 青禾区第十八届人民代表大会第六次会议; a street office has no terms and counts by years. */
export function sessionTitle({ placeName, body, termOrdinal, ordinal, firstOn }: Named): Words {
  const [nth, nthEn] = [`第${inChinese(ordinal)}次`, inEnglish(ordinal)]
  const meeting = body === 'chairpersons_meeting' ? '主任会议' : '会议'
  const { zh, en } = MEETS[body]
  if (termOrdinal === null) {
    const year = firstOn.slice(0, 4)
    return {
      zh: `${placeName}${zh}${year}年${nth}${meeting}`,
      en: `${placeName}, ${bodies[body].en.toLowerCase()}: ${nthEn} meeting of ${year}`,
    }
  }
  return {
    zh: `${placeName}第${inChinese(termOrdinal)}届${zh}${nth}${meeting}`,
    en: `${placeName}, ${inEnglish(termOrdinal)} ${en}: ${nthEn} ${body === 'congress' ? 'session' : 'meeting'}`,
  }
}
