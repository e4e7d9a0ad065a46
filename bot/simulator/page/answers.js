// 气泡里写着的现成答复：例如：…、同意请回复：…、回复“更多”；点一下就填进打字框。
const LIMIT = 4;
const AFTER_COLON = /(?:例如|回复示例|也可回复|请?回复|请选择)[：:]\s*([^。\n“]+)/g;
const IN_QUOTES = /回复[^。\n“：:]{0,10}“([^”\n]{1,20})”/g;

function said(bubble) {
  if (!bubble.card) return bubble.text;
  return bubble.replaced ? "" : bubble.card.sub_title_text || "";
}

function choices(words) {
  return words.split(/\s+或\s+|\s*／\s*|、/).map((one) => one.trim()).filter(Boolean);
}

// 照抄的一句里可以有顿号；只有并列几个短说法时才拆开。
function answersIn(words, lead) {
  return /例如|示例/.test(lead) ? [words.trim()] : choices(words);
}

export function answers(bubble) {
  if (!bubble || bubble.direction !== "out") return [];
  const text = said(bubble);
  const found = [];
  for (const match of text.matchAll(AFTER_COLON)) {
    found.push([match.index, answersIn(match[1], match[0])]);
  }
  for (const match of text.matchAll(IN_QUOTES)) found.push([match.index, [match[1]]]);
  found.sort((one, other) => one[0] - other[0]);
  return [...new Set(found.flatMap((one) => one[1]))].slice(0, LIMIT);
}
