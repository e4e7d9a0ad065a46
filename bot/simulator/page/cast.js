// 谁的手机先摆上来，各人常说的话，名单按单位分组。
const FIRST = ["dengjianing", "ouyangruoxi"];
const USUAL = [
  ["责任人", ["我的", "帮助", "更多"]],
  ["责任领导", ["我的", "帮助", "已知悉"]],
  ["主要负责人", ["状态", "帮助", "周报"]],
  ["巡察办", ["状态", "逾期", "本周到期", "周报", "帮助"]],
];
const OTHERS = ["我的", "状态", "帮助"];

export const roleOf = (member) => member.title.split(" · ")[0];
export const unitOf = (member) => member.title.split(" · ")[1] || "其他";

// 四部手机：同一个单位的经办人、领导、主要负责人，加巡察办的一位。
export function chosen(members) {
  const list = [...members.values()];
  const home = unitOf(members.get(FIRST[0]) || list[0]);
  const find = (role) =>
    list.find((one) => roleOf(one) === role && unitOf(one) === home) ||
    list.find((one) => roleOf(one) === role);
  return [
    members.get(FIRST[0]) || find("责任人"),
    members.get(FIRST[1]) || find("责任领导"),
    find("主要负责人"),
    find("巡察办"),
  ].map((one, slot) => (one || list[slot % list.length]).userid);
}

export function usual(member) {
  return USUAL.find(([role]) => role === roleOf(member))?.[1] || OTHERS;
}

// 单位 → 这个单位的人，次序照名单。
export function byUnit(members) {
  const units = new Map();
  for (const one of members.values()) {
    const unit = unitOf(one);
    units.set(unit, [...(units.get(unit) || []), one]);
  }
  return units;
}
