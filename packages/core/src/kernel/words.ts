/** A text people read, in both languages of the product. Chinese is the original, English complete. */
export type Words = { zh: string; en: string }

export type Language = keyof Words

/** 依据: what a date, number, gate or refusal follows from. `arithmetic` is shown as it stands: "140 + 133 = 273". */
export type Because = { rule: Words; article: Words; arithmetic?: string }
