// 一个气泡怎么画：文字、图片、文件、卡片，和手机上看到的一样。
import { button, element } from "/page/words.js";

const NAMES = { voice: "语音", video: "视频", file: "文件", image: "图片" };

// `acts.press(bubble, key)` 按按钮，`acts.quote(bubble)` 引用。
export function draw(bubble, acts) {
  const row = element("div", `row ${bubble.direction === "in" ? "own" : "bot"}`);
  row.append(bubble.card ? card(bubble, acts) : plain(bubble));
  if (bubble.direction === "out") {
    const quote = button("quote", "引用", () => acts.quote(bubble));
    quote.setAttribute("aria-label", `引用：${heading(bubble)}`);
    row.append(quote);
  }
  return row;
}

// 一条消息的第一行，卡片就是它的标题。
export function heading(bubble) {
  if (bubble.card) return bubble.card.main_title?.title || "卡片";
  return bubble.text.split("\n")[0] || bubble.name || NAMES[bubble.kind] || "消息";
}

// 引用时连同编号一起带上，机器人才知道说的是哪一项。
export function quotable(bubble) {
  if (!bubble.card) return bubble.text;
  return [heading(bubble), bubble.card.main_title?.desc].filter(Boolean).join("\n");
}

function plain(bubble) {
  const node = element("div", "bubble");
  if (bubble.media_url) {
    node.classList.add(bubble.kind);
    node.append(media(bubble));
  } else if (bubble.direction === "out") {
    const [first, ...rest] = bubble.text.split("\n");
    node.append(element("span", "first", first));
    if (rest.length) node.append(rest.join("\n"));
  } else {
    node.textContent = bubble.text;
  }
  return node;
}

function media(bubble) {
  const label = `${NAMES[bubble.kind] || "文件"} ${bubble.name}`.trim();
  if (bubble.kind === "video" || bubble.kind === "voice") {
    const player = element(bubble.kind === "video" ? "video" : "audio");
    player.src = bubble.media_url;
    player.controls = true;
    player.preload = "metadata";
    player.setAttribute("aria-label", label);
    return player;
  }
  const link = element("a");
  link.href = bubble.media_url;
  link.target = "_blank";
  link.rel = "noopener";
  if (bubble.kind === "image") {
    const picture = element("img");
    picture.src = bubble.media_url;
    picture.alt = label;
    link.append(picture);
  } else {
    link.append(element("span", "file-name", bubble.name || "文件"), element("span", "file-kind", "文件"));
  }
  return link;
}

function card(bubble, acts) {
  const { source, main_title: title, sub_title_text: note, horizontal_content_list: rows } = bubble.card;
  const node = element("article", "card");
  const body = element("div", "card-body");
  body.append(element("div", "card-source", source?.desc || "销账"));
  body.append(element("div", "card-title", title?.title || ""));
  if (title?.desc) body.append(element("div", "card-desc", title.desc));
  if (rows?.length) body.append(facts(rows));
  if (note) body.append(element("div", "card-note", note));
  node.append(body, bubble.replaced ? element("div", "card-done", bubble.replaced) : buttons(bubble, acts));
  return node;
}

function facts(rows) {
  const list = element("dl");
  for (const row of rows) {
    list.append(element("dt", "", row.keyname), element("dd", "", row.value));
  }
  return list;
}

function buttons(bubble, acts) {
  const bar = element("div", "card-buttons");
  for (const one of bubble.card.button_list || []) {
    bar.append(button(one.style === 1 ? "main" : "", one.text, async () => {
      [...bar.children].forEach((each) => { each.disabled = true; });
      await acts.press(bubble, one.key);
      [...bar.children].forEach((each) => { each.disabled = false; });
    }));
  }
  return bar;
}
