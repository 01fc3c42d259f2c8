import type { Because } from '@jiceng/core/kernel/words'

export const YEARLY: Because = {
  rule: {
    zh: '代表履职情况每年向原选举单位或者原选区通报一次',
    en: 'Once a year the electors of a deputy are told how the mandate was carried out',
  },
  article: {
    zh: '《重庆市实施〈代表法〉办法》第五十二条；其他地方依本地办法',
    en: 'Chongqing’s measures under the Law on Deputies, art. 52; elsewhere the local measures',
  },
}
