// 预演：接下来十四天会告诉谁什么，什么也不发出。
import * as api from "/page/api.js";
import { clock, element } from "/page/bubbles.js";
import { calmly } from "/page/notice.js";

const drawer = document.getElementById("plan");
const opener = document.getElementById("open-plan");
const closer = document.getElementById("close-plan");

const STEPS = { delivered: "交办通知", urge: "催办", stalled: "久无进展", review: "临近复核", submitted: "等签字", endorsed: "等核验", extension: "延期待决定", digest: "周报" };
function stepName(step) {
  const remind = step.match(/^remind-(\d+)$/);
  if (remind) return remind[1] === "0" ? "到期当日提醒" : `到期前${remind[1]}个工作日提醒`;
  if (step.startsWith("office-upcoming:")) return "先给巡察办过目";
  const late = step.match(/^overdue-(\d+)$/);
  if (late) return `逾期${late[1]}个工作日报告`;
  return STEPS[step] || (step.startsWith("request") ? "请人决定" : step.startsWith("news") ? "告知结果" : step);
}

function grouped(entries, key) {
  const groups = new Map();
  for (const entry of entries) groups.set(key(entry), [...(groups.get(key(entry)) || []), entry]);
  return groups;
}

async function rehearse() {
  const list = document.getElementById("plan-list");
  list.replaceChildren(element("p", "why", "正在推算…"));
  const entries = await calmly(api.plan);
  if (!entries) { list.replaceChildren(); return; }
  const days = grouped(entries, (entry) => clock(entry.at).split(" ")[0]);
  list.replaceChildren(...[...days].map(([day, group]) => {
    const box = element("section");
    box.append(element("h3", "", day));
    const lines = element("ul");
    for (const [name, told] of grouped(group, (entry) => entry.name)) {
      const line = element("li");
      line.append(element("strong", "", name));
      for (const entry of told) line.append(element("div", "", `${entry.code}　${stepName(entry.step)}`), element("div", "why", entry.why));
      lines.append(line);
    }
    box.append(lines);
    return box;
  }));
  if (!entries.length) list.append(element("p", "", "这十四天没有要发的通知。"));
}

export async function again() {
  if (!drawer.hidden) await rehearse();
}

function plan(open) {
  drawer.hidden = !open;
  opener.setAttribute("aria-expanded", String(open));
  if (open) { rehearse(); closer.focus(); } else opener.focus();
}

opener.addEventListener("click", () => plan(drawer.hidden));
closer.addEventListener("click", () => plan(false));
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !drawer.hidden) plan(false); });
