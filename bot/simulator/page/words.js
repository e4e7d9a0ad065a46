// 日子和时刻怎么写，元素怎么造：来的文字一律当文字，不当网页。
const ZONE = "Asia/Shanghai";
const PARTS = new Intl.DateTimeFormat("zh-CN", {
  timeZone: ZONE, year: "numeric", month: "numeric", day: "numeric", weekday: "narrow",
  hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

function parts(iso) {
  return Object.fromEntries(PARTS.formatToParts(new Date(iso)).map((one) => [one.type, one.value]));
}

// 9月14日（周一）
export function day(iso) {
  const at = parts(iso);
  return `${at.month}月${at.day}日（周${at.weekday}）`;
}

// 9月14日（周一）09:00
export function moment(iso) {
  const at = parts(iso);
  return `${day(iso)}${at.hour}:${at.minute}`;
}

export function element(tag, name, text) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
}

export function button(name, text, onClick) {
  const node = element("button", name, text);
  node.type = "button";
  node.addEventListener("click", onClick);
  return node;
}
