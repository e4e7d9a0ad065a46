// 演示里有谁、屏幕上有过什么；四部手机先给谁。
export const members = new Map();
export const bubbles = new Map();

const CAST = ["dengjianing", "ouyangruoxi"];
export const ROLES = [
  { word: "责任人", chips: ["我的", "帮助", "更多"] },
  { word: "责任领导", chips: ["我的", "已知悉", "同意"] },
  { word: "主要负责人", chips: ["状态", "同意", "周报"] },
  { word: "巡察办", chips: ["状态", "逾期", "本周到期", "周报", "同意"] },
];

export const usual = (userid) => (ROLES.find((one) => members.get(userid).title.startsWith(one.word)) || ROLES[0]).chips;

export function chosen() {
  const list = [...members.values()];
  const unit = (one) => one.title.split(" · ")[1];
  const home = unit(members.get(CAST[0]) || list[0]);
  const find = (word, place) => list.find((one) => one.title.startsWith(word) && (!place || unit(one) === place));
  return [
    members.get(CAST[0]) || find("责任人"),
    members.get(CAST[1]) || find("责任领导"),
    find("主要负责人", home) || find("主要负责人"),
    list.find((one) => one.title === "巡察办 · 区委巡察办") || find("巡察办"),
  ].map((one) => (one || list[0]).userid);
}

// 一个人的一个会话，先来的在前。
export const talk = (userid, conversation) =>
  [...bubbles.values()]
    .filter((one) => one.userid === userid && one.conversation === conversation)
    .sort((a, b) => a.order - b.order);

// 记下一个新的或变了的气泡；返回它和它是不是新的。
export function keep(raw) {
  const known = bubbles.get(raw.id);
  const bubble = { ...raw, order: known ? known.order : raw.seq };
  bubbles.set(bubble.id, bubble);
  return { bubble, fresh: !known };
}
