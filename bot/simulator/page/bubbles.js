// 一个气泡怎么画：来的文字一律当文字，不当网页。
export function element(tag, name, text) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
}

export function draw(bubble, onPress) {
  if (bubble.kind === "card" && bubble.card) return card(bubble, onPress);
  const node = element("div", `bubble ${bubble.direction === "in" ? "own" : ""}`);
  if (bubble.kind === "image" && bubble.media_url) {
    const picture = element("img");
    picture.src = bubble.media_url;
    picture.alt = `图片 ${bubble.name}`;
    node.append(picture);
  } else if (bubble.media_url) {
    node.append(attachment(bubble));
  } else if (bubble.direction === "out") {
    const [first, ...rest] = bubble.text.split("\n");
    node.append(element("span", "first", first));
    if (rest.length) node.append(rest.join("\n"));
  } else {
    node.textContent = bubble.text;
  }
  return node;
}

const KINDS = { voice: "语音", video: "视频" };

function attachment(bubble) {
  const link = element("a", "file");
  link.href = bubble.media_url;
  link.download = bubble.name;
  const ending = bubble.name.split(".").at(-1).slice(0, 4).toUpperCase();
  link.append(element("span", "file-kind", KINDS[bubble.kind] || ending), element("span", "file-name", bubble.name));
  return link;
}

// 一行看得出说的是什么。
export function firstLine(bubble) {
  if (bubble.kind === "card" && bubble.card) return bubble.card.main_title?.title || "卡片";
  return bubble.media_url ? bubble.name : bubble.text.split("\n")[0];
}

function card(bubble, onPress) {
  const { card } = bubble;
  const node = element("article", "card");
  const body = element("div", "card-body");
  body.append(element("div", "card-source", card.source?.desc || "销账"));
  body.append(title(bubble));
  if (card.main_title?.desc) body.append(element("div", "card-desc", card.main_title.desc));
  const rows = card.horizontal_content_list || [];
  if (rows.length) {
    const list = element("dl");
    for (const row of rows) list.append(element("dt", "", row.keyname), element("dd", "", row.value));
    body.append(list);
  }
  if (card.sub_title_text) body.append(element("div", "card-note", card.sub_title_text));
  node.append(body, bubble.replaced ? element("div", "card-done", bubble.replaced) : buttons(bubble, onPress));
  return node;
}

// 点卡片标题，像手机上一样打开这一项的网页。
function title({ userid, card }) {
  const words = card.main_title?.title || "";
  if (!card.card_action?.url) return element("div", "card-title", words);
  const link = element("a", "card-title", words);
  const path = encodeURIComponent(new URL(card.card_action.url).pathname);
  link.href = `/simulator/open?userid=${encodeURIComponent(userid)}&path=${path}`;
  link.target = "_blank";
  link.rel = "noopener";
  return link;
}

function buttons(bubble, onPress) {
  const bar = element("div", "card-buttons");
  for (const button of bubble.card.button_list || []) {
    const node = element("button", button.style === 1 ? "main" : "", button.text);
    node.type = "button";
    node.addEventListener("click", () => onPress(button.key));
    bar.append(node);
  }
  return bar;
}

export function clock(iso) {
  const at = new Date(iso);
  const part = new Intl.DateTimeFormat("zh-CN", {
    timeZone: "Asia/Shanghai", month: "numeric", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit", hour12: false,
  });
  return part.format(at);
}

// 气泡里写着的现成答复：回复示例：… 同意请回复：… 请回复：逾期、本周到期
export function answers(bubble) {
  if (!bubble || bubble.kind === "card") return [];
  const found = [];
  for (const line of bubble.text.split("\n")) {
    const match = line.match(/(示例|例如|回复)[：:]\s*([^，。]{1,60})$/);
    if (!match) continue;
    const said = match[2].replace(/[“”]/g, "").split(" 或 ")[0];
    found.push(...(match[1] === "回复" ? said.split("、") : [said]).map((one) => one.trim()));
  }
  return [...new Set(found)].slice(0, 3);
}
