// 一部手机：谁的、开着哪个会话、还有什么没看；应用和机器人各是一个会话。
import * as api from "/page/api.js";
import { answers, clock, draw, element, firstLine } from "/page/bubbles.js";
import { acceptDrops, isDocument } from "/page/files.js";
import { calmly } from "/page/notice.js";
import { members, talk, usual } from "/page/world.js";

const NAMES = { app: "销账", robot: "销账机器人" };
const HANDED = "企业微信自建应用收不到文件，已改发给机器人。";
const EMPTY = { app: "还没有消息。", robot: "Word、PDF、Excel 发到这里；说的话和在“销账”里一样办。" };
const GAP = 5 * 60 * 1000;
const NEAR = 24;
const other = (conversation) => (conversation === "app" ? "robot" : "app");

export class Phone {
  constructor(slot, refresh, onNews) {
    Object.assign(this, { slot, refresh, onNews, shown: new Map(), entered: new Set() });
    this.node = document.getElementById("phone-template").content.firstElementChild.cloneNode(true);
    this.chat = this.find(".chat");
    this.text = this.find("textarea");
    this.listen();
    this.follow();
  }

  find(selector) {
    return this.node.querySelector(selector);
  }

  listen() {
    const select = this.find("select");
    for (const one of members.values()) {
      const option = element("option", "", one.name);
      option.value = one.userid;
      option.label = `${one.name}　${one.title}`;
      select.append(option);
    }
    select.addEventListener("change", () => this.become(select.value));
    for (const choice of this.node.querySelectorAll("[type=radio]")) {
      choice.name = `talk-${this.slot}`;
      choice.addEventListener("change", () => this.open(choice.value));
    }
    this.find(".peek").addEventListener("click", () => { this.open(other(this.conversation)); this.text.focus(); });
    this.find("form").addEventListener("submit", (event) => { event.preventDefault(); this.speak(); });
    this.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.speak(); }
    });
    const input = this.find("[type=file]");
    input.addEventListener("change", () => { const files = [...input.files]; input.value = ""; this.send(files); });
    acceptDrops(this.node, (files) => this.send(files));
    this.node.addEventListener("focusin", () => this.read());
  }

  // 换一个人：从应用的会话看起。
  become(userid) {
    const member = members.get(userid);
    this.userid = userid;
    this.conversation = "app";
    this.unread = { app: 0, robot: 0 };
    this.drafts = { app: "", robot: "" };
    this.text.value = "";
    this.find("select").value = userid;
    this.find(".name").textContent = member.name;
    this.find(".role").textContent = member.title;
    this.node.setAttribute("aria-label", `${member.name}的手机，${member.title}`);
    const page = this.find(".open-page");
    page.href = `/simulator/open?userid=${encodeURIComponent(userid)}`;
    page.setAttribute("aria-label", `打开${member.name}的网页`);
    this.show();
  }

  // 打开一个会话；机器人的第一次打开，它会打招呼。
  async open(conversation) {
    if (conversation === this.conversation) return;
    this.drafts[this.conversation] = this.text.value;
    this.conversation = conversation;
    this.text.value = this.drafts[conversation];
    this.show();
    if (conversation === "robot" && !this.entered.has(this.userid)) {
      this.entered.add(this.userid);
      await calmly(() => api.enter(this.userid));
    }
  }

  show() {
    const name = NAMES[this.conversation];
    this.find(`[value=${this.conversation}]`).checked = true;
    this.chat.setAttribute("aria-label", `${members.get(this.userid).name}和${name}的聊天`);
    this.text.setAttribute("aria-label", `对${name}打字`);
    this.shown.clear();
    this.lastAt = 0;
    this.chat.replaceChildren(element("p", "empty", EMPTY[this.conversation]));
    talk(this.userid, this.conversation).forEach((one) => this.place(one));
    this.find(".peek").hidden = true;
    this.note("");
    this.read();
    this.suggest();
    this.bottom("instant");
  }

  // 来了一个气泡：开着的会话里画出来，另一个会话里记一个点、给一行看。
  take(bubble, fresh) {
    if (bubble.conversation === this.conversation) {
      this.place(bubble);
      this.suggest();
      this.bottom();
    }
    if (!fresh || bubble.direction !== "out") return;
    if (bubble.conversation !== this.conversation) this.glance(bubble);
    else if (this.node.contains(document.activeElement)) return;
    this.unread[bubble.conversation] += 1;
    this.paint();
  }

  place(bubble) {
    const drawn = draw(bubble, (key) => calmly(() => api.press(bubble, key)).then(this.refresh));
    const old = this.shown.get(bubble.id);
    this.shown.set(bubble.id, drawn);
    if (old) { old.replaceWith(drawn); return; }
    const at = new Date(bubble.at).getTime();
    if (Math.abs(at - this.lastAt) > GAP) this.chat.append(element("div", "when", clock(bubble.at)));
    this.lastAt = at;
    this.chat.append(drawn);
  }

  glance(bubble) {
    const peek = this.find(".peek");
    peek.replaceChildren(element("strong", "", NAMES[bubble.conversation]), element("span", "", firstLine(bubble)));
    peek.hidden = false;
  }

  note(text) {
    const note = this.find(".note");
    note.textContent = text;
    note.hidden = !text;
  }

  read() {
    this.unread[this.conversation] = 0;
    this.paint();
  }

  paint() {
    const badge = this.find(".unread");
    const count = this.unread[this.conversation];
    badge.textContent = String(count);
    badge.setAttribute("aria-label", `${count}条未读`);
    badge.hidden = !count;
    for (const conversation of Object.keys(NAMES)) {
      const waits = conversation !== this.conversation && this.unread[conversation] > 0;
      this.find(`[value=${conversation}] ~ .dot`).hidden = !waits;
    }
    this.onNews(this);
  }

  get news() {
    return this.unread.app + this.unread.robot;
  }

  suggest() {
    const heard = talk(this.userid, this.conversation).filter((one) => one.direction === "out");
    const ready = answers(heard.at(-1));
    const rest = usual(this.userid).filter((text) => !ready.includes(text));
    const chips = [...ready, ...rest].map((text) => {
      const chip = element("button", ready.includes(text) ? "answer" : "", text);
      chip.type = "button";
      chip.addEventListener("click", () => { this.text.value = text; this.text.focus(); });
      return chip;
    });
    this.find(".chips").replaceChildren(...chips);
  }

  bottom(behavior = "auto") {
    this.atEnd = true;
    this.chat.scrollTo({ top: this.chat.scrollHeight, behavior });
  }

  // 聊天的高矮变了（多出一行提示、图片到了），看着末尾的还看着末尾。
  follow() {
    this.chat.addEventListener("scrollend", () => {
      this.atEnd = this.chat.scrollHeight - this.chat.scrollTop - this.chat.clientHeight < NEAR;
    });
    const stay = () => { if (this.atEnd) this.bottom("instant"); };
    new ResizeObserver(stay).observe(this.chat);
    this.chat.addEventListener("load", stay, { capture: true });
  }

  async speak() {
    const text = this.text.value.trim();
    if (!text) return;
    this.text.value = "";
    this.note("");
    if (await calmly(() => api.say(this.userid, this.conversation, text)) === null) this.text.value = text;
    await this.refresh();
  }

  // 自建应用收不到文件：文件改由机器人收，图片、语音、视频留在原处。
  async send(files) {
    const { userid, conversation } = this;
    const documents = conversation === "app" ? files.filter(isDocument) : [];
    const rest = files.filter((one) => !documents.includes(one));
    this.note("");
    if (rest.length && await calmly(() => api.send(userid, conversation, rest)) === null) return;
    if (documents.length) {
      const opened = this.open("robot");
      this.note(HANDED);
      await opened;
      await calmly(() => api.send(userid, "robot", documents));
    }
    await this.refresh();
  }
}
