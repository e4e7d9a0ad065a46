// 四部手机并排：谁收到了什么、说了什么，时间由上面的按钮推。
import * as api from "/page/api.js";
import { answers, clock, draw, element } from "/page/bubbles.js";

const CAST = ["dengjianing", "ouyangruoxi"];
const ROLES = [
  { word: "责任人", chips: ["我的", "帮助", "更多"] },
  { word: "责任领导", chips: ["我的", "已知悉", "同意"] },
  { word: "主要负责人", chips: ["状态", "同意", "周报"] },
  { word: "巡察办", chips: ["状态", "逾期", "本周到期", "周报", "同意"] },
];
const GAP = 5 * 60 * 1000;
const SLOTS = ROLES.length;
const members = new Map();
const bubbles = new Map();
const screens = [];
let seen = 0;
let current = 0;

const notice = document.getElementById("notice");
function tell(text) {
  notice.textContent = text;
  notice.hidden = !text;
}
async function calmly(work) {
  try {
    const result = await work();
    tell("");
    return result;
  } catch {
    tell("演示服务没有回应，请看看命令行窗口，然后再试一次。");
    return null;
  }
}

function chosen() {
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

function build() {
  const template = document.getElementById("phone-template");
  const tabs = document.querySelector(".tabs");
  chosen().forEach((userid, slot) => {
    const node = template.content.firstElementChild.cloneNode(true);
    const screen = { slot, userid, node, chat: node.querySelector(".chat"), text: node.querySelector("textarea"), shown: new Map(), unread: 0 };
    const select = node.querySelector("select");
    for (const one of members.values()) {
      const option = element("option", "", one.name);
      option.value = one.userid;
      option.label = `${one.name}　${one.title}`;
      select.append(option);
    }
    select.value = userid;
    select.addEventListener("change", () => become(screen, select.value));
    node.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); speak(screen); });
    screen.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); speak(screen); }
    });
    node.querySelector("input[type=file]").addEventListener("change", (event) => attach(screen, event.target));
    node.addEventListener("focusin", () => read(screen));
    document.getElementById("phones").append(node);
    const tab = element("button", "", ROLES[slot].word);
    tab.type = "button";
    tab.setAttribute("role", "tab");
    tab.addEventListener("click", () => focus(slot));
    tabs.append(tab);
    screen.tab = tab;
    screens.push(screen);
    become(screen, userid);
  });
  focus(0);
}

function become(screen, userid) {
  screen.userid = userid;
  const member = members.get(userid);
  screen.node.querySelector(".role").textContent = member.title;
  screen.node.setAttribute("aria-label", `${member.name}的手机，${member.title}`);
  const page = screen.node.querySelector(".open-page");
  page.href = `/simulator/open?userid=${encodeURIComponent(userid)}`;
  page.setAttribute("aria-label", `打开${member.name}的网页`);
  screen.chat.setAttribute("aria-label", `${member.name}的聊天`);
  screen.chat.replaceChildren();
  screen.shown.clear();
  [...bubbles.values()].filter((one) => one.userid === userid).sort((a, b) => a.order - b.order).forEach((one) => place(screen, one));
  suggest(screen);
  bottom(screen);
}

function focus(slot) {
  current = slot;
  screens.forEach((screen) => {
    screen.node.classList.toggle("current", screen.slot === slot);
    screen.tab.setAttribute("aria-selected", String(screen.slot === slot));
  });
  read(screens[slot]);
  bottom(screens[slot]);
}

function read(screen) {
  screen.unread = 0;
  screen.node.querySelector(".unread").hidden = true;
  screen.tab.classList.remove("new");
}

function place(screen, bubble) {
  const drawn = draw(bubble, (one, key) => calmly(() => api.press(one.userid, one.task_id, key)).then(refresh));
  const old = screen.shown.get(bubble.id);
  if (old) { old.replaceWith(drawn); screen.shown.set(bubble.id, drawn); return; }
  const last = screen.lastAt || 0;
  const at = new Date(bubble.at).getTime();
  if (!screen.shown.size || Math.abs(at - last) > GAP) screen.chat.append(element("div", "when", clock(bubble.at)));
  screen.lastAt = at;
  screen.chat.append(drawn);
  screen.shown.set(bubble.id, drawn);
}

function suggest(screen) {
  const chips = screen.node.querySelector(".chips");
  const mine = [...bubbles.values()].filter((one) => one.userid === screen.userid && one.direction === "out");
  const ready = answers(mine.sort((a, b) => a.order - b.order).at(-1));
  const role = members.get(screen.userid).title;
  const usual = (ROLES.find((one) => role.startsWith(one.word)) || ROLES[0]).chips;
  chips.replaceChildren(...[...ready.map((text) => [text, "answer"]), ...usual.map((text) => [text, ""])].map(([text, name]) => {
    const chip = element("button", name, text);
    chip.type = "button";
    chip.addEventListener("click", () => { screen.text.value = text; screen.text.focus(); });
    return chip;
  }));
}

const bottom = (screen) => { screen.chat.scrollTop = screen.chat.scrollHeight; };

async function speak(screen) {
  const text = screen.text.value.trim();
  if (!text) return;
  screen.text.value = "";
  if (await calmly(() => api.say(screen.userid, text)) === null) screen.text.value = text;
  await refresh();
}

async function attach(screen, input) {
  const [file] = input.files;
  input.value = "";
  if (!file) return;
  await calmly(() => api.send(screen.userid, file));
  await refresh();
}

let fetching = null;
function refresh() {
  fetching = (fetching || Promise.resolve()).then(async () => {
    const news = await calmly(() => api.phones(seen));
    if (!news) return;
    for (const one of news.members) members.set(one.userid, one);
    if (!screens.length && members.size) build();
    seen = Math.max(seen, news.seq);
    for (const raw of news.bubbles) {
      const id = raw.id ?? raw.seq;
      const known = bubbles.get(id);
      const bubble = { ...raw, id, order: known ? known.order : raw.seq };
      bubbles.set(id, bubble);
      for (const screen of screens.filter((one) => one.userid === bubble.userid)) {
        place(screen, bubble);
        suggest(screen);
        bottom(screen);
        if (!known && bubble.direction === "out" && !screen.node.contains(document.activeElement)) mark(screen);
      }
    }
  });
  return fetching;
}

function mark(screen) {
  screen.unread += 1;
  const badge = screen.node.querySelector(".unread");
  badge.textContent = String(screen.unread);
  badge.setAttribute("aria-label", `${screen.unread}条未读`);
  badge.hidden = false;
  if (screen.slot !== current) screen.tab.classList.add("new");
}

function showState(state) {
  document.getElementById("date").textContent = state.date_text;
  const tag = document.getElementById("day-tag");
  tag.textContent = state.workday ? "工作日" : "休息日";
  tag.classList.toggle("rest", !state.workday);
  tag.hidden = false;
  const counts = state.counts.map((one) => `${one.label}${one.count}`).join("，");
  document.getElementById("totals").textContent = `总计${state.total}项：${counts}${state.overdue ? `；逾期${state.overdue}项` : ""}`;
}

async function walk(button) {
  const all = [...document.querySelectorAll("[data-walk]")];
  all.forEach((one) => { one.disabled = true; });
  document.getElementById("date").textContent = "正在走…";
  const state = await calmly(() => api.walk(button.dataset.walk));
  if (state) { showState(state); tell(state.walked.length > 1 ? `走过${state.walked.length}个工作日，发出${state.sent}条消息。` : ""); }
  all.forEach((one) => { one.disabled = false; });
  await refresh();
  if (!document.getElementById("plan").hidden) await rehearse();
}

const STEPS = { delivered: "交办通知", urge: "催办", stalled: "久无进展", review: "临近复核", submitted: "等签字", endorsed: "等核验", extension: "延期待决定", digest: "周报" };
function stepName(step) {
  const remind = step.match(/^remind-(\d+)$/);
  if (remind) return remind[1] === "0" ? "到期当日提醒" : `到期前${remind[1]}个工作日提醒`;
  const late = step.match(/^overdue-(\d+)(-hold)?$/);
  if (late) return late[2] ? "先给巡察办过目" : `逾期${late[1]}个工作日报告`;
  return STEPS[step] || (step.startsWith("request") ? "请人决定" : step.startsWith("news") ? "告知结果" : step);
}

async function rehearse() {
  const list = document.getElementById("plan-list");
  const entries = await calmly(api.plan);
  if (!entries) return;
  const days = new Map();
  for (const entry of entries) {
    const day = clock(entry.at).split(" ")[0];
    days.set(day, [...(days.get(day) || []), entry]);
  }
  list.replaceChildren(...[...days].map(([day, group]) => {
    const box = element("section");
    box.append(element("h3", "", day));
    const lines = element("ul");
    for (const entry of group) {
      const line = element("li");
      const who = element("div", "who");
      who.append(element("strong", "", entry.name), element("span", "", `${entry.code}　${stepName(entry.step)}`));
      line.append(who, element("div", "why", entry.why));
      lines.append(line);
    }
    box.append(lines);
    return box;
  }));
  if (!entries.length) list.append(element("p", "", "这十四天没有要发的通知。"));
}

function plan(open) {
  const drawer = document.getElementById("plan");
  drawer.hidden = !open;
  document.getElementById("open-plan").setAttribute("aria-expanded", String(open));
  if (open) { rehearse(); document.getElementById("close-plan").focus(); } else document.getElementById("open-plan").focus();
}

document.querySelectorAll("[data-walk]").forEach((button) => button.addEventListener("click", () => walk(button)));
document.getElementById("open-plan").addEventListener("click", () => plan(document.getElementById("plan").hidden));
document.getElementById("close-plan").addEventListener("click", () => plan(false));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.getElementById("plan").hidden) plan(false);
  const slot = Number(event.key) - 1;
  if (event.altKey && slot >= 0 && slot < SLOTS && screens[slot]) { event.preventDefault(); focus(slot); screens[slot].text.focus(); }
});

async function begin() {
  await refresh();
  const state = await calmly(api.state);
  if (state) showState(state);
  api.events(seen).addEventListener("message", refresh);
  setInterval(async () => { const now = await calmly(api.state); if (now && !document.querySelector("[data-walk]:disabled")) showState(now); }, 20000);
}
begin();
