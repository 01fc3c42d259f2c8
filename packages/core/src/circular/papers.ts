import { dayInWords, pointsText, quarterInWords } from '../kernel/paper-words.ts'
import { levels, type Level } from '../people/schema.ts'
import { replyKinds, type NoticeStatus, type PaperKind, type ToldDeputy } from './schema.ts'

// What is printed of an approved circular, as text: one source for the .docx and for the page one prints. It is an
// official document (公文) and stays Chinese, whatever language its clerk reads. Layout after GB/T 9704-2012.

export type Paper = {
  /** Of the recipient or electoral district. */
  id: string
  kind: PaperKind
  /** 发文机关标志 and 署名. */
  organ: string
  /** 发文字号, its number left open: offices number what they send by hand. Not on a 公告. */
  number: string | null
  title: string
  /** 主送机关. Voters need none. */
  to: string | null
  paragraphs: string[]
  deputies: { name: string; electoralDistrict: string; quarter: string; year: string }[]
  signedOn: string
  /** Where it can be read; null once the link is closed. */
  address: { url: string; text: string; caption: string } | null
  receipt: { title: string; text: string; choices: string[]; blanks: string[] } | null
}

type Circular = {
  title: string | null
  reason: string | null
  basis: string | null
  level: string
  quarter: string
  revision: number
  root: string
  unitName: string
  decidedOn: string | null
  recipients: readonly {
    id: string
    name: string
    deputies: readonly ToldDeputy[]
    notice: {
      channel: string
      status: NoticeStatus
      link: string | null
      linkExpiresOn: string
      recipientName: string | null
    } | null
  }[]
  announcements: readonly { electoralDistrictId: string; name: string; deputies: readonly ToldDeputy[] }[]
}

/** Who sends it, and where the board hangs for everybody. */
type Sender = { districtName: string; boardUrl: string }

/** All papers of a kind, or the one for `addresseeId`. A webhook that arrived needs no letter unless it is asked for. */
export function papersOf(
  circular: Circular,
  sender: Sender,
  { kind, addresseeId }: { kind: PaperKind; addresseeId?: string | undefined }
): Paper[] {
  return kind === 'letters'
    ? circular.recipients
        .filter(({ id, notice }) => notice && (addresseeId === undefined ? goesOnPaper(notice) : id === addresseeId))
        .map((recipient) => letterOf(circular, sender, recipient))
    : circular.announcements
        .filter((one) => addresseeId === undefined || one.electoralDistrictId === addresseeId)
        .map((one) => announcementOf(circular, sender, one))
}

const goesOnPaper = ({ channel, status }: { channel: string; status: NoticeStatus }) =>
  channel === 'link' || status === 'undelivered'

function letterOf(
  circular: Circular,
  sender: Sender,
  { id, name, deputies, notice }: Circular['recipients'][number]
): Paper {
  const organ = organOf(sender)
  const title = circular.title ?? ''
  const { link = null, linkExpiresOn = '', recipientName } = notice ?? {}
  return {
    id,
    kind: 'letters',
    organ,
    number: `〔${(circular.decidedOn ?? '').slice(0, 4)}〕\u3000\u3000号`,
    title,
    to: recipientName ?? name,
    paragraphs: [
      ...linesOf(circular.reason),
      `根据${circular.basis ?? ''}，现将贵单位${subjectOf(circular)}函告如下，以公示榜第${circular.revision}版（校验码${codeOf(circular)}）为准。`,
    ],
    deputies: deputies.map(rowOf),
    signedOn: signedOn(circular),
    address:
      link === null
        ? null
        : {
            url: link,
            text: `扫码或打开下列网址，可查阅本函并在线回执（${dayInWords(linkExpiresOn)}前有效，请勿转发）：`,
            caption: '扫码回执',
          },
    receipt: {
      title: '回　执',
      text: `${organ}：《${title}》收悉。`,
      choices: Object.values(replyKinds).map(({ zh }) => zh),
      blanks: ['说明', '经办人及电话', '单位（盖章）和日期'],
    },
  }
}

function announcementOf(
  circular: Circular,
  sender: Sender,
  { electoralDistrictId, name, deputies }: Circular['announcements'][number]
): Paper {
  return {
    id: electoralDistrictId,
    kind: 'announcements',
    organ: organOf(sender),
    number: null,
    title: '公\u3000告',
    to: null,
    paragraphs: [
      `根据${circular.basis ?? ''}，现将${name}选出的${subjectOf(circular)}公告如下，以公示榜第${circular.revision}版（校验码${codeOf(circular)}）为准。`,
    ],
    deputies: deputies.map(rowOf),
    signedOn: signedOn(circular),
    address: { url: sender.boardUrl, text: '公示榜全文，请扫码或打开下列网址查看：', caption: '扫码看公示榜' },
    receipt: null,
  }
}

const organOf = ({ districtName }: Sender) => `${districtName}人民代表大会常务委员会`
const codeOf = ({ root }: Circular) => root.slice(0, 8)
const subjectOf = ({ unitName, level, quarter }: Circular) =>
  `${unitName}${levels[level as Level].zh}人大代表${quarterInWords(quarter)}履职积分情况`

const linesOf = (text: string | null) =>
  (text ?? '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => (/[。！？；：…]$/.test(line) ? line : `${line}。`))

const rowOf = ({ name, electoralDistrict, quarterHundredths, yearHundredths }: ToldDeputy) => ({
  ...{ name, electoralDistrict },
  ...{ quarter: pointsText(quarterHundredths), year: pointsText(yearHundredths) },
})

const signedOn = ({ decidedOn }: Circular): string => (decidedOn === null ? '' : dayInWords(decidedOn))
