// 和演示服务说话：只用本机，错了给一句平静的话，可以再试。
class Silent extends Error {}

const WORDS = {
  404: "没有找到这个人或这条消息，请刷新页面。",
  413: "文件太大，演示服务没有收下，请换一份小一些的。",
};
const LOST = "演示服务没有回应，请看看命令行窗口，然后再试一次。";

async function json(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Silent(LOST);
  }
  if (!response.ok) throw new Silent(WORDS[response.status] || LOST);
  return response.json();
}
const post = (path, body) =>
  json(path, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  });

export const phones = (after) => json(`/simulator/phones?after=${after}`);
export const state = () => json("/demo/state");
export const plan = () => json("/demo/plan?days=14");
export const walk = (to) => post("/demo/clock", { to });
export const say = (userid, text, quote) =>
  post("/simulator/say", quote ? { userid, text, quote } : { userid, text });
export const press = (userid, task_id, key) => post("/simulator/press", { userid, task_id, key });
export function send(userid, file) {
  const form = new FormData();
  form.append("userid", userid);
  form.append("file", file, file.name);
  return json("/simulator/image", { method: "POST", body: form });
}

// 有变化就叫 `onChange`；推送断了改成每秒问一次，通了再改回来。
export function follow(after, onChange) {
  const source = new EventSource(`/simulator/events?after=${after}`);
  let asking = null;
  source.addEventListener("message", onChange);
  source.addEventListener("open", () => {
    clearInterval(asking);
    asking = null;
  });
  source.addEventListener("error", () => {
    asking ??= setInterval(onChange, 1000);
  });
}

const notice = document.getElementById("notice");
let stuck = null;
notice.querySelector("button").addEventListener("click", () => {
  const { again } = stuck;
  calm();
  again();
});

function calm() {
  stuck = null;
  notice.hidden = true;
}

// 做一件要问服务的事；没做成就说一句，`again` 供再试，返回 null；同名的事做成了就不再提。
export async function calmly(name, work, again) {
  try {
    const result = await work();
    if (stuck?.name === name) calm();
    return result;
  } catch (error) {
    if (!(error instanceof Silent)) throw error;
    stuck = { name, again };
    notice.querySelector("span").textContent = error.message;
    notice.hidden = false;
    return null;
  }
}
