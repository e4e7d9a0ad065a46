// 四部手机并排：谁收到了什么、说了什么，时间由上面的按钮推。
import * as api from "/page/api.js";
import { element } from "/page/bubbles.js";
import { stayOnPage } from "/page/files.js";
import { calmly, tell } from "/page/notice.js";
import { Phone } from "/page/phone.js";
import * as plan from "/page/plan.js";
import { ROLES, chosen, keep, members } from "/page/world.js";

const phones = [];
let seen = 0;
let current = 0;

function build() {
  const tabs = document.querySelector(".tabs");
  chosen().forEach((userid, slot) => {
    const tab = element("button", "", ROLES[slot].word);
    tab.type = "button";
    tab.setAttribute("role", "tab");
    tab.addEventListener("click", () => focus(slot));
    tabs.append(tab);
    const phone = new Phone(slot, refresh, (one) => tab.classList.toggle("new", slot !== current && one.news > 0));
    phone.tab = tab;
    phones.push(phone);
    document.getElementById("phones").append(phone.node);
    phone.become(userid);
  });
  focus(0);
}

function focus(slot) {
  current = slot;
  phones.forEach((phone) => {
    phone.node.classList.toggle("current", phone.slot === slot);
    phone.tab.setAttribute("aria-selected", String(phone.slot === slot));
  });
  phones[slot].read();
  phones[slot].bottom();
}

let fetching = null;
function refresh() {
  fetching = (fetching || Promise.resolve()).then(async () => {
    const news = await calmly(() => api.phones(seen));
    if (!news) return;
    for (const one of news.members) members.set(one.userid, one);
    if (!phones.length && members.size) build();
    seen = Math.max(seen, news.seq);
    for (const raw of news.bubbles) {
      const { bubble, fresh } = keep(raw);
      phones.filter((one) => one.userid === bubble.userid).forEach((one) => one.take(bubble, fresh));
    }
  });
  return fetching;
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
  await plan.again();
}

document.querySelectorAll("[data-walk]").forEach((button) => button.addEventListener("click", () => walk(button)));
document.addEventListener("keydown", (event) => {
  const slot = Number(event.key) - 1;
  if (event.altKey && phones[slot]) { event.preventDefault(); focus(slot); phones[slot].text.focus(); }
});
stayOnPage();

async function begin() {
  await refresh();
  const state = await calmly(api.state);
  if (state) showState(state);
  api.events(seen).addEventListener("message", refresh);
  setInterval(async () => { const now = await calmly(api.state); if (now && !document.querySelector("[data-walk]:disabled")) showState(now); }, 20000);
}
begin();
