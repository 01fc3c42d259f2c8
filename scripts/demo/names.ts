// Invented people. Every name is made of these parts by chance; none is of a real deputy.

const SURNAMES = [...'丁马王方邓叶田冯刘许孙李杨吴何张陈林罗周赵胡钟唐黄谢郑郭曹曾彭袁蒋魏程任']
const GIVEN = [
  ...['文博', '晓岚', '素梅', '志远', '丽华', '青', '永强', '雪', '长河', '佳宁', '玉成', '春燕', '帆', '大勇', '秀芬'],
  ...['立', '静', '海生', '小平', '立群', '明珠', '建平', '慧', '国安', '志勤', '安民', '雨桐', '正明', '兰', '守义'],
]

/** Numbers that look random and are the same on every machine. */
export function chance(seed: number) {
  let state = seed
  return (below: number): number => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return Math.floor((state / 4_294_967_296) * below)
  }
}

export const inventName = (pick: (below: number) => number): string =>
  SURNAMES[pick(SURNAMES.length)]! + GIVEN[pick(GIVEN.length)]!

/** Names that software has tripped over: a rare character outside the basic plane, a middle dot, one of two. */
export const AWKWARD_NAMES = ['𠮷野禾', '阿依努尔·买买提', '欧阳震']
